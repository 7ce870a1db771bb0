"""What it costs to win a customer, where ads carry what they cost, and how long until that is earned back."""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.estimates import NOTHING, Numbers
from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.metrics.sums import total_of
from regard.analytics.schema.families import ADS, COSTS
from regard.analytics.scope import Scope, member_of

DAY = 86_400


def _cost_rows(log: ir.Table, scope: Scope) -> ir.Table:
    """Ads with a cost: columns cost and currency besides the log's own."""
    found = scope.rows(log)
    found = found.filter(found.kind.isin(ADS))
    found = found.mutate(
        cost=member_of(found.properties, "cost").try_cast("float64"),
        currency=member_of(found.properties, "currency").upper(),
    )
    return found.filter(found.cost.notnull())


def _spent(question: Question) -> ir.Table:
    rows = question.grouped(_cost_rows(question.log, question.scope))
    return rows.group_by(["group", "currency"]).agg(cost=total_of(rows.cost.try_cast("decimal(38, 9)")))


def _won(question: Question) -> ir.Table:
    """Customers whose first order lies in the scope, at that order: group, customer_id, currency, won_at."""
    log = question.scope.of_segment(question.log)
    orders = log.filter(log.kind == PURCHASE)
    nth = ibis.row_number().over(group_by="customer_id", order_by=["time", "id"])
    first = orders.mutate(nth=nth)
    first = first.filter(first.nth == 0)
    found = question.grouped(question.scope.in_period(first))
    return found.select("group", "customer_id", "currency", won_at=found.time)


def _acquired(question: Question) -> ir.Table:
    spent, won = _spent(question), _won(question)
    found = won.group_by("group").agg(n=won.count())
    return spent.left_join(found, "group").select("group", "currency", "cost", n=ibis.coalesce(found.n, 0))


def _earned(question: Question) -> ir.Table:
    """Beside cost and customers won: what those paid, as pairs of days since their first order and amount."""
    orders = question.log.filter(question.log.kind == PURCHASE)
    orders = orders.select("customer_id", currency=orders.currency, at=orders.time, amount=orders.value.cast("float64"))
    won = _won(question).drop("currency").inner_join(orders, "customer_id")
    days = (won["at"].epoch_seconds() - won.won_at.epoch_seconds()) / DAY
    won = won.filter(won.amount.notnull()).mutate(paid=ibis.struct({"days": days, "amount": won.amount}))
    paid = won.group_by(["group", "currency"]).agg(paid=won.paid.collect())
    spent = _acquired(question)
    return spent.left_join(paid, ["group", "currency"]).select("group", "currency", "cost", "n", "paid")


def _estimate_cost(row: Mapping[str, Any]) -> Numbers:
    return Numbers(row["cost"] / row["n"], row["n"], None, None) if row["n"] else NOTHING


def _estimate_payback(row: Mapping[str, Any]) -> Numbers:
    if not row["n"] or not row["paid"]:
        return NOTHING
    earned = 0.0
    for one in sorted(row["paid"], key=lambda one: (float(one["days"]), one["amount"])):
        earned += one["amount"]
        if earned >= row["cost"]:
            return Numbers(float(one["days"]), row["n"], None, None)
    return Numbers(None, row["n"], None, None)


ACQUISITION = (
    Metric(
        "acquisition_cost",
        "Acquisition cost",
        "What ads cost (their property `cost`), divided by the customers whose first order lies in the same period. A "
        "complete sum, so without an interval.",
        "currency",
        "down",
        _acquired,
        _estimate_cost,
        _cost_rows,
        family="value",
        reads=(COSTS, "orders"),
    ),
    Metric(
        "payback_days",
        "Payback",
        "Days until the customers won in a period have together paid what ads cost in it; in revenue, not margin. None "
        "until then.",
        "days",
        "down",
        _earned,
        _estimate_payback,
        _cost_rows,
        family="value",
        reads=(COSTS, "orders"),
    ),
)
