"""Which interactions carry a text, in runs of files: taking in what is new costs what is new.

As the extracts of the log are kept (regard/foundation/lake/extracts.py). A row has who said it, when and where, and the
key of its text; the text lies with what was read in it, once however often it is said. What public authors say is among
them: whose voice a row is follows from the customer it belongs to now.
"""

import shutil

import duckdb
import msgspec

from regard.foundation.lake.api import Lake, Snapshot, files_added, log_rows_sql
from regard.understand.voice.opinions.shapes import IS_SAID, KEY_SQL, SAID, Manifest, Run, folder_of
from regard.understand.voice.opinions.store import engine_of, nothing_yet, read_manifest, write_manifest, writing

LIKE_SIZE = 4


def followed(*, lake: Lake) -> Manifest:
    """The manifest with every text that the log has now, read or not. Raises LakeBusy."""
    rows, found = lake.snapshot("interactions").with_public(), read_manifest(lake=lake)
    if found is not None and found.version == rows.version:
        return found
    with writing(lake=lake):
        try:
            return follow(lake=lake)
        except duckdb.IOException:  # an erasure took files of the log away while they were read
            return follow(lake=lake)


def follow(*, lake: Lake) -> Manifest:
    """The same, for who holds the lock."""
    rows, before = lake.snapshot("interactions").with_public(), read_manifest(lake=lake) or nothing_yet()
    if before.version == rows.version:
        return before
    return write_manifest(lake=lake, found=_extended(lake, before, rows) or taken_anew(lake=lake, before=before))


def taken_anew(*, lake: Lake, before: Manifest) -> Manifest:
    """The manifest with mentions read from the whole log; what was read in texts stays. Nothing is written to it."""
    rows = lake.snapshot("interactions").with_public()
    run = _write(lake, before.next_number, _log_sql(rows, rows.uris()))
    made = (run,) if run.rows else ()
    return _of(before, rows, made, before.next_number + 1)


def _extended(lake: Lake, before: Manifest, rows: Snapshot) -> Manifest | None:
    """None where all has to be read anew."""
    if before.version < 0 or rows.version < before.version:
        return None
    added = files_added(folder=rows.folder, after=before.version, until=rows.version, with_public=True)
    if added is None or before.rows + count_rows(added) != _rows_in(rows):
        return None
    runs, number = list(before.mentions), before.next_number
    if added:
        fresh = _write(lake, number, _log_sql(rows, added))
        runs, number = [*runs, fresh] if fresh.rows else runs, number + 1
    span = like_size(runs)
    if span:
        files = [str(folder_of(lake=lake) / run.name / "said.parquet") for run in runs[-span:]]
        runs[-span:] = [_write(lake, number, f"from {read_sql(files)}")]
        number += 1
    return _of(before, rows, tuple(runs), number)


def like_size(runs: list[Run]) -> int:
    """How many of the newest runs are to become one, 0 for none."""
    span, rows = 1, runs[-1].rows if runs else 0
    while span < len(runs) and runs[-span - 1].rows <= LIKE_SIZE * rows:
        rows += runs[-span - 1].rows
        span += 1
    return span if span > 1 else 0


def read_sql(files: list[str]) -> str:
    """A table of DuckDB's SQL over Parquet files."""
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    return f"read_parquet([{listed}], hive_partitioning=false)"


def count_rows(files: list[str]) -> int:
    """How many rows Parquet files have."""
    if not files:
        return 0
    with engine_of() as engine:
        query = "select coalesce(sum(num_rows), 0) from parquet_file_metadata($files)"
        return int(engine.execute(query, {"files": files}).fetchall()[0][0])


def _of(before: Manifest, rows: Snapshot, runs: tuple[Run, ...], number: int) -> Manifest:
    return msgspec.structs.replace(before, version=rows.version, rows=_rows_in(rows), mentions=runs, next_number=number)


def _write(lake: Lake, number: int, query: str) -> Run:
    folder = folder_of(lake=lake)
    draft, target = folder / f".said-{number}", folder / f"said-{number}"
    for path in (draft, target):
        shutil.rmtree(path, ignore_errors=True)
    draft.mkdir(parents=True)
    file = draft / "said.parquet"
    with engine_of() as engine:
        engine.execute(
            f"copy ({query}) to '{str(file).replace(chr(39), chr(39) * 2)}' (format parquet, compression zstd)"
        )
    run = Run(target.name, count_rows([str(file)]))
    draft.rename(target)
    return run


def _log_sql(rows: Snapshot, files: list[str]) -> str:
    written = log_rows_sql(rows=rows, files=files)
    return f"select {', '.join(SAID)}, {KEY_SQL} as key from ({written}) where {IS_SAID}"


def _rows_in(snapshot: Snapshot) -> int:
    return sum(one.rows or 0 for one in snapshot.files)
