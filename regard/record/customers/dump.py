"""The canonical dump: who is who and all that follows from it, as bytes that are equal where these are equal.

One JSON object a line, keys sorted; the lines of a section in a fixed order. Numbers that depend on the order of
adding are added exactly. What does not follow from who is who (files, versions, decisions that were undone) is left out.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.scores import experience
from regard.foundation.lake.api import Lake
from regard.record.consents import api as consents
from regard.record.customers.models import Identifier

ROWS_AT_ONCE = 50_000


def dump(*, lake: Lake) -> Iterator[str]:
    """The lines: identifiers, profiles, scores and interactions, each as the customer they belong to now."""
    identifiers = Identifier.objects.order_by("kind", "value").values("kind", "value", "customer_id", "is_shared")
    for row in identifiers.iterator(ROWS_AT_ONCE):
        yield _line("identifier", dict(row))
    yield from _consents()
    log = lake.interactions_here()
    sections = (("profile", _profiles(log)), ("score", _scores(log)), ("interaction", log.order_by(["time", "id"])))
    for section, rows in sections:
        for batch in lake.connection().sql(lake.engine().compile(rows)).to_arrow_reader(ROWS_AT_ONCE):
            for row in batch.to_pylist():
                yield _line(section, row)


def _consents() -> Iterator[str]:
    """What was agreed to at each address of each customer."""
    owners = Identifier.objects.filter(is_shared=False).values_list("kind", "value", "customer_id")
    for kind, value, customer_id in owners.order_by("kind", "value").iterator(ROWS_AT_ONCE):
        for row in reversed(consents.list_consents(endpoints=[consents.Endpoint(kind, value)])):
            said = {"purpose": row.purpose, "status": row.status, "at": row.at, "source": row.source}
            yield _line("consent", {"customer_id": customer_id, "kind": kind, "value": value} | said)


def _profiles(log: ir.Table) -> ir.Table:
    """What is counted of each customer."""
    log = log.mutate(felt=experience(log).cast("decimal(18, 9)"))
    is_order = log.kind == "Order Completed"
    return (
        log.group_by("customer_id")
        .agg(
            first_at=log.time.min(),
            last_at=log.time.max(),
            interactions=log.count(),
            orders=is_order.sum(),
            value=log.value.sum(where=is_order),
            felt=log.felt.sum(),
            traits=log.properties.group_concat(
                sep="\n", where=log.kind == "Profile Updated", order_by=[log.time, log.id]
            ),
        )
        .order_by("customer_id")
    )


def _scores(log: ir.Table) -> ir.Table:
    """What each customer answered, by what was asked."""
    scored = log.filter(log.score.notnull())
    return (
        scored.group_by("customer_id", "metric")
        .agg(
            n=scored.count(),
            total=scored.score.cast("decimal(18, 6)").sum(),
            first=ibis._.score.argmin(ibis.struct({"time": ibis._.time, "id": ibis._.id})),
            last=ibis._.score.argmax(ibis.struct({"time": ibis._.time, "id": ibis._.id})),
        )
        .order_by(["customer_id", "metric"])
    )


def _line(section: str, row: dict[str, Any]) -> str:
    return json.dumps({"section": section} | row, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"{type(value).__name__} has no canonical form.")
