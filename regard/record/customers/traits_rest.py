"""Traits over REST."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from regard.foundation.rest.api import Schema, lake
from regard.record.customers.traits import list_traits

router = Router(tags=["customers"])


class ToldOut(Schema):
    """One thing said of a trait."""

    value: Any = Field(description="None where the trait was taken back.")
    source: str
    message_id: str
    at: datetime


class TraitOut(Schema):
    """A trait: what it is now, and what was said before, newest first."""

    name: str
    now: ToldOut
    before: list[ToldOut]


class TraitsOut(Schema):
    """All traits of one customer."""

    traits: list[TraitOut]


@router.get("/customers/{customer_id}/traits", response=TraitsOut)
def get_customer_traits(request: HttpRequest, customer_id: Path[Annotated[str, Field(max_length=40)]]) -> Any:
    """What is known of one customer: each trait with its source, message and time, and its earlier values."""
    return {"traits": list_traits(lake=lake(), customer_id=customer_id)}
