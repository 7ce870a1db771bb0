"""Questions about customers: who they are, and what they have been through."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ibis

from regard.analytics.drivers.fix_first import exposures
from regard.analytics.errors import RegardError
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, encounter_table
from regard.record.customers.histories import heading_of
from regard.record.customers.models import Identifier
from regard.record.customers.profiles import customer_table

MOST_ROWS = 200
WHOLE = Scope()


class NoCustomer(RegardError):
    """Raised for a customer id that the log does not know."""

    code = "customer_unknown"
    status = 404


@dataclass(frozen=True)
class CustomerPage:
    """Customers, last seen first."""

    total: int
    rows: list[dict[str, Any]]
    next_cursor: str | None


def list_customers(
    *,
    lake: Lake,
    words: str | None = None,
    scope: Scope = WHOLE,
    pain_point: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> CustomerPage:
    """Customers whose name, e-mail or any identifier matches, last seen first.

    With a pain point those whom it touched in the scope; otherwise only the scope's segment counts.
    """
    found = customer_table(lake=lake)
    if words:
        wanted = words.strip().lower()
        known = list(Identifier.objects.filter(value__iexact=words.strip()).values_list("customer_id", flat=True)[:50])
        found = found.filter(
            found.name.lower().contains(wanted).fill_null(False)
            | found.email.lower().contains(wanted).fill_null(False)
            | found.customer_id.isin([words.strip(), *known])
        )
    of_segment = scope.of_segment(lake.interactions())
    if pain_point:
        touched = exposures(encounter_table(lake=lake), key=pain_point, scope=scope, of_segment=of_segment)
        found = found.semi_join(touched.select("customer_id"), "customer_id")
    elif scope.segment:
        found = found.semi_join(of_segment.select("customer_id"), "customer_id")
    total = int(found.count().to_pyarrow().as_py())
    start, size = int(cursor) if cursor and cursor.isdigit() else 0, max(1, min(limit, MOST_ROWS))
    ordered = found.order_by([ibis.desc("last_at"), "customer_id"]).limit(size, offset=start)
    return CustomerPage(total, ordered.to_pyarrow().to_pylist(), str(start + size) if start + size < total else None)


def get_customer(*, lake: Lake, customer_id: str) -> dict[str, Any]:
    """Everything the customer's page heads with. Raises NoCustomer."""
    heading = heading_of(lake=lake, customer_id=customer_id, as_of=lake.last_at() or datetime.now(UTC))
    if heading is None:
        raise NoCustomer(f"There is no customer {customer_id[:40]!r} in the log.")
    known = Identifier.objects.filter(customer_id=customer_id).order_by("kind", "value")
    return {"customer_id": customer_id, "identifiers": list(known.values("kind", "value")[:100]), **heading}
