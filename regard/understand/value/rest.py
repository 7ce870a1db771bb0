"""Value and risk over REST."""

from datetime import date
from typing import Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.analytics.metrics.estimates import Numbers
from regard.analytics.value.customer_value import Terms, Value
from regard.analytics.value.customers import CustomerValue
from regard.analytics.value.fitting import Fit
from regard.analytics.value.holdout import Holdout
from regard.analytics.value.model import MODELS
from regard.foundation.rest.api import Day, Schema, ScopeQuery, lake
from regard.record.customers import api as customers
from regard.understand.value.queries import (
    MOST_CUSTOMERS,
    find_customer_value,
    hold_out,
    list_customer_values,
    value_in,
)

router = Router(tags=["value"])


class ExpectedOut(Schema):
    """A value, the sample size it rests on, and its 95 % interval."""

    value: float | None
    n: int
    low: float | None
    high: float | None


class ParameterOut(Schema):
    """A parameter of a model, with its standard error and 95 % interval."""

    name: str
    value: float
    error: float | None
    low: float | None
    high: float | None


class FitOut(Schema):
    """A fitted model."""

    model: str
    label: str
    parameters: list[ParameterOut]
    log_likelihood: float
    n: int


class ValueOut(Schema):
    """Who is still active, what they will buy, and what that is worth."""

    as_of: date
    weeks: int
    discount: float
    margin: float
    currency: str | None
    customers: int
    repeaters: int
    fit: FitOut | None
    money_fit: FitOut | None
    related: ExpectedOut
    active: ExpectedOut
    purchases: ExpectedOut
    worth: ExpectedOut
    notes: list[str]


class CustomerValueOut(Schema):
    """One customer, and what is expected."""

    customer_id: str
    name: str | None
    first: date
    last: date
    orders: int
    mean_order: float | None
    active: ExpectedOut
    purchases: ExpectedOut
    worth: ExpectedOut
    slipping: float | None


class CustomerValuesOut(Schema):
    """Customers in an order."""

    by: str
    currency: str | None
    rows: list[CustomerValueOut]


class FrequencyClassOut(Schema):
    """Customers with one number of repeat orders: what each ordered afterwards, and what was expected."""

    frequency: int
    is_open: bool
    customers: int
    actual: float
    predicted: ExpectedOut


class WeekOut(Schema):
    """Repeat orders up to the end of a week."""

    until: date
    is_held_out: bool
    actual: int
    predicted: float | None


class HoldoutOut(Schema):
    """A model that knew only what came before a day, against what happened then."""

    split: date
    until: date
    model: str
    customers: int
    fit: FitOut | None
    actual: int
    predicted: ExpectedOut
    classes: list[FrequencyClassOut]
    weeks: list[WeekOut]
    verdict: str
    notes: list[str]


class TermsQuery(ScopeQuery):
    """A scope, and how value is counted. With `since`, customers whose first order came on that day or later."""

    model: Literal["bg_nbd", "pareto_nbd"] = "bg_nbd"
    weeks: int = Field(52, ge=1, le=520, description="How far to look ahead.")
    discount: float = Field(0.1, ge=0, le=1, description="What money loses a year, as a share.")
    margin: float = Field(1.0, gt=0, le=1, description="The share of an order that is kept.")
    currency: str | None = Field(None, max_length=10, description="Of the orders counted, otherwise that of most.")

    def terms(self) -> Terms:
        """As the core knows them."""
        return Terms(self.model, self.weeks, self.discount, self.margin, self.currency)


class ValuedCustomersQuery(TermsQuery):
    """Terms, and which customers to list."""

    by: Literal["worth", "slipping"] = "worth"
    limit: int = Field(50, ge=1, le=MOST_CUSTOMERS)


class HoldoutQuery(TermsQuery):
    """Terms, and the first day held out."""

    split: Day | None = Field(None, description="First day held out; otherwise half of the time, a year at most.")


@router.get("/value", response=ValueOut)
def get_value(request: HttpRequest, query: Query[TermsQuery]) -> dict[str, object]:
    """Who is still active, what they will buy and what that is worth, with the models behind it."""
    return _value(value_in(lake=lake(), scope=query.scope(), terms=query.terms()))


@router.get("/value/customers", response=CustomerValuesOut)
def get_valued_customers(request: HttpRequest, query: Query[ValuedCustomersQuery]) -> dict[str, object]:
    """The customers with the most to come, or those with the most to come who may have left."""
    scope, terms = query.scope(), query.terms()
    rows = list_customer_values(lake=lake(), scope=scope, terms=terms, by=query.by, limit=query.limit)
    names = customers.list_names(lake=lake(), customer_ids=[row.customer_id for row in rows])
    currency = value_in(lake=lake(), scope=scope, terms=terms).currency
    return {"by": query.by, "currency": currency, "rows": [_customer(row, names) for row in rows]}


@router.get("/value/customers/{customer_id}", response=CustomerValueOut | None)
def get_customer_value(
    request: HttpRequest, customer_id: Path[str], query: Query[TermsQuery]
) -> dict[str, object] | None:
    """What is expected of one customer; null where too few customers ordered again to tell."""
    found = find_customer_value(lake=lake(), scope=query.scope(), terms=query.terms(), customer_id=customer_id)
    if found is None:
        return None
    return _customer(found, customers.list_names(lake=lake(), customer_ids=[found.customer_id]))


@router.get("/value/holdout", response=HoldoutOut)
def get_value_holdout(request: HttpRequest, query: Query[HoldoutQuery]) -> dict[str, object]:
    """Fit on what came before a day, predict the rest, and lay both side by side."""
    return _holdout(hold_out(lake=lake(), scope=query.scope(), terms=query.terms(), split=query.split))


def _numbers(numbers: Numbers) -> dict[str, object]:
    return dict(numbers.__dict__)


def _fit(fit: Fit | None) -> dict[str, object] | None:
    if fit is None:
        return None
    return {
        "model": fit.model,
        "label": MODELS[fit.model].label if fit.model in MODELS else "Gamma-Gamma",
        "parameters": [dict(parameter.__dict__) for parameter in fit.parameters],
        "log_likelihood": fit.log_likelihood,
        "n": fit.n,
    }


def _value(value: Value) -> dict[str, object]:
    return {
        "as_of": value.as_of,
        "weeks": value.terms.weeks,
        "discount": value.terms.discount,
        "margin": value.terms.margin,
        "currency": value.currency,
        "customers": value.customers,
        "repeaters": value.repeaters,
        "fit": _fit(value.fit),
        "money_fit": _fit(value.money_fit),
        **{name: _numbers(getattr(value, name)) for name in ("related", "active", "purchases", "worth")},
        "notes": list(value.notes),
    }


def _customer(row: CustomerValue, names: dict[str, str]) -> dict[str, object]:
    return {
        **{name: getattr(row, name) for name in ("customer_id", "first", "last", "orders", "mean_order", "slipping")},
        "name": names.get(row.customer_id),
        **{name: _numbers(getattr(row, name)) for name in ("active", "purchases", "worth")},
    }


def _holdout(found: Holdout) -> dict[str, object]:
    return {
        **{name: getattr(found, name) for name in ("split", "until", "model", "customers", "actual", "verdict")},
        "fit": _fit(found.fit),
        "predicted": _numbers(found.predicted),
        "classes": [{**one.__dict__, "predicted": _numbers(one.predicted)} for one in found.classes],
        "weeks": [dict(week.__dict__) for week in found.weeks],
        "notes": list(found.notes),
    }
