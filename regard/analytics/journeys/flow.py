"""The flow between nodes: which follows which, where customers turn back, where they end.

A node's *dead end* share is that of its customers whose very last step was there, in the period, and who have been silent
for longer than a given time. Its *loop* share is that of its customers who left it for something else and were back in the very next step.
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
    Rows,
    Span,
    gathered,
    is_last,
    rows_of,
)
from regard.analytics.journeys.matching import JourneyError, Nodes
from regard.analytics.journeys.paths import visits

MOST_NODES = 1_000  # as many as a matrix of all pairs is kept of


@dataclass(frozen=True)
class Flow:
    """Counts by node, and by pair of nodes (from, to); a pair is two steps running of one customer."""

    pairs: Integers
    visits: Integers
    customers: Integers
    began: Integers  # customers whose history begins there
    ended: Integers  # customers last seen there and silent since
    looped: Integers  # customers who turned back to it
    repeated: Integers  # interactions that only repeated the one before


@dataclass(frozen=True)
class FlowQuestion:
    """What is asked: over which nodes, and since when somebody must be silent to have ended."""

    nodes: Nodes
    silent_since: int  # microseconds
    gap: int | None = None

    def __post_init__(self) -> None:
        if len(self.nodes.names) > MOST_NODES:
            raise JourneyError(
                f"There are {len(self.nodes.names)} values of {self.nodes.dimension}; a flow shows {MOST_NODES} at most. "
                "Choose a stage, a channel or a touchpoint to look at, or another dimension."
            )


def flow(histories: Histories, asked: FlowQuestion, *, span: Span = ALWAYS) -> Flow:
    """How everybody goes from node to node."""
    k = len(asked.nodes.names)
    empty = Flow(*(np.zeros(shape, np.int64) for shape in ((k, k), k, k, k, k, k, k)))
    found = [empty, *histories.each(lambda piece: _flow(piece, asked, span))]
    names = ("pairs", "visits", "customers", "began", "ended", "looped", "repeated")
    return Flow(*(sum(getattr(one, name) for one in found) for name in names))


def customers_at(histories: Histories, asked: FlowQuestion, node: int, what: str, *, span: Span = ALWAYS) -> Keys:
    """The customers who `ended` or `looped` at a node, `began` there, or were there at all (`visited`)."""

    def look(piece: Piece) -> Keys:
        rows, begins = visits(piece, asked.nodes.table, span, gap=asked.gap, with_repeats=False)
        if what == "ended":
            who, nodes = _ends(rows_of(piece, asked.nodes.table), asked, span)
            return np.asarray(piece.customers[who[nodes == node]])
        marks = {"looped": _turns_back(rows, begins), "began": rows.is_new()}.get(what, np.ones(len(rows), dtype=bool))
        return np.asarray(piece.customers[np.unique(rows.who[marks & (rows.node == node)])])

    return gathered(histories.each(look))


def _flow(piece: Piece, asked: FlowQuestion, span: Span) -> Flow:
    k = len(asked.nodes.names)
    all_rows, breaks = visits(piece, asked.nodes.table, span, gap=asked.gap, with_repeats=True)
    kept = breaks.copy()
    kept[1:] |= all_rows.node[1:] != all_rows.node[:-1]
    index = np.flatnonzero(kept)
    rows, begins = all_rows.picked(index), breaks[index]
    pairs = (rows.node[:-1] * k + rows.node[1:])[~begins[1:]]
    at_node = np.bincount(rows.node, minlength=k)
    places = rows.who * np.int64(k) + rows.node
    return Flow(
        np.bincount(pairs, minlength=k * k).reshape(k, k),
        at_node,
        _people(rows, places, k),
        np.bincount(rows.node[rows.is_new()], minlength=k),
        np.bincount(
            _ends(all_rows if span.is_open else rows_of(piece, asked.nodes.table), asked, span)[1], minlength=k
        ),
        _people(rows, places[_turns_back(rows, begins)], k),
        np.bincount(all_rows.node, minlength=k) - at_node,
    )


def _people(rows: Rows, places: Integers, k: int) -> Integers:
    """How many different customers each node has among some places: customer times nodes, plus node."""
    seen: npt.NDArray[np.bool_] = np.zeros((len(rows.piece.customers), k), dtype=bool)
    seen.reshape(-1)[places] = True
    return np.asarray(seen.sum(axis=0, dtype=np.int64))


def _ends(rows: Rows, asked: FlowQuestion, span: Span) -> tuple[Places, Places]:
    """Who ended, and where, of all rows there are."""
    last = rows.picked(np.flatnonzero(is_last(rows.who)))
    ended = (last.at < asked.silent_since) & span.holds(last.at)
    return last.who[ended], last.node[ended]


def _turns_back(rows: Rows, begins: Flags) -> Flags:
    """The rows that come two after one at the same node, with no break between."""
    back = np.zeros(len(rows), dtype=bool)
    if len(back) > 2:
        back[2:] = (rows.node[2:] == rows.node[:-2]) & ~begins[2:] & ~begins[1:-1]
    return back
