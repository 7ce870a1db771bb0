"""Attribution: to which touches conversions are credited.

A conversion's touches are the customer's interactions after the conversion before and no longer before this one than
the lookback. *First* and *last* credit one of them, *linear* all alike, *markov* each node by its removal effect: by what
share fewer journeys would convert if all that reach the node ended there, in the first-order chain of the journeys seen
(Anderl, Becker, von Wangenheim & Schumann 2016). Touches that led to no conversion are journeys that end in nothing.
"""

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
    Span,
    gathered,
    is_first,
    is_last,
    rows_of,
)
from regard.analytics.journeys.matching import Nodes

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class AttributionQuestion:
    """What is asked: which steps are conversions (from 0 in the table), over which nodes, how far back."""

    nodes: Nodes
    goals: Places
    lookback: int  # microseconds


@dataclass(frozen=True)
class Attribution:
    """Credits by node, each adding up to the conversions that had a touch."""

    conversions: int
    without_touch: int
    customers: int  # who converted
    first: Reals
    last: Reals
    linear: Reals
    markov: Reals
    touched: Integers  # conversions that had a touch at the node at all


@dataclass(frozen=True)
class _Sums:
    """What adds up over pieces. `moves` has nodes, then the start; and as targets nodes, conversion, nothing."""

    conversions: Integers  # all, those without touch, customers
    credits: Reals  # first, last, linear, touched; by node
    moves: Integers


def attribution(histories: Histories, asked: AttributionQuestion, *, span: Span = ALWAYS) -> Attribution:
    """The credits for all conversions in a span."""
    k = len(asked.nodes.names)
    empty = _Sums(np.zeros(3, np.int64), np.zeros((4, k)), np.zeros((k + 1, k + 2), np.int64))
    found = [empty, *histories.each(lambda piece: _credit(piece, asked, span))]
    total, credited, moves = (sum(getattr(one, name) for one in found) for name in ("conversions", "credits", "moves"))
    effects = removal_effects(moves)
    whole = effects.sum()
    markov = effects / whole * (total[0] - total[1]) if whole > 0 else np.zeros(k)
    first, last, linear, touched = credited
    return Attribution(
        int(total[0]), int(total[1]), int(total[2]), first, last, linear, markov, touched.astype(np.int64)
    )


def removal_effects(moves: Integers) -> Reals:
    """By what share fewer journeys convert without each node, from how often each move was made.

    With N = (I - Q)^-1, the chance to convert from the start is p = N r; a journey reaches node j with the chance
    N[start, j] / N[j, j] and converts from there with p[j], which is what is lost.
    """
    k = len(moves) - 1
    sums = moves.sum(axis=1, keepdims=True)
    chances = np.divide(moves, sums, out=np.zeros(moves.shape), where=sums > 0)
    visits = np.linalg.inv(np.eye(k + 1) - np.pad(chances[:, :k], ((0, 0), (0, 1))))
    convert = visits @ chances[:, k]
    if convert[k] <= 0:
        return np.zeros(k)
    lost = visits[k, :k] / np.diag(visits)[:k] * convert[:k]
    return np.asarray(lost / convert[k])


def customers_credited(histories: Histories, asked: AttributionQuestion, node: int, *, span: Span = ALWAYS) -> Keys:
    """Who converted after a touch at a node."""

    def look(piece: Piece) -> Keys:
        touches = _touches(piece, asked, span)
        return np.asarray(piece.customers[np.unique(touches.who[touches.converts & (touches.node == node)])])

    return gathered(histories.each(look))


@dataclass(frozen=True)
class _Touches:
    """Touches in order, and the journey each belongs to; journeys that convert and such that lead to nothing."""

    who: Places
    node: Places
    journey: Integers
    converts: Flags
    goal: Integers  # the conversion, as a number among `goals`
    goals: Places  # whose they are
    counted: Flags  # which goals lie in the span


def _touches(piece: Piece, asked: AttributionQuestion, span: Span) -> _Touches:
    table = np.where(asked.goals >= 0, np.int32(len(asked.nodes.names)), asked.nodes.table)
    rows = rows_of(piece, table)
    is_goal = rows.node == len(asked.nodes.names)
    goals, touches = np.flatnonzero(is_goal), np.flatnonzero(~is_goal)
    inside = span.holds(rows.at[goals])
    goal = np.searchsorted(goals, touches)
    target = np.append(goals, 0)[goal]
    leads = (goal < len(goals)) & (rows.who[target] == rows.who[touches])
    near = leads & (rows.at[target] - rows.at[touches] <= asked.lookback)
    converts = near & np.append(inside, False)[goal]
    kept = converts | (~near & span.holds(rows.at[touches]))
    # who, the conversion next in the log, and whether it is near enough, tell journeys apart
    journey = (rows.who[touches].astype(np.int64) * (len(goals) + 1) + goal) * 2 + near
    return _Touches(
        rows.who[touches][kept],
        rows.node[touches][kept],
        journey[kept],
        converts[kept],
        goal[kept],
        rows.who[goals],
        inside,
    )


def _credit(piece: Piece, asked: AttributionQuestion, span: Span) -> _Sums:
    k = len(asked.nodes.names)
    found = _touches(piece, asked, span)
    begins, ends = is_first(found.journey), is_last(found.journey)
    credited, node = found.converts, found.node
    touches = np.bincount(found.goal[credited], minlength=len(found.goals))
    weight = 1 / touches[found.goal[credited]] if credited.any() else np.empty(0)
    pairs = np.unique(found.goal[credited] * k + node[credited]) % max(k, 1)
    by_rule = np.array(
        [
            np.bincount(node[begins & credited], minlength=k),
            np.bincount(node[ends & credited], minlength=k),
            np.bincount(node[credited], weights=weight, minlength=k),
            np.bincount(pairs, minlength=k),
        ]
    )
    counted = found.counted
    without = counted & (touches == 0)
    conversions = np.array([counted.sum(), without.sum(), len(np.unique(found.goals[counted]))])
    return _Sums(conversions, by_rule, _moves(found, begins, ends, k))


def _moves(found: _Touches, begins: Flags, ends: Flags, k: int) -> Integers:
    node, width = found.node.astype(np.int64), k + 2
    follows = np.flatnonzero(~begins)
    moved = np.bincount(node[follows - 1] * width + node[follows], minlength=(k + 1) * width)
    moved += np.bincount(k * width + node[begins], minlength=(k + 1) * width)
    moved += np.bincount(node[ends] * width + k + np.where(found.converts[ends], 0, 1), minlength=(k + 1) * width)
    return moved.reshape(k + 1, width)
