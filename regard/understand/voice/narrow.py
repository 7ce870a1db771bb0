"""Opinions as figures need them: few columns, read once, with numbers for people and texts. What counts people counts numbers faster."""

import ibis.expr.types as ir

from regard.understand.voice.opinions.shapes import EMOTIONS

COLUMNS = ("time", "sentiment", "label", "intent", *EMOTIONS, "language", "leaf", "parent")


def narrow(*, rows: ir.Table) -> ir.Table:
    """The rows in memory, for as long as somebody asks of them. `id` and `customer_id` are numbers that stand for them."""
    return coded(rows.select(*COLUMNS, "id", "customer_id"), "id", "customer_id").cache()


def coded(rows: ir.Table, *columns: str) -> ir.Table:
    """The rows with numbers instead of names; one name has one number wherever it stands."""
    return rows.mutate(**{name: rows[name].hash() for name in columns})
