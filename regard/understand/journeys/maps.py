"""Journey maps filled from the log: who is at each step, how they go on, how it feels, and how many fit the map."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from regard.analytics.journeys.flow import Flow, FlowQuestion, flow
from regard.analytics.journeys.histories import Places as Table
from regard.analytics.journeys.histories import Step
from regard.analytics.journeys.map_definition import JourneyMap, MapStep
from regard.analytics.journeys.map_places import (
    Money,
    Places,
    Score,
    feeling_at,
    money_at,
    places_of,
    scores_at,
    sentiment_at,
)
from regard.analytics.journeys.map_ways import Way, WayQuestion, way_of
from regard.analytics.journeys.maps import StepFinder, conformance, table_of
from regard.analytics.journeys.matching import Matcher, Nodes, is_counted
from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, with_members
from regard.understand.journeys.asking import Asked, longest

START = "the start"


@dataclass(frozen=True)
class Onward:
    """The way to the next step that was seen, by number and name."""

    to: int
    step: str
    way: Way


@dataclass(frozen=True)
class FilledStep:
    """One step of a map. Without interactions it is an assumption.

    `share` is of all customers on the map, `looped` the share that left the step for another and was back in the very
    next one, `ended` the share last seen here and not on the map for the map's window; all in per cent. `repeats` are
    interactions that only repeated the one before. `feeling` and `sentiment` are on -1 to +1.
    """

    stage: str
    step: str
    owner: str
    is_assumption: bool
    customers: int
    share: Numbers
    interactions: int
    repeats: int
    looped: Numbers
    ended: Numbers
    onward: Onward | None
    feeling: Numbers
    scores: tuple[Score, ...]
    sentiment: Numbers
    money: tuple[Money, ...]


@dataclass(frozen=True)
class Deviating:
    """A way the map does not know, and the share (per cent) of the customers on the map who took it.

    `start_step` and `end_step` are numbers of steps from 0; -1 is the start.
    """

    start: str
    end: str
    share: Numbers
    customers: int
    start_step: int
    end_step: int


@dataclass(frozen=True)
class FilledMap:
    """A map with its numbers: how many customers were on it, how many fit it (per cent), and the ways it does not know.

    `segment` is whom the figures are about; where `has_sentiment` is false, nothing in the log tells the sentiment of
    texts and no step can show it.
    """

    name: str
    segment: str | None
    window_days: float
    customers: int
    fitting: Numbers
    has_sentiment: bool
    steps: tuple[FilledStep, ...]
    ways: tuple[Deviating, ...]


@dataclass(frozen=True)
class Laid:
    """A map laid over the histories of a scope."""

    asked: Asked
    journey_map: JourneyMap
    table: Table  # the step of the map that each of the histories' steps is
    finder: StepFinder
    window: int

    @classmethod
    def over(cls, lake: Lake, scope: Scope, journey_map: JourneyMap) -> "Laid":
        """Over a scope, whose segment is the map's persona unless it names one itself. Raises JourneyError."""
        if scope.segment is None and journey_map.persona is not None:
            scope = with_members(lake=lake, scope=replace(scope, segment=journey_map.persona))
        asked = Asked.of(lake=lake, scope=scope)
        window = longest(journey_map.window_days, "The window of a map")
        finder = StepFinder.of(journey_map, scope)
        return cls(asked, journey_map, table_of(asked.histories, journey_map, scope), finder, window)

    @property
    def scope(self) -> Scope:
        """The part of the log."""
        return self.asked.scope

    @property
    def ways(self) -> WayQuestion:
        """What is asked about ways from step to step."""
        return WayQuestion(self.table, self.window, self.scope, self.asked.span, self.asked.as_of)

    @property
    def flow(self) -> FlowQuestion:
        """What is asked about loops and dead ends."""
        names = tuple(step.name for step in self.journey_map.steps)
        return FlowQuestion(Nodes("step", names, self.table), self.asked.as_of - self.window)

    def felt(self, number: int) -> Callable[[Step], bool]:
        """Where the scores and words about a step are."""
        felt_by = self.journey_map.steps[number].felt_by
        if felt_by is None:
            return self.at(number)
        matcher = Matcher.read(felt_by)
        return lambda one: matcher.holds(one) and is_counted(one, self.scope)

    def at(self, number: int) -> Callable[[Step], bool]:
        """Which interactions are a step."""
        return lambda one: self.finder.number(one) == number


def fill_map(*, lake: Lake, scope: Scope, journey_map: JourneyMap, limit: int = 20) -> FilledMap:
    """A map with the numbers of a scope, whose segment is the map's persona unless it names one itself."""
    laid = Laid.over(lake, scope, journey_map)
    return laid.asked.remember(("map", journey_map, limit), lambda: _fill(laid, limit))


def _fill(laid: Laid, limit: int) -> FilledMap:
    asked, journey_map = laid.asked, laid.journey_map
    found = conformance(asked.histories, journey_map, span=asked.span, scope=laid.scope)
    names = [step.name for step in journey_map.steps]
    ways = tuple(
        Deviating(
            START if one.start < 0 else names[one.start],
            names[one.end],
            share(one.customers, found.customers),
            one.customers,
            one.start,
            one.end,
        )
        for one in found.deviations[:limit]
    )
    places = asked.remember(("places",), lambda: places_of(asked.lake.interactions(), laid.scope))
    steps = _steps(laid, flow(asked.histories, laid.flow, span=asked.span), places, found.customers)
    return FilledMap(
        journey_map.name,
        laid.scope.segment,
        journey_map.window_days,
        found.customers,
        share(found.fitting, found.customers),
        any(one.metric == "sentiment" for one in places.scores),
        steps,
        ways,
    )


def _steps(laid: Laid, counted: Flow, places: Places, customers: int) -> tuple[FilledStep, ...]:
    onward = _onward(laid, counted)
    stages = [stage.name for stage in laid.journey_map.stages for _ in stage.steps]
    return tuple(
        _step(laid, number, step, stages[number], counted, places, customers, onward.get(number))
        for number, step in enumerate(laid.journey_map.steps)
    )


def _onward(laid: Laid, counted: Flow) -> dict[int, Onward]:
    """From each step that was seen to the next one that was."""
    seen = [number for number in range(len(laid.journey_map.steps)) if counted.customers[number]]
    names = [step.name for step in laid.journey_map.steps]
    return {
        start: Onward(end, names[end], way_of(laid.asked.histories, laid.ways, start, end))
        for start, end in pairwise(seen)
    }


def _step(
    laid: Laid,
    number: int,
    step: MapStep,
    stage: str,
    counted: Flow,
    places: Places,
    customers: int,
    onward: Onward | None,
) -> FilledStep:
    here, at, felt = int(counted.customers[number]), laid.at(number), laid.felt(number)
    repeats = int(counted.repeated[number])
    return FilledStep(
        stage,
        step.name,
        step.owner or laid.journey_map.owner,
        here == 0,
        here,
        share(here, customers),
        int(counted.visits[number]) + repeats,
        repeats,
        share(int(counted.looped[number]), here),
        share(int(counted.ended[number]), here),
        onward,
        feeling_at(places, felt),
        scores_at(places, felt),
        sentiment_at(places, felt),
        money_at(places, at),
    )
