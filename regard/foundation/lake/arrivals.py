"""What came into the log since one of its versions, read from the files that were added and from no others."""

import pyarrow as pa

from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.lake.changes import files_added
from regard.foundation.lake.lake import Lake
from regard.foundation.lake.pruning import moved_sql, table_sql


def rows_added(*, lake: Lake, after: int, until: int, columns: tuple[str, ...], where: str) -> pa.Table | None:
    """The rows that versions after one until another added, each under the customer it belongs to now.

    `columns` are some of INTERACTION's, `where` a condition on them in DuckDB's SQL: never of words from outside. None
    where the log no longer says what was added: read `rows_where` then.
    """
    rows = lake.snapshot("interactions")
    added = files_added(folder=rows.folder, after=after, until=until)
    return None if added is None else _read(lake, table_sql(rows, INTERACTION, added), columns, where)


def rows_where(*, lake: Lake, columns: tuple[str, ...], where: str) -> pa.Table:
    """The same of the whole log as it is now."""
    return _read(lake, table_sql(lake.snapshot("interactions"), INTERACTION), columns, where)


def _read(lake: Lake, written: str, columns: tuple[str, ...], where: str) -> pa.Table:
    wanted = tuple(dict.fromkeys(("anchor", "customer_id", *columns)))
    told = f"select {', '.join(wanted)} from ({written}) where {where}"
    text = moved_sql(told, lake.snapshot("reassigned"), wanted)
    return lake.connection().sql(f"select {', '.join(columns)} from ({text})").to_arrow_table()
