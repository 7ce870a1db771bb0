"""A metric's course, asked of the log."""

from collections import Counter
from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta

from regard.analytics.metrics.measure import Estimate, find_metric
from regard.analytics.metrics.metric import Metric
from regard.analytics.scope import Scope
from regard.analytics.watching.course import Course, course
from regard.analytics.watching.readings import Grain, Point
from regard.analytics.watching.stretches import nature_of
from regard.analytics.watching.thresholds import Limits
from regard.foundation.lake.api import Lake
from regard.understand.metrics.api import measure_metric

LONGEST_HISTORY = timedelta(days=3 * 365 + 30)


def whole_days_until(*, lake: Lake, now: datetime) -> date:
    """The day after the last whole one in the log: the day of its newest moment, and never a day to come."""
    return min(lake.last_at() or datetime(1970, 1, 1, tzinfo=UTC), now).date()


def course_of(
    *,
    lake: Lake,
    name: str,
    scope: Scope,
    until: date,
    limits: Limits,
    grain: Grain = Grain.DAY,
    country: str = "",
    since: date | None = None,
    watch_from: date | None = None,
    new_levels: Collection[date] = (),
) -> tuple[Course, str]:
    """A metric's course up to `until` (exclusive) with its bands and deviations, and its unit."""
    metric = find_metric(name)
    since = max(since, until - LONGEST_HISTORY) if since else until - LONGEST_HISTORY
    since, until = _whole(since, grain, 1), _whole(until, grain, 0)
    if since >= until:
        return Course((), (), None), metric.unit
    points, unit = read_points(lake=lake, metric=metric, scope=scope, since=since, until=until, grain=grain)
    found = course(
        points,
        nature=nature_of(metric),
        limits=limits,
        grain=grain,
        country=country,
        watch_from=watch_from,
        new_levels=new_levels,
    )
    return found, unit


def read_points(
    *, lake: Lake, metric: Metric, scope: Scope, since: date, until: date, grain: Grain
) -> tuple[list[Point], str]:
    """One point per period, in one pass over the log; of several currencies the one with most rows."""
    asked = Scope(since, until, scope.channels, scope.stage, scope.touchpoint, scope.segment, scope.members)
    rows = measure_metric(lake=lake, name=metric.name, scope=asked, by=grain.value)
    rows, unit = in_one_unit(rows)
    move = timedelta(days=metric.horizon_days)
    points = {_day(row.group, grain) + move: row for row in rows}
    found = [Point(day, row.value, row.n, row.low, row.high) for day, row in points.items()]
    last = until - timedelta(days=grain.days)
    if found and last not in points:
        found.append(Point(last, None, 0))
    return found, unit or metric.unit


def in_one_unit(rows: list[Estimate], unit: str | None = None) -> tuple[list[Estimate], str]:
    """The rows in one currency, groups named without it: the given one, or that of most rows."""
    counts = Counter[str]()
    for row in rows:
        counts[row.unit] += row.n
    if not counts:
        return [], unit or ""
    chosen = unit if unit is not None else counts.most_common(1)[0][0]
    if len(counts) == 1:
        return (rows if chosen in counts else []), chosen
    ending = f" · {chosen or 'no currency'}"
    kept = [row for row in rows if row.unit == chosen]
    return [
        Estimate(row.metric, row.group.removesuffix(ending), row.value, row.n, row.low, row.high, row.unit)
        for row in kept
    ], chosen


def _day(group: str, grain: Grain) -> date:
    if grain is Grain.WEEK:
        year, week = group.split("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    return date.fromisoformat(group)


def _whole(day: date, grain: Grain, up: int) -> date:
    """The Monday on or before, or (up) on or after, for weeks; the day itself for days."""
    if grain is Grain.DAY:
        return day
    back = day.weekday()
    return day + timedelta(days=(7 - back) % 7) if up else day - timedelta(days=back)
