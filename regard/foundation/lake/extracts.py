"""Extracts: the rows of some families kept apart, so that a question about them does not read the whole log.

They lie in `derived/extracts` as runs of Parquet files, one folder a run, and say of which version of the log they are.
What appends added since is read from the files they added and makes a new run; runs of like size are merged, as those of
the index of ids are, so that taking in what is new costs what is new. Where rows left the log (an erasure, a month
dropped, duplicates found) or its commits no longer say what was added, everything is read anew.

Rows are kept with the customer they were written with and read under the one they belong to now, as the log's own are:
merging and splitting people changes nothing here.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import ibis
import ibis.expr.types as ir
import msgspec
import pyarrow as pa

from regard.analytics.schema.families import FAMILIES, SCORES, family_sql
from regard.analytics.schema.interactions import INTERACTION, REASSIGNED
from regard.foundation.lake.changes import files_added
from regard.foundation.lake.compaction import scratch
from regard.foundation.lake.lake import Lake, LakeBusy
from regard.foundation.lake.locks import held
from regard.foundation.lake.pruning import moved_sql, quoted, table_sql
from regard.foundation.lake.snapshots import Snapshot

LEFT_OUT = ("month", "message_id", "text", "promised_at", "wait_seconds")
COLUMNS = tuple(name for name in INTERACTION.names if name not in LEFT_OUT)
LIKE_SIZE = 4  # runs are merged while the older is at most so many times larger
MEMORY = "2GB"
SECONDS_TO_WAIT = 600.0
WORTH_KEEPING_APART = 200_000  # rows; of a smaller log all is read as fast
SHAPE = 1  # goes up when families or columns change: extracts of another shape are made anew
_SCHEMA = ibis.schema({name: INTERACTION.field(name).type for name in COLUMNS})


class Run(msgspec.Struct, frozen=True):
    """One folder of files: how many rows it has, and the files of each family in it."""

    name: str
    rows: int
    files: dict[str, tuple[str, ...]]

    @property
    def all_files(self) -> tuple[str, ...]:
        """The files of all families."""
        return tuple(file for files in self.files.values() for file in files)


class Extracts(msgspec.Struct, frozen=True):
    """Of which version of the log they are, how many rows that has, and the runs, oldest first."""

    shape: int
    version: int
    rows: int
    runs: tuple[Run, ...]
    next_number: int

    @property
    def kept(self) -> int:
        """How many rows all runs have."""
        return sum(run.rows for run in self.runs)


def part_of_log(*, lake: Lake, families: Iterable[str]) -> ir.Table:
    """The rows of some families, and of a small log, or on Spark, all rows: for questions that look at no others."""
    return lake.interactions() if lake.on_spark or is_small(lake=lake) else extract(lake=lake, families=families)


def is_small(*, lake: Lake) -> bool:
    """Whether the log has so few rows that reading all of them is as fast as reading a few."""
    return _rows_in(lake.moment().interactions) < WORTH_KEEPING_APART


def extract(*, lake: Lake, families: Iterable[str]) -> ir.Table:
    """The log's rows of some families, each under the customer it belongs to now. Columns as COLUMNS.

    At least as new as the log is now. Raises LakeBusy where another process makes them for too long.
    """
    found = extracts(lake=lake)
    moved = lake.snapshot("reassigned")
    wanted = sorted({SCORES, *families})
    folder = folder_of(lake=lake)
    files = [str(folder / file) for run in found.runs for one in wanted for file in run.files.get(one, ())]
    text = moved_sql(_written(lake, files), moved, COLUMNS)
    return lake.engine().sql(text, schema=_SCHEMA)


def extract_of_run(*, lake: Lake, run: Run, families: Iterable[str]) -> ir.Table:
    """The rows of some families in one run, under the customer they were written with. Columns as COLUMNS."""
    files = [str(folder_of(lake=lake) / file) for one in sorted(families) for file in run.files.get(one, ())]
    return lake.engine().sql(_written(lake, files), schema=_SCHEMA)


def reassigned_now(*, lake: Lake) -> pa.Table:
    """Who belongs to another customer than rows were written with: `anchor` and `customer_id`."""
    query = table_sql(lake.snapshot("reassigned"), REASSIGNED)
    return lake.connection().sql(f"select anchor, customer_id from ({query})").to_arrow_table()


def extracts(*, lake: Lake) -> Extracts:
    """What is kept, brought up to the log's newest version."""
    rows = lake.snapshot("interactions")
    found = _read(lake)
    if found is not None and found.version == rows.version:
        return found
    with _writing(lake):
        try:
            return _brought_up(lake)
        except duckdb.IOException:  # an erasure took files of the log away while they were read
            return _brought_up(lake)


def rebuild_extracts(*, lake: Lake) -> tuple[int, int | None]:
    """Read everything anew: how many rows are kept, and how many were not as they should be.

    None where nothing was kept, or of another version of the log.
    """
    with _writing(lake):
        before, rows = _read(lake), lake.snapshot("interactions")
        after = _build(lake, rows, number=before.next_number if before is not None else 0)
        if before is None or before.version != rows.version:
            return after.kept, None
        return after.kept, _differing(lake, before, after)


def folder_of(*, lake: Lake) -> Path:
    """Where the files lie."""
    return lake.root / "derived" / "extracts"


def _brought_up(lake: Lake) -> Extracts:
    rows, before = lake.snapshot("interactions"), _read(lake)
    if before is not None and before.version == rows.version:
        return before
    return (_extend(lake, before, rows) if before is not None else None) or _build(lake, rows)


def _build(lake: Lake, rows: Snapshot, number: int = 0) -> Extracts:
    run = _split(lake, f"run-{number}-{rows.version}", _log(rows, rows.uris()))
    return _write(lake, Extracts(SHAPE, rows.version, _rows_in(rows), (run,) if run.rows else (), number + 1))


def _extend(lake: Lake, before: Extracts, rows: Snapshot) -> Extracts | None:
    """The extracts with what is new, None where everything has to be read anew."""
    if rows.version < before.version:
        return None
    added = files_added(folder=rows.folder, after=before.version, until=rows.version)
    if added is None or before.rows + _count(added) != _rows_in(rows):
        return None
    runs, number = list(before.runs), before.next_number
    if added:
        fresh = _split(lake, f"run-{number}-{rows.version}", _log(rows, added))
        runs, number = [*runs, fresh] if fresh.rows else runs, number + 1
    merged = 0
    while len(runs) - merged > 1 and runs[-merged - 2].rows <= LIKE_SIZE * sum(run.rows for run in runs[-merged - 1 :]):
        merged += 1
    if merged:
        files = [str(folder_of(lake=lake) / file) for run in runs[-merged - 1 :] for file in run.all_files]
        runs[-merged - 1 :] = [_split(lake, f"run-{number}-{rows.version}", _written(lake, files))]
        number += 1
    return _write(lake, Extracts(SHAPE, rows.version, _rows_in(rows), tuple(runs), number))


def _split(lake: Lake, name: str, rows: str) -> Run:
    """Write rows into a folder of their own, a file or several for each family. It appears whole or not at all."""
    folder = folder_of(lake=lake)
    draft, target = folder / f".{name}.{os.getpid()}", folder / name
    shutil.rmtree(draft, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    with scratch(lake=lake) as place, duckdb.connect() as engine:
        engine.execute("set timezone='UTC'; set enable_progress_bar=false; set preserve_insertion_order=false")
        engine.execute(
            f"set memory_limit='{MEMORY}'; set temp_directory='{place}'; set autoinstall_known_extensions=false"
        )
        query = f"select *, {family_sql()} as family from ({rows}) where family is not null"
        engine.execute(
            f"copy ({query}) to {quoted(str(draft))} (format parquet, partition_by (family), compression zstd)"
        )
        written = {one: sorted(draft.glob(f"family={one}/*.parquet")) for one in FAMILIES}
        n = _count([str(file) for files in written.values() for file in files])
    files = {
        one: tuple(f"{name}/{path.relative_to(draft)}" for path in paths) for one, paths in written.items() if paths
    }
    draft.mkdir(exist_ok=True)
    draft.rename(target)
    return Run(name, n, files)


def _log(rows: Snapshot, files: list[str]) -> str:
    return f"select {', '.join(COLUMNS)} from ({table_sql(rows, INTERACTION, files)})"


def _written(lake: Lake, files: list[str]) -> str:
    if not files:
        return _log(lake.snapshot("interactions"), [])
    listed = ", ".join(map(quoted, files))
    return f"select {', '.join(COLUMNS)} from read_parquet([{listed}], hive_partitioning=false)"


def _differing(lake: Lake, one: Extracts, other: Extracts) -> int:
    """How many rows only one of both has."""
    sides = [
        _written(lake, [str(folder_of(lake=lake) / file) for run in side.runs for file in run.all_files])
        for side in (one, other)
    ]
    hashed = [f"select hash({', '.join(COLUMNS)}) as h from ({side})" for side in sides]
    with duckdb.connect() as engine:
        engine.execute("set timezone='UTC'; set enable_progress_bar=false")
        lacking = [f"select * from (({a}) except all ({b}))" for a, b in (hashed, hashed[::-1])]
        return int(engine.execute(f"select count(*) from ({' union all '.join(lacking)})").fetchall()[0][0])


def _count(files: list[str]) -> int:
    if not files:
        return 0
    with duckdb.connect() as engine:
        query = "select coalesce(sum(num_rows), 0) from parquet_file_metadata($files)"
        return int(engine.execute(query, {"files": files}).fetchall()[0][0])


def _rows_in(snapshot: Snapshot) -> int:
    return sum(one.rows or 0 for one in snapshot.files)


def _read(lake: Lake) -> Extracts | None:
    try:
        found = msgspec.json.decode((folder_of(lake=lake) / "manifest.json").read_bytes(), type=Extracts)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
    if found.shape != SHAPE or not all(
        (folder_of(lake=lake) / file).exists() for run in found.runs for file in run.all_files
    ):
        return None
    return found


def _write(lake: Lake, found: Extracts) -> Extracts:
    folder = folder_of(lake=lake)
    before = _read(lake)
    draft = folder / f".manifest.{os.getpid()}"
    draft.write_bytes(msgspec.json.encode(found))
    draft.replace(folder / "manifest.json")
    kept = {"manifest.json", "lock", *(run.name for one in (found, before) if one is not None for run in one.runs)}
    for entry in folder.iterdir():  # nobody else writes; the runs of the version before may still be read by somebody
        if entry.name not in kept:
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
    return found


@contextmanager
def _writing(lake: Lake) -> Iterator[None]:
    folder = folder_of(lake=lake)
    folder.mkdir(parents=True, exist_ok=True)
    with held(path=folder / "lock", wait_seconds=SECONDS_TO_WAIT) as is_held:
        if not is_held:
            raise LakeBusy("The extracts of the log are being made by another process. Ask again in a few minutes.")
        yield
