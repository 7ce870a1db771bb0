"""Compaction: many small files become few, sorted by customer, time and id; duplicates by id leave the log.

A *minor* compaction merges the small files that a month's appends left. A *major* one rewrites the whole month into
files of about 300,000 rows, each of a range of customers. Either reads a pinned version, writes files that nothing
names yet, and is one commit: killed before it, there are files that `vacuum` removes; killed after it, it is done.
Appending goes on meanwhile and is never made to wait: the commit takes out the files that were read and no others.
Two rewrites of one log exclude each other, by a lock and by the commit's number, so no row can come back or double.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import DeltaTable
from deltalake.exceptions import CommitFailedError
from deltalake.transaction import AddAction, RemoveAction

from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.lake.files import ROWS_PER_FILE, commit, write_files
from regard.foundation.lake.lake import Lake, LakeBusy
from regard.foundation.lake.locks import held
from regard.foundation.lake.pruning import READ
from regard.foundation.lake.snapshots import Snapshot, TableFile, snapshot_of

REWRITES = "regard.rewrite"  # the application transaction that every rewrite counts up
BATCH_ROWS = 50_000
TRIES = 5


@dataclass(frozen=True)
class Thresholds:
    """When a month is worth rewriting."""

    small_rows: int = 100_000  # a file with fewer is small
    small_files: int = 8  # so many small files are merged
    loose_files: int = 24  # so many files that overlap in customers, or
    loose_share: float = 0.25  # such a share of the month's rows in them, and the month is sorted anew
    memory: str = "1GB"  # for sorting; what is more goes to scratch files


@dataclass(frozen=True)
class Rewrite:
    """Files of one month to be written anew as one."""

    month: str
    files: tuple[TableFile, ...]
    is_major: bool


@dataclass(frozen=True)
class Rewritten:
    """What a rewrite did."""

    month: str
    is_major: bool
    files_before: int
    files_after: int
    rows: int
    duplicates: int
    seconds: float


DEFAULT = Thresholds()


def plan(*, snapshot: Snapshot, thresholds: Thresholds = DEFAULT, is_forced: bool = False) -> list[Rewrite]:
    """Which rewrites the log needs, oldest month first. Forced: every month that is not in order."""
    months: dict[str, list[TableFile]] = {}
    for one in snapshot.all_files:
        months.setdefault(one.partition or "", []).append(one)
    planned = []
    for month, files in sorted(months.items()):
        rows = sum(one.rows or 0 for one in files)
        loose = _loose(files)
        share = sum(one.rows or 0 for one in loose) / max(1, rows)
        small = tuple(one for one in files if (one.rows or 0) < thresholds.small_rows)
        is_tidy = not loose and len(files) <= -(-rows // ROWS_PER_FILE)
        if (is_forced and not is_tidy) or (len(loose) >= thresholds.loose_files and share >= thresholds.loose_share):
            planned.append(Rewrite(month, tuple(files), is_major=True))
        elif len(small) >= thresholds.small_files:
            planned.append(Rewrite(month, small, is_major=False))
    return planned


def compact(
    *,
    lake: Lake,
    thresholds: Thresholds = DEFAULT,
    is_forced: bool = False,
    months: set[str] | None = None,
    on_month: Callable[[str], None] = lambda month: None,
) -> list[Rewritten]:
    """Do what `plan` says, in the given months or in all. Raises LakeBusy while another rewrite runs."""
    with rewriting(lake=lake):
        planned = plan(snapshot=lake.snapshot("interactions"), thresholds=thresholds, is_forced=is_forced)
        done = []
        for one in planned:
            if months is None or one.month in months:
                on_month(one.month)
                done.append(_rewrite(lake, one, thresholds))
        return done


@contextmanager
def rewriting(*, lake: Lake, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock that lets one process rewrite files of the log. Appending does not need it."""
    with held(path=lake.root / "lake" / "rewrite.lock", wait_seconds=wait_seconds) as is_held:
        if not is_held:
            raise LakeBusy("The log is being rewritten by another process. Wait for it to end, then run this again.")
        yield


def replace_files(*, table: DeltaTable, removed: list[TableFile], added: list[AddAction]) -> None:
    """Put files in the place of others, in one commit that nothing else disturbs. Call it inside `rewriting`.

    Raises LakeBusy, and changes nothing, where a file to be removed is not in the table any more.
    """
    for _ in range(TRIES):
        known = {one.path for one in snapshot_of(table, Path(table.table_uri)).all_files}
        if not known.issuperset(one.path for one in removed):
            break
        number = table.transaction_version(REWRITES)
        try:
            commit(
                table,
                added,
                removed=[_removal(one) for one in removed],
                transaction=(REWRITES, 0 if number is None else number + 1),
            )
            return
        except CommitFailedError:
            table.update_incremental()
    raise LakeBusy("Another rewrite of the log came first. Run this again: nothing was changed.")


def _removal(one: TableFile) -> RemoveAction:
    partition: dict[str, str | None] = {"month": one.partition} if one.partition else {}
    return RemoveAction(one.path, False, int(time.time() * 1000), one.bytes, partition)


def _loose(files: list[TableFile]) -> list[TableFile]:
    """The files of a month whose range of customers reaches into another's."""
    ordered = sorted(files, key=lambda one: (one.first_customer or "", one.last_customer or "\uffff"))
    loose: set[TableFile] = set()
    furthest: TableFile | None = None
    for one in ordered:
        if furthest is not None and (
            None in (one.first_customer, furthest.last_customer)
            or (one.first_customer or "") < (furthest.last_customer or "")
        ):
            loose |= {one, furthest}
        if furthest is None or (one.last_customer or "\uffff") > (furthest.last_customer or "\uffff"):
            furthest = one
    return [one for one in files if one in loose]


def _rewrite(lake: Lake, wanted: Rewrite, thresholds: Thresholds) -> Rewritten:
    began = time.monotonic()
    table = lake.delta("interactions")
    folder = Path(lake.path("interactions"))
    before = sum(one.rows or 0 for one in wanted.files)
    with scratch(lake=lake) as place, duckdb.connect() as engine:
        engine.execute("set timezone='UTC'; set enable_progress_bar=false; set autoinstall_known_extensions=false")
        engine.execute(f"set memory_limit='{thresholds.memory}'; set temp_directory='{place}'")
        batches = sorted_rows(lake, engine, [str(folder / one.path) for one in wanted.files])
        added = write_files(folder, batches, partition=("month", wanted.month), is_new=False)
    try:
        replace_files(table=table, removed=list(wanted.files), added=added)
    except BaseException:
        for one in added:
            (folder / one.path).unlink(missing_ok=True)
        raise
    rows = sum(
        one.rows or 0 for one in lake.snapshot("interactions").all_files if one.path in {new.path for new in added}
    )
    seconds = time.monotonic() - began
    return Rewritten(wanted.month, wanted.is_major, len(wanted.files), len(added), rows, before - rows, seconds)


def sorted_rows(lake: Lake, engine: duckdb.DuckDBPyConnection, uris: list[str]) -> Iterator[pa.RecordBatch]:
    """The rows of some files of the log by customer, time and id, each id once: what was received first."""
    mixed = ", union_by_name=true" if lake.snapshot("interactions").is_mixed else ""
    engine.execute(
        "create or replace temp table loser as with doubled as materialized ("
        "select id from read_parquet($files) group by id having count(*) > 1) "
        "select filename, file_row_number from read_parquet($files, filename=true, file_row_number=true) "
        "where id in (from doubled) qualify row_number() over "
        "(partition by id order by received_at, time, customer_id, filename, file_row_number) > 1",
        {"files": uris},
    )
    moved = lake.snapshot("reassigned").uris()
    owners = (
        "select anchor, customer_id from read_parquet($moved)" if moved else "select '' as anchor, '' as customer_id"
    )
    picked = ", ".join(
        "coalesce(m.customer_id, r.customer_id) as customer_id" if name == "customer_id" else f"r.{name}"
        for name in READ
    )
    result = engine.sql(
        f"select {picked} from read_parquet($files, filename=true, file_row_number=true{mixed}) r "
        "anti join loser l on r.filename = l.filename and r.file_row_number = l.file_row_number "
        f"left join ({owners}) m on m.anchor = r.anchor order by customer_id, r.time, r.id",
        params={"files": uris, **({"moved": moved} if moved else {})},
    )
    schema = pa.schema([INTERACTION.field(name) for name in READ])
    for batch in result.to_arrow_reader(BATCH_ROWS):
        yield from pa.Table.from_batches([batch]).select(list(READ)).cast(schema).to_batches()


@contextmanager
def scratch(*, lake: Lake) -> Iterator[Path]:
    """A folder for what sorting cannot keep in memory, inside the data folder, gone afterwards."""
    parent = lake.root / "lake" / ".scratch"
    parent.mkdir(mode=0o700, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=parent))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
