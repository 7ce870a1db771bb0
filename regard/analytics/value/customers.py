"""Each customer by what is expected of them: still active, purchases, worth; ranked, or one alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from scipy.special import expit, logit

from regard.analytics.metrics.estimates import Numbers, Z
from regard.analytics.scope import Scope
from regard.analytics.value import gamma_gamma
from regard.analytics.value.customer_value import Known, Terms, Value
from regard.analytics.value.expecting import Horizon, expected_purchases
from regard.analytics.value.fitting import Fit
from regard.analytics.value.histories import Floats, Histories
from regard.analytics.value.model import find_model
from regard.analytics.value.purchases import UNIT_DAYS, customers_of, day_of, number_of, order_days, orders_of

ORDERS = ("worth", "slipping")
STEP = 1e-4


@dataclass(frozen=True)
class CustomerValue:
    """One customer. Intervals are 95 % for the expectation: what is not known of the parameters. Chance comes on top.

    `worth` is the money to come, discounted, times the margin, and None without a model of money. `slipping` is that times
    the probability of having left: high where much may still come and nobody knows whether the customer is there.
    """

    customer_id: str
    first: date
    last: date
    orders: int
    mean_order: float | None
    active: Numbers
    purchases: Numbers
    worth: Numbers
    slipping: float | None


def rank_customers(
    told: Known, fit: Fit, money_fit: Fit | None, terms: Terms, *, by: str = "worth", limit: int = 50
) -> list[CustomerValue]:
    """The first customers by `worth` or by `slipping`; by purchases instead of money where there is no model of money."""
    per_history = ibis.memtable(_expected(fit, told.histories, terms))
    keyed = told.table.mutate(age=number_of(told.today) - told.table["first"])
    keyed = keyed.mutate(recency=keyed.last - keyed["first"])
    joined = keyed.inner_join(per_history, ["frequency", "recency", "age"])
    mean = _mean_order(joined, money_fit)
    joined = joined.mutate(worth=joined.coming * mean, slipping=joined.coming * (1 - joined.active) * mean)
    rows = joined.order_by([ibis.desc(by), "customer_id"]).limit(limit).to_pyarrow().to_pylist()
    return describe(rows, told.today, fit, money_fit, terms)


def those_customers(told: Known, value: Value, customer_ids: Sequence[str]) -> list[CustomerValue]:
    """Some customers, by id; who has no order is left out, and everybody without a model."""
    if value.fit is None:
        return []
    wanted = ibis.memtable({"customer_id": list(customer_ids)})
    rows = told.table.semi_join(wanted, "customer_id").order_by("customer_id").to_pyarrow().to_pylist()
    return describe(rows, told.today, value.fit, value.money_fit, value.terms)


def one_customer(history: ir.Table, value: Value, *, scope: Scope) -> CustomerValue | None:
    """One customer, whose rows of the log `history` has; None without an order in the scope or without a model."""
    if value.fit is None:
        return None
    orders = orders_of(history, replace(scope, segment=None), value.as_of)
    rows = customers_of(order_days(orders, value.currency), since=scope.since).to_pyarrow().to_pylist()
    return describe(rows, value.as_of, value.fit, value.money_fit, value.terms)[0] if rows else None


def describe(
    rows: Sequence[dict[str, Any]], today: date, fit: Fit, money_fit: Fit | None, terms: Terms
) -> list[CustomerValue]:
    """Customers of `customers_of` with what is expected of them."""
    if not rows:
        return []
    histories = _as_histories(rows, today)
    model, size = find_model(fit.model), len(fit.theta)
    fits = [fit] if money_fit is None else [fit, money_fit]
    told = histories.frequency, histories.recency, histories.age

    def active(theta: Floats) -> Floats:
        return np.asarray(logit(np.clip(model.alive(theta[:size], *told), 1e-15, 1 - 1e-15)))

    def bought(theta: Floats) -> Floats:
        return np.log(expected_purchases(model, theta[:size], histories, Horizon(float(terms.weeks))))

    def worth(theta: Floats) -> Floats:
        orders = expected_purchases(model, theta[:size], histories, terms.horizon())
        mean = gamma_gamma.mean_order(theta[size:], histories.paid, histories.money, histories.customers)
        return np.log(terms.margin * orders * mean)

    n = int(fit.n)
    alive = _numbers(active, fits, n, expit)
    purchases = _numbers(bought, fits, n, np.exp)
    money = [Numbers(None, n, None, None)] * len(rows) if money_fit is None else _numbers(worth, fits, n, np.exp)
    return [
        CustomerValue(
            row["customer_id"],
            day_of(row["first"]),
            day_of(row["last"]),
            row["frequency"] + 1,
            row["money"] / row["paid"] if row["paid"] else None,
            alive[at],
            purchases[at],
            money[at],
            _slipping(money[at], alive[at]),
        )
        for at, row in enumerate(rows)
    ]


def _slipping(worth: Numbers, active: Numbers) -> float | None:
    if worth.value is None or active.value is None:
        return None
    return worth.value * (1 - active.value)


def _as_histories(rows: Sequence[dict[str, Any]], today: date) -> Histories:
    def column(name: str) -> Floats:
        return np.array([row[name] for row in rows], dtype=np.float64)

    first, money = column("first"), column("money")
    return Histories(
        column("frequency"),
        (column("last") - first) / UNIT_DAYS,
        (number_of(today) - first) / UNIT_DAYS,
        np.ones(len(rows)),
        column("paid"),
        money,
        money**2,
    )


def _expected(fit: Fit, histories: Histories, terms: Terms) -> pa.Table:
    """Per history: how likely a customer is still active, and what is to come."""
    model, purchases = find_model(fit.model), histories.by_purchases
    alive = model.alive(fit.theta, purchases.frequency, purchases.recency, purchases.age)
    coming = expected_purchases(model, fit.theta, purchases, terms.horizon())
    return pa.table(
        {
            "frequency": purchases.frequency.astype(np.int64),
            "recency": np.rint(purchases.recency * UNIT_DAYS).astype(np.int64),
            "age": np.rint(purchases.age * UNIT_DAYS).astype(np.int64),
            "active": alive,
            "coming": coming,
        }
    )


def _mean_order(joined: ir.Table, money_fit: Fit | None) -> ir.Value:
    if money_fit is None:
        return ibis.literal(1.0)
    p, q, gamma = (float(one) for one in money_fit.theta)
    return (joined.money + gamma) * p / (joined.paid * p + (q - 1))


def _numbers(
    of: Callable[[Floats], Floats], fits: list[Fit], n: int, back: Callable[[Floats], Floats]
) -> list[Numbers]:
    """Estimates per customer by the delta method; `of` gives them on a scale without ends, `back` leads from it."""
    theta = np.concatenate([one.theta for one in fits])
    value, variance, begin = of(theta), np.zeros(1), 0
    for one in fits:
        size = len(one.theta)
        slopes = np.stack([_slope(of, theta, begin + index) for index in range(size)])
        if one.covariance is None:
            return [Numbers(float(one_value), n, None, None) for one_value in back(value)]
        variance = variance + np.einsum("ic,ij,jc->c", slopes, one.covariance, slopes)
        begin += size
    half = Z * np.sqrt(variance)
    return [
        Numbers(float(middle), n, float(low), float(high))
        for middle, low, high in zip(back(value), back(value - half), back(value + half), strict=True)
    ]


def _slope(of: Callable[[Floats], Floats], theta: Floats, index: int) -> Floats:
    more, less = theta.copy(), theta.copy()
    more[index] *= np.exp(STEP)
    less[index] *= np.exp(-STEP)
    return np.asarray((of(more) - of(less)) / (2 * STEP))
