"""Measuring: a metric of the catalogue, over a scope, by a dimension."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import ibis.expr.types as ir

from regard.analytics.errors import RegardError
from regard.analytics.metrics import (
    acquisition,
    asked,
    backlog,
    contracts,
    durations,
    ease,
    loyalty,
    opinions,
    promises,
    returning,
    scores,
    service,
    volume,
)
from regard.analytics.metrics.estimates import NOTHING, Numbers
from regard.analytics.metrics.metric import ALL, Metric, Question, Threads, aggregates
from regard.analytics.scope import Scope
from regard.analytics.tickets.opening_hours import ServiceTerms

CATALOGUE: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        scores.NPS,
        scores.CSAT,
        scores.CES,
        scores.STARS,
        scores.EXPERIENCE,
        scores.ENPS,
        *opinions.SAID,
        asked.RESPONSE_RATE,
        loyalty.RETENTION,
        loyalty.REPEAT_PURCHASE,
        *returning.RETURNING,
        *contracts.CHURN,
        *service.OUTCOMES,
        *durations.DURATIONS,
        *promises.PROMISES,
        backlog.BACKLOG,
        *ease.EASE,
        volume.REVENUE,
        volume.ORDERS,
        volume.ORDER_VALUE,
        *acquisition.ACQUISITION,
        volume.CUSTOMERS,
        volume.INTERACTIONS,
    )
}


class UnknownMetric(RegardError):
    """Raised for a metric that is not in the catalogue."""

    code = "metric_unknown"
    status = 404


@dataclass(frozen=True)
class Estimate:
    """One number: metric, group ('all' where not grouped), value, n, 95 % interval, unit.

    `variant` says how it was asked where that makes it another figure: 7-point, 5-point. `is_small` is n below the least.
    """

    metric: str
    group: str
    value: float | None
    n: int
    low: float | None
    high: float | None
    unit: str
    variant: str = ""
    is_small: bool = False


@dataclass(frozen=True)
class Period:
    """One point of a series."""

    since: date
    until: date
    numbers: Numbers


def find_metric(name: str) -> Metric:
    """The metric of that name. Raises UnknownMetric, which names them all."""
    if name not in CATALOGUE:
        raise UnknownMetric(f"There is no metric {name!r}. There are {', '.join(CATALOGUE)}.")
    return CATALOGUE[name]


def measure(
    log: ir.Table,
    name: str,
    *,
    scope: Scope,
    as_of: datetime,
    by: str | None = None,
    terms: ServiceTerms | None = None,
    threads: Threads | None = None,
) -> list[Estimate]:
    """Measure one metric over `scope`, by a dimension.

    Args:
        log: interactions, with the columns of INTERACTION.
        as_of: up to when the log is complete: metrics that follow customers need it.
        by: channel, stage, touchpoint, kind, source, day, week, month, quarter, year, trait.NAME, properties.NAME.
        terms: schedules and targets, which business time and attainment need.
        threads: the same rows as arrays, of the scope's segment; what follows customers is counted over them.

    Returns one estimate per group in the group's order, at least one where `by` is None.
    """
    metric = find_metric(name)
    question = Question(log, scope.shifted(-metric.horizon_days), by, as_of, terms=terms, threads=threads)
    rows = _answers(metric, question)
    found = [_estimate(metric, row, numbers) for row, numbers in rows]
    if not found and by is None:
        return [Estimate(name, ALL, 0.0 if metric.minimum_n == 0 else None, 0, None, None, _unit(metric, {}))]
    several = len({(row.unit, row.variant) for row in found}) > 1
    labelled = [_told_apart(row) if several else row for row in found]
    return sorted(labelled, key=lambda row: row.group)


def series(
    log: ir.Table,
    name: str,
    *,
    scope: Scope,
    edges: Iterable[date],
    as_of: datetime,
    terms: ServiceTerms | None = None,
    threads: Threads | None = None,
) -> list[Period]:
    """The same metric over consecutive periods between `edges`, oldest first, in one pass over the log."""
    metric = find_metric(name)
    bounds = tuple(edges)
    moved = tuple(Scope(since=edge).shifted(-metric.horizon_days).since or edge for edge in bounds)
    open_scope = replace(scope, since=None, until=None)
    question = Question(log, open_scope, None, as_of, moved, terms, threads)
    found: dict[str, Numbers] = {}
    for row, numbers in _answers(metric, question):  # of several currencies or scales, the one with most
        if numbers.n >= found.get(row["group"], NOTHING).n:
            found[row["group"]] = numbers
    return [
        Period(since, until, found.get(str(index), NOTHING)) for index, (since, until) in enumerate(pairwise(bounds))
    ]


def _answers(metric: Metric, question: Question) -> list[tuple[dict[str, Any], Numbers]]:
    return [(row, metric.estimate(row)) for row in aggregates(metric, question)]


def _group(row: dict[str, Any]) -> str:
    return str(row["group"])


def _unit(metric: Metric, row: dict[str, Any]) -> str:
    return str(row.get("currency") or "") if metric.unit == "currency" else metric.unit


def _estimate(metric: Metric, row: dict[str, Any], numbers: Numbers) -> Estimate:
    unit, is_small = _unit(metric, row), numbers.n < metric.minimum_n
    variant = str(row.get("variant") or "")
    return Estimate(
        metric.name, _group(row), numbers.value, numbers.n, numbers.low, numbers.high, unit, variant, is_small
    )


def _told_apart(row: Estimate) -> Estimate:
    apart = row.variant or row.unit or "no currency"
    return replace(row, group=apart if row.group == ALL else f"{row.group} · {apart}")
