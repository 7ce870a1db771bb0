"""Improvements over REST."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.decide.improvements.operations import change_improvement, create_improvement, note_improvement
from regard.decide.improvements.people import PersonRow, list_people, tell
from regard.decide.improvements.queries import ImprovementPage, find_improvement, list_improvements
from regard.decide.improvements.shapes import (
    BehindPage,
    ImprovementChange,
    ImprovementNote,
    ImprovementPageOut,
    Improvements,
    NewImprovement,
    NewlyTold,
    PeopleQuery,
    Telling,
    WantedOut,
)
from regard.decide.improvements.wanted import list_wanted
from regard.foundation.rest.api import ScopeQuery, lake, who

router = Router(tags=["improvements"])
SHOWN = ("topic", "name", "customer_ids", "told", "improvements")
Number = Path[Annotated[int, Field(ge=1, le=2_000_000_000)]]


@router.get("/improvements", response=Improvements)
def get_improvements(request: HttpRequest) -> dict[str, Any]:
    """All improvements with what they did, those under way first."""
    return {"rows": list_improvements(lake=lake())}


@router.get("/improvements/wanted", response=WantedOut)
def get_improvements_wanted(request: HttpRequest, query: Query[ScopeQuery]) -> dict[str, Any]:
    """What people ask for in words: who wants it, how much they are worth, who of them was told that it is there."""
    rows = list_wanted(lake=lake(), scope=query.scope())
    return {"rows": [{**row.request.__dict__, **{name: getattr(row, name) for name in SHOWN}} for row in rows]}


@router.post("/improvements", response=ImprovementPageOut)
def post_improvement(request: HttpRequest, wanted: NewImprovement) -> ImprovementPage:
    """Begin an improvement."""
    by = who(request=request)
    told = wanted.model_dump()
    number = create_improvement(lake=lake(), by=by, **(told | {"owner": wanted.owner or by}))
    return find_improvement(lake=lake(), number=number)


@router.get("/improvements/{number}", response=ImprovementPageOut)
def get_improvement(request: HttpRequest, number: Number) -> ImprovementPage:
    """One improvement, its before and after, and its history."""
    return find_improvement(lake=lake(), number=number)


@router.patch("/improvements/{number}", response=ImprovementPageOut)
def patch_improvement(request: HttpRequest, number: Number, wanted: ImprovementChange) -> ImprovementPage:
    """Change an improvement."""
    change_improvement(number=number, by=who(request=request), **wanted.model_dump(exclude_unset=True))
    return find_improvement(lake=lake(), number=number)


@router.post("/improvements/{number}/notes", response=ImprovementPageOut)
def post_improvement_note(request: HttpRequest, number: Number, wanted: ImprovementNote) -> ImprovementPage:
    """Write something down."""
    note_improvement(number=number, text=wanted.text, by=who(request=request))
    return find_improvement(lake=lake(), number=number)


@router.get("/improvements/{number}/people", response=BehindPage)
def get_improvement_people(request: HttpRequest, number: Number, query: Query[PeopleQuery]) -> dict[str, Any]:
    """The people behind an improvement, and who of them was told."""
    found = list_people(lake=lake(), number=number, offset=query.offset, limit=query.limit)
    rows = [_person(row) for row in found.rows]
    return {"rows": rows, "n": found.n, "told": found.told, "meaning": found.meaning}


@router.post("/improvements/{number}/told", response=NewlyTold)
def post_improvement_told(request: HttpRequest, number: Number, wanted: Telling) -> dict[str, Any]:
    """Note that people are told; returns exactly those who were not told before, to write to."""
    found = tell(lake=lake(), number=number, by=who(request=request), **wanted.model_dump())
    return {"rows": [_person(row) for row in found]}


def _person(row: PersonRow) -> dict[str, Any]:
    return {**row.__dict__, "addresses": [{"kind": kind, "value": value} for kind, value in row.addresses]}
