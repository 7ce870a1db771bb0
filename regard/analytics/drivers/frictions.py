"""Frictions: the ways in which a touchpoint fails a customer, found in the log.

An *encounter* is one customer meeting one touchpoint on one day (or with one order or ticket). It is
*exposed* where the friction happened. Frictions are found by what was recorded, never by a list of events:

* late: an order was not delivered by the time promised (a promise of a day holds until that day's end);
* failed: something at the touchpoint failed (an error, a refusal, `success: false`, a failure event);
* wait: the customer waited longer than five minutes there (`wait_seconds`);
* slow_reply: a ticket had no public reply within 24 hours;
* reopened: a solved ticket had to be opened again;
* low_score: the customer scored the touchpoint below the middle (NPS: 6 or less). What people say of a
  touchpoint and what they do next have common causes, so this is only ever an association.
"""

from dataclasses import dataclass
from datetime import datetime

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.scores import position, scored
from regard.analytics.metrics.service import SOLVED, is_public_reply
from regard.analytics.metrics.sums import when

WAIT_SECONDS = 300
REPLY_HOURS = 24
TEXT = "string"  # may be null, unlike the column it comes from


@dataclass(frozen=True)
class Friction:
    """A way to fail: its name, and how it reads of a touchpoint."""

    name: str
    label: str
    told: bool = False  # known only since the customer said so


FRICTIONS = {
    friction.name: friction
    for friction in (
        Friction("late", "{} late"),
        Friction("failed", "{} failed"),
        Friction("wait", "{}: wait over 5 minutes"),
        Friction("slow_reply", "{}: no reply within a day"),
        Friction("reopened", "{} solved, then reopened"),
        Friction("low_score", "{} scored low", told=True),
    )
}

SAID = Friction("said", "{}", told=True)  # found in what people say, not in what was recorded of a touchpoint


def encounters(log: ir.Table, *, as_of: datetime) -> ir.Table:
    """All encounters at which a friction could have happened.

    Columns: customer_id, began_at (when the order or ticket began: what is known before that may explain the
    friction, what comes after it may not), time (when it was clear whether the friction happened), touchpoint,
    stage, channel, value (of the order, null elsewhere), friction, exposed, interaction_id (the row that shows it).
    """
    found = (_late(log, as_of), _failed(log), _waited(log), _slow_reply(log, as_of), _reopened(log), _scored_low(log))
    return ibis.union(*found)


def _shape(table: ir.Table, friction: str) -> ir.Table:
    return table.select(
        "touchpoint",
        "stage",
        "channel",
        customer_id=table.customer_id.cast(TEXT),
        began_at=table.began_at.cast("timestamp('UTC', 6)"),
        time=table.time.cast("timestamp('UTC', 6)"),
        value=table.value.cast("float64"),
        friction=ibis.literal(friction),
        exposed=table.exposed.fill_null(False),
        interaction_id=table.interaction_id.cast(TEXT),
    ).filter(lambda row: row.time.notnull() & row.touchpoint.notnull())


def _late(log: ir.Table, as_of: datetime) -> ir.Table:
    rows = log.filter(log.kind.isin(("Order Completed", "Order Shipped", "Order Delivered", "Order Cancelled")))
    rows = rows.filter(rows.matter_id.notnull())
    delivered = rows.kind == "Order Delivered"
    orders = rows.group_by(["customer_id", "matter_id"]).agg(
        began_at=rows.time.min(),
        promised_at=rows.promised_at.max(),
        delivered_at=rows.time.min(where=delivered),
        cancelled_at=rows.time.min(where=rows.kind == "Order Cancelled"),
        value=rows.value.max(where=rows.kind == "Order Completed"),
        channel=rows.channel.argmin(when(rows)),
        shown_by=rows.id.argmax(when(rows), where=delivered),
        last_id=rows.id.argmax(when(rows)),
    )
    orders = orders.filter(orders.promised_at.notnull())
    is_day = orders.promised_at == orders.promised_at.truncate("D")
    orders = orders.mutate(
        due_at=ibis.ifelse(is_day, orders.promised_at + ibis.interval(days=1), orders.promised_at),
        known_until=ibis.literal(as_of, type="timestamp('UTC', 6)"),
    )
    exposed = orders.due_at < ibis.coalesce(orders.delivered_at, orders.known_until)
    kept = orders.cancelled_at.isnull() | (orders.cancelled_at > orders.due_at)
    orders = orders.mutate(
        exposed=exposed,
        time=ibis.ifelse(exposed, orders.due_at, orders.delivered_at),
        touchpoint=ibis.literal("Delivery"),
        stage=ibis.literal("delivery"),
        interaction_id=ibis.coalesce(orders.shown_by, orders.last_id),
    ).filter(kept)
    return _shape(orders, "late")


def _by_day(rows: ir.Table, exposed: ir.BooleanColumn, friction: str) -> ir.Table:
    """One encounter per customer, touchpoint and day."""
    rows = rows.mutate(exposed=exposed)
    days = rows.group_by(["customer_id", "touchpoint", rows.time.truncate("D").name("day")]).agg(
        began_at=rows.time.min(),
        time=rows.time.min(),
        stage=rows.stage.argmin(when(rows)),
        channel=rows.channel.argmin(when(rows)),
        value=rows.value.max(),
        exposed=rows.exposed.any(),
        interaction_id=ibis.coalesce(rows.id.argmin(when(rows), where=rows.exposed), rows.id.argmin(when(rows))),
    )
    return _shape(days, friction)


def _failed(log: ir.Table) -> ir.Table:
    where = log.filter(log.failed).select("touchpoint").distinct()
    rows = log.semi_join(where, "touchpoint")
    return _by_day(rows, rows.failed, "failed")


def _waited(log: ir.Table) -> ir.Table:
    rows = log.filter(log.wait_seconds.notnull() & ~log.kind.startswith("Ticket "))
    return _by_day(rows, rows.wait_seconds > WAIT_SECONDS, "wait")


def _tickets(log: ir.Table) -> ir.Table:
    rows = log.filter(log.kind.startswith("Ticket ") & log.matter_id.notnull())
    replied = is_public_reply(rows)
    return rows.group_by(["customer_id", "matter_id"]).agg(
        began_at=rows.time.min(),
        touchpoint=rows.touchpoint.argmin(when(rows)),
        stage=rows.stage.argmin(when(rows)),
        channel=rows.channel.argmin(when(rows)),
        value=rows.value.max(),
        first_id=rows.id.argmin(when(rows)),
        replied_at=rows.time.min(where=replied),
        solved_at=rows.time.min(where=rows.kind.isin(SOLVED)),
        reopened_id=rows.id.argmin(when(rows), where=rows.kind == "Ticket Reopened"),
    )


def _slow_reply(log: ir.Table, as_of: datetime) -> ir.Table:
    tickets = _tickets(log)
    due_at = tickets.began_at + ibis.interval(hours=REPLY_HOURS)
    answered_at = ibis.least(
        ibis.coalesce(tickets.replied_at, tickets.solved_at, ibis.literal(as_of, type="timestamp('UTC', 6)")),
        ibis.coalesce(tickets.solved_at, tickets.replied_at, ibis.literal(as_of, type="timestamp('UTC', 6)")),
    )
    answered = tickets.replied_at.notnull() | tickets.solved_at.notnull()
    exposed = answered_at > due_at
    rows = tickets.mutate(
        exposed=exposed,
        time=ibis.ifelse(exposed, due_at, answered_at),
        interaction_id=tickets.first_id,
    ).filter(exposed | answered)
    return _shape(rows, "slow_reply")


def _reopened(log: ir.Table) -> ir.Table:
    tickets = _tickets(log)
    tickets = tickets.filter(tickets.solved_at.notnull())
    exposed = tickets.reopened_id.notnull()
    rows = tickets.mutate(
        exposed=exposed, time=tickets.solved_at, interaction_id=ibis.coalesce(tickets.reopened_id, tickets.first_id)
    )
    return _shape(rows, "reopened")


def _scored_low(log: ir.Table) -> ir.Table:
    rows = scored(log)
    low = ibis.cases((rows.metric == "nps", rows.score <= 6), else_=position(rows) < 0.5)
    return _by_day(rows, low, "low_score")
