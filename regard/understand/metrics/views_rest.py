"""Saved views of metrics over REST."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from regard.foundation.rest.api import Schema, who
from regard.understand.metrics.views import delete_view, list_views, save_view

router = Router(tags=["metrics"])
ViewId = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]


class ViewOut(Schema):
    """A saved view."""

    id: int
    name: str
    search: dict[str, str] = Field(description="What the address of the page says, by name.")
    owner: str
    created_at: datetime


class Views(Schema):
    """All saved views by name."""

    rows: list[ViewOut]


class NewView(Schema):
    """A view to save."""

    name: str = Field(max_length=120)
    search: dict[str, str] = Field(max_length=20)


@router.get("/metric-views", response=Views)
def get_metric_views(request: HttpRequest) -> dict[str, Any]:
    """All saved views of metrics."""
    return {"rows": list_views()}


@router.post("/metric-views", response=Views)
def post_metric_view(request: HttpRequest, wanted: NewView) -> dict[str, Any]:
    """Save a view of a metric for everybody who signs in."""
    save_view(name=wanted.name, search=wanted.search, owner=who(request=request))
    return {"rows": list_views()}


@router.delete("/metric-views/{view_id}", response=Views)
def delete_metric_view(request: HttpRequest, view_id: ViewId) -> dict[str, Any]:
    """Delete a saved view."""
    delete_view(view_id=view_id)
    return {"rows": list_views()}
