"""Questions about interactions: the rows behind any number."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.drivers.fix_first import exposures
from regard.analytics.drivers.voices import said_after
from regard.analytics.metrics.measure import find_metric
from regard.analytics.metrics.scores import experience, scored
from regard.analytics.scope import Scope, months_before
from regard.foundation.lake.api import Lake, encounter_table, read_state
from regard.record.customers import api as customers
from regard.record.interactions.cursors import cursor_of, read_cursor
from regard.record.interactions.timelines import MOST_ROWS, Page

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """Which interactions: a scope, and what a number counted."""

    scope: Scope = Scope()
    metric: str | None = None
    is_scored: bool = False
    pain_point: str | None = None
    is_said: bool = False  # with a pain point: what the customers it touched said, not the rows that show it
    customer_id: str | None = None
    kind: str | None = None
    source: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Choices:
    """What can be filtered by: periods, channels, touchpoints and segments that occur."""

    periods: list[dict[str, Any]]
    channels: list[dict[str, Any]]
    touchpoints: list[dict[str, Any]]
    segments: list[dict[str, Any]]


def list_interactions(*, lake: Lake, wanted: Wanted, cursor: str | None = None, limit: int = 50) -> Page:
    """One page of the interactions that `wanted` describes. Raises BadCursor, ScopeError or UnknownMetric."""
    found = _rows(lake, wanted)
    total = lake.remember(("count", wanted), lambda: int(found.count().to_pyarrow().as_py()))
    size = max(1, min(limit, MOST_ROWS))
    shown = found.mutate(experience=experience(found))
    if cursor:
        at, last_id = read_cursor(cursor)
        moment = ibis.literal(at, type="timestamp('UTC', 6)")
        shown = shown.filter((shown.time < moment) | ((shown.time == moment) & (shown.id < last_id)))
    page = shown.order_by([ibis.desc("time"), ibis.desc("id")]).limit(size + 1)
    rows = page.to_pyarrow().to_pylist()
    more = len(rows) > size
    rows = rows[:size]
    return Page(total, rows, cursor_of(rows[-1]) if more else None)


def _rows(lake: Lake, wanted: Wanted) -> ir.Table:
    log = _log(lake, wanted)
    if wanted.metric:
        metric = find_metric(wanted.metric)
        found = metric.rows(log, wanted.scope.shifted(-metric.horizon_days))
    elif wanted.pain_point:
        of_segment = wanted.scope.of_segment(log)
        shown = exposures(encounter_table(lake=lake), key=wanted.pain_point, scope=wanted.scope, of_segment=of_segment)
        found = said_after(log, shown) if wanted.is_said else log.semi_join(shown.select(id="interaction_id"), "id")
    else:
        found = wanted.scope.rows(log)
    if wanted.is_scored:
        found = scored(found)
    if wanted.kind:
        found = found.filter(found.kind == wanted.kind)
    if wanted.source:
        found = found.filter(found.source == wanted.source)
    if wanted.words:
        found = found.filter(found.text.lower().contains(wanted.words.lower()))
    return found


def _log(lake: Lake, wanted: Wanted) -> ir.Table:
    """Where to look: on Spark for what is joined with what Spark works out, else here, one customer in few files."""
    on_spark = lake.on_spark is not None and (wanted.metric or wanted.pain_point or wanted.scope.segment)
    if on_spark:
        log = lake.interactions()
        return log.filter(log.customer_id == wanted.customer_id) if wanted.customer_id else log
    if wanted.customer_id:
        return customers.history_of(lake=lake, customer_id=wanted.customer_id)
    return lake.interactions_here()


def list_choices(*, lake: Lake) -> Choices:
    """What filters there are to choose from, most used first."""
    found = lake.remember("choices", lambda: _choices(lake))
    return replace(found, segments=[*_saved_segments(lake), *found.segments])


def _saved_segments(lake: Lake) -> list[dict[str, Any]]:
    """The saved segments, which may change while the log does not."""
    state = read_state(lake=lake)
    return [
        {"key": f"segment:{slug}", "label": built.name, "group": "saved", "customers": built.n}
        for slug, built in (state.segments.items() if state else ())
    ]


def _choices(lake: Lake) -> Choices:
    channels = lake.sql(
        "select channel, count(*) as interactions from interactions where channel is not null "
        "group by 1 order by 2 desc, 1"
    )
    touchpoints = lake.sql(
        "select touchpoint, mode(stage) as stage, count(*) as interactions from interactions "
        "where touchpoint is not null group by 1 order by 3 desc, 1 limit 500"
    )
    bounds = lake.sql("select min(time), max(time) from interactions")
    first, last = (bounds.column(index)[0].as_py() for index in (0, 1))
    return Choices(
        periods(first, last) if first else [], channels.to_pylist(), touchpoints.to_pylist(), _segments(lake)
    )


def periods(first: datetime, last: datetime) -> list[dict[str, Any]]:
    """The calendar quarters between two moments, newest first."""
    found: list[dict[str, Any]] = []
    start = date(last.year, (last.month - 1) // 3 * 3 + 1, 1)
    while start > months_before(first.date().replace(day=1), 3) and len(found) < 40:
        number = (start.month - 1) // 3 + 1
        until = months_before(start, -3)
        before = months_before(start, 3)
        found.append(
            {
                "key": f"{start.year}-Q{number}",
                "label": f"Q{number} {start.year}",
                "since": start,
                "until": until,
                "previous_label": f"Q{(before.month - 1) // 3 + 1} {before.year}",
                "is_complete": last.date() >= until - timedelta(days=1),
            }
        )
        start = before
    return found


def _segments(lake: Lake) -> list[dict[str, Any]]:
    """Every value of every trait that has 2 to 12 values, with how many customers have it."""
    table = lake.sql(
        """
        with told as (
            select customer_id, time, unnest(json_keys(properties)) as name, properties
            from interactions where kind = 'Profile Updated'
        ),
        traits as (
            select customer_id, name, arg_max(json_extract_string(properties, '$."' || name || '"'), time) as value
            from told where regexp_full_match(name, '[A-Za-z0-9_ .:/-]{1,100}') group by 1, 2
        ),
        sizes as (select name, value, count(*) as customers from traits where value <> '' and length(value) <= 60 group by 1, 2),
        few as (select name from sizes group by 1 having count(*) between 2 and 12)
        select name, value, customers from sizes semi join few using (name) order by name, customers desc, value
        """
    )
    return [
        {
            "key": f"trait:{row['name']}={row['value']}",
            "label": row["value"],
            "group": row["name"],
            "customers": row["customers"],
        }
        for row in table.to_pylist()
    ]
