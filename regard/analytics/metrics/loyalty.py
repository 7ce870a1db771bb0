"""Whether customers come back: retention and repeat purchase, within 90 days.

Both follow each customer for the same 90 days, so a period is moved back by 90 days: a value for Q3 is
about customers seen from 90 days before it, all of whom have been followed for the full 90 days by its end.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.metrics.kernels import came_again
from regard.analytics.metrics.metric import HORIZON_DAYS, Metric, Question, active
from regard.analytics.metrics.sums import when
from regard.analytics.scope import Scope

PURCHASE = "Order Completed"
PLACES = ("channel", "stage", "touchpoint", "source", "kind")


def _first_per_customer(question: Question, rows: ir.Table) -> ir.Table:
    """Each customer's first row in the scope, per group, with full follow-up: group, customer_id, start."""
    followed = ibis.literal(question.as_of - timedelta(days=HORIZON_DAYS), type="timestamp('UTC', 6)")
    cohort = question.grouped(rows.filter(rows.time <= followed))
    order = when(cohort) if "id" in cohort.columns else cohort.time  # a customer has one row a day
    return cohort.group_by(["group", "customer_id"]).agg(start=cohort.time.min(), next=cohort.next.argmin(order))


def _share_followed(question: Question, rows: ir.Table) -> ir.Table:
    first = _first_per_customer(question, rows)
    within = (first.next.epoch_seconds() - first.start.epoch_seconds()) <= HORIZON_DAYS * 86_400
    return first.group_by("group").agg(n=first.count(), part=within.fill_null(False).sum())


def active_days(log: ir.Table) -> ir.Table:
    """One row per customer and day with something the customer did, at the place of the first, and the next such day."""
    did = active(log)
    place = ibis.struct({name: did[name] for name in PLACES})
    days = did.group_by(["customer_id", did.time.truncate("D").name("day")]).agg(
        time=did.time.min(), place=place.argmin(when(did))
    )
    days = days.mutate(**{name: days.place[name] for name in PLACES}).drop("place")
    return days.mutate(next=days.time.lead().over(group_by="customer_id", order_by="day"))


def _retained(question: Question) -> ir.Table:
    days = active_days(question.scope.of_segment(question.log))
    return _share_followed(question, question.scope.at_places(question.scope.in_period(days)))


def _repurchased(question: Question) -> ir.Table:
    log = question.scope.of_segment(question.log)
    orders = log.filter(log.kind == PURCHASE)
    orders = orders.mutate(next=orders.time.lead().over(group_by="customer_id", order_by=["time", "id"]))
    return _share_followed(question, question.scope.at_places(question.scope.in_period(orders)))


def _estimate(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


def _active_rows(log: ir.Table, scope: Scope) -> ir.Table:
    return active(scope.rows(log))


def _order_rows(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter(found.kind == PURCHASE)


RETENTION = Metric(
    "retention",
    "Retention, 90 days",
    "Of customers who did something of their own accord, the share who did so again on a later day within 90 days. "
    "Answers to surveys, reviews and opened mails do not count.",
    "%",
    "up",
    _retained,
    _estimate,
    _active_rows,
    horizon_days=HORIZON_DAYS,
    kernel=lambda threads, question: came_again(threads.own_days, question, days=HORIZON_DAYS),
    family="loyalty",
)
REPEAT_PURCHASE = Metric(
    "repeat_purchase",
    "Repeat purchase, 90 days",
    "Of customers who ordered, the share who ordered again within 90 days.",
    "%",
    "up",
    _repurchased,
    _estimate,
    _order_rows,
    horizon_days=HORIZON_DAYS,
    kernel=lambda threads, question: came_again(threads.orders, question, days=HORIZON_DAYS),
    family="loyalty",
    reads=("orders",),
)
