"""Sparse histories: of all that customers went through only the rows that a few questions look at.

They are histories as any others, of the same customers, and many times smaller.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from regard.analytics.journeys.histories import DAY, Histories, Part, Piece, Places, Step, is_first, rows_of
from regard.analytics.schema.vocabulary import ANSWERS, BOOKKEEPING


def is_own(step: Step) -> bool:
    """What customers do of their own accord: no bookkeeping, and no answers to what the company sent."""
    return step.actor == "customer" and step.kind not in (*BOOKKEEPING, *ANSWERS)


def is_order(step: Step) -> bool:
    """An order."""
    return step.kind == "Order Completed"


def own_days(histories: Histories) -> Histories:
    """Of each customer's days (UTC) with something of their own accord, the first such row."""
    return _sparse(histories, is_own, per_day=True)


def orders(histories: Histories) -> Histories:
    """All orders."""
    return _sparse(histories, is_order, per_day=False)


SPARSE: dict[str, Callable[[Histories], Histories]] = {"days": own_days, "orders": orders}


def _sparse(histories: Histories, is_wanted: Callable[[Step], bool], *, per_day: bool) -> Histories:
    table = histories.table(lambda step: 0 if is_wanted(step) else -1)
    return replace(histories, parts=tuple(_sparse_part(part, histories, table, per_day) for part in histories.parts))


def _sparse_part(part: Part, histories: Histories, table: Places, per_day: bool) -> Part:
    def look(piece: Piece) -> Part:
        rows = rows_of(replace(piece, counts=None), table)
        if per_day:
            day = rows.at // DAY
            new = is_first(rows.who)
            new[1:] |= day[1:] != day[:-1]
            rows = rows.picked(np.flatnonzero(new))
        counts = np.bincount(rows.who, minlength=len(piece.customers))
        return Part(piece.customers, counts, rows.at, rows.steps)

    found = replace(histories, parts=(part,)).each(look)
    counts = np.concatenate([*(one.offsets for one in found), np.empty(0, np.int64)])
    offsets = np.zeros(len(part.customers) + 1, np.int64)
    np.cumsum(counts, out=offsets[len(offsets) - len(counts) :])  # customers without rows may come before all pieces
    at = np.concatenate([*(one.at for one in found), np.empty(0, np.int64)])
    steps = np.concatenate([*(one.steps for one in found), np.empty(0, part.steps.dtype)])
    return Part(part.customers, offsets, at, steps, part.counts)
