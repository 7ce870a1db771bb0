"""SQL for reading the log: whole, or of one customer through the few files that can hold their rows.

A row is written with the customer it had then. `reassigned` says of some anchors that their rows belong to another
customer now, so one customer's rows are found under their own id, under the anchors that came to them, and under the
former ids a caller knows of; what came that way and belongs to another now is left out again.
"""

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from regard.analytics.identity import PUBLIC_ID
from regard.analytics.schema.interactions import INTERACTION, REASSIGNED
from regard.foundation.lake.snapshots import Snapshot

READ = tuple(column for column in INTERACTION.names if column != "month")
_TYPES = {
    pa.string(): "varchar",
    pa.int64(): "bigint",
    pa.float64(): "double",
    pa.bool_(): "boolean",
    pa.timestamp("us", tz="UTC"): "timestamptz",
    pa.decimal128(18, 4): "decimal(18, 4)",
}


def table_sql(snapshot: Snapshot, schema: pa.Schema, uris: list[str] | None = None) -> str:
    """A query for the rows of a table, or of some of its files; for no rows of its shape where there is no file."""
    files = snapshot.uris() if uris is None else uris
    columns = [name for name in schema.names if name != "month"]
    nothing = ", ".join(f"null::{_TYPES[schema.field(name).type]} as {name}" for name in columns)
    if not files:
        return f"select {nothing} where false"
    listed = ", ".join(map(quoted, files))
    if snapshot.is_mixed:
        read = f"from read_parquet([{listed}], union_by_name=true)"
        return f"select {', '.join(columns)} from (select * {read} union all by name select {nothing} where false)"
    return f"select {', '.join(columns)} from read_parquet([{listed}])"


def log_sql(rows: Snapshot, moved: Snapshot) -> str:
    """A query for the whole log, each row under the customer it belongs to now."""
    return moved_sql(table_sql(rows, INTERACTION), moved)


def customer_sql(
    *, rows: Snapshot, moved: Snapshot, customer_id: str, former_ids: Iterable[str], engine: duckdb.DuckDBPyConnection
) -> str:
    """A query for the rows that belong to one customer now."""
    came = []
    if moved.files:
        found = engine.execute(
            "select anchor from read_parquet($files) where customer_id = $customer",
            {"files": moved.uris(), "customer": customer_id},
        ).fetchall()
        came = [anchor for (anchor,) in found]
    wanted = sorted({customer_id, *came, *former_ids})
    if any(one.startswith(PUBLIC_ID) for one in wanted):
        rows = rows.with_public()
    listed = ", ".join(map(quoted, wanted))
    written = f"{table_sql(rows, INTERACTION, rows.uris(wanted))} where customer_id in ({listed})"
    if not rows.uris(wanted):
        written = table_sql(rows, INTERACTION, [])
    return f"select * from ({moved_sql(written, moved)}) where customer_id = {quoted(customer_id)}"


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def moved_sql(written: str, moved: Snapshot, columns: Iterable[str] = READ) -> str:
    """A query for written rows, each under the customer it belongs to now. The columns need `anchor` among them."""
    if not moved.files:
        return written
    picked = ", ".join(
        "coalesce(moved.customer_id, log.customer_id) as customer_id" if name == "customer_id" else f"log.{name}"
        for name in columns
    )
    return f"select {picked} from ({written}) log left join ({table_sql(moved, REASSIGNED)}) moved using (anchor)"
