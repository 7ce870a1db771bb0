"""Metrics that follow customers, counted over histories as arrays: the same aggregates as their definitions give on the log.

A kernel answers where groups follow from a row's moment or step. Where it cannot (a trait, a source, a property, a past
moment) it says so, and the definition on the log answers. Moments are compared in seconds as floating-point numbers,
as the definitions do, so that both agree to the microsecond.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from regard.analytics.journeys.histories import (
    DAY,
    Flags,
    Histories,
    Integers,
    Piece,
    Places,
    Span,
    Step,
    is_first,
    moment_of,
    rows_of,
)
from regard.analytics.metrics.metric import ALL, GRAINS, Question
from regard.analytics.scope import Scope

Aggregates = list[dict[str, Any]]
Counts = tuple[Integers, Integers]  # of each group: n, and of them the part
SECONDS_A_DAY = 86_400
MOST_DAYS = 40_000  # of a log whose clocks went astray the definitions answer
OF_A_STEP = ("channel", "stage", "touchpoint", "kind")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Cut:
    """Which rows lie in a question's scope, and in which of its groups."""

    names: tuple[str, ...]
    places: Places  # of each step: the group it names (0 where it names none), below 0 outside the scope
    span: Span
    edges: Integers | None = None  # the bounds of periods
    days: Places | None = None  # of each day from `first_day` on: the group it names
    first_day: int = 0

    @classmethod
    def of(cls, question: Question, histories: Histories) -> "Cut | None":
        """The cut of a question, None where a row's moment and step do not tell its group."""
        scope, by = question.scope, question.by
        span = Span.of_days(scope.since, scope.until)
        anywhere = histories.table(lambda step: 0 if is_at(step, scope) else -1)
        if question.edges:
            edges = np.array([moment_of(day) for day in question.edges], np.int64)
            return cls(tuple(str(n) for n in range(len(edges) - 1)), anywhere, span, edges)
        if by is None:
            return cls((ALL,), anywhere, span)
        if by in OF_A_STEP:
            told = [_told(step, by) for step in histories.steps]
            names = sorted(set(told))
            numbers = {name: number for number, name in enumerate(names)}
            places = histories.table(lambda step: numbers[_told(step, by)] if is_at(step, scope) else -1)
            return cls(tuple(names), places, span)
        if by in (*GRAINS, "quarter"):
            first, named = _named_days(by, histories)
            if len(named) > MOST_DAYS:
                return None
            names = sorted(set(named))
            numbers = {name: number for number, name in enumerate(names)}
            days = np.array([numbers[name] for name in named], np.int32)
            return cls(tuple(names), anywhere, span, None, days, first)
        return None

    def groups(self, steps: npt.NDArray[Any], at: Integers) -> Integers:
        """The group of each row, -1 outside the scope."""
        found = np.take(self.places, steps).astype(np.int64)
        if not self.span.is_open:
            found[~self.span.holds(at)] = -1
        if self.edges is not None:
            period = np.searchsorted(self.edges, at, side="right") - 1
            found = np.where((found >= 0) & (period < len(self.names)), period, -1)
        elif self.days is not None:
            found = np.where(found >= 0, self.days[at // DAY - self.first_day], -1)
        return found


def is_at(step: Step, scope: Scope) -> bool:
    """Whether a step lies on a scope's channels, stage and touchpoint."""
    return (
        (not scope.channels or step.channel in scope.channels)
        and (not scope.stage or step.stage == scope.stage)
        and (not scope.touchpoint or step.touchpoint == scope.touchpoint)
    )


def came_again(histories: Histories, question: Question, *, days: int) -> Aggregates | None:
    """Of customers with a row in a group, who had a further one within some days of the first in the group."""

    def look(rows: Integers, at: Integers, chosen: Integers) -> Flags:
        after = np.minimum(chosen + 1, len(at) - 1)
        has_next = (chosen + 1 < len(at)) & (rows[after] == rows[chosen])
        return np.asarray(has_next & (_seconds(at[after]) - _seconds(at[chosen]) <= days * SECONDS_A_DAY))

    return _share_of_first(histories, question, followed=timedelta(days=days), look=look)


def came_between(histories: Histories, question: Question, *, first_day: int, last_day: int) -> Aggregates | None:
    """Of customers with a row in a group, who had one so many days after the first in the group."""
    least, most = first_day * SECONDS_A_DAY, (last_day + 1) * SECONDS_A_DAY

    def look(who: Integers, at: Integers, chosen: Integers) -> Flags:
        came = np.zeros(len(chosen), dtype=bool)
        open_, place = np.arange(len(chosen)), chosen.copy()
        while len(open_):
            passed = _seconds(at[place]) - _seconds(at[chosen[open_]])
            came[open_] = (passed >= least) & (passed < most)
            after = np.minimum(place + 1, len(at) - 1)
            goes_on = (passed < least) & (place + 1 < len(at)) & (who[after] == who[place])
            open_, place = open_[goes_on], after[goes_on]
        return came

    return _share_of_first(histories, question, followed=timedelta(days=last_day + 1), look=look)


def reactivated(histories: Histories, question: Question, *, away_days: int) -> Aggregates | None:
    """Customers with a row in a group more than some days after their row before."""
    cut = Cut.of(question, histories)
    if cut is None:
        return None

    def look(piece: Piece) -> Counts:
        who, at, group = _in_scope(piece, cut)
        away = np.zeros(len(at), dtype=bool)
        away[1:] = (who[1:] == who[:-1]) & (_seconds(at[1:]) - _seconds(at[:-1]) > away_days * SECONDS_A_DAY)
        first = _first_in_group(who, group, np.flatnonzero(away & (group >= 0)), len(cut.names))
        return _counted(group[first], np.zeros(len(first), dtype=bool), cut)

    return _told_counts(histories.each(look), cut, with_part=False)


def distinct(
    histories: Histories,
    question: Question,
    *,
    met: Callable[[Step], bool] | None = None,
    seen: Callable[[Step], bool] = lambda step: True,
) -> Aggregates | None:
    """Customers with a row that is seen in a group; with `met`, of them those with such a row there."""
    cut = Cut.of(question, histories)
    if cut is None:
        return None
    is_seen = histories.table(lambda step: 0 if seen(step) else -1) >= 0
    is_met = histories.table(lambda step: 0 if met is not None and met(step) else -1) >= 0

    def look(piece: Piece) -> Counts:
        who, _, group = _in_scope(piece, cut)
        chosen = np.flatnonzero((group >= 0) & is_seen[piece.steps])
        keys = who[chosen] * len(cut.names) + group[chosen]
        n, part = _distinct(keys), np.empty(0, np.int64)
        if met is not None:
            part = _distinct(keys[is_met[piece.steps[chosen]]])
        width = len(cut.names)
        return np.bincount(n % width, minlength=width), np.bincount(part % width, minlength=width)

    return _told_counts(histories.each(look), cut, with_part=met is not None)


def row_counts(histories: Histories, question: Question) -> Aggregates | None:
    """Rows in each group."""
    cut = Cut.of(question, histories)
    if cut is None:
        return None

    def look(piece: Piece) -> Counts:
        _, _, group = _in_scope(piece, cut)
        n = np.bincount(group[group >= 0], minlength=len(cut.names))
        return n, np.zeros(len(cut.names), np.int64)

    return _told_counts(histories.each(look), cut, with_part=False)


def steps_of_visits(
    histories: Histories,
    question: Question,
    *,
    counted: Callable[[Step], bool],
    until: Callable[[Step], bool],
    minutes: int,
) -> Aggregates | None:
    """For each counted row that ends a way, how many of its visit it was; a pause or such a row ends a visit."""
    cut = Cut.of(question, histories)
    if cut is None:
        return None
    table = histories.table(lambda step: (1 if until(step) else 0) if counted(step) else -1)

    def look(piece: Piece) -> tuple[Integers, Integers]:
        rows = rows_of(piece, table)
        if not len(rows.at):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        begins = is_first(rows.who)
        begins[1:] |= (_seconds(rows.at[1:]) - _seconds(rows.at[:-1]) > minutes * 60) | (rows.node[:-1] == 1)
        here = np.arange(len(rows.at))
        step = here - np.maximum.accumulate(np.where(begins, here, 0)) + 1
        group = cut.groups(rows.steps, rows.at)
        chosen = (rows.node == 1) & (group >= 0)
        return group[chosen], step[chosen]

    found = histories.each(look)
    group = np.concatenate([*(one[0] for one in found), np.empty(0, np.int64)])
    steps = np.concatenate([*(one[1] for one in found), np.empty(0, np.int64)])
    return [
        {"group": name, "steps": steps[group == number].astype(float)}
        for number, name in enumerate(cut.names)
        if (group == number).any()
    ]


def micros(moment: datetime) -> int:
    """A moment in microseconds since 1970."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def _share_of_first(
    histories: Histories,
    question: Question,
    *,
    followed: timedelta,
    look: Callable[[Integers, Integers, Integers], Flags],
) -> Aggregates | None:
    cut, until = Cut.of(question, histories), micros(question.as_of - followed)
    if cut is None:
        return None

    def count(piece: Piece) -> Counts:
        who, at, group = _in_scope(piece, cut)
        first = _first_in_group(who, group, np.flatnonzero((group >= 0) & (at <= until)), len(cut.names))
        return _counted(group[first], look(who, at, first), cut)

    return _told_counts(histories.each(count), cut, with_part=True)


def _in_scope(piece: Piece, cut: Cut) -> tuple[Integers, Integers, Integers]:
    """Of all rows of a piece the customer's position, the moment and the group; -1 where it does not count."""
    who = np.repeat(np.arange(len(piece.customers)), np.diff(piece.starts))
    group = cut.groups(piece.steps, piece.at)
    if piece.counts is not None:
        group[~piece.counts[who]] = -1
    return who, piece.at, group


def _first_in_group(who: Integers, group: Integers, chosen: Integers, width: int) -> Integers:
    """Of the chosen rows the first of each customer in each group."""
    keys = who[chosen] * width + group[chosen]
    if len(keys) and (np.diff(keys) >= 0).all():
        return np.asarray(chosen[is_first(keys)])
    return np.asarray(chosen[np.sort(np.unique(keys, return_index=True)[1])])


def _distinct(keys: Integers) -> Integers:
    if len(keys) and (np.diff(keys) >= 0).all():
        return np.asarray(keys[is_first(keys)])
    return np.unique(keys)


def _counted(group: Integers, part: Flags, cut: Cut) -> Counts:
    width = len(cut.names)
    return np.bincount(group, minlength=width), np.bincount(group[part], minlength=width)


def _told_counts(found: list[Counts], cut: Cut, *, with_part: bool) -> Aggregates:
    n, part = (sum((one[place] for one in found), np.zeros(len(cut.names), np.int64)) for place in (0, 1))
    return [
        {"group": name, "n": int(n[number]), **({"part": int(part[number])} if with_part else {})}
        for number, name in enumerate(cut.names)
        if n[number]
    ]


def _told(step: Step, by: str) -> str:
    found = getattr(step, by)
    return "unknown" if found is None else str(found)


def _seconds(at: Integers) -> npt.NDArray[np.float64]:
    return at / 1e6


def _named_days(grain: str, histories: Histories) -> tuple[int, list[str]]:
    """The first day of some histories since 1970, and from it on what each day's period is called."""
    low, high = histories.bounds() or (0, 0)
    first = low // DAY
    last = min(high // DAY, first + MOST_DAYS)
    days = [date(1970, 1, 1) + timedelta(days=number) for number in range(first, last + 1)]
    if grain == "quarter":
        return first, [f"{day.year}-Q{(day.month + 2) // 3}" for day in days]
    return first, [day.strftime(GRAINS[grain]) for day in days]
