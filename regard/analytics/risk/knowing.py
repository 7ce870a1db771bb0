"""What is known of each customer at a moment: only rows before it are looked at, which a test holds.

The first line of `known_at` cuts the log; everything else sees what is left. So no later interaction can change what was
known, whatever is added to the list of features.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

import ibis
import ibis.expr.types as ir
import msgspec

from regard.analytics.metrics.ease import CONTACTS
from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.metrics.scores import experience
from regard.analytics.risk.contracts import contract_columns
from regard.analytics.risk.features import Feature, telling
from regard.analytics.schema.vocabulary import ANSWERS, BOOKKEEPING
from regard.analytics.traits import said

DAY = 86_400
WAIT_SECONDS = 300
VAIN_CLICKS = ("Rage Clicked", "Dead Clicked", "Error Clicked")
OPENED = ("Email Opened", "Email Link Clicked", "Push Notification Tapped")
PROFILE = "Profile Updated"
LOOKED_AT = 20_000  # profile updates from which the traits are found

NUMBERS: tuple[Feature, ...] = (
    Feature("tenure", "days since first seen", "time"),
    Feature("seen", "days since last seen", "time"),
    Feature("did", "things done so far", "activity"),
    Feature("did_30", "things done in 30 days", "activity"),
    Feature("did_90", "things done in 90 days", "activity"),
    Feature("days_active", "days on which something was done", "activity"),
    Feature("rhythm", "days between active days, mean", "activity"),
    Feature("quiet", "days since last seen, in their own rhythm", "activity"),
    Feature("channels", "channels used", "activity"),
    Feature("opened_90", "messages opened in 90 days", "activity"),
    Feature("orders", "orders so far", "orders"),
    Feature("orders_90", "orders in 90 days", "orders"),
    Feature("ordered", "days since last order", "orders"),
    Feature("order_gap", "days between orders, mean", "orders"),
    Feature("overdue", "days since last order, in their own gaps", "orders"),
    Feature("spent", "spent so far", "orders"),
    Feature("spent_365", "spent in a year", "orders"),
    Feature("scores", "scores given", "scores"),
    Feature("felt", "mean score, -1 to +1", "scores"),
    Feature("felt_last", "last score, -1 to +1", "scores"),
    Feature("contacts", "tickets, calls and chats", "service"),
    Feature("contacts_90", "tickets, calls and chats in 90 days", "service"),
    Feature("reopened", "tickets reopened", "service"),
    Feature("waited", "waits over 5 minutes", "service"),
    Feature("late", "late deliveries", "trouble"),
    Feature("late_90", "late deliveries in 90 days", "trouble"),
    Feature("failed", "things that failed", "trouble"),
    Feature("failed_90", "things that failed in 90 days", "trouble"),
    Feature("clicked_in_vain", "clicks in vain", "trouble"),
    Feature("left_before", "times cancelled before", "contract"),
    Feature("contracts", "contracts that run", "contract"),
    Feature("under_contract", "days under contract", "contract"),
    Feature("renewed", "days since last renewal", "contract"),
    Feature("fee", "contract's price", "contract"),
)


def known_at(log: ir.Table, *, cut: datetime, traits: Sequence[Feature]) -> ir.Table:
    """One row per customer seen before `cut`: customer_id, a column per feature of NUMBERS and of `traits`.

    Also `plan`, `running` and `worth`, of which `worth` is what was spent in a year and is paid by contract.
    """
    rows = log.filter(log.time < ibis.literal(cut, type="timestamp('UTC', 6)"))
    now = int(cut.timestamp())
    known = _happened(rows, now)
    for more in (_late(rows, now), contract_columns(rows, now), *_told(rows, traits)):
        known = _beside(known, more)
    counts = ("late", "late_90", "left_before", "contracts")
    filled = {name: known[name].fill_null(0.0) for name in counts}
    known = known.mutate(**filled, running=known.running.fill_null(False))
    return known.mutate(worth=known.spent_365 + known.fee.fill_null(0.0))


def _beside(known: ir.Table, more: ir.Table) -> ir.Table:
    joined = known.left_join(more, "customer_id")
    return joined.drop("customer_id_right") if "customer_id_right" in joined.columns else joined


def _happened(rows: ir.Table, now: int) -> ir.Table:
    happened = rows.filter(rows.kind.notin(BOOKKEEPING))
    happened = happened.mutate(
        age=(ibis.literal(now) - happened.time.epoch_seconds()).cast("float64") / DAY,
        mine=(happened.actor == "customer") & happened.kind.notin(ANSWERS),
        ordered=happened.kind == PURCHASE,
        asked=happened.kind.isin(CONTACTS),
        feeling=experience(happened),
        money=happened.value,
        waited=(happened.wait_seconds > WAIT_SECONDS).fill_null(False),
        opened=happened.kind.isin(OPENED),
    )
    t: Any = happened
    month, quarter, year = t.age <= 30, t.age <= 90, t.age <= 365

    def count(which: Any) -> Any:
        return which.cast("float64").sum()

    known = happened.group_by("customer_id").agg(
        tenure=t.age.max(),
        seen=t.age.min(where=t.mine),
        first_seen=t.age.max(where=t.mine),
        did=count(t.mine),
        did_30=count(t.mine & month),
        did_90=count(t.mine & quarter),
        days_active=t.age.floor().nunique(where=t.mine).cast("float64"),
        channels=t.channel.nunique(where=t.mine).cast("float64"),
        opened_90=count(t.opened & quarter),
        orders=count(t.ordered),
        orders_90=count(t.ordered & quarter),
        ordered=t.age.min(where=t.ordered),
        first_ordered=t.age.max(where=t.ordered),
        spent=t.money.sum(where=t.ordered).cast("float64").fill_null(0.0),
        spent_365=t.money.sum(where=t.ordered & year).cast("float64").fill_null(0.0),
        scores=count(t.feeling.notnull()),
        felt=t.feeling.mean().round(6),
        felt_last=t.feeling.argmin(t.age, where=t.feeling.notnull()),
        contacts=count(t.asked),
        contacts_90=count(t.asked & quarter),
        reopened=count(t.kind == "Ticket Reopened"),
        waited=count(t.waited),
        failed=count(t.failed),
        failed_90=count(t.failed & quarter),
        clicked_in_vain=count(t.kind.isin(VAIN_CLICKS)),
    )
    k: Any = known
    rhythm = (k.first_seen - k.seen) / (k.days_active - 1).nullif(0)
    gap = (k.first_ordered - k.ordered) / (k.orders - 1).nullif(0)
    known = known.mutate(rhythm=rhythm, order_gap=gap)
    return known.mutate(quiet=known.seen / _at_least_a_day(rhythm), overdue=known.ordered / _at_least_a_day(gap))


def _at_least_a_day(days: Any) -> Any:
    return ibis.ifelse(days < 1, 1.0, days)


def _late(rows: ir.Table, now: int) -> ir.Table:
    """Orders that were not there when they were promised, as far as that was clear by now. A promised day holds to its end."""
    moving = rows.filter(rows.kind.isin(("Order Completed", "Order Shipped", "Order Delivered", "Order Cancelled")))
    moving = moving.filter(moving.matter_id.notnull())
    orders = moving.group_by(["customer_id", "matter_id"]).agg(
        promised_at=moving.promised_at.max(),
        delivered=moving.time.epoch_seconds().min(where=moving.kind == "Order Delivered"),
        cancelled=moving.time.epoch_seconds().min(where=moving.kind == "Order Cancelled"),
    )
    orders = orders.filter(orders.promised_at.notnull())
    due = orders.promised_at.epoch_seconds()
    due = ibis.ifelse(due % DAY == 0, due + DAY, due)
    orders = orders.mutate(due=due)
    missed = orders.filter(
        (orders.due < orders.delivered.fill_null(now)) & ~(orders.cancelled <= orders.due).fill_null(False)
    )
    return missed.group_by("customer_id").agg(
        late=missed.count().cast("float64"),
        late_90=(missed.due > now - 90 * DAY).cast("float64").sum(),
    )


def _told(rows: ir.Table, traits: Sequence[Feature]) -> list[ir.Table]:
    """The newest value of each trait."""
    wanted = [feature for feature in traits if feature.family == "traits"]
    if not wanted:
        return []
    told = rows.filter(rows.kind == PROFILE)
    told = told.mutate(**{feature.name: said(cast(Any, told.properties), feature.label) for feature in wanted})
    newest = {
        feature.name: told[feature.name].argmax(told.time, where=told[feature.name].notnull()) for feature in wanted
    }
    return [told.group_by("customer_id").agg(**newest)]


def traits_before(log: ir.Table, *, cut: datetime, left_out: Sequence[str]) -> list[Feature]:
    """The traits from which something can be learnt, as they were told before `cut`."""
    told = log.filter((log.kind == PROFILE) & (log.time < ibis.literal(cut, type="timestamp('UTC', 6)")))
    found = told.select("customer_id", "time", "properties").order_by(["customer_id", "time"]).limit(LOOKED_AT)
    newest: dict[str, dict[str, Any]] = {}
    customers = set()
    for row in found.to_pyarrow().to_pylist():
        customers.add(row["customer_id"])
        for name, value in msgspec.json.decode(row["properties"]).items():
            if isinstance(value, str | bool | int | float) and _is_name(name) and name not in left_out:
                newest.setdefault(name, {})[row["customer_id"]] = value
    return telling({name: list(values.values()) for name, values in newest.items()}, len(customers))


def _is_name(name: str) -> bool:
    """Whether a trait's name can be asked for: a dot would lead into nested objects."""
    return 0 < len(name) <= 60 and all(sign.isalnum() or sign in "_- " for sign in name)
