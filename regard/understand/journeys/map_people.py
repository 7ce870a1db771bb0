"""The customers behind each number of a map."""

from typing import Literal

from regard.analytics.journeys.flow import customers_at
from regard.analytics.journeys.histories import Keys
from regard.analytics.journeys.map_definition import JourneyMap
from regard.analytics.journeys.map_ways import customers_on_way
from regard.analytics.journeys.maps import customers_deviating, customers_fitting
from regard.analytics.journeys.matching import JourneyError
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.journeys.maps import Laid

Whom = Literal["fitting", "not_fitting", "visited", "ended", "looped", "went_on", "stayed", "deviating"]


def map_customers(*, lake: Lake, scope: Scope, journey_map: JourneyMap, whom: Whom, step: int = 0, to: int = 0) -> Keys:
    """Who stands behind a number of a map. `step` and `to` are numbers of steps from 0; -1 is the start.

    Customers `fitting` the map or `not_fitting` it; who `visited` a step, `ended` there or `looped`; who `went_on` to
    the next step that was seen or `stayed`; who went from `step` to `to`, which the map does not know (`deviating`).
    """
    laid = Laid.over(lake, scope, journey_map)
    histories, span = laid.asked.histories, laid.asked.span
    if whom in ("fitting", "not_fitting"):
        return customers_fitting(histories, journey_map, span=span, scope=laid.scope, fits=whom == "fitting")
    if whom == "deviating":
        check_step(journey_map, step, lowest=-1)
        check_step(journey_map, to)
        return customers_deviating(histories, journey_map, step, to, span=span, scope=laid.scope)
    check_step(journey_map, step)
    if whom in ("went_on", "stayed"):
        check_step(journey_map, to)
        return customers_on_way(histories, laid.ways, step, to, came=whom == "went_on")
    return customers_at(histories, laid.flow, step, whom, span=span)


def check_step(journey_map: JourneyMap, step: int, *, lowest: int = 0) -> None:
    """Raise JourneyError for the number of a step that the map does not have."""
    if not lowest <= step < len(journey_map.steps):
        raise JourneyError(f"This map has steps {lowest} to {len(journey_map.steps) - 1}, not {step}.")
