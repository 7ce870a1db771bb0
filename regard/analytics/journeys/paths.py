"""Paths: what customers went through, step by step, from an anchor on or up to one.

Each customer has one path: from their first interaction at the anchor on, or up to their last one at it; without an
anchor from their first interaction in the period. So shares are shares of customers. Doing the same several times running
is one step of a path, unless repeats are asked for. With a gap, a path ends where nothing happened for so long.
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
    is_first,
    is_last,
    rows_of,
)
from regard.analytics.journeys.matching import JourneyError, Nodes

END = -1  # in a path: nothing came any more (or, up to an anchor, nothing had come yet)
LONGEST = 10
DIRECTIONS = ("from", "to")


@dataclass(frozen=True)
class PathQuestion:
    """What is asked: over which nodes, from or to which of them, how many steps."""

    nodes: Nodes
    steps: int = 5
    anchor: int | None = None
    direction: str = "from"
    gap: int | None = None  # microseconds
    with_repeats: bool = False

    def __post_init__(self) -> None:
        if not 2 <= self.steps <= LONGEST:
            raise JourneyError(f"A path has 2 to {LONGEST} steps, not {self.steps}.")
        if self.direction not in DIRECTIONS:
            raise JourneyError(f"A path leads {' or '.join(DIRECTIONS)} an anchor, not {self.direction[:20]!r} it.")
        if self.direction == "to" and self.anchor is None:
            raise JourneyError("Paths up to something need an anchor: name what they lead to.")


@dataclass(frozen=True)
class Walked:
    """Everybody's path: a row of node numbers each, as they came; END where there is none."""

    customers: Keys
    nodes: npt.NDArray[np.int32]  # shape (customers, steps)


@dataclass(frozen=True)
class Counted:
    """Each different path, most frequent first, and how many customers walked it."""

    nodes: npt.NDArray[np.int32]
    customers: Integers

    @property
    def n(self) -> int:
        """How many customers have a path."""
        return int(self.customers.sum())


def walked(histories: Histories, asked: PathQuestion, *, span: Span = ALWAYS) -> Walked:
    """Everybody's path."""
    found = histories.each(lambda piece: _walk(piece, asked, span))
    nobody = Walked(np.empty(0, np.uint64), np.empty((0, asked.steps), np.int32))
    parts = [*found, nobody]
    return Walked(np.concatenate([one.customers for one in parts]), np.concatenate([one.nodes for one in parts]))


def count_paths(paths: Walked, nodes: int) -> Counted:
    """All different paths over so many nodes, and how many customers walked each; those of equal number by node."""
    base, steps = nodes + 1, paths.nodes.shape[1]
    codes = np.zeros(len(paths.nodes), dtype=np.int64)
    fits = base**steps < 1 << 63
    for step in range(steps):
        codes = codes * base + (paths.nodes[:, step] + 1)
        if not fits:  # number the beginnings that occur: there are no more of them than customers
            codes = np.unique(codes, return_inverse=True)[1]
    if fits:
        found, n = np.unique(codes, return_counts=True)
        different = np.stack([found // base ** (steps - 1 - step) % base - 1 for step in range(steps)], axis=1)
    else:
        _, index, n = np.unique(codes, return_index=True, return_counts=True)
        different = paths.nodes[index]
    order = np.argsort(-n, kind="stable")
    return Counted(different[order].astype(np.int32), n[order].astype(np.int64))


def customers_on(paths: Walked, beginning: list[tuple[int, int]]) -> Keys:
    """Who passed some nodes at some steps, given as (step from 0, node)."""
    fits = np.ones(len(paths.customers), dtype=bool)
    for step, node in beginning:
        fits &= paths.nodes[:, step] == node
    return paths.customers[fits]


def visits(piece: Piece, table: Places, span: Span, *, gap: int | None, with_repeats: bool) -> tuple[Rows, Flags]:
    """The rows that are steps of a path, and which of them begin one: a customer's first, or the first after a gap."""
    rows = rows_of(piece, table, span)
    begins = rows.is_new()
    if gap is not None:
        begins[1:] |= rows.at[1:] - rows.at[:-1] > gap
    if with_repeats:
        return rows, begins
    kept = begins.copy()
    kept[1:] |= rows.node[1:] != rows.node[:-1]
    index = np.flatnonzero(kept)
    return rows.picked(index), begins[index]


def _walk(piece: Piece, asked: PathQuestion, span: Span) -> Walked:
    rows, begins = visits(piece, asked.nodes.table, span, gap=asked.gap, with_repeats=asked.with_repeats)
    n = len(rows)
    at_anchor = np.flatnonzero(rows.node == asked.anchor if asked.anchor is not None else rows.is_new())
    if asked.direction == "from":
        bound = np.append(np.flatnonzero(begins), n)  # a path ends before the next one begins
        place = at_anchor[is_first(rows.who[at_anchor])]
        end = bound[np.searchsorted(bound, place, side="right")] if n else place
        index = place[:, None] + np.arange(asked.steps)
        inside = index < end[:, None]
    else:
        place = at_anchor[is_last(rows.who[at_anchor])]
        start = np.maximum.accumulate(np.where(begins, np.arange(n), 0))[place]
        index = place[:, None] - np.arange(asked.steps)[::-1]
        inside = index >= start[:, None]
    nodes = np.full(index.shape, END, dtype=np.int32)
    nodes[inside] = rows.node[index[inside]]
    return Walked(piece.customers[rows.who[place]], nodes)
