"""Business time by looking up: how long a schedule had been open by any moment, from sorted arrays.

It is open whenever the clock on the wall of its zone shows a time within its hours. So where clocks go back, an hour
that is shown twice counts twice, and where they go forward, an hour that is never shown does not count.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from regard.analytics.tickets.opening_hours import OpeningHours, Schedule

Moments = npt.NDArray[np.int64]  # microseconds since 1970, UTC
SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = 86_400 * SECOND
NEVER = int(np.iinfo(np.int64).max)
_EPOCH = date(1970, 1, 1)
_STEP = 6 * 3600  # no zone changes its clock twice within six hours


@dataclass(frozen=True)
class Timetable:
    """The open intervals of a schedule in order, and how long it had been open before each of them."""

    starts: Moments
    ends: Moments
    before: Moments

    def open_by(self, moments: Moments) -> Moments:
        """For how many microseconds it had been open by each moment."""
        if len(self.starts) == 0:
            return np.zeros(len(moments), dtype=np.int64)
        index = np.searchsorted(self.starts, moments, side="right") - 1
        last = np.maximum(index, 0)
        within = np.minimum(moments, self.ends[last]) - self.starts[last]
        return np.where(index < 0, 0, self.before[last] + within)

    def moment_of(self, amounts: Moments) -> Moments:
        """When it first had been open for so long; NEVER where the timetable ends before."""
        full = self.before + (self.ends - self.starts)
        index = np.searchsorted(full, amounts, side="left")
        if len(full) == 0:
            return np.full(len(amounts), NEVER)
        last = np.minimum(index, len(full) - 1)
        return np.where(index < len(full), self.starts[last] + amounts - self.before[last], NEVER)


@lru_cache(maxsize=64)
def timetable(schedule: Schedule, first_year: int, last_year: int) -> Timetable:
    """When a schedule is open from the first of January of one year to the end of another."""
    since, until = _midnight(date(first_year, 1, 1)), _midnight(date(last_year + 1, 1, 1))
    hours = schedule.in_force()
    bounds = np.maximum.accumulate([since, *(_local_midnight(one) for one in hours[1:]), until]).tolist()
    found = [
        _open(one, max(start, since), min(end, until))
        for one, (start, end) in zip(hours, pairwise(bounds), strict=True)
        if max(start, since) < min(end, until)
    ]
    if not found:
        return Timetable(*(np.zeros(0, dtype=np.int64) for _ in range(3)))
    starts = np.concatenate([one[0] for one in found])
    ends = np.concatenate([one[1] for one in found])
    before = np.concatenate(([0], np.cumsum(ends - starts)[:-1])) if len(starts) else np.zeros(0, dtype=np.int64)
    return Timetable(starts, ends, before.astype(np.int64))


def _open(hours: OpeningHours, since: int, until: int) -> tuple[Moments, Moments]:
    """Where it is open between two moments: for each stretch of one offset from UTC, the hours of its days, shifted."""
    starts, ends = [], []
    for begins, finishes, offset in _offsets(hours.zone, since, until):
        days = np.arange((begins + offset) // DAY, (finishes + offset - 1) // DAY + 1)
        opens, closes = _on_the_wall(hours, days)
        opens, closes = np.maximum(opens - offset, begins), np.minimum(closes - offset, finishes)
        starts.append(opens[opens < closes])
        ends.append(closes[opens < closes])
    return np.concatenate(starts), np.concatenate(ends)


def _on_the_wall(hours: OpeningHours, days: Moments) -> tuple[Moments, Moments]:
    """The hours of some days (counted from 1970) as the clock on the wall shows them."""
    special = {(day - _EPOCH).days: spans for day, spans in hours.exceptions}
    closed = np.isin(days, [*special, *_holidays(hours, days)])
    opens, closes = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for weekday, spans in enumerate(hours.week):
        chosen = days[(days % 7 == (weekday - 3) % 7) & ~closed] * DAY  # 1970 began on a Thursday
        for start, end in spans:
            opens.append(chosen + start * MINUTE)
            closes.append(chosen + end * MINUTE)
    for day in np.intersect1d(days, list(special)).tolist():
        for start, end in special[int(day)]:
            opens.append(np.array([int(day) * DAY + start * MINUTE]))
            closes.append(np.array([int(day) * DAY + end * MINUTE]))
    order = np.argsort(np.concatenate(opens), kind="stable")
    return np.concatenate(opens)[order], np.concatenate(closes)[order]


def _holidays(hours: OpeningHours, days: Moments) -> list[int]:
    if not hours.country or len(days) == 0:
        return []
    first, last = (_EPOCH + timedelta(days=int(day)) for day in (days[0], days[-1]))
    found = holidays_of(hours.country, hours.subdivision, first.year, last.year)
    return [(day - _EPOCH).days for day in found]


@lru_cache(maxsize=64)
def holidays_of(country: str, subdivision: str, first_year: int, last_year: int) -> tuple[date, ...]:
    """The public holidays of a country, with the days on which they are made up for."""
    import holidays  # noqa: PLC0415  # half a second that only schedules with a country need

    years = range(first_year, last_year + 1)
    return tuple(sorted(holidays.country_holidays(country, subdiv=subdivision or None, years=years)))


def _offsets(zone: str, since: int, until: int) -> Iterator[tuple[int, int, int]]:
    """The stretches between two moments in which a zone keeps one offset from UTC: from, to, offset."""
    clock = ZoneInfo(zone)
    begins, moment = since, since // SECOND
    offset = _offset(clock, moment)
    while moment * SECOND < until:
        step = min(moment + _STEP, -(-until // SECOND))
        following = _offset(clock, step)
        if following != offset:
            change = _turning_point(clock, moment, step, offset)
            yield begins, change * SECOND, offset
            begins, offset = change * SECOND, following
        moment = step
    if begins < until:
        yield begins, until, offset


def _turning_point(clock: ZoneInfo, before: int, after: int, offset: int) -> int:
    """The second at which a zone's offset stops being what it was."""
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(clock, middle) == offset else (before, middle)
    return after


def _offset(clock: ZoneInfo, second: int) -> int:
    shift = datetime.fromtimestamp(second, clock).utcoffset()
    return int((shift or timedelta()).total_seconds()) * SECOND


def _local_midnight(hours: OpeningHours) -> int:
    day = hours.valid_from or date.min
    return int(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(hours.zone)).timestamp()) * SECOND


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * SECOND
