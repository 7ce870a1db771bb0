"""What customers will buy and are worth, from a log: the models fitted, the totals, and each customer.

>>> Terms(weeks=26, discount=0.08, margin=0.4).horizon().length
26.0
"""

import math
from dataclasses import dataclass
from datetime import date, datetime

import ibis.expr.types as ir

from regard.analytics.errors import RegardError
from regard.analytics.metrics.estimates import NOTHING, Numbers
from regard.analytics.scope import Scope
from regard.analytics.value.estimating import correlation, fit_money, fit_purchases
from regard.analytics.value.expecting import Horizon, prospects
from regard.analytics.value.fitting import Fit
from regard.analytics.value.histories import Histories
from regard.analytics.value.model import find_model
from regard.analytics.value.purchases import (
    UNIT_DAYS,
    customers_of,
    histories_in,
    last_day,
    money_in,
    order_days,
    orders_of,
    usual_currency,
)

YEAR_DAYS = 365.25


class UnfitTerms(RegardError):
    """Raised for a horizon, discount or margin that cannot be."""

    code = "value_terms_invalid"
    status = 422


@dataclass(frozen=True)
class Terms:
    """How value is counted: over how many weeks, discounted by how much a year, and which part of an order is kept."""

    model: str = "bg_nbd"
    weeks: int = 52
    discount: float = 0.1
    margin: float = 1.0
    currency: str | None = None

    def __post_init__(self) -> None:
        find_model(self.model)
        if not 1 <= self.weeks <= 520:
            raise UnfitTerms(
                f"The horizon is {self.weeks} weeks. Give 1 to 520: nobody can see further than ten years."
            )
        if not 0 <= self.discount <= 1:
            raise UnfitTerms(f"The yearly discount is {self.discount}. Give a share from 0 to 1, as 0.1 for 10 %.")
        if not 0 < self.margin <= 1:
            raise UnfitTerms(
                f"The margin is {self.margin}. Give the share of an order that is kept, above 0 and up to 1."
            )

    def horizon(self) -> Horizon:
        """As the models take it, in weeks."""
        return Horizon(float(self.weeks), math.log1p(self.discount) * UNIT_DAYS / YEAR_DAYS)


@dataclass(frozen=True)
class Value:
    """The customers of a scope as of the end of a day: who is still there, what they will buy, and what that is worth.

    Intervals of totals are 95 % of what may come of it if the model holds. What could not be worked out is None, and
    `notes` says why, and what is doubtful in the rest.
    """

    as_of: date
    terms: Terms
    currency: str | None
    customers: int
    repeaters: int
    rows: int
    fit: Fit | None
    money_fit: Fit | None
    related: Numbers  # how much spending per order goes with ordering often
    active: Numbers
    purchases: Numbers
    worth: Numbers
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What a log says of a scope's customers, before any model."""

    table: ir.Table
    histories: Histories
    currency: str | None
    today: date


def known(log: ir.Table, *, scope: Scope, terms: Terms, as_of: datetime) -> Known:
    """The purchase histories of the scope's customers as of its end. `since` takes those who came on that day or later."""
    today = last_day(scope, as_of)
    orders = orders_of(log, scope, today)
    currency = terms.currency if terms.currency is not None else usual_currency(orders)
    table = customers_of(
        order_days(orders, currency), since=scope.since
    ).cache()  # read the log once for all that follows
    return Known(table, histories_in(table, today), currency, today)


def value_of(log: ir.Table, *, scope: Scope, terms: Terms, as_of: datetime) -> Value:
    """What the customers of a scope will buy and are worth.

    Args:
        log: interactions, with the columns of INTERACTION.
        as_of: up to when the log is complete; the scope's `until` may look from an earlier day.
    """
    told = known(log, scope=scope, terms=terms, as_of=as_of)
    histories = told.histories
    fitted = fit_purchases(find_model(terms.model), histories)
    notes = list(fitted.notes)
    money_fit, related = None, NOTHING
    if told.currency is not None:
        money = money_in(told.table)
        paying = fit_money(money, told.currency)
        related = correlation(money)
        money_fit = paying.fit if paying.fit is not None and paying.fit.is_settled else None
        notes += paying.notes
    elif histories.n:
        notes.append("Orders carry no value, so nothing can be said of money. Send `total` and `currency` with them.")
    nothing = Numbers(None, histories.n, None, None)
    active = purchases = worth = nothing
    if fitted.fit is not None and fitted.fit.is_settled:
        coming = prospects(fitted.fit, money_fit, histories, terms.horizon())
        active, purchases = coming.active, coming.purchases
        worth = _kept(coming.money, terms.margin) if coming.money else nothing
    return Value(
        told.today,
        terms,
        told.currency,
        histories.n,
        histories.repeaters,
        len(histories.by_purchases),
        fitted.fit if fitted.fit is not None and fitted.fit.is_settled else None,
        money_fit,
        related,
        active,
        purchases,
        worth,
        tuple(notes),
    )


def _kept(money: Numbers, margin: float) -> Numbers:
    def part(amount: float | None) -> float | None:
        return None if amount is None else amount * margin

    return Numbers(part(money.value), money.n, part(money.low), part(money.high))
