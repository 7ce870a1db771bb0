"""Sessions: what a customer did without a longer break.

A session ends where nothing followed for longer than the gap. It lasts from its first interaction to its last, so that
one of a single interaction lasts no time.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from regard.analytics.journeys.histories import ALWAYS, Flags, Histories, Integers, Keys, Piece, Places, Span, rows_of

HALF_HOUR = 1_800_000_000


@dataclass(frozen=True)
class Sessions:
    """One row each, in the order of customers and times. Steps are numbers of the histories' steps."""

    customers: Keys
    began_at: Integers
    lasted: Integers  # microseconds
    interactions: Integers
    entry: Integers
    exit: Integers


def sessions(histories: Histories, counted: Places, *, gap: int = HALF_HOUR, span: Span = ALWAYS) -> Sessions:
    """All sessions that begin in a span; `counted` is the table of steps that are part of one (from 0)."""
    found = histories.each(lambda piece: _sessions(piece, counted, gap, span))
    none = np.empty(0, np.int64)
    parts = [*found, Sessions(none.astype(np.uint64), none, none, none, none, none)]
    names = ("customers", "began_at", "lasted", "interactions", "entry", "exit")
    return Sessions(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def chosen(found: Sessions, keep: Callable[[Sessions], Flags]) -> Sessions:
    """Some of the sessions."""
    kept = keep(found)
    names = ("customers", "began_at", "lasted", "interactions", "entry", "exit")
    return Sessions(*(getattr(found, name)[kept] for name in names))


def _sessions(piece: Piece, counted: Places, gap: int, span: Span) -> Sessions:
    rows = rows_of(piece, counted)  # of the whole time: a session that began before the span is not one of it
    begins = rows.is_new()
    begins[1:] |= rows.at[1:] - rows.at[:-1] > gap
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(begins)) - 1 if len(first) else first
    kept = span.holds(rows.at[first])
    first, last = first[kept], last[kept]
    return Sessions(
        piece.customers[rows.who[first]],
        rows.at[first],
        rows.at[last] - rows.at[first],
        last - first + 1,
        rows.steps[first].astype(np.int64),
        rows.steps[last].astype(np.int64),
    )
