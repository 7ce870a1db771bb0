"""Make, arrange and delete dashboards."""

from collections.abc import Sequence

from django.db import transaction

from regard.analytics.errors import RegardError
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.understand.dashboards.models import Dashboard
from regard.understand.dashboards.tiles import AnyTile, DashboardRefused, check_tiles

MOST_DASHBOARDS = 200


class NoDashboard(RegardError):
    """There is no such dashboard."""

    code = "dashboard_unknown"
    status = 404


class ArrangedMeanwhile(RegardError):
    """Somebody else arranged the dashboard since it was read."""

    code = "dashboard_arranged_meanwhile"
    status = 409


def create_dashboard(*, lake: Lake, name: str, tiles: Sequence[AnyTile] = (), owner: str = "") -> int:
    """Make a dashboard for everybody who signs in; return its id. Raises DashboardRefused and what tiles raise."""
    check_tiles(lake=lake, tiles=tiles)
    if Dashboard.objects.count() >= MOST_DASHBOARDS:
        raise DashboardRefused(f"There are {MOST_DASHBOARDS} dashboards already. Delete one that nobody uses.")
    with transaction.atomic():
        made = Dashboard.objects.create(name=_named(name), tiles=_written(tiles), owner=owner, changed_by=owner)
        note(verb="created", subject=f"dashboard:{made.pk}", detail={"tiles": len(tiles)})
    return int(made.pk)


def arrange_dashboard(
    *, lake: Lake, dashboard_id: int, revision: int, name: str, tiles: Sequence[AnyTile], by: str = ""
) -> None:
    """Give a dashboard another name or other tiles, unless somebody else did since `revision` was read.

    Raises NoDashboard, ArrangedMeanwhile, DashboardRefused and what tiles raise.
    """
    check_tiles(lake=lake, tiles=tiles)
    with transaction.atomic():
        found = get_dashboard(dashboard_id, lock=True)
        if found.revision != revision:
            raise ArrangedMeanwhile(
                f"{found.changed_by or 'Somebody'} arranged this dashboard on {found.changed_at:%d %b %Y at %H:%M} UTC, "
                "after you opened it. Open it again, then arrange it."
            )
        found.name, found.tiles, found.changed_by = _named(name), _written(tiles), by
        found.revision += 1
        found.save()
        note(verb="arranged", subject=f"dashboard:{dashboard_id}", detail={"tiles": len(tiles)})


def delete_dashboard(*, dashboard_id: int) -> None:
    """Delete a dashboard. What it showed stays. Raises NoDashboard."""
    with transaction.atomic():
        get_dashboard(dashboard_id, lock=True).delete()
        note(verb="deleted", subject=f"dashboard:{dashboard_id}")


def get_dashboard(dashboard_id: int, *, lock: bool = False) -> Dashboard:
    """The dashboard of that id. Raises NoDashboard."""
    found = Dashboard.objects.select_for_update() if lock else Dashboard.objects.all()
    dashboard = found.filter(pk=dashboard_id).first()
    if dashboard is None:
        raise NoDashboard("This dashboard does not exist any more.")
    return dashboard


def _named(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 120 or "\x00" in name:
        raise DashboardRefused("A dashboard needs a name of at most 120 characters.")
    return name


def _written(tiles: Sequence[AnyTile]) -> list[dict[str, object]]:
    return [one.model_dump(mode="json", exclude_none=True) for one in tiles]
