"""Risk over REST."""

from typing import Any, Literal

from django.db import transaction
from django.http import HttpRequest
from ninja import Path, Query, Router
from procrastinate.exceptions import AlreadyEnqueued
from pydantic import Field

from regard.analytics.risk.judging import Judged
from regard.analytics.risk.terms import USUAL
from regard.analytics.risk.verdict import BackTest
from regard.analytics.scope import Scope
from regard.foundation.lake.api import with_members
from regard.foundation.rest.api import Day, Schema, lake
from regard.record.customers import api as customers
from regard.understand.risk.queries import (
    MOST_CUSTOMERS,
    CustomerRisk,
    RiskOf,
    find_customer_risk,
    list_at_risk,
    list_foreseen,
    list_names,
    risk_in,
)
from regard.understand.risk.shapes import (
    Asked,
    CustomerRiskOut,
    CustomersAtRiskOut,
    ForeseenListOut,
    Name,
    RiskOut,
)
from regard.understand.risk.tasks import make_named

router = Router(tags=["risk"])


class RiskQuery(Schema):
    """Which risk, of which customers."""

    name: Name | None = Field(None, description="When left out, the first of which there are scores.")
    segment: str | None = Field(None, max_length=255, description="trait:NAME=VALUE, or segment:SLUG for a saved one.")

    def scope(self) -> Scope:
        """The customers asked about. Raises ScopeError or NotWorkedOut."""
        asked = Scope(segment=self.segment)
        return with_members(lake=lake(), scope=asked) if asked.saved() else asked

    def named(self) -> str:
        """The risk asked about."""
        made = list_names(lake=lake())
        return self.name or next((one for one in USUAL if one in made), next(iter(USUAL)))


class AtRiskQuery(RiskQuery):
    """And in which order."""

    by: Literal["stake", "chance", "health"] = "stake"
    limit: int = Field(50, ge=1, le=MOST_CUSTOMERS)


class ForeseenQuery(RiskQuery):
    """And which of those a back-test foresaw."""

    cut: Day
    low: float = Field(0.0, ge=0, le=1)
    high: float = Field(1.0, ge=0, le=1)
    left: bool | None = None
    limit: int = Field(50, ge=1, le=MOST_CUSTOMERS)


class NewScores(Schema):
    """Which scores to make."""

    name: Name


@router.get("/risk", response=RiskOut)
def get_risk(request: HttpRequest, query: Query[RiskQuery]) -> dict[str, Any]:
    """How likely customers are to leave, how good that was in the past, and what it rests on."""
    made, name = list_names(lake=lake()), query.named()
    found = risk_in(lake=lake(), name=name, scope=query.scope()) if name in made else None
    return {"names": [one for one in USUAL if one in made], "risk": None if found is None else _card(found)}


@router.post("/risk", response=Asked)
def post_risk(request: HttpRequest, wanted: NewScores) -> dict[str, Any]:
    """Have scores made anew by the worker; they are there when it is done."""
    return {"name": wanted.name, "is_asked": _defer(wanted.name)}


@router.get("/risk/customers", response=CustomersAtRiskOut)
def get_customers_at_risk(request: HttpRequest, query: Query[AtRiskQuery]) -> dict[str, Any]:
    """The customers with most at stake, most likely to leave or to stay, each with its reasons."""
    name = query.named()
    rows = list_at_risk(lake=lake(), name=name, scope=query.scope(), by=query.by, limit=query.limit)
    names = customers.list_names(lake=lake(), customer_ids=[row.customer_id for row in rows])
    currency = risk_in(lake=lake(), name=name, scope=Scope()).card.currency
    return {"by": query.by, "currency": currency, "rows": [_customer(row, names) for row in rows]}


@router.get("/risk/customers/{customer_id}", response=CustomerRiskOut)
def get_customer_risk(request: HttpRequest, customer_id: Path[str], query: Query[RiskQuery]) -> dict[str, Any]:
    """One customer's chance of leaving, health score and reasons."""
    current = customers.current_id(customer_id=customer_id)
    found = find_customer_risk(lake=lake(), name=query.named(), customer_id=current)
    return _customer(found, customers.list_names(lake=lake(), customer_ids=[current]))


@router.get("/risk/foreseen", response=ForeseenListOut)
def get_foreseen(request: HttpRequest, query: Query[ForeseenQuery]) -> dict[str, Any]:
    """The customers behind a point of the calibration: who was given such a chance at a back-test, and who left."""
    rows = list_foreseen(
        lake=lake(),
        name=query.named(),
        scope=query.scope(),
        cut=query.cut,
        low=query.low,
        high=query.high,
        left=query.left,
        limit=query.limit,
    )
    names = customers.list_names(lake=lake(), customer_ids=[row.customer_id for row in rows])
    return {"rows": [{**row.__dict__, "name": names.get(row.customer_id)} for row in rows]}


def _defer(name: str) -> bool:
    """Whether the worker was asked; false where it was asked already."""
    try:
        with transaction.atomic():  # what is refused leaves the rest of the request as it was
            make_named.configure().defer(name=name)
    except AlreadyEnqueued:
        return False
    return True


def _card(found: RiskOf) -> dict[str, Any]:
    card = found.card
    weighed = sorted(zip(card.features, card.weights, strict=True), key=lambda pair: -pair[1])
    return {
        **{
            name: getattr(card, name)
            for name in ("name", "version", "made_at", "is_over_time", "rows", "left", "currency")
        },
        "outcome": card.terms.outcome,
        "days": card.terms.days,
        "bound": card.terms.bound,
        "as_of": card.as_of.date(),
        "customers": found.customers,
        "leaving": found.leaving,
        "worth": found.worth,
        "stake": found.stake,
        "verdict": {**card.verdict.__dict__, "sentences": list(card.verdict.sentences)},
        "tests": [_test(one) for one in card.tests],
        "weights": [
            {"feature": one.name, "label": one.label, "family": one.family, "weight": weight}
            for one, weight in weighed
            if weight > 0
        ],
        "notes": list(card.notes),
    }


def _test(one: BackTest) -> dict[str, Any]:
    return {**one.__dict__, "judged": _judged(one.judged), "plain": _judged(one.plain)}


def _judged(one: Judged) -> dict[str, Any]:
    return {**one.__dict__, "bins": list(one.bins)}


def _customer(row: CustomerRisk, names: dict[str, str]) -> dict[str, Any]:
    return {**row.__dict__, "name": names.get(row.customer_id), "reasons": list(row.reasons)}
