"""How long from one step to another, and how many steps it takes to reach a goal. One row per customer.

From the customer's first start in the period to the first goal after it. Who has not come to the goal yet counts as
such, so that the share who came within so many days is one of all who have been followed for as long.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from regard.analytics.journeys.histories import (
    ALWAYS,
    Flags,
    Histories,
    Integers,
    Keys,
    Piece,
    Places,
    Rows,
    Span,
    is_first,
    rows_of,
)


@dataclass(frozen=True)
class Reaching:
    """Everybody who started. `took` is in microseconds, -1 where the goal was not reached.

    `steps` are the interactions after the start up to the goal, itself included; `switches` how often the channel was
    another than the time before; `repeats` how often the same was done twice running; all -1 without the goal.
    """

    customers: Keys
    started_at: Integers
    start: Integers  # the number of the step by which they started
    took: Integers
    steps: Integers
    switches: Integers
    repeats: Integers

    @classmethod
    def joined(cls, several: Iterable["Reaching"]) -> "Reaching":
        """All of several pieces."""
        none = np.empty(0, np.int64)
        parts = [*several, cls(none.astype(np.uint64), none, none, none, none, none, none)]
        return cls(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(cls)))


@dataclass(frozen=True)
class GoalQuestion:
    """Tables of the histories' steps: what is a start and a goal, what counts as a step between (from 0 where so).

    `channels` gives each step's channel a number, below 0 where it has none: such a step switches nothing.
    """

    starts: Places
    goals: Places
    counted: Places
    channels: Places


def reaching(histories: Histories, asked: GoalQuestion, *, span: Span = ALWAYS) -> Reaching:
    """How everybody who starts in a span comes to the goal, whenever that is."""
    return Reaching.joined(histories.each(lambda piece: _reach(piece, asked, span)))


def _reach(piece: Piece, asked: GoalQuestion, span: Span) -> Reaching:
    seen = (asked.starts >= 0) | (asked.goals >= 0) | (asked.counted >= 0)
    rows = rows_of(piece, np.where(seen, 0, -1).astype(np.int32))
    starting = np.flatnonzero((asked.starts[rows.steps] >= 0) & span.holds(rows.at))
    first = starting[is_first(rows.who[starting])]
    goals = np.flatnonzero(asked.goals[rows.steps] >= 0)
    next_goal = np.append(goals, len(rows.at))[np.searchsorted(goals, first, side="right")]
    comes = next_goal < rows.first[rows.who[first] + 1]
    goal = np.where(comes, next_goal, first)
    return reached(rows, asked, first, goal, comes)


def reached(rows: Rows, asked: GoalQuestion, first: Integers, goal: Integers, comes: Flags) -> Reaching:
    """The way from one row of each customer to another, where they came to it."""
    counted = asked.counted[rows.steps] >= 0
    counted[first] = True
    counted[goal[comes]] = True
    return Reaching(
        rows.piece.customers[rows.who[first]],
        rows.at[first],
        rows.steps[first].astype(np.int64),
        np.where(comes, rows.at[goal] - rows.at[first], -1),
        _between(counted, first, goal, comes),
        _between(_switched(asked.channels[rows.steps], counted, rows.who), first, goal, comes),
        _between(_same(rows.steps, counted, rows.who), first, goal, comes),
    )


def _between(marked: Flags, first: Integers, last: Integers, comes: Flags) -> Integers:
    """How many rows are marked after each first row, up to the last."""
    before = np.concatenate([[0], np.cumsum(marked)])
    return np.where(comes, before[last + 1] - before[np.minimum(first + 1, last + 1)], -1)


def _switched(channels: Places, counted: Flags, who: Places) -> Flags:
    return _unlike_before(channels, np.flatnonzero(counted & (channels >= 0)), who, unlike=True)


def _same(steps: npt.NDArray[Any], counted: Flags, who: Places) -> Flags:
    return _unlike_before(steps, np.flatnonzero(counted), who, unlike=False)


def _unlike_before(values: npt.NDArray[Any], index: Integers, who: Places, *, unlike: bool) -> Flags:
    """Of some rows those whose value is another than (or the same as) that of the one before of the same customer."""
    marked = np.zeros(len(values), dtype=bool)
    one, other = index[1:], index[:-1]
    marked[one] = (who[one] == who[other]) & ((values[one] != values[other]) == unlike)
    return marked
