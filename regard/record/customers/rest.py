"""Customers over REST."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from ninja import Path, Query, Router
from pydantic import Field

from regard.foundation.rest.api import Schema, ScopeQuery, lake
from regard.record.customers.identity_rest import router as identity_router
from regard.record.customers.lookup import current_id
from regard.record.customers.queries import get_customer, list_customers

router = Router(tags=["customers"])


class CustomerRow(Schema):
    """One customer in a list."""

    customer_id: str
    name: str | None
    email: str | None
    first_at: datetime
    last_at: datetime
    interactions: int
    orders: int
    value: float | None
    currency: str | None
    experience: float | None


class CustomerPageOut(Schema):
    """A page of customers, last seen first."""

    total: int
    rows: list[CustomerRow]
    next_cursor: str | None


class IdentifierOut(Schema):
    """An identifier the customer owns."""

    kind: str
    value: str


class ChannelCount(Schema):
    """Interactions on one channel."""

    channel: str
    interactions: int


class ScoreOut(Schema):
    """The last score of one metric."""

    metric: str
    label: str
    last: float
    scale_max: float | None
    at: datetime
    n: int


class MeanExperience(Schema):
    """Mean of all the customer's scores, -1 to +1."""

    value: float
    n: int


class Fact(Schema):
    """Something to know at a glance."""

    label: str
    value: str
    note: str


class Tick(Schema):
    """An interaction as a mark on a line of time."""

    time: datetime
    channel: str | None


class StageSpan(Schema):
    """From when a stage was reached until the next was."""

    stage: str
    since: datetime
    until: datetime


class CustomerOut(Schema):
    """One customer with everything the page heads with."""

    customer_id: str
    name: str | None
    since: datetime
    identifiers: list[IdentifierOut]
    traits: dict[str, Any]
    stage: str | None
    first_at: datetime
    last_at: datetime
    interactions: int
    by_channel: list[ChannelCount]
    orders: int
    value: float | None
    currency: str | None
    scores: list[ScoreOut]
    experience: MeanExperience | None
    facts: list[Fact]
    ticks: list[Tick]
    stages: list[StageSpan]


class CustomerQuery(ScopeQuery):
    """What to search for, whom a pain point touched, and where in the list."""

    q: str | None = Field(None, max_length=200, description="Part of a name or e-mail, or a whole identifier.")
    pain_point: str | None = Field(None, max_length=300, description="Those whom one pain point touched in the scope.")
    cursor: str | None = Field(None, max_length=20)
    limit: int = Field(50, ge=1, le=200)


@router.get("/customers", response=CustomerPageOut)
def get_customers(request: HttpRequest, query: Query[CustomerQuery]) -> dict[str, Any]:
    """Find customers by name, e-mail or any identifier."""
    page = list_customers(
        lake=lake(),
        words=query.q,
        scope=query.scope(),
        pain_point=query.pain_point,
        cursor=query.cursor,
        limit=query.limit,
    )
    return dict(page.__dict__)


@router.get("/customers/{customer_id}", response={200: CustomerOut, 307: None})
def get_one_customer(request: HttpRequest, customer_id: Path[str]) -> dict[str, Any] | HttpResponse:
    """One customer: identifiers, traits, stage, scores, and the shape of their history.

    An id from before a merge leads on to the customer it is now (307).
    """
    now = current_id(customer_id=customer_id)
    if now != customer_id:
        return HttpResponseRedirect(f"{request.path.removesuffix(customer_id)}{now}", preserve_request=True)
    return get_customer(lake=lake(), customer_id=customer_id)


router.add_router("", identity_router)
