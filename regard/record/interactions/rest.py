"""Interactions over REST."""

import json
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.analytics.scope import Scope
from regard.foundation.accounts.api import CustomerFields, CustomerWords
from regard.foundation.lake.api import CLOCKS_DIFFER
from regard.foundation.rest.api import Schema, ScopeQuery, lake
from regard.record.customers import api as customers
from regard.record.interactions.queries import Wanted, list_choices, list_interactions
from regard.record.interactions.summaries import summarise
from regard.record.interactions.timelines import list_timeline

router = Router(tags=["interactions"])


class InteractionOut(Schema):
    """One row of the log."""

    id: str
    time: datetime
    received_at: datetime
    is_ahead: bool = Field(description="It says a time more than a day after it came: the sender's clock runs ahead.")
    customer_id: str
    customer_name: str | None
    kind: str
    channel: str | None
    stage: str | None
    touchpoint: str | None
    actor: str
    metric: str | None
    score: float | None
    scale_min: float | None
    scale_max: float | None
    experience: float | None
    text: CustomerWords | None
    value: float | None
    currency: str | None
    matter_id: str | None
    failed: bool
    source: str
    summary: CustomerWords
    properties: CustomerFields


class InteractionPage(Schema):
    """A page of interactions, newest first."""

    total: int
    rows: list[InteractionOut]
    next_cursor: str | None


class PeriodChoice(Schema):
    """A calendar quarter of the log."""

    key: str
    label: str
    since: date
    until: date
    previous_label: str
    is_complete: bool


class ChannelChoice(Schema):
    """A channel that occurs."""

    channel: str
    interactions: int


class TouchpointChoice(Schema):
    """A touchpoint that occurs."""

    touchpoint: str
    stage: str | None
    interactions: int


class SegmentChoice(Schema):
    """Customers with one value of one trait."""

    key: str
    label: str
    group: str
    customers: int


class Filters(Schema):
    """What can be filtered by."""

    periods: list[PeriodChoice]
    channels: list[ChannelChoice]
    touchpoints: list[TouchpointChoice]
    segments: list[SegmentChoice]


class InteractionQuery(ScopeQuery):
    """A scope, and what a number counted."""

    metric: str | None = Field(None, max_length=40, description="The rows one metric counts.")
    scored: bool = Field(False, description="Only rows with a score on a known scale.")
    pain_point: str | None = Field(None, max_length=300, description="The rows that show one pain point.")
    said: bool = Field(False, description="With a pain point: what the customers it touched said soon after.")
    customer_id: str | None = Field(None, max_length=40)
    kind: str | None = Field(None, max_length=255)
    source: str | None = Field(None, max_length=255, description="Of one source.")
    q: str | None = Field(None, max_length=200, description="Words in the text.")
    cursor: str | None = Field(None, max_length=80)
    limit: int = Field(50, ge=1, le=200)


class TimelineQuery(Schema):
    """Channels, and where in the list."""

    channel: str | None = Field(None, max_length=200)
    cursor: str | None = Field(None, max_length=80)
    limit: int = Field(50, ge=1, le=200)


@router.get("/interactions", response=InteractionPage)
def get_interactions(request: HttpRequest, query: Query[InteractionQuery]) -> dict[str, Any]:
    """The interactions behind a number, newest first."""
    wanted = Wanted(
        scope=query.scope(),
        metric=query.metric,
        is_scored=query.scored,
        pain_point=query.pain_point,
        is_said=query.said,
        customer_id=query.customer_id,
        kind=query.kind,
        source=query.source,
        words=query.q,
    )
    page = list_interactions(lake=lake(), wanted=wanted, cursor=query.cursor, limit=query.limit)
    return {"total": page.total, "rows": present(page.rows), "next_cursor": page.next_cursor}


@router.get("/customers/{customer_id}/timeline", response=InteractionPage)
def get_timeline(request: HttpRequest, query: Query[TimelineQuery], customer_id: Path[str]) -> dict[str, Any]:
    """One customer's interactions over all channels, newest first."""
    channels = Scope.names(query.channel)
    page = list_timeline(
        lake=lake(),
        customer_id=customers.current_id(customer_id=customer_id),
        channels=channels,
        cursor=query.cursor,
        limit=query.limit,
    )
    return {
        "total": page.total,
        "rows": [_present(row, page.customer_name) for row in page.rows],
        "next_cursor": page.next_cursor,
    }


@router.get("/filters", response=Filters)
def get_filters(request: HttpRequest) -> dict[str, Any]:
    """The periods, channels, touchpoints and segments that occur in the log."""
    return dict(list_choices(lake=lake()).__dict__)


def present(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the log as REST shows them, with the customer's name and one readable line."""
    names = customers.list_names(lake=lake(), customer_ids=sorted({row["customer_id"] for row in rows}))
    return [_present(row, names.get(row["customer_id"])) for row in rows]


def _present(row: dict[str, Any], name: str | None) -> dict[str, Any]:
    properties = json.loads(row["properties"])
    shown = {name: row.get(name) for name in InteractionOut.model_fields if name not in ("properties", "summary")}
    return {
        **shown,
        "is_ahead": row["time"] > row["received_at"] + CLOCKS_DIFFER,
        "customer_name": name,
        "properties": properties,
        "summary": summarise(row, properties),
    }
