"""From the log to purchase histories: who ordered on which days, and for how much.

Several orders of one customer on one day (UTC) count once, as in the literature. A customer counts from the first order
that is seen; without an order nobody is in these tables.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import ibis
import ibis.expr.types as ir
import numpy as np

from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.scope import Scope, instant
from regard.analytics.value.histories import Floats, Histories

DAY = 86_400
UNIT_DAYS = 7  # models count in weeks
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Money:
    """Customers with repeat orders of known value: how many such days, and their sum, one entry per customer."""

    paid: Floats
    money: Floats


def last_day(scope: Scope, as_of: datetime) -> date:
    """The last whole day a question sees: the day before `until`, or that of the newest interaction."""
    newest = as_of.astimezone(UTC).date()
    return min(scope.until - timedelta(days=1), newest) if scope.until else newest


def number_of(day: date) -> int:
    """Days since 1970, as the tables have them."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """The day of a number of days since 1970."""
    return _EPOCH + timedelta(days=number)


def usual_currency(orders: ir.Table) -> str | None:
    """The currency of most orders of `orders_of`; None where no order has a value."""
    paid = orders.filter(orders.value.notnull())
    counted = paid.group_by(currency=paid.currency.fill_null("")).agg(n=paid.count())
    rows = counted.order_by([ibis.desc("n"), "currency"]).limit(1).to_pyarrow().to_pylist()
    return str(rows[0]["currency"]) if rows else None


def orders_of(log: ir.Table, scope: Scope, today: date) -> ir.Table:
    """The orders of the scope's customers at its places up to the end of `today`. `since` is not looked at here."""
    found = scope.at_places(scope.of_segment(log))
    return found.filter((found.kind == PURCHASE) & (found.time < instant(today + timedelta(days=1))))


def order_days(orders: ir.Table, currency: str | None) -> ir.Table:
    """One row per customer and day with an order: customer_id, day (since 1970), money in `currency`, paid (1 where known)."""
    known = orders.value.notnull() & (orders.currency.fill_null("") == (currency or ""))
    day = (orders.time.epoch_seconds() // DAY).cast("int64")
    money = orders.value.cast("float64").sum(where=known)
    return orders.group_by("customer_id", day=day).agg(money=money.fill_null(0.0), paid=known.any().cast("int64"))


def customers_of(days: ir.Table, *, since: date | None) -> ir.Table:
    """One row per customer: customer_id, first, last, frequency, paid and money, of repeat days alone.

    With `since`, only of customers whose first order was on that day or later.
    """
    told = days.group_by("customer_id").agg(
        first=days.day.min(),
        last=days.day.max(),
        frequency=days.count() - 1,
        paid=days.paid.sum() - days.paid.argmin(days.day),
        money=days.money.sum() - days.money.argmin(days.day),
    )
    return told.filter(told["first"] >= number_of(since)) if since else told


def histories_in(customers: ir.Table, today: date) -> Histories:
    """The distinct histories of `customers_of`, looked at at the end of `today`, in weeks."""
    keyed = customers.mutate(recency=customers.last - customers["first"], age=number_of(today) - customers["first"])
    keys = ["frequency", "recency", "age", "paid"]
    grouped = keyed.group_by(keys).agg(
        customers=keyed.count(), money=keyed.money.sum(), money_squared=(keyed.money * keyed.money).sum()
    )
    found = grouped.order_by(keys).to_pyarrow()

    def column(name: str) -> Floats:
        return np.asarray(found.column(name).to_numpy(), dtype=np.float64)

    return Histories(
        column("frequency"),
        column("recency") / UNIT_DAYS,
        column("age") / UNIT_DAYS,
        column("customers"),
        column("paid"),
        column("money"),
        column("money_squared"),
    )


def money_in(customers: ir.Table) -> Money:
    """What those of `customers_of` spent who ordered again for money."""
    paying = customers.filter((customers.paid > 0) & (customers.money > 0))
    found = paying.select("paid", "money").to_pyarrow()
    return Money(*(np.asarray(found.column(name).to_numpy(), dtype=np.float64) for name in ("paid", "money")))
