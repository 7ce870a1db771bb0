"""Door to journeys. What needs the database's models is loaded when it is asked for."""

from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late
from regard.understand.journeys.asking import Asked
from regard.understand.journeys.choices import Choices, list_journey_choices
from regard.understand.journeys.funnels import Funnel, funnel_customers, funnel_of
from regard.understand.journeys.goals import (
    Credits,
    Goal,
    credit_customers,
    credits_of,
    goal_customers,
    goal_of,
)
from regard.understand.journeys.index.keeping import journey_index, rebuild_index
from regard.understand.journeys.map_drawings import FORMATS, draw_map, told_period
from regard.understand.journeys.map_people import map_customers
from regard.understand.journeys.maps import FilledMap, fill_map
from regard.understand.journeys.queries import journey_of
from regard.understand.journeys.triangles import Retention, retention_customers, retention_of
from regard.understand.journeys.visits import SessionsFound, session_customers, sessions_of
from regard.understand.journeys.walks import Flow, Paths, flow_customers, flow_of, path_customers, paths_of
from regard.understand.journeys.xes import journeys_xes

if TYPE_CHECKING:
    from regard.understand.journeys.kept_maps import KeptMap, find_map, list_map_versions, list_maps
    from regard.understand.journeys.map_words import map_evidence, map_interactions
    from regard.understand.journeys.operations import MapRefused, NoMap, change_map, create_map, delete_map

__all__ = [
    "FORMATS",
    "Asked",
    "Choices",
    "Credits",
    "FilledMap",
    "Flow",
    "Funnel",
    "Goal",
    "KeptMap",
    "MapRefused",
    "NoMap",
    "Paths",
    "Retention",
    "SessionsFound",
    "change_map",
    "create_map",
    "credit_customers",
    "credits_of",
    "delete_map",
    "draw_map",
    "fill_map",
    "find_map",
    "flow_customers",
    "flow_of",
    "funnel_customers",
    "funnel_of",
    "goal_customers",
    "goal_of",
    "journey_index",
    "journey_of",
    "journeys_xes",
    "list_journey_choices",
    "list_map_versions",
    "list_maps",
    "map_customers",
    "map_evidence",
    "map_interactions",
    "path_customers",
    "paths_of",
    "rebuild_index",
    "retention_customers",
    "retention_of",
    "session_customers",
    "sessions_of",
    "told_period",
]

__getattr__ = opened_late(
    package="regard.understand.journeys", names=__all__, modules=("operations", "kept_maps", "map_words")
)
