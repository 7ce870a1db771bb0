"""How much: interactions, customers, orders, revenue."""

from collections.abc import Mapping
from typing import Any

import ibis.expr.types as ir

from regard.analytics.metrics.estimates import Numbers, count, mean, total
from regard.analytics.metrics.kernels import distinct, row_counts
from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.metrics.sums import squares_of, total_of
from regard.analytics.scope import Scope

PAID = (PURCHASE, "Subscription Started", "Subscription Renewed")


def _everything(log: ir.Table, scope: Scope) -> ir.Table:
    return scope.rows(log)


def _orders(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter(found.kind == PURCHASE)


def _paid(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter(found.kind.isin(PAID) & found.value.notnull())


def _count_rows(question: Question) -> ir.Table:
    found = question.grouped(_everything(question.log, question.scope))
    return found.group_by("group").agg(n=found.count())


def _count_customers(question: Question) -> ir.Table:
    found = question.grouped(_everything(question.log, question.scope))
    return found.group_by("group").agg(n=found.customer_id.nunique())


def _count_orders(question: Question) -> ir.Table:
    found = question.grouped(_orders(question.log, question.scope))
    return found.group_by("group").agg(n=found.count())


def _money(question: Question) -> ir.Table:
    found = question.grouped(_paid(question.log, question.scope))
    return found.group_by(["group", "currency"]).agg(n=found.count(), amount=total_of(found.value))


def _order_money(question: Question) -> ir.Table:
    found = question.grouped(_orders(question.log, question.scope))
    found = found.filter(found.value.notnull())
    return found.group_by(["group", "currency"]).agg(
        n=found.count(), amount=total_of(found.value), squares=squares_of(found.value)
    )


def _estimate_count(row: Mapping[str, Any]) -> Numbers:
    return count(row["n"])


def _estimate_total(row: Mapping[str, Any]) -> Numbers:
    return total(row["amount"], row["n"])


def _estimate_mean(row: Mapping[str, Any]) -> Numbers:
    return mean(row["amount"], row["squares"], row["n"])


INTERACTIONS = Metric(
    "interactions",
    "Interactions",
    "Rows of the log.",
    "interactions",
    "up",
    _count_rows,
    _estimate_count,
    _everything,
    0,
    family="volume",
    kernel=lambda threads, question: row_counts(threads.whole, question),
)
CUSTOMERS = Metric(
    "customers",
    "Customers",
    "Distinct customers with an interaction.",
    "customers",
    "up",
    _count_customers,
    _estimate_count,
    _everything,
    0,
    family="volume",
    kernel=lambda threads, question: distinct(threads.whole, question),
)
ORDERS = Metric(
    "orders",
    "Orders",
    "Orders completed.",
    "orders",
    "up",
    _count_orders,
    _estimate_count,
    _orders,
    0,
    family="value",
    reads=("orders",),
)
REVENUE = Metric(
    "revenue",
    "Revenue",
    "Sum of completed orders and of subscriptions started or renewed; currencies are never added up.",
    "currency",
    "up",
    _money,
    _estimate_total,
    _paid,
    0,
    family="value",
    reads=("orders",),
)
ORDER_VALUE = Metric(
    "order_value",
    "Average order",
    "Mean value of completed orders.",
    "currency",
    "up",
    _order_money,
    _estimate_mean,
    _orders,
    family="value",
    reads=("orders",),
)
