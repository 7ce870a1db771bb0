"""Journey maps over REST: kept, filled from the log, drawn, and the customers behind each of their numbers."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router
from pydantic import Field

from regard.analytics.journeys.map_definition import JourneyMap, schema
from regard.foundation.rest.api import Schema, ScopeQuery, lake, who
from regard.understand.journeys import asked_rest as a
from regard.understand.journeys import map_shapes_rest as m
from regard.understand.journeys import operations
from regard.understand.journeys.behind import BehindPage, page_of
from regard.understand.journeys.kept_maps import KeptMap, find_map, list_map_versions, list_maps
from regard.understand.journeys.map_drawings import draw_map, told_period
from regard.understand.journeys.map_people import Whom, map_customers
from regard.understand.journeys.map_words import What, map_evidence, map_interactions
from regard.understand.journeys.maps import FilledMap, fill_map
from regard.understand.journeys.shapes_rest import JourneyCustomers

router = Router(tags=["journeys"])
Slug = Path[Annotated[str, Field(max_length=64)]]
Form = Literal["svg", "mermaid-flowchart", "mermaid-journey", "json"]
WRITTEN = {"svg": ("svg", "image/svg+xml"), "json": ("json", "application/json")}


class VersionQuery(Schema):
    """Which version."""

    version: int | None = Field(None, ge=1, le=2**31 - 1, description="The newest when left out.")


class MapScopeQuery(VersionQuery, ScopeQuery):
    """A part of the log, and which version of the map is filled from it."""


class MapCustomersQuery(VersionQuery, a.Page):
    """One number of a map."""

    whom: Whom = Field(description="Which customers: by how they fit, or what they did at a step.")
    step: int = Field(0, ge=-1, le=60, description="A step by number from 0; -1 is the start.")
    to: int = Field(0, ge=0, le=60, description="The step they went to, or did not.")


class MapInteractionsQuery(MapScopeQuery):
    """What stands behind one number of a step."""

    step: int = Field(ge=0, le=60, description="A step by number from 0.")
    what: What = Field("all", description="All interactions of the step, or those with a score, money or words.")
    limit: int = Field(50, ge=1, le=200)


class DrawingQuery(MapScopeQuery):
    """How to draw a map."""

    form: Form = "svg"


@router.get("/journeys/maps", response=m.Maps)
def get_maps(request: HttpRequest) -> dict[str, Any]:
    """All saved journey maps by name."""
    return {"rows": [_row(one) for one in list_maps()]}


@router.get("/journeys/map-schema", response=dict[str, Any])
def get_map_schema(request: HttpRequest) -> dict[str, Any]:
    """What a journey map is, as JSON Schema."""
    return schema()


@router.post("/journeys/maps", response=m.MapOut)
def post_map(request: HttpRequest, wanted: m.NewMap) -> KeptMap:
    """Save a journey map."""
    slug = operations.create_map(journey_map=wanted.definition, slug=wanted.slug, saved_by=who(request=request))
    return find_map(slug=slug)


@router.post("/journeys/map-figures", response=m.FilledMapOut)
def fill_one_map(request: HttpRequest, definition: JourneyMap, query: Query[ScopeQuery]) -> FilledMap:
    """Fill a map from the log without saving it: what its steps are while it is being drawn."""
    return fill_map(lake=lake(), scope=query.scope(), journey_map=definition)


@router.get("/journeys/maps/{slug}", response=m.MapOut)
def get_map(request: HttpRequest, slug: Slug, query: Query[VersionQuery]) -> KeptMap:
    """One journey map as it is, or as it was in a version."""
    return find_map(slug=slug, version=query.version)


@router.put("/journeys/maps/{slug}", response=m.MapOut)
def put_map(request: HttpRequest, slug: Slug, changed: m.ChangedMap) -> KeptMap:
    """Save a journey map anew; the versions before it are kept."""
    operations.change_map(
        slug=slug, journey_map=changed.definition, based_on=changed.based_on, saved_by=who(request=request)
    )
    return find_map(slug=slug)


@router.delete("/journeys/maps/{slug}", response=m.Maps)
def delete_one_map(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """Delete a journey map with all its versions."""
    operations.delete_map(slug=slug)
    return {"rows": [_row(one) for one in list_maps()]}


@router.get("/journeys/maps/{slug}/versions", response=m.MapVersions)
def get_map_versions(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The versions of a journey map, newest first."""
    return {"rows": list_map_versions(slug=slug)}


@router.get("/journeys/maps/{slug}/figures", response=m.FilledMapOut)
def get_map_figures(request: HttpRequest, slug: Slug, query: Query[MapScopeQuery]) -> FilledMap:
    """A map with its figures: who is at each step, how they go on, how it feels, who fits and what others do."""
    return fill_map(lake=lake(), scope=query.scope(), journey_map=find_map(slug=slug, version=query.version).definition)


@router.get("/journeys/maps/{slug}/drawing", response={200: str})
def get_map_drawing(request: HttpRequest, slug: Slug, query: Query[DrawingQuery]) -> HttpResponse:
    """A map as a file: SVG or Mermaid with its figures, or JSON as it is written."""
    scope, kept = query.scope(), find_map(slug=slug, version=query.version).definition
    filled = fill_map(lake=lake(), scope=scope, journey_map=kept)
    drawn = draw_map(
        journey_map=kept, filled=filled, form=query.form, period=told_period(since=scope.since, until=scope.until)
    )
    ending, kind = WRITTEN.get(query.form, ("mmd", "text/plain"))
    answer = HttpResponse(drawn, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}.{ending}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@router.get("/journeys/maps/{slug}/evidence", response=m.MapEvidence)
def list_map_evidence(request: HttpRequest, slug: Slug, query: Query[MapScopeQuery]) -> dict[str, Any]:
    """What customers said about each step."""
    found = map_evidence(
        lake=lake(), scope=query.scope(), journey_map=find_map(slug=slug, version=query.version).definition
    )
    return {"rows": found}


@router.get("/journeys/maps/{slug}/customers", response=JourneyCustomers)
def list_map_customers(request: HttpRequest, slug: Slug, query: Query[MapCustomersQuery]) -> BehindPage:
    """The customers behind a number of a map."""
    found = map_customers(
        lake=lake(),
        scope=query.scope(),
        journey_map=find_map(slug=slug, version=query.version).definition,
        whom=query.whom,
        step=query.step,
        to=query.to,
    )
    return page_of(lake=lake(), customers=found, cursor=query.cursor, limit=query.limit)


@router.get("/journeys/maps/{slug}/interactions", response=m.MapInteractions)
def list_map_interactions(request: HttpRequest, slug: Slug, query: Query[MapInteractionsQuery]) -> dict[str, Any]:
    """The newest interactions behind a number of a step."""
    kept = find_map(slug=slug, version=query.version).definition
    total, rows = map_interactions(
        lake=lake(), scope=query.scope(), journey_map=kept, step=query.step, what=query.what, limit=query.limit
    )
    return {"total": total, "rows": rows}


def _row(kept: KeptMap) -> dict[str, Any]:
    drawn = kept.definition
    return {
        **{name: getattr(kept, name) for name in ("slug", "version", "saved_at", "saved_by")},
        **{name: getattr(drawn, name) for name in ("name", "owner", "persona")},
        "stages": len(drawn.stages),
        "steps": len(drawn.steps),
        "unseen": sum(step.matches is None for step in drawn.steps),
    }
