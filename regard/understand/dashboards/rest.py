"""Dashboards over REST."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from regard.foundation.rest.api import Schema, lake, who
from regard.understand.dashboards.operations import arrange_dashboard, create_dashboard, delete_dashboard
from regard.understand.dashboards.queries import find_dashboard, list_dashboards
from regard.understand.dashboards.tiles import MOST_TILES, Tile

router = Router(tags=["dashboards"])
DashboardId = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]


class DashboardOut(Schema):
    """A dashboard: tiles in order, laid out in four columns."""

    id: int
    name: str
    tiles: list[Tile]
    revision: int = Field(description="Counts the arrangements. Sent back with a change, so that none is lost.")
    owner: str
    changed_by: str
    changed_at: datetime


class Dashboards(Schema):
    """All dashboards by name."""

    rows: list[DashboardOut]


class NewDashboard(Schema):
    """A dashboard to make."""

    name: str = Field(max_length=120)
    tiles: list[Tile] = Field(default=[], max_length=MOST_TILES)


class Arrangement(Schema):
    """A dashboard as it shall be from now on."""

    name: str = Field(max_length=120)
    tiles: list[Tile] = Field(max_length=MOST_TILES)
    revision: int = Field(ge=1, le=2**31 - 1, description="That of the dashboard this was made from.")


@router.get("/dashboards", response=Dashboards)
def get_dashboards(request: HttpRequest) -> dict[str, Any]:
    """All dashboards by name."""
    return {"rows": list_dashboards()}


@router.post("/dashboards", response=DashboardOut)
def post_dashboard(request: HttpRequest, wanted: NewDashboard) -> Any:
    """Make a dashboard for everybody who signs in."""
    made = create_dashboard(lake=lake(), name=wanted.name, tiles=wanted.tiles, owner=who(request=request))
    return find_dashboard(dashboard_id=made)


@router.get("/dashboards/{dashboard_id}", response=DashboardOut)
def get_dashboard(request: HttpRequest, dashboard_id: DashboardId) -> Any:
    """One dashboard."""
    return find_dashboard(dashboard_id=dashboard_id)


@router.put("/dashboards/{dashboard_id}", response=DashboardOut)
def put_dashboard(request: HttpRequest, dashboard_id: DashboardId, wanted: Arrangement) -> Any:
    """Arrange a dashboard anew. Refused with 409 where somebody else did since it was read."""
    arrange_dashboard(
        lake=lake(),
        dashboard_id=dashboard_id,
        revision=wanted.revision,
        name=wanted.name,
        tiles=wanted.tiles,
        by=who(request=request),
    )
    return find_dashboard(dashboard_id=dashboard_id)


@router.delete("/dashboards/{dashboard_id}", response=Dashboards)
def delete_one_dashboard(request: HttpRequest, dashboard_id: DashboardId) -> dict[str, Any]:
    """Delete a dashboard. What it showed stays."""
    delete_dashboard(dashboard_id=dashboard_id)
    return {"rows": list_dashboards()}
