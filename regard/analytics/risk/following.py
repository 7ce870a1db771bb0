"""What came of customers after a moment: who was still there, and who of them left."""

from datetime import datetime, timedelta
from typing import Any, cast

import ibis
import ibis.expr.types as ir

from regard.analytics.risk.contracts import contracts_of
from regard.analytics.risk.terms import VISIT, Terms
from regard.analytics.schema.vocabulary import ANSWERS
from regard.analytics.value.survival import CANCELLED


def _at(moment: datetime) -> Any:
    return ibis.literal(moment, type="timestamp('UTC', 6)")


def there_at(log: ir.Table, *, cut: datetime, terms: Terms) -> ir.Table:
    """The customers who had not left at `cut`: customer_id. Only rows before it are looked at.

    For subscriptions those with one that runs; for other endings those seen who had none yet; for silence those who were
    heard of in the `days` before.
    """
    rows = log.filter(log.time < _at(cut))
    if terms.leaves == "silent":
        found = _signs(rows, terms)
        found = found.filter(found.time >= _at(cut - timedelta(days=terms.days)))
        return found.select("customer_id").distinct()
    if terms.kind == CANCELLED:
        spells = contracts_of(rows)
        return spells.filter(spells.running).select("customer_id").distinct()
    gone = rows.filter(rows.kind == terms.kind).select("customer_id").distinct()
    return rows.select("customer_id").distinct().anti_join(gone, "customer_id")


def left_after(log: ir.Table, *, cut: datetime, terms: Terms) -> ir.Table:
    """One row per customer who was there at `cut`: customer_id, left (within `days` from then on)."""
    there = there_at(log, cut=cut, terms=terms)
    until = cut + timedelta(days=terms.days)
    later = log.filter((log.time >= _at(cut)) & (log.time < _at(until)))
    if terms.leaves == "silent":
        heard = _signs(later, terms).select("customer_id").distinct().mutate(marked=True)
    elif terms.kind == CANCELLED:
        heard = _ended(log, later, cut).mutate(marked=True)
    else:
        heard = later.filter(later.kind == terms.kind).select("customer_id").distinct().mutate(marked=True)
    joined = there.left_join(heard, "customer_id")
    marked = joined.marked.fill_null(False)
    return cast(ir.Table, joined.select("customer_id", left=~marked if terms.leaves == "silent" else marked))


def _ended(log: ir.Table, later: ir.Table, cut: datetime) -> ir.Table:
    """Customers of whom a contract that ran at the cut was cancelled later."""
    spells = contracts_of(log.filter(log.time < _at(cut)))
    running = spells.filter(spells.running).select("customer_id", "contract")
    ended = later.filter(later.kind == CANCELLED)
    ended = ended.select("customer_id", contract=ended.matter_id.fill_null("")).distinct()
    return cast(ir.Table, running.semi_join(ended, ["customer_id", "contract"]).select("customer_id").distinct())


def _signs(rows: ir.Table, terms: Terms) -> ir.Table:
    """What shows that a customer is still there."""
    if terms.kind != VISIT:
        return rows.filter(rows.kind == terms.kind)
    elsewhere = rows.stage.isin(("service", "departure")).fill_null(False)
    return rows.filter((rows.actor == "customer") & rows.kind.notin(ANSWERS) & ~elsewhere)
