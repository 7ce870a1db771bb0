"""How long each row's state lasted, by the calendar and by the hours in which somebody was there."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from regard.analytics.errors import RegardError
from regard.analytics.tickets.histories import Codes, Flags, Histories
from regard.analytics.tickets.opening_hours import ServiceTerms
from regard.analytics.tickets.timetable import NEVER, SECOND, Moments, Timetable, timetable

CALENDAR, BUSINESS = "calendar", "business"


class NoSchedule(RegardError):
    """Raised when business time is asked for where nobody said when somebody is there."""

    code = "schedule_missing"
    status = 422


class UnknownSchedule(RegardError):
    """Raised when a ticket names a schedule that does not exist."""

    code = "schedule_unknown"
    status = 422


@dataclass(frozen=True)
class Clock:
    """What a clock showed: for each row how long it ran until the ticket's next row, or until the log ends.

    `timetables` has one for each schedule that occurs and `schedule` which of them runs after a row; empty by calendar.
    """

    histories: Histories
    lasted: Moments
    schedule: Codes
    timetables: tuple[Timetable, ...]

    def elapsed(self, counted: Flags | None = None) -> Moments:
        """How long it had run at each row since the ticket began, only in the states `counted` where given."""
        run = self.lasted if counted is None else np.where(counted, self.lasted, 0)
        if len(run) == 0:
            return run
        total: Moments = np.cumsum(run) - run
        before: Moments = np.repeat(total[self.histories.starts], _rows_per_ticket(self.histories))
        return total - before

    def when(self, limit: Moments) -> Moments:
        """When each ticket had run as long as its limit says; NEVER where it had not by the end of the log."""
        elapsed, starts = self.elapsed(), self.histories.starts
        if len(starts) == 0:
            return limit
        limits = np.repeat(limit, _rows_per_ticket(self.histories))
        place = starts + np.add.reduceat((elapsed < limits).astype(np.int64), starts) - 1
        place = np.maximum(place, starts)
        rest = limit - elapsed[place]
        reached = self._later(place, rest)
        return np.where(rest <= self.lasted[place], reached, NEVER)

    def _later(self, places: Codes, amounts: Moments) -> Moments:
        """The moment at which the clock had run so much further than at some rows."""
        began = self.histories.time[places]
        if not self.timetables:
            return began + amounts
        found = np.empty(len(places), dtype=np.int64)
        for number, table in enumerate(self.timetables):
            chosen = self.schedule[places] == number
            found[chosen] = table.moment_of(table.open_by(began[chosen]) + amounts[chosen])
        return found


def read_clock(histories: Histories, which: str, terms: ServiceTerms) -> Clock:
    """The calendar's clock, or that of business time. Raises NoSchedule or UnknownSchedule."""
    begins = histories.time
    until = np.append(begins[1:], histories.until) if len(begins) else begins
    until[histories.lasts] = histories.until
    if which == CALENDAR:
        return Clock(histories, until - begins, np.zeros(len(begins), dtype=np.int64), ())
    if not terms.schedules:
        raise NoSchedule(
            "Business time needs a schedule. Make one with `regard schedules save`, or over REST at /api/schedules."
        )
    return _business_clock(histories, begins, until, terms)


def _business_clock(histories: Histories, begins: Moments, until: Moments, terms: ServiceTerms) -> Clock:
    named = [name or terms.default for name in histories.words["schedule"]]
    if unknown := sorted({name for name in named if name not in terms.schedules}):
        known = ", ".join(terms.schedules)
        raise UnknownSchedule(
            f"Tickets name the schedule {unknown[0][:64]!r}, which does not exist. There are {known}."
        )
    first = _year(int(begins.min())) if len(begins) else _year(histories.until)
    last = _year(histories.until)
    tables = tuple(timetable(terms.schedules[name], first, last) for name in named)
    lasted, schedule = np.zeros(len(begins), dtype=np.int64), histories.told["schedule"]
    for number, table in enumerate(tables):
        chosen = schedule == number
        lasted[chosen] = table.open_by(until[chosen]) - table.open_by(begins[chosen])
    return Clock(histories, lasted, schedule, tables)


def _rows_per_ticket(histories: Histories) -> Codes:
    return histories.lasts - histories.starts + 1


def _year(moment: int) -> int:
    return datetime.fromtimestamp(moment // SECOND, UTC).year
