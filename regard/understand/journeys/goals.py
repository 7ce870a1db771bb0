"""Goals of the log: how long and how many steps it takes to reach one, and which touches led there."""

from dataclasses import dataclass

import numpy as np

from regard.analytics.journeys.attribution import AttributionQuestion, attribution, customers_credited
from regard.analytics.journeys.between import GoalQuestion, Reaching, reaching
from regard.analytics.journeys.estimating import DAYS, median_days
from regard.analytics.journeys.histories import Flags, Integers, Keys
from regard.analytics.journeys.matching import JourneyError, Matcher, Nodes
from regard.analytics.metrics.estimates import Numbers, mean, share
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.journeys.asking import Asked, longest

WITHIN_DAYS = (1, 7, 30, 90)
MOST_GROUPS = 20


@dataclass(frozen=True)
class Within:
    """The share (per cent) who reached the goal within so many days, of those followed for as long."""

    days: int
    share: Numbers


@dataclass(frozen=True)
class GoalGroup:
    """One group of those who started: who came to the goal, how fast, and with how much effort (means per customer)."""

    group: str
    started: int
    reached: Numbers
    days: Numbers
    days_quartiles: tuple[float, float] | None
    within: tuple[Within, ...]
    steps: Numbers
    channel_switches: Numbers
    repeats: Numbers


@dataclass(frozen=True)
class Goal:
    """The way from a start to a goal: everybody first, then by group."""

    start: str
    goal: str
    groups: tuple[GoalGroup, ...]
    left_out: int


@dataclass(frozen=True)
class Credit:
    """What one node is credited with, in conversions, by four rules; and conversions it was a touch of at all.

    The shares (per cent) are of conversions that had a touch, with intervals over conversions. What is divided by a model,
    as linear and Markov are, has none.
    """

    node: str
    first: float
    last: float
    linear: float
    markov: float
    touched: int
    first_share: Numbers
    last_share: Numbers


@dataclass(frozen=True)
class Credits:
    """The credits of all nodes, and the conversions there were, with a touch or without one."""

    goal: str
    over: str
    lookback_days: float
    conversions: int
    customers: int
    without_touch: int
    nodes: tuple[Credit, ...]


def goal_of(*, lake: Lake, scope: Scope, start: str, goal: str, by: str | None = None) -> Goal:
    """From each customer's first start in the scope's period to the first goal after it. Raises JourneyError."""
    asked, question = _goal_question(lake, scope, start, goal)
    return asked.remember(("goal", start, goal, by), lambda: _goal(asked, question, start, goal, by))


def goal_customers(*, lake: Lake, scope: Scope, start: str, goal: str, outcome: str) -> Keys:
    """Who `reached` the goal, or has `not_reached` it. Raises JourneyError."""
    if outcome not in ("reached", "not_reached"):
        raise JourneyError(f"The outcome is reached or not_reached, not {outcome[:20]!r}.")
    asked, question = _goal_question(lake, scope, start, goal)
    found = reaching(asked.histories, question, span=asked.span)
    return np.asarray(found.customers[(found.took >= 0) == (outcome == "reached")])


def credits_of(*, lake: Lake, scope: Scope, goal: str, over: str = "channel", lookback_days: float = 30.0) -> Credits:
    """To which nodes the conversions in the scope's period are credited. Raises JourneyError."""
    asked, question = _credit_question(lake, scope, goal, over, lookback_days)
    return asked.remember(
        ("credits", goal, over, lookback_days), lambda: _credits(asked, question, goal, lookback_days)
    )


def credit_customers(
    *, lake: Lake, scope: Scope, goal: str, node: str, over: str = "channel", lookback_days: float = 30.0
) -> Keys:
    """Who converted after a touch at a node. Raises JourneyError."""
    asked, question = _credit_question(lake, scope, goal, over, lookback_days)
    return customers_credited(asked.histories, question, question.nodes.number(node), span=asked.span)


def _goal_question(lake: Lake, scope: Scope, start: str, goal: str) -> tuple[Asked, GoalQuestion]:
    asked = Asked.of(lake=lake, scope=scope)
    channels = sorted({step.channel for step in asked.histories.steps if step.channel})
    return asked, GoalQuestion(
        asked.table_of(Matcher.read(start)),
        asked.table_of(Matcher.read(goal)),
        asked.counted,
        asked.histories.table(lambda step: channels.index(step.channel) if step.channel else -1),
    )


def _credit_question(
    lake: Lake, scope: Scope, goal: str, over: str, lookback_days: float
) -> tuple[Asked, AttributionQuestion]:
    asked = Asked.of(lake=lake, scope=scope)
    nodes = Nodes.of(asked.histories, over, scope)
    matcher = Matcher.read(goal)
    matcher.must_occur(asked.histories.steps)
    goals = asked.histories.table(lambda one: 0 if matcher.holds(one) else -1)
    return asked, AttributionQuestion(nodes, goals, longest(lookback_days, "The lookback"))


def _goal(asked: Asked, question: GoalQuestion, start: str, goal: str, by: str | None) -> Goal:
    found = reaching(asked.histories, question, span=asked.span)
    groups, left_out = [_group(asked, "all", found, np.ones(len(found.customers), dtype=bool))], 0
    if by is not None:
        names, which = asked.groups(by, customers=found.customers, steps=found.start, at=found.started_at)
        sizes = np.bincount(which, minlength=len(names))
        ordered = [place for place in np.argsort(-sizes, kind="stable").tolist() if sizes[place]]
        groups += [_group(asked, names[place], found, which == place) for place in ordered[:MOST_GROUPS]]
        left_out = max(0, len(ordered) - MOST_GROUPS)
    return Goal(start, goal, tuple(groups), left_out)


def _group(asked: Asked, name: str, found: Reaching, inside: Flags) -> GoalGroup:
    took, started_at = found.took[inside], found.started_at[inside]
    came = took >= 0
    quartiles = np.quantile(took[came] / DAYS, [0.25, 0.75]).tolist() if came.any() else None
    within = []
    for days in WITHIN_DAYS:
        followed = started_at <= asked.as_of - days * DAYS
        within.append(Within(days, share(int((came & (took <= days * DAYS))[followed].sum()), int(followed.sum()))))
    return GoalGroup(
        name,
        len(took),
        share(int(came.sum()), len(took)),
        median_days(took[came]),
        None if quartiles is None else (quartiles[0], quartiles[1]),
        tuple(within),
        *(_mean(column[inside][came]) for column in (found.steps, found.switches, found.repeats)),
    )


def _mean(values: Integers) -> Numbers:
    amounts = values.astype(np.float64)
    return mean(float(amounts.sum()), float((amounts * amounts).sum()), len(amounts))


def _credits(asked: Asked, question: AttributionQuestion, goal: str, lookback_days: float) -> Credits:
    found = attribution(asked.histories, question, span=asked.span)
    credited = found.conversions - found.without_touch
    nodes = [
        Credit(
            name,
            float(found.first[k]),
            float(found.last[k]),
            float(found.linear[k]),
            float(found.markov[k]),
            int(found.touched[k]),
            share(float(found.first[k]), credited),
            share(float(found.last[k]), credited),
        )
        for k, name in enumerate(question.nodes.names)
        if found.touched[k] or found.markov[k] > 0  # what leads to a touch is credited by the chain, too
    ]
    return Credits(
        goal,
        question.nodes.dimension,
        lookback_days,
        found.conversions,
        found.customers,
        found.without_touch,
        tuple(sorted(nodes, key=lambda one: (-one.linear, one.node))),
    )
