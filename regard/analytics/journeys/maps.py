"""Journey maps: what a company believes its customers go through, held against what they do.

A map is stages of steps in order; each step has a matcher, which says the interactions that are that step. A customer's
journey *fits* where it begins at the first step and then repeats a step, or goes to the next one, or passes over
optional ones. Whatever else is done is a deviation: a late beginning, a step passed over, a way back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from regard.analytics.journeys.histories import (
    ALWAYS,
    Histories,
    Integers,
    Keys,
    Piece,
    Places,
    Span,
    Step,
    gathered,
    is_first,
)
from regard.analytics.journeys.map_definition import JourneyMap
from regard.analytics.journeys.matching import Matcher, is_counted
from regard.analytics.journeys.paths import visits
from regard.analytics.scope import Scope

EVERYWHERE = Scope()


@dataclass(frozen=True)
class Deviation:
    """A way that the map does not know: from a step (-1: from the start) to another, by number."""

    start: int
    end: int
    customers: int


@dataclass(frozen=True)
class Conformance:
    """How many customers were on the map at all, how many of them fit it, and what the others did, most frequent first."""

    customers: int
    fitting: int
    deviations: tuple[Deviation, ...]


def table_of(histories: Histories, journey_map: JourneyMap, scope: Scope = EVERYWHERE) -> Places:
    """For each step of the histories the first step of the map that it is, below 0 where it is none.

    The scope's places bound what counts.
    """
    return histories.table(StepFinder.of(journey_map, scope).number)


@dataclass(frozen=True)
class StepFinder:
    """Which step of a map interactions are: the first whose matcher holds."""

    matchers: tuple[Matcher | None, ...]
    scope: Scope = EVERYWHERE

    @classmethod
    def of(cls, journey_map: JourneyMap, scope: Scope = EVERYWHERE) -> "StepFinder":
        """For a map, within the places of a scope."""
        return cls(tuple((step.matches and Matcher.read(step.matches)) or None for step in journey_map.steps), scope)

    def number(self, one: Step) -> int:
        """The step of the map, below 0 where it is none."""
        if not is_counted(one, self.scope):
            return -1
        return next((k for k, matcher in enumerate(self.matchers) if matcher is not None and matcher.holds(one)), -1)


def conformance(
    histories: Histories, journey_map: JourneyMap, *, span: Span = ALWAYS, scope: Scope = EVERYWHERE
) -> Conformance:
    """Who fits, and what others do."""
    k, table = len(journey_map.steps), table_of(histories, journey_map, scope)
    allowed = _allowed(journey_map)

    def look(piece: Piece) -> tuple[int, int, Integers]:
        who, moves = _moves(piece, table, k, span)
        off = ~allowed[moves]
        pairs = np.unique(who[off].astype(np.int64) * len(allowed) + moves[off])
        on_map = int(is_first(who).sum()) if len(who) else 0
        return on_map, on_map - len(np.unique(who[off])), np.bincount(pairs % len(allowed), minlength=len(allowed))

    found = [(0, 0, np.zeros(len(allowed), np.int64)), *histories.each(look)]
    counts = sum((one[2] for one in found[1:]), found[0][2])
    ordered = np.argsort(-counts, kind="stable")
    deviations = tuple(Deviation(*_ends(move, k), int(counts[move])) for move in ordered.tolist() if counts[move])
    return Conformance(sum(one[0] for one in found), sum(one[1] for one in found), deviations)


def customers_fitting(
    histories: Histories, journey_map: JourneyMap, *, span: Span = ALWAYS, scope: Scope = EVERYWHERE, fits: bool = True
) -> Keys:
    """Who on the map fits it, or does not."""
    k, table = len(journey_map.steps), table_of(histories, journey_map, scope)
    allowed = _allowed(journey_map)

    def look(piece: Piece) -> Keys:
        who, moves = _moves(piece, table, k, span)
        off = np.unique(who[~allowed[moves]])
        return np.asarray(piece.customers[np.setdiff1d(who, off) if fits else off])

    return gathered(histories.each(look))


def customers_deviating(
    histories: Histories,
    journey_map: JourneyMap,
    start: int,
    end: int,
    *,
    span: Span = ALWAYS,
    scope: Scope = EVERYWHERE,
) -> Keys:
    """Who went from one step (-1: the start) to another."""
    k, table = len(journey_map.steps), table_of(histories, journey_map, scope)

    def look(piece: Piece) -> Keys:
        who, moves = _moves(piece, table, k, span)
        wanted = end if start < 0 else k + start * k + end
        return np.asarray(piece.customers[np.unique(who[moves == wanted])])

    return gathered(histories.each(look))


def _moves(piece: Piece, table: Places, k: int, span: Span) -> tuple[Places, Integers]:
    """Every customer's moves, in order: 0 to k-1 is where they begin, k and on from which step to which."""
    rows, begins = visits(piece, table, span, gap=None, with_repeats=False)
    node = rows.node.astype(np.int64)
    moves = node.copy()
    follows = np.flatnonzero(~begins)
    moves[follows] = k + node[follows - 1] * k + node[follows]
    return rows.who, moves


def _allowed(journey_map: JourneyMap) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Which moves the map knows. A step that cannot be seen is passed over by everybody."""
    steps = journey_map.steps
    k = len(steps)
    passed = [step.is_optional or step.matches is None for step in steps]
    allowed = np.zeros(k + k * k, dtype=bool)
    for end in _reachable(-1, passed):
        allowed[end] = True
    for start in range(k):
        allowed[[k + start * k + end for end in _reachable(start, passed)]] = True
    return allowed


def _reachable(start: int, passed: list[bool]) -> Iterator[int]:
    """The next step, and those after it as far as what lies between may be passed over."""
    for end in range(start + 1, len(passed)):
        yield end
        if not passed[end]:
            return


def _ends(move: int, k: int) -> tuple[int, int]:
    return (-1, move) if move < k else divmod(move - k, k)
