"""Contracts as they stood at a moment."""

from typing import Any, cast

import ibis
import ibis.expr.types as ir

from regard.analytics.traits import said
from regard.analytics.value.survival import CANCELLED, STARTED

DAY = 86_400


def contracts_of(rows: ir.Table) -> ir.Table:
    """One row per customer and contract: start, renewed, ended (seconds), fee, plan, running."""
    found = rows.filter(rows.kind.isin((*STARTED, CANCELLED)))
    t: Any = found.mutate(
        contract=found.matter_id.fill_null(""),
        second=found.time.epoch_seconds(),
        on=found.kind != CANCELLED,
        plan=said(cast(Any, found.properties), "plan"),
        price=found.value,
    )
    spells = t.group_by(["customer_id", "contract"]).agg(
        start=t.second.min(where=t.on),
        renewed=t.second.max(where=t.on),
        ended=t.second.max(where=~t.on),
        endings=(~t.on).cast("float64").sum(),
        fee=t.price.argmax(t.second, where=t.on & t.price.notnull()),
        plan=t.plan.argmax(t.second, where=t.on & t.plan.notnull()),
    )
    running = spells.renewed.notnull() & (spells.ended.isnull() | (spells.renewed > spells.ended))
    return cast(ir.Table, spells.mutate(running=running.fill_null(False)))


def contract_columns(rows: ir.Table, now: int) -> ir.Table:
    """One row per customer who ever had a contract, of those that run: how many, for how long, at what price."""
    t: Any = contracts_of(rows)
    return cast(
        ir.Table,
        t.group_by("customer_id").agg(
            running=t.running.any(),
            contracts=t.running.cast("float64").sum(),
            left_before=t.endings.sum(),
            under_contract=(ibis.literal(now) - t.start.min(where=t.running)).cast("float64") / DAY,
            renewed=(ibis.literal(now) - t.renewed.max(where=t.running)).cast("float64") / DAY,
            fee=t.fee.sum(where=t.running).cast("float64"),
            plan=t.plan.argmax(t.renewed, where=t.running & t.plan.notnull()),
        ),
    )
