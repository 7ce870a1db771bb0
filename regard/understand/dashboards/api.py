"""Door to dashboards."""

from regard.understand.dashboards.operations import (
    ArrangedMeanwhile,
    NoDashboard,
    arrange_dashboard,
    create_dashboard,
    delete_dashboard,
)
from regard.understand.dashboards.queries import DashboardRow, find_dashboard, list_dashboards
from regard.understand.dashboards.tiles import (
    DashboardRefused,
    FixFirstTile,
    HeadingTile,
    JourneyTile,
    MetricTile,
    Selection,
)

__all__ = [
    "ArrangedMeanwhile",
    "DashboardRefused",
    "DashboardRow",
    "FixFirstTile",
    "HeadingTile",
    "JourneyTile",
    "MetricTile",
    "NoDashboard",
    "Selection",
    "arrange_dashboard",
    "create_dashboard",
    "delete_dashboard",
    "find_dashboard",
    "list_dashboards",
]
