"""Dashboards as they are."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regard.understand.dashboards.models import Dashboard
from regard.understand.dashboards.operations import get_dashboard


@dataclass(frozen=True)
class DashboardRow:
    """A dashboard, its tiles as JSON in order."""

    id: int
    name: str
    tiles: list[dict[str, Any]]
    revision: int
    owner: str
    changed_by: str
    changed_at: datetime


def list_dashboards() -> list[DashboardRow]:
    """All dashboards by name."""
    return [_row(one) for one in Dashboard.objects.order_by("name", "id")]


def find_dashboard(*, dashboard_id: int) -> DashboardRow:
    """One dashboard. Raises NoDashboard."""
    return _row(get_dashboard(dashboard_id))


def _row(one: Dashboard) -> DashboardRow:
    return DashboardRow(one.pk, one.name, one.tiles, one.revision, one.owner, one.changed_by, one.changed_at)
