"""One customer's timeline, a page at a time."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import ibis

from regard.analytics.metrics.scores import experience
from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.lake.api import Lake
from regard.record.customers import api as customers
from regard.record.interactions.cursors import cursor_of, read_cursor

MOST_ROWS = 200


@dataclass(frozen=True)
class Page:
    """Rows of the log, newest first, how many there are in all, and the cursor of the next page."""

    total: int
    rows: list[dict[str, Any]]
    next_cursor: str | None


def list_timeline(
    *, lake: Lake, customer_id: str, channels: tuple[str, ...] = (), cursor: str | None = None, limit: int = 50
) -> Page:
    """One page of what a customer went through, over all channels or some. Raises BadCursor.

    Only the page is loaded, whatever the length of the history.
    """
    before = read_cursor(cursor) if cursor else None
    engine = customers.view_history(lake=lake, customer_id=customer_id)
    wanted = "where true" if not channels else "where channel in (select unnest($channels))"
    given: dict[str, object] = {"channels": list(channels)} if channels else {}
    counted = engine.sql(f"select count(*) as n from of_customer {wanted}", params=given).to_arrow_table()
    size = max(1, min(limit, MOST_ROWS))
    if before:
        wanted += " and (time, id) < ($at::timestamptz, $last::varchar)"
        given |= {"at": before[0].isoformat(), "last": before[1]}
    page = f"select * from ({_rows_sql()}) {wanted} order by time desc, id desc limit {size + 1}"
    rows = engine.sql(page, params=given).to_arrow_table().to_pylist()
    more = len(rows) > size
    rows = rows[:size]
    return Page(int(counted.column(0)[0].as_py()), rows, cursor_of(rows[-1]) if more else None)


@cache
def _rows_sql() -> str:
    """Rows with the experience they tell of, compiled once."""
    columns = {name: INTERACTION.field(name).type for name in INTERACTION.names if name != "month"}
    rows = ibis.table(columns, name="of_customer")
    return str(ibis.to_sql(rows.mutate(experience=experience(rows)), dialect="duckdb"))
