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
    customer_name: str | None = None  # where all rows are one customer's and it was looked up with them


def list_timeline(
    *, lake: Lake, customer_id: str, channels: tuple[str, ...] = (), cursor: str | None = None, limit: int = 50
) -> Page:
    """One page of what a customer went through, over all channels or some. Raises BadCursor.

    Only the page leaves the engine, whatever the length of the history.
    """
    before = read_cursor(cursor) if cursor else None
    size = max(1, min(limit, MOST_ROWS))
    given: dict[str, object] = {"channels": list(channels) or None, "size": size + 1}
    if before:
        given |= {"at": before[0].isoformat(), "last": before[1]}
    engine = customers.view_history(lake=lake, customer_id=customer_id)
    found = engine.sql(_page_sql(is_later=before is not None), params=given).to_arrow_table()
    total, told = found["total"][0].as_py(), found["told"][0].as_py()
    rows = [row for row in found.drop_columns(["total", "told"]).to_pylist() if row["id"] is not None]
    more = len(rows) > size
    rows = rows[:size]
    return Page(total, rows, cursor_of(rows[-1]) if more else None, customers.name_told(properties=told or []))


@cache
def _page_sql(*, is_later: bool) -> str:
    """A page with the experience each row tells of, how many rows there are, and what was told of the customer.

    In one pass: opening the customer's files is what takes time, and two dozen months may hold them.
    """
    columns = {name: INTERACTION.field(name).type for name in INTERACTION.names if name != "month"}
    rows = ibis.table(columns, name="wanted")
    shown = ibis.to_sql(rows.mutate(experience=experience(rows)), dialect="duckdb")
    earlier = "where (time, id) < ($at::timestamptz, $last::varchar)" if is_later else ""
    return f"""
        with mine as materialized (select * from of_customer),
        wanted as (select * from mine where $channels is null or channel in (select unnest($channels::varchar[]))),
        page as (select * from ({shown}) {earlier} order by time desc, id desc limit $size),
        counted as (
            select (select count(*) from wanted) as total,
                (select list(properties order by time, id) from mine where kind = 'Profile Updated') as told
        )
        select page.*, total, case when row_number() over (order by time desc, id desc) = 1 then told end as told
        from counted left join page on true order by time desc, id desc"""
