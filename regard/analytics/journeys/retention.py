"""Retention as a triangle: of those who began in a period, how many were there in each period after it.

*Classic* counts who was there in that very period, *rolling* who was there in it or in any later one, *bracket* who was
there within a range of days after their own beginning. Periods are days, weeks (from Monday), months or quarters in UTC.
A cell is complete once its whole period (for brackets, the last of the cohort's ranges) lies before the log's end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np

from regard.analytics.journeys.histories import (
    ALWAYS,
    DAY,
    Flags,
    Histories,
    Integers,
    Keys,
    Piece,
    Places,
    Span,
    gathered,
    is_first,
    is_last,
    moment_of,
    rows_of,
)
from regard.analytics.journeys.matching import JourneyError

GRAINS = ("day", "week", "month", "quarter")
STYLES = ("classic", "rolling", "bracket")
MOST_PERIODS = 400
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class RetentionQuestion:
    """What is asked. `begins` and `returns` are tables of steps (from 0 where one counts)."""

    begins: Places
    returns: Places
    grain: str = "month"
    style: str = "classic"
    periods: int = 12
    brackets: tuple[int, ...] = ()  # the days at which ranges end: 7, 30 means days 1 to 7 and 8 to 30

    def __post_init__(self) -> None:
        if self.grain not in GRAINS:
            raise JourneyError(f"Retention is by {', '.join(GRAINS)}, not by {self.grain[:20]!r}.")
        if self.style not in STYLES:
            raise JourneyError(f"Retention is {', '.join(STYLES)}, not {self.style[:20]!r}.")
        if not 1 <= self.periods <= MOST_PERIODS:
            raise JourneyError(f"A triangle has 1 to {MOST_PERIODS} periods, not {self.periods}.")
        if self.style == "bracket" and not _goes_up(self.brackets):
            raise JourneyError("Name the days at which ranges end, going up, as `7,30,90`.")

    @property
    def columns(self) -> int:
        """How many numbers a row has, the cohort itself included."""
        return 1 + (len(self.brackets) if self.style == "bracket" else self.periods)


@dataclass(frozen=True)
class Triangle:
    """`cohorts` are the periods' first days; `customers` has a row each: how many began, then who was there after."""

    cohorts: tuple[date, ...]
    customers: Integers  # shape (cohorts, columns)
    complete: Flags


def retention(histories: Histories, asked: RetentionQuestion, *, as_of: int, span: Span = ALWAYS) -> Triangle:
    """The triangle of the cohorts that begin in a span, the log being known up to `as_of`."""
    calendar = Calendar.of(asked.grain, histories)
    height = calendar.periods
    empty = np.zeros((height, asked.columns), np.int64)
    found = sum(histories.each(lambda piece: _count(piece, asked, calendar, span)), empty)
    there = np.flatnonzero(found[:, 0])
    rows = np.arange(there[0], there[-1] + 1) if len(there) else there
    cohorts = tuple(calendar.first_day(int(row)) for row in rows)
    return Triangle(cohorts, found[rows], _complete(cohorts, asked, as_of))


def customers_in(
    histories: Histories, asked: RetentionQuestion, cohort: date, column: int, *, span: Span = ALWAYS
) -> Keys:
    """The customers of one cell; column 0 is the cohort itself."""
    calendar = Calendar.of(asked.grain, histories)

    def look(piece: Piece) -> Keys:
        who, began, cell = _cells(piece, asked, calendar, span)
        fits = (began == calendar.period(cohort)) & (cell >= column if asked.style == "rolling" else cell == column)
        return np.asarray(piece.customers[np.unique(who[fits])])

    return gathered(histories.each(look))


@dataclass(frozen=True)
class Calendar:
    """Days since 1970 as periods, counted from the log's first."""

    grain: str
    start: int  # the first day
    of_day: Integers  # the period of each day since
    periods: int

    @classmethod
    def of(cls, grain: str, histories: Histories) -> "Calendar":
        """The periods that some histories span."""
        low, high = histories.bounds() or (0, 0)
        first, last = low // DAY, high // DAY
        days = np.arange(first, last + 1)
        numbers = _numbers(grain, days)
        return cls(grain, first, numbers - numbers[0], int(numbers[-1] - numbers[0]) + 1)

    def __call__(self, at: Integers) -> Integers:
        """The period of each moment."""
        return self.of_day[at // DAY - self.start]

    def period(self, day: date) -> int:
        """The period that begins on a day; -1 where the log does not reach it."""
        number = max(0, (day - EPOCH).days - self.start)  # the log may begin in the midst of one
        found = int(self.of_day[number]) if number < len(self.of_day) else -1
        return found if found >= 0 and self.first_day(found) == day else -1

    def first_day(self, period: int) -> date:
        """The first day of a period."""
        first = EPOCH + timedelta(days=self.start + int(np.searchsorted(self.of_day, period)))
        return _first_of(self.grain, first)


def _numbers(grain: str, days: Integers) -> Integers:
    if grain == "day":
        return days
    if grain == "week":
        return (days + 3) // 7  # 1 January 1970 was a Thursday
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months if grain == "month" else months // 3


def _first_of(grain: str, day: date) -> date:
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "month":
        return day.replace(day=1)
    return day if grain == "day" else day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def following(grain: str, day: date, periods: int) -> date:
    """The first day of the period so many after the one that begins on a day."""
    if grain in ("day", "week"):
        return day + timedelta(days=periods * (7 if grain == "week" else 1))
    index = day.year * 12 + day.month - 1 + periods * (3 if grain == "quarter" else 1)
    return date(index // 12, index % 12 + 1, 1)


def _count(piece: Piece, asked: RetentionQuestion, calendar: Calendar, span: Span) -> Integers:
    who, began, cell = _cells(piece, asked, calendar, span)
    if asked.style == "rolling":
        last = is_last(who)
        counts = _table(began[last], np.minimum(cell[last], asked.columns), calendar.periods, asked.columns + 1)
        return counts[:, ::-1].cumsum(axis=1)[:, ::-1][:, : asked.columns]
    return _table(began, cell, calendar.periods, asked.columns)


def _table(began: Integers, cell: Integers, height: int, width: int) -> Integers:
    inside = cell < width
    return np.bincount(began[inside] * width + cell[inside], minlength=height * width).reshape(height, width)


def _cells(piece: Piece, asked: RetentionQuestion, calendar: Calendar, span: Span) -> tuple[Places, Integers, Integers]:
    """One row per customer and cell they are in, the cohort's first: who, the cohort, the column."""
    table = np.where((asked.begins >= 0) | (asked.returns >= 0), (asked.begins >= 0) * 1 + (asked.returns >= 0) * 2, -1)
    rows = rows_of(piece, table.astype(np.int32))
    period = calendar(rows.at)
    if asked.style != "bracket":  # what only repeats the row before changes nothing
        other = is_first(rows.who)
        other[1:] |= (period[1:] != period[:-1]) | (rows.node[1:] != rows.node[:-1])
        index = np.flatnonzero(other)
        rows, period = rows.picked(index), period[index]
    starting = np.flatnonzero(rows.node & 1)
    first = starting[is_first(rows.who[starting])]  # each customer's first beginning
    first = first[span.holds(rows.at[first])]
    origin = np.full(len(piece.customers), len(rows.at), dtype=np.int64)
    origin[rows.who[first]] = first
    begin, here = origin[rows.who], np.arange(len(rows.at))
    after = np.flatnonzero((here == begin) | ((here > begin) & (rows.node >= 2)))
    cohort = period[begin[after]]
    if asked.style == "bracket":
        days = (rows.at[after] - rows.at[begin[after]]) // DAY
        cell = np.searchsorted(np.array(asked.brackets), np.maximum(days, 1)) + 1
        cell[days < 1] = 0
    else:
        cell = period[after] - cohort
    new = np.ones(len(after), dtype=bool)
    new[1:] = (rows.who[after[1:]] != rows.who[after[:-1]]) | (cell[1:] != cell[:-1])
    return rows.who[after][new], cohort[new], cell[new]


def _complete(cohorts: Sequence[date], asked: RetentionQuestion, as_of: int) -> Flags:
    found = np.zeros((len(cohorts), asked.columns), dtype=bool)
    for row, cohort in enumerate(cohorts):
        found[row, 0] = moment_of(following(asked.grain, cohort, 1)) <= as_of
        for column in range(1, asked.columns):
            if asked.style == "bracket":
                end = moment_of(following(asked.grain, cohort, 1)) + (asked.brackets[column - 1] + 1) * DAY
            else:
                end = moment_of(following(asked.grain, cohort, column + 1))
            found[row, column] = end <= as_of
    return found


def _goes_up(days: tuple[int, ...]) -> bool:
    return bool(days) and days[0] >= 1 and all(low < high for low, high in pairwise(days))
