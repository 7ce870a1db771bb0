"""Retention of the log as a triangle: of those who began in a period, who came back in each one after it."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from regard.analytics.journeys.histories import Histories, Keys
from regard.analytics.journeys.matching import JourneyError, Matcher
from regard.analytics.journeys.retention import RetentionQuestion, customers_in, retention
from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.journeys.asking import Asked

DEFAULT_BRACKETS = (7, 30, 90)


@dataclass(frozen=True)
class Cell:
    """Who of a cohort was there: how many, and the share (per cent). Not complete while its time is not over."""

    customers: int
    share: Numbers
    is_complete: bool


@dataclass(frozen=True)
class Cohort:
    """Those who began in one period, given by its first day, and a cell for each column of the triangle."""

    begins: date
    customers: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Retention:
    """The triangle, and over all cohorts whose cell is complete the share for each column."""

    grain: str
    style: str
    columns: tuple[str, ...]
    cohorts: tuple[Cohort, ...]
    overall: tuple[Numbers, ...]


def retention_of(
    *,
    lake: Lake,
    scope: Scope,
    grain: str = "month",
    style: str = "classic",
    periods: int = 12,
    brackets: tuple[int, ...] = DEFAULT_BRACKETS,
    begins: str | None = None,
    returns: str | None = None,
) -> Retention:
    """Who came back, by when they began: `classic` in that very period, `rolling` in it or later, `bracket` within days.

    Without `begins` and `returns`, as matchers, whatever customers do of their own accord counts as either. A customer's
    cohort is that of their very first beginning, if it lies in the scope's period. Raises JourneyError.
    """
    asked, question = _asked(lake, scope, grain, style, periods, brackets, begins, returns)
    key = ("retention", grain, style, periods, brackets, begins, returns)
    return asked.remember(key, lambda: _retention(asked, question))


def retention_customers(
    *,
    lake: Lake,
    scope: Scope,
    cohort: date,
    column: int,
    grain: str = "month",
    style: str = "classic",
    periods: int = 12,
    brackets: tuple[int, ...] = DEFAULT_BRACKETS,
    begins: str | None = None,
    returns: str | None = None,
) -> Keys:
    """Who is in one cell; column 0 is the whole cohort. Raises JourneyError."""
    asked, question = _asked(lake, scope, grain, style, periods, brackets, begins, returns)
    if not 0 <= column < question.columns:
        raise JourneyError(f"This triangle has columns 0 to {question.columns - 1}, not {column}.")
    return customers_in(asked.histories, question, cohort, column, span=asked.span)


def _asked(
    lake: Lake,
    scope: Scope,
    grain: str,
    style: str,
    periods: int,
    brackets: tuple[int, ...],
    begins: str | None,
    returns: str | None,
) -> tuple[Asked, RetentionQuestion]:
    asked = Asked.of(lake=lake, scope=scope)
    own = asked.own
    begin = own if begins is None else asked.table_of(Matcher.read(begins))
    back = own if returns is None else asked.table_of(Matcher.read(returns))
    return asked, RetentionQuestion(begin, back, grain, style, periods, brackets if style == "bracket" else ())


def _retention(asked: Asked, question: RetentionQuestion) -> Retention:
    found = retention(_looked_at(asked, question), question, as_of=asked.as_of, span=asked.span)
    cohorts = tuple(
        Cohort(
            begins,
            int(row[0]),
            tuple(
                Cell(n, share(n, int(row[0])), bool(whole))
                for n, whole in zip(row[1:].tolist(), found.complete[place, 1:], strict=True)
            ),
        )
        for place, (begins, row) in enumerate(zip(found.cohorts, found.customers, strict=True))
    )
    bases = np.where(found.complete, found.customers[:, :1], 0).sum(axis=0)
    there = np.where(found.complete, found.customers, 0).sum(axis=0)
    overall = tuple(share(int(part), int(n)) for part, n in zip(there[1:], bases[1:], strict=True))
    return Retention(question.grain, question.style, _columns(question), cohorts, overall)


def _looked_at(asked: Asked, question: RetentionQuestion) -> Histories:
    """All histories, or of each own day only the first row where no more can be told apart: ranges of days count hours."""
    is_any_own = all((table == asked.own).all() for table in (question.begins, question.returns))
    return asked.own_days if is_any_own and asked.is_anywhere and question.style != "bracket" else asked.histories


def _columns(question: RetentionQuestion) -> tuple[str, ...]:
    if question.style == "bracket":
        lows = (1, *(day + 1 for day in question.brackets[:-1]))
        return tuple(f"days {low}\N{EN DASH}{high}" for low, high in zip(lows, question.brackets, strict=True))
    return tuple(f"{question.grain} {number}" for number in range(1, question.columns))
