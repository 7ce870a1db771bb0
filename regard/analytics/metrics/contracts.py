"""Subscriptions that end: of the customers, and of the money, there were at the start of a period, what was lost in it."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import ibis
import ibis.expr.types as ir
from scipy.special import stdtrit

from regard.analytics.metrics.estimates import NOTHING, Numbers, share
from regard.analytics.metrics.metric import GRAINS, Metric, Question
from regard.analytics.metrics.sums import products_of, squares_of, total_of, when
from regard.analytics.scope import Scope

BEGINS, ENDS = ("Subscription Started", "Subscription Renewed"), "Subscription Cancelled"
MOST_PERIODS = 120
Period = tuple[str | None, datetime, datetime]


def _rows(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter(found.kind.isin((*BEGINS, ENDS)))


def _periods(question: Question) -> list[Period]:
    """The periods asked about, each with the name of its group; None where a dimension names it."""
    if question.edges:
        return [(str(n), _midnight(a), _midnight(b)) for n, (a, b) in enumerate(pairwise(question.edges))]
    until = min(_midnight(question.scope.until), question.as_of) if question.scope.until else question.as_of
    since = _midnight(question.scope.since) if question.scope.since else until - timedelta(days=365)
    if question.by not in (*GRAINS, "quarter"):
        return [(None, since, until)]
    starts: dict[str, date] = {}
    for number in range((until.date() - since.date()).days + 1):
        day = since.date() + timedelta(days=number)
        starts.setdefault(_name(question.by, day), day)
    bounds = [*(_midnight(day) for day in starts.values()), until]
    periods: list[Period] = [*zip(starts, bounds[:-1], bounds[1:], strict=True)]
    return [one for one in periods if one[1] < one[2]][-MOST_PERIODS:]


def _per_customer(question: Question, period: Period) -> ir.Table:
    """Customers who paid at the start of a period: what they paid then and at its end; group, customer_id, currency."""
    name, since, until = period
    log = question.scope.at_places(question.scope.of_segment(question.log))
    rows = log.filter(log.kind.isin((*BEGINS, ENDS)) & log.matter_id.notnull() & (log.time < _at(until)))
    nothing = ibis.literal(Decimal(0), type=rows.value.type())
    amount = ibis.ifelse(rows.kind == ENDS, nothing, rows.value.fill_null(nothing))
    rows = rows.mutate(amount=amount, is_on=rows.kind != ENDS)
    early = rows.time < _at(since)
    subscriptions = rows.group_by(["customer_id", "matter_id"]).agg(
        first_id=rows.id.argmin(when(rows)),
        currency=rows.currency.argmin(when(rows)),
        on_before=rows.is_on.argmax(when(rows), where=early).fill_null(False),
        on_after=rows.is_on.argmax(when(rows)),
        paid_before=rows.amount.argmax(when(rows), where=early).fill_null(nothing),
        paid_after=rows.amount.argmax(when(rows)),
    )
    customers = subscriptions.group_by("customer_id").agg(
        first_id=subscriptions.first_id.min(),
        currency=subscriptions.currency.max(),
        was_on=subscriptions.on_before.any(),
        is_on=subscriptions.on_after.any(),
        before=subscriptions.paid_before.sum(),
        after=subscriptions.paid_after.sum(),
    )
    customers = customers.filter(customers.was_on)
    if name is not None:
        return customers.mutate(group=ibis.literal(name))
    places = log.drop("customer_id", "currency").inner_join(customers, [log.id == customers.first_id])
    grouped = Question(question.log, Scope(), question.by, question.as_of).grouped(places)
    return grouped.select("group", "customer_id", "currency", "was_on", "is_on", "before", "after")


def _each(question: Question, count: Callable[[ir.Table], ir.Table]) -> ir.Table:
    found = [count(_per_customer(question, period)) for period in _periods(question)]
    return found[0].union(*found[1:]) if len(found) > 1 else found[0]


def _customers_lost(question: Question) -> ir.Table:
    return _each(question, lambda found: found.group_by("group").agg(n=found.count(), part=(~found.is_on).sum()))


def _money_lost(*, is_net: bool) -> Callable[[Question], ir.Table]:
    def count(found: ir.Table) -> ir.Table:
        lost = found.before - found.after
        found = found.filter(found.before > 0).mutate(lost=lost if is_net else ibis.greatest(lost, 0))
        return found.group_by(["group", "currency"]).agg(
            n=found.count(),
            had=total_of(found.before),
            gone=total_of(found.lost),
            had_squared=squares_of(found.before),
            gone_squared=squares_of(found.lost),
            both=products_of(found.before, found.lost),
        )

    return lambda question: _each(question, count)


def _estimate_share(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


def _estimate_ratio(row: Mapping[str, Any]) -> Numbers:
    """A ratio of two sums over customers, its interval linearised."""
    n, had, gone = row["n"], row["had"], row["gone"]
    if not n or had <= 0:
        return NOTHING
    ratio = gone / had
    if n == 1:
        return Numbers(100 * ratio, 1, None, None)
    spread = max(0.0, row["gone_squared"] - 2 * ratio * row["both"] + ratio * ratio * row["had_squared"])
    half = float(stdtrit(n - 1, 0.975)) * (spread * n / (n - 1)) ** 0.5 / had
    return Numbers(100 * ratio, n, 100 * (ratio - half), 100 * (ratio + half))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _at(moment: datetime) -> Any:
    return ibis.literal(moment, type="timestamp('UTC', 6)")


def _name(grain: str | None, day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}" if grain == "quarter" else day.strftime(GRAINS[grain or "day"])


def _metric(name: str, label: str, description: str, aggregate: Any, estimate: Any) -> Metric:
    whole = "Over the period asked for, the last 365 days where it has no beginning."
    return Metric(
        name,
        label,
        f"{description} {whole}",
        "%",
        "down",
        aggregate,
        estimate,
        _rows,
        family="loyalty",
        reads=("orders",),
    )


CHURN = (
    _metric(
        "customer_churn",
        "Customer churn",
        "Of customers with a subscription at the start of the period, the share without any at its end.",
        _customers_lost,
        _estimate_share,
    ),
    _metric(
        "gross_revenue_churn",
        "Revenue churn, gross",
        "Of what customers paid for subscriptions at the start of the period, the share that those who ended or went down "
        "no longer pay at its end.",
        _money_lost(is_net=False),
        _estimate_ratio,
    ),
    _metric(
        "net_revenue_churn",
        "Revenue churn, net",
        "The same less what the same customers pay more; below zero where they pay more than was lost. New customers do "
        "not count.",
        _money_lost(is_net=True),
        _estimate_ratio,
    ),
)
