"""The files of a table: each written whole, synced, and named after what it holds, before a commit names it.

The last part of a file's name is the SHA-256 of its bytes. The table's own log therefore says what every byte of
every file has to be, and no second list can disagree with it. Statistics are kept of the columns that are looked up
by, and of no others: a table's log is no place for what customers wrote.
"""

import hashlib
import json
import os
import re
import time
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Transaction
from deltalake.transaction import AddAction, RemoveAction

ROWS_PER_FILE = 300_000
ROWS_PER_GROUP = 16_384  # what a timeline reads of a file; see benchmarks/timeline.md
COUNTED = ("id", "customer_id", "time", "received_at")
UNLIKE = ("id", "message_id", "properties", "text", "raw", "value", "time", "promised_at", "anchor")
NAMED = re.compile(r"\.([0-9a-f]{64})\.parquet$")


def write_files(
    folder: Path, batches: Iterable[pa.RecordBatch], *, partition: tuple[str, str] | None, is_new: bool = True
) -> list[AddAction]:
    """Write rows to files of about 300,000 rows under a table's folder; return what a commit has to add.

    `partition` is the column and value all rows share. Nothing refers to the files until they are committed.
    `is_new` is false where the rows are in the table already, in other files.
    """
    place = folder / f"{partition[0]}={partition[1]}" if partition else folder
    place.mkdir(parents=True, exist_ok=True)
    added = [_written(folder, place, rows, partition, is_new) for rows in _in_files(batches)]
    if added:
        sync_folder(place)
    return added


def commit(
    table: DeltaTable,
    added: list[AddAction],
    *,
    removed: Iterable[RemoveAction] = (),
    transaction: tuple[str, int] | None = None,
    note: dict[str, str] | None = None,
) -> None:
    """Add and remove files in one commit that survives a power cut; `table` then stands at the new version.

    `transaction` is (application, number). A commit made from a version before the application's newest number fails
    with deltalake's CommitFailedError and changes nothing. Appending beside it fails neither of the two.
    """
    transactions = [Transaction(*transaction)] if transaction else None
    table.create_write_transaction(
        [*removed, *added],
        mode="append",
        schema=table.schema(),
        partition_by=list(table.metadata().partition_columns),
        commit_properties=CommitProperties(app_transactions=transactions, custom_metadata=note),
    )
    table.update_incremental()
    sync_log(Path(table.table_uri.removeprefix("file://")))


def sync_log(folder: Path) -> None:
    """Have the newest commit of a table on the disk itself, with its name."""
    log = folder / "_delta_log"
    newest = max(log.glob("*.json"), default=None)
    if newest is not None:
        with newest.open("rb") as file:
            os.fsync(file.fileno())
    sync_folder(log)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk itself."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def fingerprint_in(name: str) -> str | None:
    """The SHA-256 a file is named after; None for one that was not written here."""
    found = NAMED.search(name)
    return found.group(1) if found else None


def fingerprint_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _in_files(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        start = 0
        while rows + batch.num_rows - start > ROWS_PER_FILE:
            fits = ROWS_PER_FILE - rows
            yield pa.Table.from_batches([*waiting, batch.slice(start, fits)])
            waiting, rows, start = [], 0, start + fits
        waiting.append(batch.slice(start))
        rows += batch.num_rows - start
    if rows:
        yield pa.Table.from_batches(waiting)


def _written(folder: Path, place: Path, rows: pa.Table, partition: tuple[str, str] | None, is_new: bool) -> AddAction:
    if partition and partition[0] in rows.column_names:
        rows = rows.drop_columns([partition[0]])
    draft = place / f".{uuid.uuid4().hex}.draft"
    try:
        with draft.open("wb") as file:
            pq.write_table(
                rows,
                file,
                row_group_size=ROWS_PER_GROUP,
                compression="zstd",
                compression_level=1,
                use_dictionary=[name for name in rows.column_names if name not in UNLIKE],
                write_page_checksum=True,
            )
            file.flush()
            os.fsync(file.fileno())
        target = place / f"{draft.name[1:13]}.{fingerprint_of(draft)}.parquet"
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    return AddAction(
        str(target.relative_to(folder)),
        target.stat().st_size,
        {partition[0]: partition[1]} if partition else {},
        int(time.time() * 1000),
        is_new,
        json.dumps(statistics_of(target)),
    )


def statistics_of(path: Path) -> dict[str, object]:
    """How many rows a Parquet file has, and the bounds of its looked-up columns, as a Delta commit says them."""
    footer = pq.read_metadata(path)
    found: dict[str, object] = {"numRecords": footer.num_rows}
    lowest: dict[str, object] = {}
    highest: dict[str, object] = {}
    for index, name in enumerate(footer.schema.names):
        if name not in COUNTED:
            continue
        told = [footer.row_group(group).column(index).statistics for group in range(footer.num_row_groups)]
        if told and all(one is not None and one.has_min_max for one in told):
            lowest[name] = _as_told(min(one.min for one in told))
            highest[name] = _as_told(max(one.max for one in told))
    return {**found, "minValues": lowest, "maxValues": highest, "nullCount": dict.fromkeys(lowest, 0)}


def _as_told(value: object) -> object:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ") if isinstance(value, datetime) else value
