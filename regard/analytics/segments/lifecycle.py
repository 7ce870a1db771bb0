"""Where in the relationship each customer is now: the rule of the customer's page, for all customers at once."""

from typing import cast

import ibis
import ibis.expr.types as ir

from regard.analytics.schema.vocabulary import BOOKKEEPING

OPENED = ("Ticket Opened", "Ticket Reopened")
ENDED = ("Ticket Solved", "Ticket Closed")
SEEN = ("use", "purchase", "consideration", "awareness")


def stages_now(log: ir.Table) -> ir.Table:
    """One row per customer: customer_id, stage (null where nothing was seen at a stage).

    Departure when that is where the customer was last; service while a ticket is open; loyalty after two orders; use
    once the first was delivered, purchase before; otherwise the furthest stage seen.
    """
    rows = log.filter(log.kind.notin(BOOKKEEPING))
    own = rows.stage.notnull() & (rows.actor == "customer")
    known = rows.group_by("customer_id").agg(
        orders=rows.count(where=rows.kind == "Order Completed"),
        delivered=rows.count(where=rows.kind == "Order Delivered"),
        **{name: rows.count(where=own & (rows.stage == name)) for name in SEEN},
    )
    for more in (_gone(rows.filter(own)), _open_tickets(rows)):
        known = known.left_join(more, "customer_id").drop("customer_id_right")
    stage = ibis.cases(
        (known.is_gone.fill_null(False), "departure"),
        (known.open_tickets.fill_null(0) > 0, "service"),
        (known.orders > 1, "loyalty"),
        ((known.orders == 1) & (known.delivered > 0), "use"),
        (known.orders == 1, "purchase"),
        *[(known[name] > 0, name) for name in SEEN],
        else_=ibis.null("string"),
    )
    return known.select("customer_id", stage=stage)


def _gone(own: ir.Table) -> ir.Table:
    """Whether departure is where the customer was last, for those who were there at all."""
    departed = own.filter(own.stage == "departure").select("customer_id").distinct()
    rows = own.semi_join(departed, "customer_id")
    last = rows.stage.last(order_by=[rows.time, rows.id])
    return cast(ir.Table, rows.group_by("customer_id").agg(is_gone=last == "departure"))


def _open_tickets(rows: ir.Table) -> ir.Table:
    turns = rows.filter(rows.kind.isin(OPENED + ENDED) & rows.matter_id.notnull())
    last = turns.group_by("customer_id", "matter_id").agg(turn=turns.kind.last(order_by=[turns.time, turns.id]))
    return cast(ir.Table, last.group_by("customer_id").agg(open_tickets=last.count(where=last.turn.isin(OPENED))))
