"""Which ids the log holds: sorted runs of 128-bit numbers on disk, looked up without reading the log.

An interaction's id is a fingerprint of (source, message id), 32 hexadecimal digits. Each batch adds a run; runs of like
size are merged, so that there are about log2(batches) of them and every id is rewritten about as often. A look-up is
a binary search in each run: 100 million ids are 1.6 GB of files, mapped into memory and never read whole.

The index is derived: its manifest names the version of the log it covers, and what it lacks is read from the log.
"""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
from deltalake import DeltaTable

from regard.foundation.lake.changes import files_added

Halves = npt.NDArray[np.uint64]  # shape (2, n): high and low 64 bits

HALVES_SQL = "('0x' || substr(id, 1, 16))::ubigint as high, ('0x' || substr(id, 17, 16))::ubigint as low"
LIKE_SIZE = 4  # runs are merged while the older is at most so many times larger
MOST_TIES = 64  # how many ids may share their high half: with random ids two hardly ever do


@dataclass
class IdIndex:
    """The ids of one Delta table. Only who holds the lake's writing lock may call `add` and `catch_up`."""

    folder: Path
    table: Path
    _manifest: tuple[int, tuple[str, ...]] | None = field(default=None, repr=False)
    _seen: tuple[int, int, int] | None = field(default=None, repr=False)  # the manifest's file, as it was read
    _runs: dict[str, Halves] = field(default_factory=dict, repr=False)

    @classmethod
    def of_log(cls, data_dir: Path) -> "IdIndex":
        """The index of the log in a data folder."""
        return cls(data_dir / "derived" / "ids", data_dir / "lake" / "interactions")

    def contains(self, ids: Halves) -> npt.NDArray[np.bool_]:
        """For each id, whether the index holds it."""
        found = np.zeros(ids.shape[1], dtype=bool)
        for run in self._load().values():
            found |= _is_in(run, ids)
        return found

    def add(self, ids: Halves, *, version: int) -> None:
        """Take in the ids that the table's `version` added."""
        self._load()
        runs = list(self._runs.values())
        names = list(self._runs)
        fresh = _sorted(ids)
        dropped = []
        while runs and runs[-1].shape[1] <= LIKE_SIZE * fresh.shape[1]:
            fresh = _sorted(np.concatenate([runs.pop(), fresh], axis=1))
            dropped.append(names.pop())
        if fresh.shape[1]:
            names.append(self._write_run(fresh, version))
        self._write_manifest(version, names)
        for name in dropped:
            self._runs.pop(name, None)
            (self.folder / name).unlink(missing_ok=True)

    def catch_up(self, *, version: int) -> None:
        """Make the index cover the table at `version`, whatever happened since it was last written."""
        self._load()
        covered = self._manifest[0] if self._manifest else -1
        if covered == version and self._manifest is not None:
            return
        files = (
            files_added(folder=self.table, after=covered, until=version, with_public=True)
            if 0 <= covered < version
            else None
        )
        if files is None:
            self.rebuild(version=version)
        else:
            self.add(_ids_of(files), version=version)

    def compare(self, *, version: int) -> tuple[int, int]:
        """How many ids the table holds at `version`, and of how many the index says otherwise."""
        ids = _ids_of(DeltaTable(self.table, version=version).file_uris())
        known = int(self.contains(ids).sum())
        return ids.shape[1], ids.shape[1] - known + sum(run.shape[1] for run in self._runs.values()) - known

    def rebuild(self, *, version: int) -> None:
        """Read all ids from the table at `version`, whatever was known."""
        self._load()
        for name in list(self._runs):
            (self.folder / name).unlink(missing_ok=True)
        self._runs.clear()
        self._write_manifest(version, [])
        self.add(_ids_of(DeltaTable(self.table, version=version).file_uris()), version=version)

    def _load(self) -> dict[str, Halves]:
        """The runs the manifest names now; another process may have written it. It is replaced whole, never changed."""
        path = self.folder / "manifest.json"
        try:
            found = path.stat()
            seen = found.st_ino, found.st_mtime_ns, found.st_size
            if seen != self._seen:
                written = json.loads(path.read_text("utf-8"))
                manifest = int(written["version"]), tuple(str(name) for name in written["runs"])
                self._runs = {name: self._runs[name] if name in self._runs else self._map(name) for name in manifest[1]}
                self._manifest, self._seen = manifest, seen
        except (FileNotFoundError, ValueError, KeyError):
            self._manifest, self._seen, self._runs = None, None, {}
        return self._runs

    def _map(self, name: str) -> Halves:
        return np.load(self.folder / name, mmap_mode="r")  # type: ignore[no-any-return]

    def _write_run(self, ids: Halves, version: int) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{version}-{ids.shape[1]}.npy"
        draft = self.folder / f".{name}.{os.getpid()}"
        with draft.open("wb") as file:
            np.save(file, ids)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / name)
        self._runs[name] = self._map(name)
        return name

    def _write_manifest(self, version: int, names: list[str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f".manifest.{os.getpid()}"
        with draft.open("w", encoding="utf-8") as file:
            file.write(json.dumps({"version": version, "runs": names}))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / "manifest.json")
        self._runs = {name: self._runs[name] for name in names}
        self._manifest = version, tuple(names)


def halves_of(*, ids: list[str]) -> Halves:
    """Ids as the index takes them.

    >>> halves_of(ids=["00000000000000010000000000000002"]).tolist()
    [[1], [2]]
    """
    raw = np.frombuffer(bytes.fromhex("".join(ids)), dtype=">u8").reshape(-1, 2)
    return np.ascontiguousarray(raw.T, dtype=np.uint64)


def _sorted(ids: Halves) -> Halves:
    return np.ascontiguousarray(ids[:, np.lexsort((ids[1], ids[0]))])


def _is_in(run: Halves, ids: Halves) -> npt.NDArray[np.bool_]:
    high, low = run[0], run[1]
    found = np.zeros(ids.shape[1], dtype=bool)
    if not len(high):
        return found
    at = np.searchsorted(high, ids[0])
    for _ in range(MOST_TIES):
        inside = at < len(high)
        same = np.zeros_like(found)
        same[inside] = high[at[inside]] == ids[0][inside]
        if not same.any():
            break
        found[same] |= low[at[same]] == ids[1][same]
        at = at + same
        if not (same & ~found).any():
            break
    return found


def _ids_of(files: list[str]) -> Halves:
    if not files:
        return np.empty((2, 0), dtype=np.uint64)
    with duckdb.connect() as engine:
        engine.execute("set enable_progress_bar=false")
        read = engine.execute(f"select {HALVES_SQL} from read_parquet($files)", {"files": files}).fetchnumpy()
    return np.array([read["high"], read["low"]], dtype=np.uint64)
