"""Funnels of the log: how many go from step to step, how long it takes them, and who they are."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from regard.analytics.journeys.estimating import median_days
from regard.analytics.journeys.funnel import FunnelSteps, Reached, funnel
from regard.analytics.journeys.histories import DAY, Integers, Keys
from regard.analytics.journeys.matching import JourneyError, Matcher, read_steps
from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.journeys.asking import Asked, longest

MOST_GROUPS = 20
OUTCOMES = ("reached", "dropped")


@dataclass(frozen=True)
class FunnelStep:
    """One step: who reached it, of all who entered and of those who reached the one before (per cent), and how fast.

    Times are medians in days, from the beginning and from the step before, over those who reached it.
    """

    step: str
    customers: int
    share: Numbers
    of_previous: Numbers
    dropped: int
    days_from_start: Numbers
    days_from_previous: Numbers


@dataclass(frozen=True)
class FunnelGroup:
    """The steps of one group; `lately` entered so near the log's end that their window is still open."""

    group: str
    entered: int
    lately: int
    steps: tuple[FunnelStep, ...]


@dataclass(frozen=True)
class Funnel:
    """A funnel: everybody first, then by group, most entries first."""

    order: str
    window_days: float
    groups: tuple[FunnelGroup, ...]
    left_out: int  # groups beyond the largest 20


def funnel_of(
    *,
    lake: Lake,
    scope: Scope,
    steps: str | Iterable[str],
    window_days: float = 30.0,
    order: str = "ordered",
    excluded: Iterable[str] = (),
    by: str | None = None,
) -> Funnel:
    """How many customers go through some steps.

    Customers enter by the first step in the scope's period and have so many days for the rest, whenever that is. `by`
    groups them by where or when they first entered, or by a trait. Raises JourneyError.
    """
    asked, question = _asked(lake, scope, steps, window_days, order, excluded)
    return asked.remember(("funnel", question, by), lambda: _funnel(asked, question, by))


def funnel_customers(
    *,
    lake: Lake,
    scope: Scope,
    steps: str | Iterable[str],
    step: int,
    outcome: str = "reached",
    window_days: float = 30.0,
    order: str = "ordered",
    excluded: Iterable[str] = (),
    by: str | None = None,
    group: str | None = None,
) -> Keys:
    """Who reached a step (counted from 1), or reached it and `dropped` out after it. Raises JourneyError."""
    asked, question = _asked(lake, scope, steps, window_days, order, excluded)
    if outcome not in OUTCOMES:
        raise JourneyError(f"The outcome is {' or '.join(OUTCOMES)}, not {outcome[:20]!r}.")
    if not 1 <= step <= len(question.steps):
        raise JourneyError(f"This funnel has steps 1 to {len(question.steps)}, not {step}.")
    found = funnel(asked.histories, question, span=asked.span, scope=scope)
    chosen = found.level >= step if outcome == "reached" else found.level == step
    if group is not None:
        names, groups = _groups(asked, found, by)
        chosen = chosen & (groups == (names.index(group) if group in names else -1))
    return found.customers[chosen]


def _asked(
    lake: Lake,
    scope: Scope,
    steps: str | Iterable[str],
    window_days: float,
    order: str,
    excluded: Iterable[str],
) -> tuple[Asked, FunnelSteps]:
    window = longest(window_days, "The window of a funnel")
    left_out = tuple(map(Matcher.read, excluded))
    question = FunnelSteps(read_steps(steps), window, left_out, order)
    asked = Asked.of(lake=lake, scope=scope)
    for one in (*question.steps, *question.excluded):
        one.must_occur(asked.index.histories.steps)
    return asked, question


def _funnel(asked: Asked, question: FunnelSteps, by: str | None) -> Funnel:
    found = funnel(asked.histories, question, span=asked.span, scope=asked.scope)
    groups = [_group("all", found, question, asked.as_of)]
    left_out = 0
    if by is not None:
        names, which = _groups(asked, found, by)
        sizes = np.bincount(which, minlength=len(names))
        ordered = [place for place in np.argsort(-sizes, kind="stable").tolist() if sizes[place]]
        groups += [
            _group(names[place], found.chosen(which == place), question, asked.as_of) for place in ordered[:MOST_GROUPS]
        ]
        left_out = max(0, len(ordered) - MOST_GROUPS)
    return Funnel(question.order, question.window / DAY, tuple(groups), left_out)


def _groups(asked: Asked, found: Reached, by: str | None) -> tuple[list[str], Integers]:
    return asked.groups(by, customers=found.customers, steps=found.entered.astype(np.int64), at=found.entered_at)


def _group(name: str, found: Reached, question: FunnelSteps, as_of: int) -> FunnelGroup:
    at_once = np.zeros(len(found.level), np.int64)
    times = ((at_once, at_once), *((one.since_start, one.since_last) for one in found.times))
    reached = [len(since_start) for since_start, _ in times]
    entered = reached[0]
    steps = tuple(
        FunnelStep(
            str(one),
            reached[k],
            share(reached[k], entered),
            share(reached[k], reached[k - 1] if k else entered),
            reached[k] - reached[k + 1] if k + 1 < len(reached) else 0,
            *map(median_days, times[k]),
        )
        for k, one in enumerate(question.steps)
    )
    lately = int((found.entered_at > as_of - question.window).sum())
    return FunnelGroup(name, entered, lately, steps)
