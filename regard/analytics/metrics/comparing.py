"""Comparing: a metric with a period before, its change split, and groups with all others, corrected for their number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.metrics.estimates import NOTHING, Change, Numbers, benjamini_hochberg, change
from regard.analytics.metrics.measure import find_metric
from regard.analytics.metrics.metric import ALL, Metric, Question, Threads, aggregates, answered
from regard.analytics.metrics.splitting import Answers, People, Split, correlation_of, split_by_group, split_by_people
from regard.analytics.scope import Scope
from regard.analytics.tickets.opening_hours import ServiceTerms

FALSE_SHARE = 0.05
MOST_GROUPS = 200


@dataclass(frozen=True)
class Compared:
    """A metric now and before, its change, and, for means of answers, why it moved."""

    metric: str
    unit: str
    now: Numbers
    before: Numbers
    change: Change | None
    people: People | None
    split: Split | None


@dataclass(frozen=True)
class Standing:
    """One group beside all others: its difference from them, and whether that is one after correcting for many.

    `difference` is None for a group with too little or without an interval; `is_small` is greyed, not hidden.
    """

    group: str
    numbers: Numbers
    is_small: bool
    difference: Change | None
    adjusted_p: float | None
    is_different: bool


def compare(
    log: ir.Table,
    name: str,
    *,
    scope: Scope,
    before: Scope,
    as_of: datetime,
    by: str | None = None,
    terms: ServiceTerms | None = None,
    threads: Threads | None = None,
) -> Compared:
    """A metric in `scope` compared with `before`; with `by`, the change is split within and between its groups."""
    metric = find_metric(name)
    numbers: list[tuple[Numbers, dict[str, Any]]] = []
    for one in (scope, before):
        question = Question(log, one.shifted(-metric.horizon_days), None, as_of, terms=terms, threads=threads)
        found = [(metric.estimate(row), row) for row in aggregates(metric, question)]
        numbers.append(max(found, key=lambda pair: pair[0].n, default=(NOTHING, {})))
    (now, row), (then, _) = numbers
    unit = str(row.get("currency") or "") if metric.unit == "currency" else metric.unit
    if metric.amount is None:
        return Compared(name, unit, now, then, change(now, then), None, None)
    answers, names = _answers(log, metric, scope, before, by, as_of)
    return Compared(
        name,
        unit,
        now,
        then,
        change(now, then, correlation=correlation_of(answers)),
        split_by_people(answers),
        split_by_group(answers, names) if by else None,
    )


def rank(
    log: ir.Table,
    name: str,
    *,
    scope: Scope,
    by: str,
    as_of: datetime,
    terms: ServiceTerms | None = None,
    threads: Threads | None = None,
) -> list[Standing]:
    """The groups of a dimension, each compared with all others, the best first.

    At most one in twenty of those called different is so by chance (Benjamini & Hochberg 1995).
    """
    metric = find_metric(name)
    question = Question(log, scope.shifted(-metric.horizon_days), by, as_of, terms=terms, threads=threads)
    rows = sorted(aggregates(metric, question), key=lambda row: metric.estimate(row).n, reverse=True)[:MOST_GROUPS]
    return _ordered(metric, _corrected([_standing(metric, row, rows) for row in rows]))


def _standing(metric: Metric, row: dict[str, Any], rows: Sequence[dict[str, Any]]) -> Standing:
    own = metric.estimate(row)
    is_small = own.n < metric.minimum_n
    others = [other for other in rows if other is not row and _of_a_kind(other) == _of_a_kind(row)]
    rest = metric.estimate(_together(others)) if others else NOTHING
    difference = None if is_small or rest.n < metric.minimum_n else change(own, rest)
    apart = " · ".join(part for part in _of_a_kind(row) if part)
    group = f"{row['group']} · {apart}" if apart and len({_of_a_kind(one) for one in rows}) > 1 else str(row["group"])
    return Standing(group, own, is_small, difference, None, False)


def _of_a_kind(row: Mapping[str, Any]) -> tuple[str, str]:
    return str(row.get("currency") or ""), str(row.get("variant") or "")


def _together(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Several groups as one: aggregates are additive, and lists are put one after the other."""
    found = dict(rows[0])
    for row in rows[1:]:
        for column, amount in row.items():
            if isinstance(amount, list) or (isinstance(amount, int | float) and not isinstance(amount, bool)):
                found[column] = found[column] + amount
    return found


def _corrected(standings: list[Standing]) -> list[Standing]:
    tested = [one for one in standings if one.difference is not None]
    adjusted = benjamini_hochberg([one.difference.p for one in tested if one.difference])
    by_group = {one.group: p for one, p in zip(tested, adjusted, strict=True)}
    return [
        replace(one, adjusted_p=by_group[one.group], is_different=by_group[one.group] < FALSE_SHARE)
        if one.group in by_group
        else one
        for one in standings
    ]


def _ordered(metric: Metric, standings: list[Standing]) -> list[Standing]:
    sign = -1 if metric.direction == "up" else 1
    return sorted(standings, key=lambda one: (one.is_small, sign * (one.numbers.value or 0.0), one.group))


def _answers(
    log: ir.Table, metric: Metric, scope: Scope, before: Scope, by: str | None, as_of: datetime
) -> tuple[Answers, list[str]]:
    """The answers behind a metric in two periods, with the group of each."""
    assert metric.amount is not None
    parts = []
    for one in (scope, before):
        rows = metric.rows(log, one)
        rows = Question(log, one, by, as_of).grouped(rows.mutate(amount=metric.amount(rows)))
        parts.append(answered(rows.select("customer_id", "group", "amount"), log))
    table = pa.concat_tables(parts)
    names = sorted(pc.unique(table["group"]).to_pylist())
    group = pc.index_in(table["group"].combine_chunks(), value_set=pa.array(names, pa.string()))
    customer = pc.dictionary_encode(table["customer_id"].combine_chunks())
    is_now = np.arange(table.num_rows) < parts[0].num_rows
    answers = Answers(
        np.asarray(customer.indices.to_numpy(zero_copy_only=False), dtype=np.int64),
        np.asarray(group.to_numpy(zero_copy_only=False), dtype=np.int64),
        table["amount"].to_numpy().astype(float),
        is_now,
    )
    return answers, names or [ALL]
