"""What public authors say lies apart from what customers do: in months of its own, which questions do not read.

Who a public author is may be proved later, and the proof taken back. Then what they said has to change places: it goes to
the customers' months, or back, in one commit that is a rewrite like compaction's. The rows keep every value but the
customer they belong to.
"""

from collections.abc import Collection
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake.transaction import AddAction

from regard.analytics.identity import PUBLIC_ID
from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.lake.compaction import replace_files, rewriting, scratch
from regard.foundation.lake.files import write_files
from regard.foundation.lake.pruning import READ, moved_sql, quoted, table_sql
from regard.foundation.lake.snapshots import PUBLIC, Snapshot, TableFile
from regard.foundation.lake.writer import LakeWriter

SECONDS_TO_WAIT = 600.0
MEMORY = "1GB"


def settle_public(*, writer: LakeWriter, former_ids: Collection[str] = ()) -> int:
    """Put every row of a public author where it belongs now; returns how many changed places. Safe to repeat.

    `former_ids` are customers under whom rows of public authors may still be written, whoever they belong to now.
    """
    with rewriting(lake=writer.lake, wait_seconds=SECONDS_TO_WAIT):
        rows, moved = writer.lake.snapshot("interactions"), writer.lake.snapshot("reassigned")
        candidates = _candidates(rows, moved, former_ids)
        if not candidates:
            return 0
        with scratch(lake=writer.lake) as place, duckdb.connect() as engine:
            engine.execute("set timezone='UTC'; set enable_progress_bar=false; set autoinstall_known_extensions=false")
            engine.execute(f"set memory_limit='{MEMORY}'; set temp_directory={quoted(str(place))}")
            astray = {one: n for one in candidates if (n := _count_astray(engine, rows, moved, one))}
            added = [action for one in astray for action in _written_anew(engine, rows, moved, one)]
        if astray:
            replace_files(table=writer.lake.delta("interactions"), removed=list(astray), added=added)
        return sum(astray.values())


def _candidates(rows: Snapshot, moved: Snapshot, former_ids: Collection[str]) -> list[TableFile]:
    """The files that can hold a row in the wrong place: none before a public author's anchor was ever reassigned."""
    if not moved.files:
        return []
    with duckdb.connect() as engine:
        query = "select customer_id, anchor from read_parquet($files) where starts_with(anchor, $public)"
        found = engine.execute(query, {"files": moved.uris(), "public": PUBLIC_ID}).fetchall()
    owners = {name for pair in found for name in pair} | (set(former_ids) if found else set())
    return [one for one in rows.all_files if one.may_hold(owners)]


def _owned(rows: Snapshot, moved: Snapshot, one: TableFile) -> str:
    return moved_sql(table_sql(rows, INTERACTION, [str(rows.folder / one.path)]), moved)


def _count_astray(engine: duckdb.DuckDBPyConnection, rows: Snapshot, moved: Snapshot, one: TableFile) -> int:
    wrong = f"starts_with(customer_id, '{PUBLIC_ID}') <> {one.is_public}"
    found = engine.execute(f"select count(*) from ({_owned(rows, moved, one)}) where {wrong}").fetchall()
    return int(found[0][0])


def _written_anew(
    engine: duckdb.DuckDBPyConnection, rows: Snapshot, moved: Snapshot, one: TableFile
) -> list[AddAction]:
    """One file as two: what customers did, and what public authors said."""
    month = str(one.partition).removesuffix(PUBLIC)
    schema = pa.schema([INTERACTION.field(name) for name in READ])
    added = []
    for is_public in (False, True):
        kept = engine.sql(
            f"select {', '.join(READ)} from ({_owned(rows, moved, one)}) "
            f"where starts_with(customer_id, '{PUBLIC_ID}') = {is_public} order by customer_id, time, id"
        ).to_arrow_table()
        name = month + PUBLIC if is_public else month
        if kept.num_rows:
            batches = kept.cast(schema).to_batches()
            added += write_files(Path(rows.folder), batches, partition=("month", name), is_new=False)
    return added
