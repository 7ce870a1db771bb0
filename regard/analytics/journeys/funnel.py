"""Funnels: how many customers go through some steps, in order or in any order, within a window.

A customer reaches step k where there are interactions i1 < i2 < … < ik of theirs, in the order of time and id, that
match steps 1 to k, with the last no later than the window after the first, and, where something is excluded, no excluded
interaction between two of them. The first must lie in the period; later ones may come after it. Of all beginnings
the latest that leads to a step is the best one, both for the window and for what is excluded, so it is enough to follow
that one. In any order, k is the most different steps that lie within one window.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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
from regard.analytics.journeys.matching import JourneyError, Matcher, is_counted
from regard.analytics.scope import Scope

EVERYWHERE = Scope()
EXCLUDED = 30  # the bit of what is excluded; below it, one for each step
ORDERS = ("ordered", "any")


@dataclass(frozen=True)
class FunnelSteps:
    """What is asked: the steps, the window in microseconds, and what may not lie between."""

    steps: tuple[Matcher, ...]
    window: int
    excluded: tuple[Matcher, ...] = ()
    order: str = "ordered"

    def __post_init__(self) -> None:
        if len(self.steps) < 2:
            raise JourneyError("A funnel needs two steps or more, as `Product Viewed > Order Completed`.")
        if self.order not in ORDERS:
            raise JourneyError(f"The order of a funnel is {' or '.join(ORDERS)}, not {self.order[:20]!r}.")
        if self.order == "any" and self.excluded:
            raise JourneyError("Only an ordered funnel has something between two steps that can be excluded.")
        if self.order == "any" and len(set(self.steps)) < len(self.steps):
            raise JourneyError("In any order each step can be asked for once only.")
        if self.window <= 0:
            raise JourneyError("The window of a funnel must be longer than nothing.")


@dataclass(frozen=True)
class Times:
    """How long it took to a step: of the customers (numbers of rows of Reached) who came to it, the first time.

    Microseconds from the beginning and from the step before.
    """

    who: Integers
    since_start: Integers
    since_last: Integers


@dataclass(frozen=True)
class Reached:
    """Everybody who entered, one row each.

    `level` is how many steps they reached; `entered` the step (its number in the histories) by which they first entered
    and `entered_at` when. `times` has the steps after the first.
    """

    customers: Keys
    level: npt.NDArray[np.uint8]
    entered: npt.NDArray[np.uint32]
    entered_at: Integers
    times: tuple[Times, ...]

    @classmethod
    def joined(cls, found: Iterable["Reached"], steps: int) -> "Reached":
        """All of several pieces."""
        none = np.empty(0, np.int64)
        pieces = list(found)
        before = np.cumsum([0, *(len(piece.level) for piece in pieces)]).tolist()
        return cls(
            np.concatenate([np.empty(0, np.uint64), *(piece.customers for piece in pieces)]),
            np.concatenate([np.empty(0, np.uint8), *(piece.level for piece in pieces)]),
            np.concatenate([np.empty(0, np.uint32), *(piece.entered for piece in pieces)]),
            np.concatenate([none, *(piece.entered_at for piece in pieces)]),
            tuple(
                Times(
                    np.concatenate([none, *(one.times[k].who + at for one, at in zip(pieces, before, strict=False))]),
                    np.concatenate([none, *(one.times[k].since_start for one in pieces)]),
                    np.concatenate([none, *(one.times[k].since_last for one in pieces)]),
                )
                for k in range(steps - 1)
            ),
        )

    def chosen(self, kept: Flags) -> "Reached":
        """Some of them."""
        place = np.cumsum(kept) - 1
        return Reached(
            self.customers[kept],
            self.level[kept],
            self.entered[kept],
            self.entered_at[kept],
            tuple(
                Times(place[one.who[there]], one.since_start[there], one.since_last[there])
                for one in self.times
                for there in (kept[one.who],)
            ),
        )


def funnel(histories: Histories, asked: FunnelSteps, *, span: Span = ALWAYS, scope: Scope = EVERYWHERE) -> Reached:
    """How far everybody comes. The scope's places bound what counts; its period is `span`."""
    bits = [
        sum(1 << k for k, step in enumerate(asked.steps) if step.holds(one) and is_counted(one, scope))
        | (1 << EXCLUDED if any(other.holds(one) for other in asked.excluded) else 0)
        for one in histories.steps
    ]
    table = np.array([bit or -1 for bit in bits] or [-1], dtype=np.int32)
    follow = _in_order if asked.order == "ordered" else _in_any_order
    return Reached.joined(histories.each(lambda piece: follow(piece, table, asked, span)), len(asked.steps))


def _in_order(piece: Piece, table: npt.NDArray[np.int32], asked: FunnelSteps, span: Span) -> Reached:
    rows = rows_of(piece, table)
    steps = len(asked.steps)
    reached = np.flatnonzero(_at(rows, 0) & span.holds(rows.at))
    found = _Found(piece, rows, reached)
    begun = rows.at[reached]
    out = np.flatnonzero(_at(rows, EXCLUDED))
    for k in range(1, steps):
        here = np.flatnonzero(_at(rows, k))
        came = np.zeros(len(rows), dtype=bool)
        came[reached] = True  # how many did so before a row leads to the latest of them
        before = np.cumsum(came, dtype=np.int32)[here] - came[here] - 1
        here, before = here[before >= 0], before[before >= 0]
        last = reached[before]
        fits = (rows.who[last] == rows.who[here]) & (rows.at[here] - begun[before] <= asked.window)
        if len(out):
            fits &= np.searchsorted(out, here) == np.searchsorted(out, last, side="right")
        reached, begun, last = here[fits], begun[before[fits]], last[fits]
        found.note(k, reached, begun, rows.at[last])
    return found.told()


def _in_any_order(piece: Piece, table: npt.NDArray[np.int32], asked: FunnelSteps, span: Span) -> Reached:
    rows = rows_of(piece, table, Span(since=span.since))
    steps, n = len(asked.steps), len(rows.at)
    own = rows.first[rows.who]
    held, earliest, latest_before = np.zeros(n, np.int32), rows.at.copy(), np.full(n, -1, dtype=np.int64)
    for k in range(steps):
        marks = np.where(_at(rows, k), np.arange(n), -1)
        last = np.maximum.accumulate(marks) if n else marks
        at = rows.at[last]
        fits = (last >= own) & (rows.at - at <= asked.window)
        held += fits
        earliest = np.where(fits, np.minimum(earliest, at), earliest)
        latest_before = np.where(fits & (last < np.arange(n)), np.maximum(latest_before, at), latest_before)
    if span.until is not None and n:  # one of them must lie in the period: the latest that does is enough
        entry = np.maximum.accumulate(np.where(rows.at < span.until, np.arange(n), -1))
        held[(entry < own) | (rows.at - rows.at[entry] > asked.window)] = 0
        earliest = np.minimum(earliest, rows.at[entry])
    found = _Found(piece, rows, np.flatnonzero(held >= 1))
    for k in range(1, steps):
        reached = np.flatnonzero(held > k)
        found.note(k, reached, earliest[reached], latest_before[reached])
    return found.told()


def _at(rows: Rows, bit: int) -> Flags:
    """The rows that are at a step, or excluded."""
    found: Flags = (rows.node & (1 << bit)) != 0
    return found


class _Found:
    """Gathers how far the customers of a piece came."""

    def __init__(self, piece: Piece, rows: Rows, entries: Integers) -> None:
        self.piece, self.rows, n = piece, rows, len(piece.customers)
        self.who, self.entry, _ = _first_of_each(rows, entries)
        self.level = np.zeros(n, np.uint8)
        self.level[self.who] = 1
        self.place = np.zeros(n, np.int64)
        self.place[self.who] = np.arange(len(self.who))
        self.times: list[Times] = []

    def note(self, k: int, reached: Integers, begun: Integers, last_at: Integers) -> None:
        """These rows reached the step after `k` others; each from a beginning, and a step before."""
        who, first, at = _first_of_each(self.rows, reached)
        self.level[who] = k + 1
        reached_at = self.rows.at[first]
        self.times.append(Times(self.place[who], reached_at - begun[at], reached_at - last_at[at]))

    def told(self) -> Reached:
        """Those who entered."""
        return Reached(
            self.piece.customers[self.who],
            self.level[self.who],
            self.rows.steps[self.entry].astype(np.uint32),
            self.rows.at[self.entry],
            tuple(self.times),
        )


def _first_of_each(rows: Rows, index: Integers) -> tuple[Places, Integers, Integers]:
    """Of some rows each customer's first: the customers, the rows, and where in `index` they are."""
    at: Integers = np.flatnonzero(is_first(rows.who[index])).astype(np.int64, copy=False)
    return rows.who[index[at]], index[at], at
