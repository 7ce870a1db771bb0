"""Keeping the index up with the log: what is new is added at a cost that follows what is new, not the log's size.

Rows that came are read from the files that appends added. The customers they belong to, and those between whom an
identifier moved, are written once more into a new run; runs of like size are merged, as those of the index of ids are.
Where rows left the log (an erasure, a month dropped, duplicates found) or its commits no longer say what was added,
everything is read anew. Afterwards the index has as many rows as the log, or it was made wrongly and is made again.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import msgspec
import numpy as np

from regard.analytics.journeys.histories import Flags, Histories, Keys, Part, Step, held_in
from regard.foundation.lake.api import Lake, LakeBusy, OnSpark, Snapshot, files_added, held
from regard.understand.journeys.index.divided import divide
from regard.understand.journeys.index.reading import Steps, owners, read_moved, read_ordered, read_rows
from regard.understand.journeys.index.runs import Loose, Run, RunWriter, alive, merged, open_run, rows_of_customers

LIKE_SIZE = 4  # runs are merged while the older is at most so many times larger
SECONDS_TO_WAIT = 600.0
SHAPE = 1  # goes up when the files' shape changes: an index of another shape is made anew


class Manifest(msgspec.Struct, frozen=True):
    """What the index is of: versions of the two tables, its runs (oldest first), its steps."""

    shape: int
    version: int
    moved_version: int
    rows: int
    runs: tuple[str, ...]
    steps: tuple[Step, ...]
    moved: str
    next_number: int

    @property
    def token(self) -> str:
        """Changes whenever what the index says may have."""
        return f"{self.version}.{self.moved_version}"


@dataclass(frozen=True)
class Index:
    """The index at one version, mapped into memory."""

    manifest: Manifest
    histories: Histories


def folder_of(*, lake: Lake) -> Path:
    """Where the files lie."""
    return lake.root / "derived" / "journeys"


def journey_index(*, lake: Lake) -> Index:
    """The index, at least as new as the log is now. Raises LakeBusy where another process builds it for too long.

    Where analyses run on Spark it is not on the disk but with Spark's workers, and of the version questions are asked of.
    """
    if lake.on_spark is not None:
        return _on_spark(lake, lake.on_spark)
    rows, moved = lake.snapshot("interactions"), lake.snapshot("reassigned")
    found = _read(lake)
    if found is not None and (found.version, found.moved_version) == (rows.version, moved.version):
        opened = _opened(lake, found)
        if opened is not None:
            return opened
    with _writing(lake):
        try:
            return _brought_up(lake)
        except duckdb.IOException:  # an erasure took files of the log away while they were read
            return _brought_up(lake)


def rebuild_index(*, lake: Lake) -> Index:
    """Read everything anew."""
    if lake.on_spark is not None:
        return _on_spark(lake, lake.on_spark)
    with _writing(lake):
        return _must(lake, _build(lake))


def _on_spark(lake: Lake, on_spark: OnSpark) -> Index:
    moment = lake.moment()

    def made() -> Index:
        found = divide(lake=lake, on_spark=on_spark)
        versions = moment.interactions.version, moment.reassigned.version
        return Index(Manifest(SHAPE, *versions, found.rows, (), found.steps, "", 0), found)

    return lake.remember("journey index on spark", made)


def _brought_up(lake: Lake) -> Index:
    rows, moved = lake.snapshot("interactions"), lake.snapshot("reassigned")
    before = _read(lake)
    if before is not None and (before.version, before.moved_version) == (rows.version, moved.version):
        opened = _opened(lake, before)
        if opened is not None:
            return opened
    try:
        after = _extend(lake, before, rows, moved) if before is not None else None
    except FileNotFoundError:  # of the index, or of the log: both can be read anew
        after = None
    return _must(lake, after or _build(lake))


def _build(lake: Lake) -> Manifest:
    rows, moved_version = lake.snapshot("interactions"), lake.snapshot("reassigned").version
    folder, steps, moved = folder_of(lake=lake), Steps(), read_moved(lake)
    folder.mkdir(parents=True, exist_ok=True)
    runs: tuple[str, ...] = ()
    n = _rows_in(rows)
    if n:
        batches = read_ordered(lake, rows.uris(), steps, moved)
        first = next(batches)  # from here on all steps are known
        writer = RunWriter(folder, _name(0, rows.version), rows=n, width=steps.width)
        writer.add(first)
        for batch in batches:
            writer.add(batch)
        runs = (writer.finish(empty=np.empty(0, np.uint64)).name,)
    name = _save_moved(folder, moved, moved_version)
    return _write(lake, Manifest(SHAPE, rows.version, moved_version, n, runs, tuple(steps.known), name, 1))


def _extend(lake: Lake, before: Manifest, rows: Snapshot, moved: Snapshot) -> Manifest | None:
    """The index with what is new, None where everything has to be read anew."""
    if rows.version < before.version or moved.version < before.moved_version:
        return None
    added = files_added(folder=rows.folder, after=before.version, until=rows.version)
    if added is None:
        return None
    folder, steps = folder_of(lake=lake), Steps(list(before.steps))
    moved_before = np.load(folder / before.moved, mmap_mode="r")
    moved_now = moved_before if moved.version == before.moved_version else read_moved(lake)
    changed = _changed(moved_before, moved_now)
    if changed is None:
        return None
    new = read_rows(lake, added, steps, moved_now) if added else _nothing(steps)
    if before.rows + len(new.at) != _rows_in(rows):
        return None
    runs, number = [open_run(folder, name) for name in before.runs], before.next_number
    fresh = _fresh(runs, new, changed, moved_now)
    if fresh is not None:
        loose, concerned = fresh
        writer = RunWriter(folder, _name(number, rows.version), rows=len(loose.at), width=loose.steps.dtype.type)
        writer.add(loose)
        runs.append(writer.finish(empty=np.setdiff1d(concerned, loose.customers)))
        number += 1
    while len(runs) > 1 and runs[-2].rows <= LIKE_SIZE * runs[-1].rows:
        newer, older = runs.pop(), runs.pop()
        runs.append(merged(folder, _name(number, rows.version), older, newer, is_oldest=not runs))
        number += 1
    name = before.moved if moved.version == before.moved_version else _save_moved(folder, moved_now, moved.version)
    names = tuple(run.name for run in runs)
    return _write(
        lake, Manifest(SHAPE, rows.version, moved.version, _rows_in(rows), names, tuple(steps.known), name, number)
    )


def _fresh(runs: list[Run], new: Loose, changed: Keys, moved: Keys) -> tuple[Loose, Keys] | None:
    """The rows of all customers whom something new concerns, ordered, and who they are; None where nobody is."""
    counting = alive(runs)
    holders = [_holders(run, counts, changed) for run, counts in zip(runs, counting, strict=True)]
    concerned = np.unique(np.concatenate([new.customers, *holders, owners(changed, changed, moved)]))
    if not len(new.at) and not any(len(one) for one in holders):
        return None
    parts = [new]
    for run, counts in zip(runs, counting, strict=True):
        at, found = held_in(run.customers, concerned)
        positions = at[found] if counts is None else at[found][counts[at[found]]]
        old = rows_of_customers(run, positions)
        has_changed = held_in(changed, old.anchors)[1]
        customers = np.where(has_changed, owners(old.anchors, old.customers, moved), old.customers)
        parts.append(Loose(customers, old.at, old.steps, old.high, old.low, old.anchors))
    return Loose.joined(parts).ordered(), concerned


def _holders(run: Run, counts: Flags | None, changed: Keys) -> Keys:
    """The customers of a run who count there and have rows that came by a changed anchor."""
    low = np.searchsorted(run.owned[0], changed)
    high = np.searchsorted(run.owned[0], changed, side="right")
    listed = [run.owned[1][first:last] for first, last in zip(low.tolist(), high.tolist(), strict=True) if first < last]
    holders = np.unique(np.concatenate([*listed, np.empty(0, np.uint64)]))
    if counts is None:
        return holders
    at, found = held_in(run.customers, holders)
    return np.asarray(holders[found][counts[at[found]]])


def _changed(before: Keys, now: Keys) -> Keys | None:
    """The anchors that belong to somebody else now; None where one is no longer said to have moved."""
    if before is now:
        return np.empty(0, np.uint64)
    at, found = held_in(now[0], np.asarray(before[0]))
    if not found.all():
        return None
    same = np.zeros(now.shape[1], dtype=bool)
    same[at] = now[1][at] == before[1]
    return np.asarray(now[0][~same])


def _nothing(steps: Steps) -> Loose:
    nobody = np.empty(0, np.uint64)
    return Loose(nobody, np.empty(0, np.int64), np.empty(0, steps.width), nobody, nobody, nobody)


def _rows_in(snapshot: Snapshot) -> int:
    return sum(one.rows or 0 for one in snapshot.files)


def _name(number: int, version: int) -> str:
    return f"run-{number}-{version}"


def _save_moved(folder: Path, moved: Keys, version: int) -> str:
    name = f"moved-{version}.npy"
    draft = folder / f".{name}.{os.getpid()}"
    with draft.open("wb") as file:
        np.save(file, moved)
    draft.replace(folder / name)
    return name


def _read(lake: Lake) -> Manifest | None:
    try:
        found = msgspec.json.decode((folder_of(lake=lake) / "manifest.json").read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
    return found if found.shape == SHAPE else None


def _write(lake: Lake, manifest: Manifest) -> Manifest:
    folder = folder_of(lake=lake)
    draft = folder / f".manifest.{os.getpid()}"
    draft.write_bytes(msgspec.json.encode(manifest))
    draft.replace(folder / "manifest.json")
    for entry in folder.iterdir():  # nobody else writes; who reads has its files open, or reads the manifest again
        if entry.name not in ("manifest.json", "lock", manifest.moved, *manifest.runs):
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
    return manifest


def _opened(lake: Lake, manifest: Manifest) -> Index | None:
    """The index as its manifest describes it, None where its files are no longer there."""
    try:
        return lake.remember(("journey index", manifest.token, manifest.runs), lambda: _open(lake, manifest))
    except (FileNotFoundError, ValueError):
        return None


def _open(lake: Lake, manifest: Manifest) -> Index:
    runs = [open_run(folder_of(lake=lake), name) for name in manifest.runs]
    parts = tuple(
        Part(run.customers, run.offsets, run.at, run.steps, counts)
        for run, counts in zip(runs, alive(runs), strict=True)
    )
    return Index(manifest, Histories(parts, manifest.steps))


def _must(lake: Lake, manifest: Manifest) -> Index:
    opened = _opened(lake, manifest)
    if opened is None:
        raise LakeBusy("The journey index was removed while it was written. Ask again.")
    return opened


@contextmanager
def _writing(lake: Lake) -> Iterator[None]:
    folder = folder_of(lake=lake)
    folder.mkdir(parents=True, exist_ok=True)
    with held(path=folder / "lock", wait_seconds=SECONDS_TO_WAIT) as is_held:
        if not is_held:
            raise LakeBusy("The journey index is being built by another process. Ask again in a few minutes.")
        yield
