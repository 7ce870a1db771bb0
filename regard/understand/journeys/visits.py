"""Sessions of the log: how many, how long, how much is done in them, where they begin and end."""

from dataclasses import dataclass

import numpy as np

from regard.analytics.journeys.estimating import DAYS, mean_per_unit, share_of_units
from regard.analytics.journeys.histories import Integers, Keys
from regard.analytics.journeys.sessions import Sums, chosen, session_sums, sessions
from regard.analytics.metrics.estimates import Numbers
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.journeys.asking import Asked, longest

MOST_GROUPS = 50
MOST_PLACES = 10
MINUTES = 24 * 60


@dataclass(frozen=True)
class Ends:
    """At how many sessions' beginning or end a touchpoint stood."""

    touchpoint: str
    sessions: int


@dataclass(frozen=True)
class SessionGroup:
    """Sessions of one group. Intervals take customers as what was sampled; quartiles of minutes are of all sessions.

    `single` is the share (per cent) of sessions of one interaction only.
    """

    group: str
    sessions: int
    customers: int
    per_customer: float
    interactions: Numbers
    minutes: Numbers
    minutes_quartiles: tuple[float, float, float]
    single: Numbers
    entries: tuple[Ends, ...]
    exits: tuple[Ends, ...]


@dataclass(frozen=True)
class SessionsFound:
    """Sessions: all first, then by group, most sessions first (periods in their order)."""

    gap_minutes: float
    groups: tuple[SessionGroup, ...]
    left_out: int


def sessions_of(*, lake: Lake, scope: Scope, gap_minutes: float = 30.0, by: str | None = None) -> SessionsFound:
    """The sessions that begin in the scope's period; one ends where nothing followed for longer than the gap.

    Only what customers did themselves is part of a session. `by` groups them by where or when they began, or by a
    trait. Raises JourneyError.
    """
    asked = Asked.of(lake=lake, scope=scope)
    gap = longest(gap_minutes / MINUTES, "The gap between sessions")
    return asked.remember(("sessions", gap, by), lambda: _sessions(asked, gap, by))


def session_customers(
    *, lake: Lake, scope: Scope, gap_minutes: float = 30.0, by: str | None = None, group: str | None = None
) -> Keys:
    """Who had a session, of one group or of all. Raises JourneyError."""
    asked = Asked.of(lake=lake, scope=scope)
    gap = longest(gap_minutes / MINUTES, "The gap between sessions")
    found = sessions(asked.histories, asked.done_by_customers, gap=gap, span=asked.span)
    if group is None:
        return np.unique(found.customers)
    names, which = asked.groups(by, customers=found.customers, steps=found.entry, at=found.began_at)
    return np.unique(found.customers[which == (names.index(group) if group in names else -1)])


def _sessions(asked: Asked, gap: int, by: str | None) -> SessionsFound:
    counted, steps = asked.done_by_customers, len(asked.histories.steps)
    groups = [_group(asked, "all", session_sums(asked.histories, counted, gap=gap, span=asked.span))]
    left_out = 0
    if by is not None:
        found = sessions(asked.histories, counted, gap=gap, span=asked.span)
        names, which = asked.groups(by, customers=found.customers, steps=found.entry, at=found.began_at)
        sizes = np.bincount(which, minlength=len(names))
        there = np.flatnonzero(sizes)
        ordered = there if by in ("month", "week", "year") else there[np.argsort(-sizes[there], kind="stable")]
        for place in ordered[:MOST_GROUPS].tolist():
            of_group = chosen(found, which == place)
            groups.append(_group(asked, names[place], Sums.of(of_group, steps)))
        left_out = max(0, len(ordered) - MOST_GROUPS)
    return SessionsFound(gap / DAYS * MINUTES, tuple(groups), left_out)


def _group(asked: Asked, name: str, sums: Sums) -> SessionGroup:
    n, people, minute = int(sums.sessions.sum()), len(sums.sessions), DAYS / MINUTES
    low, middle, high = sums.quartiles()
    return SessionGroup(
        name,
        n,
        people,
        n / people if people else 0.0,
        mean_per_unit(sums.interactions, sums.sessions),
        mean_per_unit(sums.lasted / minute, sums.sessions),
        (low / minute, middle / minute, high / minute),
        share_of_units(sums.single, sums.sessions),
        _ends(asked, sums.entries),
        _ends(asked, sums.exits),
    )


def _ends(asked: Asked, sizes: Integers) -> tuple[Ends, ...]:
    counts: dict[str, int] = {}
    for step, n in zip(asked.histories.steps, sizes.tolist(), strict=False):
        if n:
            counts[step.told("touchpoint")] = counts.get(step.told("touchpoint"), 0) + n
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Ends(*pair) for pair in ordered[:MOST_PLACES])
