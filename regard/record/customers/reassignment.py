"""Telling the log which anchors belong to another customer than their rows were written with.

Who is who is decided in PostgreSQL; the log's small table `reassigned` follows. Each change adds to `moves` in the
transaction that makes it, and `publish_reassigned` brings `published` up to it after the log's commit. A crash in
between leaves the two apart, and whoever writes next says it again.
"""

import pyarrow as pa
from django.db import transaction
from django.db.models import F

from regard.analytics.schema.interactions import REASSIGNED
from regard.foundation.lake.api import Lake, LakeWriter
from regard.record.customers import graph
from regard.record.customers.models import FormerCustomer, Identifier, Reassignment


def publish_reassigned(*, writer: LakeWriter) -> bool:
    """Write `reassigned` anew where anchors moved since it was written; returns whether they had. Safe to repeat."""
    state = Reassignment.objects.filter(published__lt=F("moves")).first()
    if state is None:
        return False
    writer.replace_reassigned(_table(list_reassigned()))  # read after `moves`: may know more, never less
    Reassignment.objects.filter(published__lt=state.moves).update(published=state.moves)
    return True


def resolve_customers(*, lake: Lake) -> tuple[int, int]:
    """Work out anew who is who. Returns how many identifiers there are, and how many were otherwise than they should be."""
    with LakeWriter(lake) as writer:
        try:
            with transaction.atomic():
                graph.lock()
                return graph.resolve_whole()
        finally:
            publish_reassigned(writer=writer)


def list_reassigned() -> list[tuple[str, str]]:
    """(anchor, customer id) of every identifier that changed customer after rows were written with it."""
    return list(Identifier.objects.filter(has_moved=True).order_by("anchor").values_list("anchor", "customer_id"))


def list_former_ids(*, customer_id: str) -> list[str]:
    """Other customer ids under which rows of this customer may still be written in the log.

    The customer's rows are those whose stored `customer_id` is this one or one of these, and whose anchor
    `reassigned` does not give to somebody else. May name ids that no row is left under; misses none.
    """
    own = Identifier.objects.filter(customer_id=customer_id).values("anchor")
    formers = FormerCustomer.objects.filter(anchor__in=own).exclude(customer_id=customer_id)
    return list(formers.order_by("customer_id").values_list("customer_id", flat=True).distinct())


def _table(rows: list[tuple[str, str]]) -> pa.Table:
    return pa.table(
        [pa.array([row[0] for row in rows], pa.string()), pa.array([row[1] for row in rows], pa.string())],
        schema=REASSIGNED,
    )
