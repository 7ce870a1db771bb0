"""Saved views of the page of metrics: kept under a name, for everybody who signs in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from regard.analytics.errors import RegardError
from regard.understand.metrics.models import SavedView

MOST_VIEWS = 200
LONGEST = 255
KEYS = (
    *("metric", "by", "as_of", "known", "against", "period", "since", "until"),
    *("channel", "stage", "touchpoint", "segment"),
)


class ViewRefused(RegardError):
    """A view cannot be saved as asked."""

    code = "view_refused"
    status = 422


class NoSuchView(RegardError):
    """Raised for a view that does not exist."""

    code = "view_not_found"
    status = 404


@dataclass(frozen=True)
class View:
    """A saved view: what the address of the page says, by name."""

    id: int
    name: str
    search: dict[str, str]
    owner: str
    created_at: datetime


def list_views() -> list[View]:
    """All saved views by name."""
    found = SavedView.objects.order_by("name", "id")
    return [View(one.id, one.name, one.search, one.owner, one.created_at) for one in found]


def save_view(*, name: str, search: Mapping[str, str], owner: str = "") -> int:
    """Save a view and return its id. Raises ViewRefused."""
    name = name.strip()
    if not name or len(name) > 120 or "\x00" in name:
        raise ViewRefused("A view needs a name of at most 120 characters.")
    if unknown := sorted(set(search) - set(KEYS)):
        raise ViewRefused(f"{unknown[0][:40]!r} is not part of a view. It has {', '.join(KEYS)}.")
    if any(len(value) > LONGEST or "\x00" in value for value in search.values()):
        raise ViewRefused(f"Each part of a view has at most {LONGEST} characters.")
    if SavedView.objects.count() >= MOST_VIEWS:
        raise ViewRefused(f"There are {MOST_VIEWS} views already. Delete one that nobody uses.")
    return int(SavedView.objects.create(name=name, search=dict(search), owner=owner).pk)


def delete_view(*, view_id: int) -> None:
    """Delete a saved view. Raises NoSuchView."""
    if not SavedView.objects.filter(pk=view_id).delete()[0]:
        raise NoSuchView("This view does not exist any more.")
