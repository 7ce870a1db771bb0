"""Segments over REST."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from regard.analytics.segments.conditions import Condition
from regard.foundation.rest.api import Schema, lake, who
from regard.record.segments.choices import list_choices
from regard.record.segments.operations import change_segment, create_segment, delete_segment, rebuild_segments
from regard.record.segments.queries import count_customers, find_segment, list_segments, memberships_of

router = Router(tags=["segments"])
Slug = Path[Annotated[str, Field(max_length=64)]]
CustomerId = Path[Annotated[str, Field(max_length=40)]]


class SegmentOut(Schema):
    """A saved segment: what it means, and how many customers it holds."""

    slug: str = Field(description="Scopes name it as segment:SLUG.")
    name: str
    sentence: str = Field(description="The condition in words.")
    condition: Condition
    version: int = Field(description="Goes up when the condition changes.")
    owner: str
    created_at: datetime
    changed_at: datetime
    n: int | None = Field(description="None until it was worked out.")
    share: float | None = Field(description="Of all customers, 0 to 1.")
    n_before: int | None = Field(description="How many it held on `before_date`, within the week before.")
    before_date: date | None
    built_at: datetime | None
    as_of: datetime | None = Field(description="What counted as now: the log's newest moment.")


class Segments(Schema):
    """All saved segments."""

    rows: list[SegmentOut]


class NewSegment(Schema):
    """A segment to save."""

    name: str = Field(max_length=120)
    condition: Condition
    slug: str | None = Field(None, max_length=64, description="Made of the name when left out.")


class SegmentChange(Schema):
    """What to change of a segment."""

    name: str | None = Field(None, max_length=120)
    condition: Condition | None = None


class AskedCondition(Schema):
    """A condition to count."""

    condition: Condition


class SampleCustomer(Schema):
    """One of the customers a condition holds for."""

    customer_id: str
    name: str | None
    last_at: datetime


class SegmentCount(Schema):
    """How many customers a condition holds for, of how many, and some of them, last seen first."""

    sentence: str
    n: int
    customers: int
    as_of: datetime
    sample: list[SampleCustomer]


class TraitChoice(Schema):
    """A trait that occurs, how many customers have it, and its most frequent values."""

    name: str
    customers: int
    values: list[str]


class KindChoice(Schema):
    """A kind that occurs, how often, and the properties it was seen with."""

    kind: str
    interactions: int
    properties: list[str]


class SegmentChoices(Schema):
    """What conditions can be made of, as it occurs in the log."""

    profile_traits: list[TraitChoice]
    kinds: list[KindChoice]
    metrics: list[str]
    stages: list[str]
    account_traits: list[str]


class MembershipOut(Schema):
    """A segment a customer is in."""

    slug: str
    name: str
    entered_at: datetime | None = Field(description="None where the customer was in it from the start.")


class Memberships(Schema):
    """The segments a customer is in."""

    rows: list[MembershipOut]


@router.get("/segments", response=Segments)
def get_segments(request: HttpRequest) -> dict[str, Any]:
    """All saved segments by name."""
    return {"rows": list_segments(lake=lake())}


@router.post("/segments", response=SegmentOut)
def post_segment(request: HttpRequest, wanted: NewSegment) -> Any:
    """Save a segment and work it out."""
    slug = create_segment(
        lake=lake(), name=wanted.name, condition=wanted.condition, slug=wanted.slug, owner=who(request=request)
    )
    return find_segment(lake=lake(), slug=slug)


@router.get("/segments/choices", response=SegmentChoices)
def get_segment_choices(request: HttpRequest) -> dict[str, Any]:
    """Traits, kinds, properties and metrics that occur, to make conditions of."""
    return asdict(list_choices(lake=lake()))


@router.post("/segments/count", response=SegmentCount)
def count_segment(request: HttpRequest, asked: AskedCondition) -> Any:
    """Whom a condition would hold for now, without saving it."""
    return count_customers(lake=lake(), condition=asked.condition)


@router.post("/segments/rebuild", response=Segments)
def post_segments_rebuild(request: HttpRequest) -> dict[str, Any]:
    """Work all segments out for all customers anew."""
    rebuild_segments(lake=lake())
    return {"rows": list_segments(lake=lake())}


@router.get("/segments/{slug}", response=SegmentOut)
def get_segment(request: HttpRequest, slug: Slug) -> Any:
    """One saved segment. Its customers are `/customers?segment=segment:SLUG`."""
    return find_segment(lake=lake(), slug=slug)


@router.patch("/segments/{slug}", response=SegmentOut)
def patch_segment(request: HttpRequest, slug: Slug, change: SegmentChange) -> Any:
    """Rename a segment, or let it mean something else. Its slug stays, since others name it."""
    change_segment(lake=lake(), slug=slug, name=change.name, condition=change.condition)
    return find_segment(lake=lake(), slug=slug)


@router.delete("/segments/{slug}", response=Segments)
def delete_one_segment(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """Delete a segment to which no other refers. The customers stay."""
    delete_segment(lake=lake(), slug=slug)
    return {"rows": list_segments(lake=lake())}


@router.get("/customers/{customer_id}/segments", response=Memberships)
def get_customer_segments(request: HttpRequest, customer_id: CustomerId) -> dict[str, Any]:
    """The saved segments one customer is in, as last worked out."""
    return {"rows": memberships_of(lake=lake(), customer_id=customer_id)}
