"""Questions about value, asked of a lake. Answers are kept per version of the log."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from regard.analytics.errors import RegardError
from regard.analytics.scope import Scope
from regard.analytics.value.customer_value import Terms, Value, known, value_of
from regard.analytics.value.customers import ORDERS, CustomerValue, one_customer, rank_customers, those_customers
from regard.analytics.value.holdout import Holdout, holdout
from regard.analytics.value.survival import Survival, survival
from regard.foundation.lake.api import Lake

MOST_CUSTOMERS = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class UnknownOrder(RegardError):
    """Raised for an order in which customers cannot be ranked."""

    code = "value_order_unknown"
    status = 422


class NoOrders(RegardError):
    """Raised for a customer of whom no order is in the scope."""

    code = "customer_without_orders"
    status = 404


def value_in(*, lake: Lake, scope: Scope, terms: Terms) -> Value:
    """Who is still active, what they will buy and what that is worth; see `regard.analytics.value.customer_value`."""
    return lake.remember(
        ("value", scope, terms),
        lambda: value_of(lake.interactions(), scope=scope, terms=terms, as_of=_as_of(lake)),
    )


def list_customer_values(
    *, lake: Lake, scope: Scope, terms: Terms, by: str = "worth", limit: int = 50
) -> list[CustomerValue]:
    """The first customers by `worth` or `slipping`, at most 500; none where no model could be fitted.

    Raises UnknownOrder.
    """
    if by not in ORDERS:
        raise UnknownOrder(f"Customers cannot be ranked by {by[:40]!r}. Use {' or '.join(ORDERS)}.")
    limit = max(1, min(limit, MOST_CUSTOMERS))
    return lake.remember(("customer_values", scope, terms, by, limit), lambda: _ranked(lake, scope, terms, by, limit))


def _ranked(lake: Lake, scope: Scope, terms: Terms, by: str, limit: int) -> list[CustomerValue]:
    value = value_in(lake=lake, scope=scope, terms=terms)
    if value.fit is None:
        return []
    told = known(lake.interactions(), scope=scope, terms=terms, as_of=_as_of(lake))
    return rank_customers(told, value.fit, value.money_fit, terms, by=by, limit=limit)


def list_values_of(*, lake: Lake, scope: Scope, terms: Terms, customer_ids: Iterable[str]) -> list[CustomerValue]:
    """What is expected of each of some customers; who never ordered is left out, and all where no model could be fitted."""
    value, wanted = value_in(lake=lake, scope=scope, terms=terms), frozenset(customer_ids)
    if value.fit is None or not wanted:
        return []

    def answer() -> list[CustomerValue]:
        told = known(lake.interactions(), scope=scope, terms=terms, as_of=_as_of(lake))
        return those_customers(told, value, sorted(wanted))

    return lake.remember(("values_of", scope, terms, wanted), answer)


def find_customer_value(*, lake: Lake, scope: Scope, terms: Terms, customer_id: str) -> CustomerValue | None:
    """What is expected of one customer; None where no model could be fitted. Raises NoOrders."""
    from regard.record.customers import api as customers  # noqa: PLC0415 (needs Django set up)

    value = value_in(lake=lake, scope=scope, terms=terms)
    if value.fit is None:
        return None
    customer_id = customers.current_id(customer_id=customer_id)
    found = one_customer(customers.history_of(lake=lake, customer_id=customer_id), value, scope=scope)
    if found is None:
        raise NoOrders(f"{customer_id[:80]} has no order here, so nothing is expected of them yet.")
    return found


def hold_out(*, lake: Lake, scope: Scope, terms: Terms, split: date | None = None) -> Holdout:
    """Fit on what came before a day, and compare with what came after. Raises NoHoldout."""
    return lake.remember(
        ("holdout", scope, terms, split),
        lambda: holdout(lake.interactions(), scope=scope, terms=terms, as_of=_as_of(lake), split=split),
    )


def survival_in(*, lake: Lake, scope: Scope, by: str | None = None) -> Survival:
    """How long contracts last, from start to cancellation, by a trait (`trait.NAME`). Raises ScopeError."""
    return lake.remember(
        ("survival", scope, by), lambda: survival(lake.interactions(), scope=scope, as_of=_as_of(lake), by=by)
    )


def _as_of(lake: Lake) -> datetime:
    return lake.last_at() or _EPOCH
