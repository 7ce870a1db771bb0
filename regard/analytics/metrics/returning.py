"""Coming back, in the ways it is usually counted: on a day, from a day on, within a week; the next purchase; a return."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.journeys.sparse import is_own
from regard.analytics.metrics.estimates import Numbers, count, share
from regard.analytics.metrics.kernels import came_between, distinct, reactivated
from regard.analytics.metrics.loyalty import PURCHASE, active_days
from regard.analytics.metrics.metric import Metric, Question, active
from regard.analytics.metrics.survival import median_wait
from regard.analytics.schema.families import KINDS
from regard.analytics.scope import Scope

DAY = 86_400
AWAY_DAYS = 90
REFERRALS = KINDS["referrals"]


def _active(log: ir.Table, scope: Scope) -> ir.Table:
    return active(scope.rows(log))


def _orders(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter(found.kind == PURCHASE)


def _referred(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter(found.kind.isin(REFERRALS))


def _between(first_day: int, last_day: int) -> Callable[[Question], ir.Table]:
    """Of customers seen, those who did something of their own accord again so many days after they were first seen."""

    def aggregate(question: Question) -> ir.Table:
        followed = ibis.literal(question.as_of - timedelta(days=last_day + 1), type="timestamp('UTC', 6)")
        days = active_days(question.scope.of_segment(question.log))
        cohort = question.grouped(question.scope.at_places(question.scope.in_period(days)))
        cohort = cohort.filter(cohort.time <= followed)
        first = cohort.group_by(["group", "customer_id"]).agg(start=cohort.time.min())
        again = days.select("customer_id", seen_at=days.time)
        pairs = first.left_join(again, "customer_id")
        passed = pairs.seen_at.epoch_seconds() - pairs.start.epoch_seconds()
        came = (passed >= first_day * DAY) & (passed < (last_day + 1) * DAY)
        one = (
            pairs.mutate(came=came.fill_null(False)).group_by(["group", "customer_id"]).agg(came=lambda t: t.came.any())
        )
        return one.group_by("group").agg(n=one.count(), part=one.came.sum())

    return aggregate


def _until_next(question: Question) -> ir.Table:
    """Days from each order to the customer's next; below zero (-1 - days) where there is none yet."""
    log = question.scope.of_segment(question.log)
    orders = log.filter(log.kind == PURCHASE)
    orders = orders.mutate(next=orders.time.lead().over(group_by="customer_id", order_by=["time", "id"]))
    end = ibis.literal(question.as_of, type="timestamp('UTC', 6)")
    known = orders.next.notnull()
    passed = (ibis.coalesce(orders.next, end).epoch_seconds() - orders.time.epoch_seconds()) / DAY
    orders = orders.mutate(days=ibis.ifelse(known, passed, -1 - passed))
    found = question.grouped(question.scope.at_places(question.scope.in_period(orders)))
    return found.group_by("group").agg(days=found.days.collect())


def _reactivated(question: Question) -> ir.Table:
    days = active_days(question.scope.of_segment(question.log))
    before = days.time.lag().over(group_by="customer_id", order_by="day")
    days = days.mutate(away=days.time.epoch_seconds() - before.epoch_seconds())
    days = days.filter(days.away.notnull() & (days.away > AWAY_DAYS * DAY))
    found = question.grouped(question.scope.at_places(question.scope.in_period(days)))
    return found.group_by("group").agg(n=found.customer_id.nunique())


def _count_referrals(question: Question) -> ir.Table:
    found = question.grouped(_referred(question.log, question.scope))
    return found.group_by("group").agg(n=found.count())


def _recommended(question: Question) -> ir.Table:
    """Of customers who did something of their own accord, those who brought the company to others."""
    rows = question.grouped(_active(question.log, question.scope))
    one = rows.group_by(["group", "customer_id"]).agg(told=rows.kind.isin(REFERRALS).any())
    return one.group_by("group").agg(n=one.count(), part=one.told.sum())


def _estimate_share(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


def _estimate_wait(row: Mapping[str, Any]) -> Numbers:
    days = row["days"]
    return median_wait([day if day >= 0 else -1 - day for day in days], [day >= 0 for day in days])


def _estimate_count(row: Mapping[str, Any]) -> Numbers:
    return count(row["n"])


def _retention(name: str, label: str, said: str, first_day: int, last_day: int) -> Metric:
    return Metric(
        name,
        label,
        f"Of customers who did something of their own accord, the share who did so again {said} they were first seen in "
        "the period.",
        "%",
        "up",
        _between(first_day, last_day),
        _estimate_share,
        _active,
        horizon_days=last_day + 1,
        kernel=lambda threads, question: came_between(
            threads.own_days, question, first_day=first_day, last_day=last_day
        ),
        family="loyalty",
    )


RETURNING = (
    _retention("retention_day_30", "Retention on day 30 (classic)", "on the 30th day after", 30, 30),
    _retention("retention_rolling_30", "Retention from day 30 on (rolling)", "30 to 90 days after", 30, 90),
    _retention("retention_week_4", "Retention in week 4 (bracket)", "22 to 28 days after", 22, 28),
    Metric(
        "next_purchase_days",
        "Time to next purchase, median",
        "Days by which half of the orders were followed by another of the same customer. Orders not followed yet count as "
        "long as they have been waited on (Kaplan–Meier).",
        "days",
        "down",
        _until_next,
        _estimate_wait,
        _orders,
        family="loyalty",
        reads=("orders",),
    ),
    Metric(
        "reactivations",
        "Reactivated customers",
        f"Customers who did something of their own accord after more than {AWAY_DAYS} days without.",
        "customers",
        "up",
        _reactivated,
        _estimate_count,
        _active,
        0,
        kernel=lambda threads, question: reactivated(threads.own_days, question, away_days=AWAY_DAYS),
        family="loyalty",
    ),
    Metric(
        "referrals",
        "Referrals",
        "Invitations sent, and products and carts shared.",
        "referrals",
        "up",
        _count_referrals,
        _estimate_count,
        _referred,
        0,
        family="loyalty",
        reads=("referrals",),
    ),
    Metric(
        "advocates",
        "Advocates",
        "Of customers who did something of their own accord, the share who brought the company to others: sent an "
        "invitation, or shared a product or a cart.",
        "%",
        "up",
        _recommended,
        _estimate_share,
        _referred,
        kernel=lambda threads, question: distinct(
            threads.whole, question, met=lambda step: step.kind in REFERRALS, seen=is_own
        ),
        family="loyalty",
    ),
)
