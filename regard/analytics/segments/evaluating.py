"""Who fulfils which condition: one pass over the log for all conditions together."""

from collections.abc import Callable, Mapping
from typing import Any, cast

import ibis
import ibis.expr.types as ir

from regard.analytics.accounts import memberships
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.analytics.segments import conditions as n
from regard.analytics.segments import facts as f
from regard.analytics.segments.comparing import Now, in_window, moment, number_holds, number_in, text_holds, time_holds
from regard.analytics.segments.comparisons import Presence
from regard.analytics.segments.lifecycle import stages_now
from regard.analytics.traits import json_of, said, text_of

DRAWN = 2**32
Columns = dict[f.Fact, str]


def evaluate(
    log: ir.Table,
    conditions: Mapping[str, n.AnyCondition],
    *,
    now: Now,
    customers: ir.Table | None = None,
) -> ir.Table:
    """One row per customer: customer_id, and under each name whether the customer fulfils that condition.

    Args:
        log: interactions; those after `now` do not count yet.
        conditions: by name, references to other segments expanded.
        customers: whom to ask about (column customer_id), otherwise everybody in the log.
    """
    log = log.filter(log.time <= moment(now))
    facts = f.facts_of(list(conditions.values()))
    known = _with_facts(log, customers, facts, now)
    columns = {name: holds(condition, known, facts, now) for name, condition in conditions.items()}
    return known.select("customer_id", **columns)


def members(log: ir.Table, condition: n.AnyCondition, *, now: Now, customers: ir.Table | None = None) -> ir.Table:
    """The customers who fulfil one condition: column customer_id."""
    found = evaluate(log, {"holds": condition}, now=now, customers=customers)
    return found.filter(found.holds).select("customer_id")


def _with_facts(log: ir.Table, customers: ir.Table | None, facts: Mapping[f.Fact, str], now: Now) -> ir.Table:
    """One row per customer with a column for each fact.

    Facts are gathered in few passes: when seen (which is also who there is), counts, what is taken by order, and what
    is read out of properties, each over the rows it needs. Together they would be slower, since the order of all rows
    would be kept for the few facts that need it.
    """
    known = _everybody(log, customers, facts, now)
    for belongs in (_is_counted, _is_taken, f.needs_properties):
        chosen: Columns = {
            fact: name for fact, name in facts.items() if belongs(fact) and not isinstance(fact, f.Member)
        }
        if chosen:
            rows = log.filter(ibis.or_(*[row_matters(log, fact) for fact in chosen]))
            known = _joined(known, _aggregated(rows, chosen, now))
    for fact, name in facts.items():
        if isinstance(fact, f.Stage):
            known = _joined(known, stages_now(log).rename({name: "stage"}))
        elif isinstance(fact, f.Member):
            known = _joined(known, memberships(log, fact.trait, fact.test, now).mutate(**{name: True}))
    counted = {name: known[name].fill_null(0) for fact, name in facts.items() if isinstance(fact, f.Count)}
    return known.mutate(**counted) if counted else known


def _everybody(log: ir.Table, customers: ir.Table | None, facts: Mapping[f.Fact, str], now: Now) -> ir.Table:
    seen: Columns = {fact: name for fact, name in facts.items() if isinstance(fact, f.SeenAt)}
    known = log if customers is None else customers
    if customers is None and seen:
        return _aggregated(log, seen, now)
    known = known.select("customer_id").distinct()
    return _joined(known, _aggregated(log, seen, now)) if seen else known


def _is_counted(fact: f.Fact) -> bool:
    return isinstance(fact, f.Count) and not fact.where


def _is_taken(fact: f.Fact) -> bool:
    return isinstance(fact, f.Taken) and not f.needs_properties(fact)


def _joined(known: ir.Table, more: ir.Table) -> ir.Table:
    joined = known.left_join(more, "customer_id")
    return joined.drop("customer_id_right") if "customer_id_right" in joined.columns else joined


def _aggregated(rows: ir.Table, facts: Mapping[f.Fact, str], now: Now) -> ir.Table:
    return rows.group_by("customer_id").agg(**{name: _aggregate(rows, fact, now) for fact, name in facts.items()})


def row_matters(log: ir.Table, fact: f.Fact) -> ir.BooleanValue:
    """Which rows a fact looks at, whatever their time and properties."""
    if isinstance(fact, f.Taken) and fact.source == "score":
        return cast(ir.BooleanValue, (log.metric == fact.subject) & log.score.notnull())
    if isinstance(fact, f.SeenAt):
        return cast(ir.BooleanValue, (log.actor == "customer") & log.kind.notin(BOOKKEEPING))
    kind = f.kind_of(fact)
    return cast(ir.BooleanValue, log.kind.notin(BOOKKEEPING) if kind is None else log.kind == kind)


def _aggregate(rows: ir.Table, fact: f.Fact, now: Now) -> Any:
    if isinstance(fact, f.SeenAt):
        where = row_matters(rows, fact)
        return rows.time.min(where=where) if fact.which == "first" else rows.time.max(where=where)
    if isinstance(fact, f.Told):
        text = _only(row_matters(rows, fact), json_of(rows.properties, fact.name))
        return text_of(text.last(order_by=[rows.time, rows.id], where=text.notnull()))
    if isinstance(fact, f.Count):
        return rows.count(where=_wanted(rows, fact, now))
    assert isinstance(fact, f.Taken)
    return _taken(rows, fact, _wanted(rows, fact, now))


def _wanted(rows: ir.Table, fact: f.Count | f.Taken, now: Now) -> ir.BooleanValue:
    """The rows a fact counts: of its kind, in its window, with its properties, which are read of no other rows."""
    wanted = row_matters(rows, fact)
    window = in_window(rows.time, fact.window, now)
    if window is not None:
        wanted = wanted & window
    if not fact.where:
        return wanted
    tests = [text_holds(said(rows.properties, one.name), one.test, now) for one in fact.where]
    return cast(ir.BooleanValue, ibis.cases((wanted, ibis.and_(*tests)), else_=False))


def _taken(rows: ir.Table, fact: f.Taken, wanted: ir.BooleanValue) -> Any:
    value: Any
    if fact.source == "score":
        value = rows.score
    elif fact.source == "value":
        value = rows.value.cast("float64") if fact.take != "total" else rows.value
    else:
        assert fact.name is not None
        text = _only(wanted, said(rows.properties, fact.name))
        value = text if fact.take in ("last", "first") else number_in(text)
    wanted = wanted & value.notnull()
    if fact.take in ("last", "first"):
        order = [rows.time, rows.id]
        return (
            value.last(order_by=order, where=wanted)
            if fact.take == "last"
            else value.first(order_by=order, where=wanted)
        )
    if fact.take == "total":
        return value.sum(where=wanted).cast("float64")
    return {"mean": value.mean, "lowest": value.min, "highest": value.max}[fact.take](where=wanted)


def _only(wanted: ir.BooleanValue, value: ir.Value) -> Any:
    """A value worked out for some rows alone."""
    return ibis.cases((wanted, value))


def holds(condition: n.AnyCondition, known: ir.Table, facts: Mapping[f.Fact, str], now: Now) -> ir.BooleanValue:
    """Whether a condition holds, for each row of known facts; never null."""
    if isinstance(condition, n.AllOf):
        return cast(ir.BooleanValue, ibis.and_(*[holds(one, known, facts, now) for one in condition.conditions]))
    if isinstance(condition, n.AnyOf):
        return cast(ir.BooleanValue, ibis.or_(*[holds(one, known, facts, now) for one in condition.conditions]))
    if isinstance(condition, n.Not):
        return cast(ir.BooleanValue, ~holds(condition.condition, known, facts, now))
    if isinstance(condition, n.Bucket):
        return _drawn(known.customer_id, condition)
    fact = f.fact_of(condition)
    assert fact is not None, "references to segments are expanded before"
    return _leaf_holds(condition, known[facts[fact]], now)


def _leaf_holds(leaf: n.AnyCondition, value: Any, now: Now) -> ir.BooleanValue:
    if isinstance(leaf, n.ScoreIs | n.ValueIs | n.PropertyTaken):
        return _taken_holds(leaf, value, now)
    tested: dict[type, Callable[[Any], Any]] = {
        n.Performed: lambda one: _often_enough(value, one.times),
        n.StageIs: lambda one: value.isin(list(one.one_of)).fill_null(False),
        n.InAccount: lambda one: value.fill_null(False),
        n.Seen: lambda one: time_holds(value, one.test, now),
        n.TraitIs: lambda one: text_holds(value, one.test, now),
    }
    return cast(ir.BooleanValue, tested[type(leaf)](leaf))


def _often_enough(count: Any, times: n.Times) -> Any:
    n_times = ibis.literal(times.n, type="int64")
    return {"at_least": count >= n_times, "at_most": count <= n_times, "exactly": count == n_times}[times.op]


def _taken_holds(leaf: n.ScoreIs | n.ValueIs | n.PropertyTaken, value: Any, now: Now) -> ir.BooleanValue:
    if leaf.take == "total" and not isinstance(leaf.test, Presence):
        value = value.fill_null(0.0)
    if isinstance(leaf, n.PropertyTaken) and leaf.take in ("last", "first"):
        return text_holds(value, leaf.test, now)
    return number_holds(value, leaf.test)


def _drawn(customer_id: ir.StringColumn, bucket: n.Bucket) -> ir.BooleanValue:
    """By lot: the first 32 bits of a fingerprint of salt and customer, as a share of all there are."""
    lot = (ibis.literal(bucket.salt + "\x1f") + customer_id).hexdigest("md5").left(8)
    low, high = (f"{round(share / 100 * DRAWN):09x}" for share in (bucket.low, bucket.high))
    return cast(ir.BooleanValue, (ibis.literal("0") + lot >= low) & (ibis.literal("0") + lot < high))
