"""Deadlines and waits on the clock of a schedule: the same business time that ticket metrics count."""

from datetime import UTC, datetime, timedelta

import numpy as np

from regard.analytics.tickets.clocks import BUSINESS
from regard.analytics.tickets.opening_hours import Schedule
from regard.analytics.tickets.timetable import MINUTE, NEVER, Timetable, timetable
from regard.understand.metrics.schedules import terms_now

YEARS_AHEAD = 2


def due_after(*, start: datetime, minutes: int, clock: str = BUSINESS) -> datetime:
    """When so many minutes will have gone by since `start`; by the calendar where there is no default schedule.

    Where the schedule is not open that long within two years, the calendar counts as well.
    """
    schedule = _schedule(clock)
    by_calendar = start + timedelta(minutes=minutes)
    if schedule is None:
        return by_calendar
    table = _table(schedule, start.year - 1, start.year + YEARS_AHEAD)
    found = int(table.moment_of(table.open_by(_at(start)) + minutes * MINUTE)[0])
    return by_calendar if found == NEVER else datetime.fromtimestamp(found / 1_000_000, UTC)


def minutes_between(*, start: datetime, end: datetime, clock: str = BUSINESS) -> float:
    """How many minutes went by between two moments, on the same clock."""
    schedule = _schedule(clock)
    if schedule is None or end <= start:
        return max((end - start).total_seconds() / 60, 0.0)
    table = _table(schedule, start.year - 1, end.year + 1)
    return float((table.open_by(_at(end)) - table.open_by(_at(start)))[0] / MINUTE)


def _schedule(clock: str) -> Schedule | None:
    if clock != BUSINESS:
        return None
    terms = terms_now()
    return terms.schedules.get(terms.default)


def _table(schedule: Schedule, first: int, last: int) -> Timetable:
    return timetable(schedule, first, last)


def _at(moment: datetime) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    return np.array([round(moment.timestamp() * 1_000_000)], dtype=np.int64)
