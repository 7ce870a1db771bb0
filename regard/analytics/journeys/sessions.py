"""Sessions: what a customer did without a longer break.

A session ends where nothing followed for longer than the gap. It lasts from its first interaction to its last, so that
one of a single interaction lasts no time.
"""

from dataclasses import dataclass, fields

import numpy as np

from regard.analytics.journeys.histories import (
    ALWAYS,
    Flags,
    Histories,
    Integers,
    Keys,
    Piece,
    Places,
    Span,
    is_first,
    rows_of,
)

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


@dataclass(frozen=True)
class Sums:
    """What the figures of some sessions are worked out of.

    `sessions`, `interactions`, `lasted` (microseconds) and `single` (sessions of one interaction) have one element per
    customer, `times` one per session that lasted any time; `entries` and `exits` count sessions by their first and
    last step.
    """

    sessions: Integers
    interactions: Integers
    lasted: Integers
    single: Integers
    times: Integers
    entries: Integers
    exits: Integers

    @classmethod
    def of(cls, found: Sessions, steps: int) -> "Sums":
        """Of sessions in order, in histories of so many steps."""
        first = np.flatnonzero(is_first(found.customers))

        def per_customer(amounts: Integers) -> Integers:
            return np.add.reduceat(amounts, first, dtype=np.int64) if len(first) else np.empty(0, np.int64)

        return cls(
            np.diff(np.append(first, len(found.customers))),
            per_customer(found.interactions),
            per_customer(found.lasted),
            per_customer(found.interactions == 1),
            found.lasted[found.lasted > 0],
            np.bincount(found.entry, minlength=steps),
            np.bincount(found.exit, minlength=steps),
        )

    @classmethod
    def joined(cls, parts: list["Sums"]) -> "Sums":
        """Of several, each customer in one of them only."""
        return cls(
            np.concatenate([part.sessions for part in parts]),
            np.concatenate([part.interactions for part in parts]),
            np.concatenate([part.lasted for part in parts]),
            np.concatenate([part.single for part in parts]),
            np.concatenate([part.times for part in parts]),
            np.sum([part.entries for part in parts], axis=0),
            np.sum([part.exits for part in parts], axis=0),
        )

    def quartiles(self) -> tuple[float, float, float]:
        """Of how long all sessions lasted, in microseconds, between neighbours in proportion; 0 where there are none."""
        n = int(self.sessions.sum())
        if not n:
            return 0.0, 0.0, 0.0
        brief = n - len(self.times)  # those that lasted no time are the shortest
        places = [(n - 1) * share for share in (0.25, 0.5, 0.75)]
        neighbours = sorted({min(int(place) + more, n - 1) for place in places for more in (0, 1)})
        wanted = [place - brief for place in neighbours if place >= brief]
        ordered = np.partition(self.times, wanted) if wanted else self.times
        told = {place: int(ordered[place - brief]) if place >= brief else 0 for place in neighbours}
        low, middle, high = (float(np.interp(place, neighbours, [told[one] for one in neighbours])) for place in places)
        return low, middle, high


def session_sums(histories: Histories, counted: Places, *, gap: int = HALF_HOUR, span: Span = ALWAYS) -> Sums:
    """What the figures of all sessions that begin in a span are worked out of, without a list of them."""
    steps = len(histories.steps)
    found = histories.each(lambda piece: Sums.of(_sessions(piece, counted, gap, span), steps))
    return Sums.joined([*found, Sums.of(_none(), steps)])


def sessions(histories: Histories, counted: Places, *, gap: int = HALF_HOUR, span: Span = ALWAYS) -> Sessions:
    """All sessions that begin in a span; `counted` is the table of steps that are part of one (from 0)."""
    found = histories.each(lambda piece: _sessions(piece, counted, gap, span))
    parts = [*found, _none()]
    return Sessions(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Sessions)))


def chosen(found: Sessions, kept: Flags) -> Sessions:
    """Some of the sessions."""
    return Sessions(*(getattr(found, one.name)[kept] for one in fields(found)))


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


def _none() -> Sessions:
    none = np.empty(0, np.int64)
    return Sessions(none.astype(np.uint64), none, none, none, none, none)
