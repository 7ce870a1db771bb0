"""Verification: every byte, row and id of the tables is what the tables say it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from regard.foundation.lake.compaction import scratch
from regard.foundation.lake.files import fingerprint_in, fingerprint_of
from regard.foundation.lake.lake import TABLES, Lake
from regard.foundation.lake.snapshots import Snapshot, TableFile, month_sql

PASSES = "0123456789abcdef"  # ids are compared in sixteen passes, so that memory stays small
MEMORY = "1GB"


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: where, and what."""

    place: str  # a file, with the rows where they are known; or a table, or a source
    wrong: str


@dataclass(frozen=True)
class Verified:
    """What was looked at, and what is wrong with it."""

    files: int
    bytes: int
    rows: int
    unsealed: int  # files of other writers, whose names do not say what is in them
    findings: tuple[Finding, ...]


def verify_tables(*, lake: Lake, on_file: Callable[[str], None] = lambda path: None) -> Verified:
    """Read every file of every table at its newest version and compare it with what the table's log says of it."""
    findings: list[Finding] = []
    files = size = rows = unsealed = 0
    for name in TABLES:
        try:
            snapshot = lake.snapshot(name).with_public()
        except Exception as error:
            findings.append(Finding(name, f"the table's own log cannot be read: {str(error).splitlines()[0]}"))
            continue
        sound = []
        for one in snapshot.files:
            on_file(one.path)
            wrong = list(_verify_file(snapshot, one))
            findings += [Finding(f"{name}/{place}", text) for place, text in wrong]
            sound += [] if wrong else [one]
            files, size, rows = files + 1, size + one.bytes, rows + (one.rows or 0)
            unsealed += fingerprint_in(one.path) is None
        if name == "interactions" and sound:
            findings += _verify_rows(lake, snapshot, sound)
    return Verified(files, size, rows, unsealed, tuple(findings))


def wrong_with_file(*, path: Path, size: int) -> str | None:
    """What is wrong with a file that should have a length, and the bytes its name says; None where nothing is."""
    if not path.exists():
        return "the file is missing"
    if path.stat().st_size != size:
        return f"it has {path.stat().st_size:,} bytes instead of {size:,}"
    told = fingerprint_in(path.name)
    if told is not None and fingerprint_of(path) != told:
        return "its bytes are not those that were written"
    return None


def _verify_file(snapshot: Snapshot, one: TableFile) -> Iterator[tuple[str, str]]:
    path = snapshot.folder / one.path
    wrong = wrong_with_file(path=path, size=one.bytes)
    if wrong is None and fingerprint_in(one.path) is not None:
        return  # the very bytes that were written, whose rows and bounds were taken from them
    broken = list(_broken_rows(path, one)) if path.exists() else []
    rows = [(place, said) for place, said in broken if place != one.path]
    yield from rows or ([(one.path, wrong)] if wrong is not None else broken)


def _broken_rows(path: Path, one: TableFile) -> Iterator[tuple[str, str]]:
    try:
        file = pq.ParquetFile(path, page_checksum_verification=True)
        if one.rows is not None and file.metadata.num_rows != one.rows:
            yield one.path, f"it has {file.metadata.num_rows:,} rows instead of {one.rows:,}"
        first = 1
        for group in range(file.metadata.num_row_groups):
            last = first + file.metadata.row_group(group).num_rows - 1
            try:
                file.read_row_group(group)
            except (OSError, pa.ArrowException, ValueError) as error:
                yield f"{one.path} rows {first:,} to {last:,}", f"they cannot be read: {_said(error)}"
            first = last + 1
    except (OSError, pa.ArrowException, ValueError) as error:
        yield one.path, f"it cannot be read: {_said(error)}"


def _verify_rows(lake: Lake, snapshot: Snapshot, files: list[TableFile]) -> Iterator[Finding]:
    """Each row lies in its month and within its file's bounds; each id is there once."""
    uris = [str(snapshot.folder / one.path) for one in files]
    expected = pa.table(
        {
            "filename": uris,
            "month": [one.partition for one in files],
            "rows": pa.array([one.rows for one in files], pa.int64()),
            "low": pa.array([one.first_customer for one in files], pa.string()),
            "high": pa.array([one.last_customer for one in files], pa.string()),
        }
    )
    with scratch(lake=lake) as place, duckdb.connect() as engine:
        engine.execute("set timezone='UTC'; set enable_progress_bar=false; set autoinstall_known_extensions=false")
        engine.execute(f"set memory_limit='{MEMORY}'; set temp_directory='{place}'")
        engine.register("expected", expected)
        yield from _misplaced(engine, snapshot, uris)
        yield from _doubled(engine, snapshot, uris)


def _misplaced(engine: duckdb.DuckDBPyConnection, snapshot: Snapshot, uris: list[str]) -> Iterator[Finding]:
    read = "read_parquet($files, filename=true, file_row_number=true, hive_partitioning=false)"
    wrong = (
        f"case when {month_sql(customer='r.customer_id')} <> e.month then 'month' "
        "when r.customer_id < e.low or r.customer_id > e.high then 'bounds' "
        "when not regexp_full_match(r.id, '[0-9a-f]{32}') then 'id' end"
    )
    found = engine.sql(
        f"select filename, {wrong} as wrong, min(r.file_row_number) + 1 as first, max(r.file_row_number) + 1 as last, "
        f"count(*) as n from {read} r join expected e using (filename) where wrong is not null group by all order by all",
        params={"files": uris},
    )
    says = {
        "month": "lie in another month than their file",
        "bounds": "lie outside the customers their file is said to hold",
        "id": "have an id that is none",
    }
    for row in _rows(found):
        place = f"interactions/{_within(snapshot, row['filename'])} rows {row['first']:,} to {row['last']:,}"
        yield Finding(place, f"{row['n']:,} rows {says[row['wrong']]}")
    counted = engine.sql(
        f"select filename, count(*) as n, any_value(e.rows) as told from {read} join expected e using (filename) "
        "group by filename having n <> told order by 1",
        params={"files": uris},
    )
    for row in _rows(counted):
        place = f"interactions/{_within(snapshot, row['filename'])}"
        yield Finding(place, f"it holds {row['n']:,} rows, and the table says {row['told']:,}")


def _doubled(engine: duckdb.DuckDBPyConnection, snapshot: Snapshot, uris: list[str]) -> Iterator[Finding]:
    for digit in PASSES:
        found = engine.sql(
            "select id, count(*) as n, list(distinct filename order by filename)[:3] as files from "
            "read_parquet($files, filename=true) where id[1] = $digit group by id having n > 1 order by id limit 20",
            params={"files": uris, "digit": digit},
        )
        for row in _rows(found):
            places = ", ".join(_within(snapshot, name) for name in row["files"])
            yield Finding(f"interactions/{places}", f"the id {row['id']} is there {row['n']} times")


def _rows(found: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
    return [dict(row) for row in found.to_arrow_table().to_pylist()]


def _within(snapshot: Snapshot, filename: str) -> str:
    return str(Path(filename).relative_to(snapshot.folder))


def _said(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
