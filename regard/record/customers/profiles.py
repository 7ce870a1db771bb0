"""Profiles: one row per customer, worked out from the log."""

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.scores import experience
from regard.analytics.metrics.sums import when
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.analytics.scope import member_of
from regard.foundation.lake.api import Lake
from regard.record.customers.histories import name_in, traits_of


def customer_table(*, lake: Lake) -> ir.Table:
    """One row per customer, worked out from the log: who they are, when and how often seen, orders and value."""
    return lake.derived("customers", lambda: _customers(lake.interactions()))


def _customers(log: ir.Table) -> ir.Table:
    log = log.mutate(felt=experience(log))
    is_order = log.kind == "Order Completed"
    happened = log.kind.notin(BOOKKEEPING)
    seen = log.group_by("customer_id").agg(
        first_at=log.time.min(),
        last_at=log.time.max(),
        interactions=log.count(where=happened),
        orders=log.count(where=is_order),
        value=log.value.sum(where=is_order).cast("float64"),
        currency=log.currency.max(where=is_order),
        experience=log.felt.mean(),
    )
    told = log.filter(log.kind == "Profile Updated")
    told = told.mutate(
        name=ibis.coalesce(
            member_of(told.properties, "name"),
            (member_of(told.properties, "first_name") + " " + member_of(told.properties, "last_name")),
            (member_of(told.properties, "firstName") + " " + member_of(told.properties, "lastName")),
        ),
        email=member_of(told.properties, "email"),
    )
    known = told.group_by("customer_id").agg(
        name=told.name.argmax(when(told), where=told.name.notnull()),
        email=told.email.argmax(when(told), where=told.email.notnull()),
    )
    return seen.left_join(known, "customer_id").drop("customer_id_right").order_by("customer_id")


def list_names(*, lake: Lake, customer_ids: list[str]) -> dict[str, str]:
    """Names of customers, of those that have one."""
    if not customer_ids:
        return {}
    if len(customer_ids) == 1:  # one customer's own rows say it sooner than a table of all customers
        name = name_in(traits_of(lake=lake, customer_id=customer_ids[0]))
        return {customer_ids[0]: name} if name else {}
    found = customer_table(lake=lake)
    found = found.filter(found.customer_id.isin(customer_ids) & found.name.notnull())
    return {row["customer_id"]: row["name"] for row in found.select("customer_id", "name").to_pyarrow().to_pylist()}
