"""Journey maps filled from the log: who is at each step, how many go on, how fast, and how many fit the map."""

from dataclasses import dataclass, replace

from regard.analytics.journeys.estimating import median_days
from regard.analytics.journeys.funnel import FunnelSteps, funnel
from regard.analytics.journeys.histories import Keys
from regard.analytics.journeys.maps import JourneyMap, MapStep, conformance, customers_deviating, people_at
from regard.analytics.journeys.matching import Matcher
from regard.analytics.metrics.estimates import NOTHING, Numbers, share
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, with_members
from regard.understand.journeys.asking import Asked, longest

START = "the start"


@dataclass(frozen=True)
class FilledStep:
    """One step of a map. Without interactions it is an assumption.

    `conversion` is the share (per cent) of those who came to the step seen before it who come to this one within the
    map's window, and `days` the median they take for it.
    """

    stage: str
    step: str
    owner: str
    is_assumption: bool
    customers: int
    conversion: Numbers
    days: Numbers


@dataclass(frozen=True)
class Way:
    """A way the map does not know, and the share (per cent) of the customers on the map who took it."""

    start: str
    end: str
    share: Numbers
    customers: int


@dataclass(frozen=True)
class FilledMap:
    """A map with its numbers: how many customers were on it, how many fit it (per cent), and the ways it does not know."""

    name: str
    customers: int
    fitting: Numbers
    steps: tuple[FilledStep, ...]
    ways: tuple[Way, ...]


def fill_map(*, lake: Lake, scope: Scope, journey_map: JourneyMap, limit: int = 20) -> FilledMap:
    """A map with the numbers of a scope, whose segment is the map's persona unless it names one itself."""
    asked = _asked(lake, scope, journey_map)
    found = conformance(asked.histories, journey_map, span=asked.span)
    names = [step.name for step in journey_map.steps]
    ways = tuple(
        Way(
            START if one.start < 0 else names[one.start],
            names[one.end],
            share(one.customers, found.customers),
            one.customers,
        )
        for one in found.deviations[:limit]
    )
    fitting = share(found.fitting, found.customers)
    return FilledMap(journey_map.name, found.customers, fitting, _steps(asked, journey_map), ways)


def deviating_customers(*, lake: Lake, scope: Scope, journey_map: JourneyMap, start: int, end: int) -> Keys:
    """Who went from one step (by number, -1 is the start) to another."""
    asked = _asked(lake, scope, journey_map)
    return customers_deviating(asked.histories, journey_map, start, end, span=asked.span)


def _asked(lake: Lake, scope: Scope, journey_map: JourneyMap) -> Asked:
    if scope.segment is None and journey_map.persona is not None:
        scope = with_members(lake=lake, scope=replace(scope, segment=journey_map.persona))
    return Asked.of(lake=lake, scope=scope)


def _steps(asked: Asked, journey_map: JourneyMap) -> tuple[FilledStep, ...]:
    people = people_at(asked.histories, journey_map, span=asked.span)
    filled: list[FilledStep] = []
    before: MapStep | None = None
    number = 0
    for stage in journey_map.stages:
        for step in stage.steps:
            n = int(people[number])
            conversion, days = _from(asked, before, step, journey_map) if n and before else (NOTHING, NOTHING)
            filled.append(FilledStep(stage.name, step.name, step.owner, n == 0, n, conversion, days))
            before = step if n else before
            number += 1
    return tuple(filled)


def _from(asked: Asked, before: MapStep, step: MapStep, journey_map: JourneyMap) -> tuple[Numbers, Numbers]:
    matchers = tuple(Matcher.read(one.matches or "") for one in (before, step))
    question = FunnelSteps(matchers, longest(journey_map.window_days, "The window of a map"))
    found = funnel(asked.histories, question, span=asked.span)
    came = found.level == 2
    return share(int(came.sum()), len(came)), median_days(found.since_start[came, 1])
