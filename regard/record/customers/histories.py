"""One customer's history: read out of the few files that can hold it, summed up without loading it row by row."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, cast

import duckdb
import ibis
import ibis.expr.types as ir
import msgspec
import numpy as np
import pyarrow as pa

from regard.analytics.metrics.scores import experience
from regard.analytics.schema.interactions import INTERACTION
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.foundation.lake.api import Lake

MOST_TICKS = 1000
_COLUMNS = tuple(
    "time id kind channel stage touchpoint actor metric score scale_max value currency matter_id failed".split()
)

_TOTALS = """
    select count(*) as interactions, count(*) filter (kind = 'Order Completed') as orders,
        sum(value) filter (kind = 'Order Completed') as value,
        list_sort(list(distinct currency) filter (kind = 'Order Completed' and currency <> '')) as currencies,
        avg(experience) as felt, count(experience) as felt_n, count(*) filter (failed) as failures,
        count(distinct coalesce(matter_id, '')) filter (kind like 'Ticket %') as tickets,
        coalesce(bool_or(kind = 'Order Delivered'), false) as is_delivered, max(time) as last_at,
        arg_max_null(touchpoint, nth) filter (actor = 'customer') as seen_where,
        max(time) filter (actor = 'customer') as seen_at,
        arg_max(stage, nth) filter (actor = 'customer' and stage <> '') as stage,
        arg_max_null(touchpoint, nth) filter (actor = 'customer' and stage <> '') as stage_where,
        coalesce(list(distinct stage) filter (actor = 'customer' and stage <> ''), []) as stages_seen
    from happened"""
_CHANNELS = """
    select coalesce(nullif(channel, ''), 'unknown') as channel, count(*) as interactions from happened
    group by 1 order by 2 desc, min(nth)"""
_STAGES = "select stage, min(time) as since from happened where stage <> '' group by 1 order by min(nth)"
_SCORES = """
    select metric, arg_max(score, nth) as last, arg_max_null(scale_max, nth) as scale_max, max(time) as "at", count(*) as n
    from happened where score is not null group by 1 order by 1"""
_OPEN = """
    select count(*) as n from (
        select arg_max(kind, nth) as kind from happened where matter_id <> ''
            and kind in ('Ticket Opened', 'Ticket Reopened', 'Ticket Solved', 'Ticket Closed') group by matter_id
    ) where kind in ('Ticket Opened', 'Ticket Reopened')"""
_TICKS = """
    select time, channel from (select time, channel, nth, row_number() over (order by nth) - 1 as number from happened)
    where number % $step = 0 order by nth"""


def history_of(*, lake: Lake, customer_id: str) -> ir.Table:
    """The rows of the log that belong to one customer now, whatever ids they were written under."""
    return lake.of_customer(customer_id=customer_id, former_ids=_former_ids(customer_id))


def view_history(*, lake: Lake, customer_id: str) -> duckdb.DuckDBPyConnection:
    """The same as the view `of_customer` in this thread's connection: quicker where the question is always alike."""
    return lake.view_customer(customer_id=customer_id, former_ids=_former_ids(customer_id))


def traits_of(*, lake: Lake, customer_id: str) -> dict[str, Any]:
    """What sources said of a customer, the newest of each trait."""
    query = "select properties from of_customer where kind = 'Profile Updated' order by time, id"
    told = view_history(lake=lake, customer_id=customer_id).sql(query).to_arrow_table()
    return _traits(told["properties"].to_pylist())


def name_told(*, properties: Iterable[str]) -> str | None:
    """The name that profile updates, oldest first, give a customer; None where they give none."""
    return name_in(_traits(properties))


def name_in(traits: dict[str, Any]) -> str | None:
    """The name that traits give, None where they give none.

    >>> name_in({"first_name": "Ann", "last_name": "Fjell"})
    'Ann Fjell'
    """
    if traits.get("name"):
        return str(traits["name"])
    both = [str(traits[part]) for part in ("first_name", "last_name", "firstName", "lastName") if traits.get(part)]
    return " ".join(both) or None


def heading_of(*, lake: Lake, customer_id: str, as_of: datetime) -> dict[str, Any] | None:
    """What a customer's page heads with, None for a customer without a row."""
    engine = view_history(lake=lake, customer_id=customer_id)
    history = engine.sql(_history_sql()).to_arrow_table()
    if not history.num_rows:
        return None
    history = history.append_column("nth", pa.array(np.arange(history.num_rows)))
    engine.register("history", history)
    try:
        bookkeeping = ", ".join(f"'{kind}'" for kind in sorted(BOOKKEEPING))
        engine.execute(
            f"create or replace temp view happened as select * from history where kind not in ({bookkeeping})"
        )

        def ask(query: str, **parameters: object) -> list[dict[str, Any]]:
            found = engine.sql(query, params=parameters).to_arrow_table().to_pylist()
            return cast(list[dict[str, Any]], found)

        return _heading(ask, history, as_of)
    finally:
        engine.execute("drop view if exists happened")
        engine.unregister("history")


@cache
def _history_sql() -> str:
    """What the heading needs of each row, compiled once: the definitions stay where they are."""
    rows = ibis.table({name: INTERACTION.field(name).type for name in INTERACTION.names}, name="of_customer")
    rows = rows.mutate(experience=experience(rows), told=(rows.kind == "Profile Updated").ifelse(rows.properties, None))
    return str(ibis.to_sql(rows.select(*_COLUMNS, "experience", "told").order_by(["time", "id"]), dialect="duckdb"))


def _former_ids(customer_id: str) -> list[str]:
    from regard.record.customers.reassignment import list_former_ids  # noqa: PLC0415 (needs Django set up)

    return list_former_ids(customer_id=customer_id)


def _heading(ask: Any, history: pa.Table, as_of: datetime) -> dict[str, Any]:
    totals = ask(_TOTALS)[0]
    traits = _traits(history["told"].drop_null().to_pylist())
    reached = ask(_STAGES)
    ends = [*(one["since"] for one in reached[1:]), totals["last_at"] or as_of][: len(reached)]  # none, where none was
    open_tickets = ask(_OPEN)[0]["n"]
    stage, rule = _stage_now(totals, open_tickets)
    currencies = totals["currencies"] or []
    scores = [{**one, "label": _label(one["metric"])} for one in ask(_SCORES)]
    return {
        "name": name_in(traits),
        "since": history["time"][0].as_py(),
        "traits": {name: value for name, value in traits.items() if name not in ("name", "email", "phone")},
        "first_at": history["time"][0].as_py(),
        "last_at": history["time"][-1].as_py(),
        "interactions": totals["interactions"],
        "orders": totals["orders"],
        "value": float(totals["value"] or 0) if len(currencies) <= 1 else None,
        "currency": currencies[0] if len(currencies) == 1 else None,
        "scores": scores,
        "experience": {"value": totals["felt"], "n": totals["felt_n"]} if totals["felt_n"] else None,
        "by_channel": ask(_CHANNELS),
        "stage": stage,
        "facts": _facts(totals, open_tickets, stage, rule, as_of),
        "ticks": ask(_TICKS, step=max(1, -(-totals["interactions"] // MOST_TICKS))),
        "stages": [{**one, "until": end} for one, end in zip(reached, ends, strict=False)],
    }


def _traits(told: Iterable[str]) -> dict[str, Any]:
    traits: dict[str, Any] = {}
    for properties in told:
        traits.update(msgspec.json.decode(properties))
    return {name: value for name, value in traits.items() if isinstance(value, str | int | float | bool)}


def _label(metric: str) -> str:
    return metric.upper() if metric in ("nps", "csat", "ces") else metric.capitalize()


def _stage_now(totals: dict[str, Any], open_tickets: int) -> tuple[str | None, str]:
    """Where in the relationship the customer is, and the rule that says so."""
    if totals["stage"] == "departure":
        return "departure", f"last seen at {totals['stage_where']}"
    if open_tickets:
        return "service", "1 ticket open" if open_tickets == 1 else f"{open_tickets} tickets open"
    if totals["orders"] > 1:
        return "loyalty", f"{totals['orders']} orders"
    if totals["orders"] == 1:
        return ("use", "first order delivered") if totals["is_delivered"] else ("purchase", "first order placed")
    for name in ("use", "purchase", "consideration", "awareness"):
        if name in totals["stages_seen"]:
            return name, "furthest stage seen, no order"
    return None, "nothing seen at a stage yet"


def _last_seen(totals: dict[str, Any], as_of: datetime) -> dict[str, str]:
    seen: datetime | None = totals["seen_at"]
    if seen is None:
        return {"value": "never", "note": "only the company acted"}
    days = (as_of - seen).days
    ago = "the log's last day" if days == 0 else "1 day earlier" if days == 1 else f"{days} days earlier"
    return {"value": f"{seen.day} {seen:%b %Y}", "note": f"{totals['seen_where'] or 'somewhere'}, {ago}"}


def _facts(
    totals: dict[str, Any], open_tickets: int, stage: str | None, rule: str, as_of: datetime
) -> list[dict[str, str]]:
    return [
        {"label": "Stage", "value": (stage or "unknown").capitalize(), "note": rule},
        {"label": "Last seen", **_last_seen(totals, as_of)},
        {"label": "Tickets", "value": str(totals["tickets"]), "note": f"{open_tickets} open"},
        {"label": "Failures met", "value": str(totals["failures"]), "note": "things that did not work"},
    ]
