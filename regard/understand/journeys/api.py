"""Door to journeys."""

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
from regard.understand.journeys.maps import FilledMap, deviating_customers, fill_map
from regard.understand.journeys.queries import journey_of
from regard.understand.journeys.triangles import Retention, retention_customers, retention_of
from regard.understand.journeys.visits import SessionsFound, session_customers, sessions_of
from regard.understand.journeys.walks import Flow, Paths, flow_customers, flow_of, path_customers, paths_of

__all__ = [
    "Asked",
    "Choices",
    "Credits",
    "FilledMap",
    "Flow",
    "Funnel",
    "Goal",
    "Paths",
    "Retention",
    "SessionsFound",
    "credit_customers",
    "credits_of",
    "deviating_customers",
    "fill_map",
    "flow_customers",
    "flow_of",
    "funnel_customers",
    "funnel_of",
    "goal_customers",
    "goal_of",
    "journey_index",
    "journey_of",
    "list_journey_choices",
    "path_customers",
    "paths_of",
    "rebuild_index",
    "retention_customers",
    "retention_of",
    "session_customers",
    "sessions_of",
]
