"""Questions about customers: who they are, and what they have been through."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ibis
import msgspec

from regard.analytics.drivers.fix_first import exposures
from regard.analytics.errors import RegardError
from regard.analytics.metrics.scores import experience
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, encounter_table
from regard.record.customers.models import Identifier
from regard.record.customers.profiles import customer_table

MOST_ROWS = 200
MOST_TICKS = 1000
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
    log = lake.interactions()
    rows = log.filter(log.customer_id == customer_id)
    rows = rows.mutate(experience=experience(rows))
    history = rows.order_by(["time", "id"]).to_pyarrow().to_pylist()
    if not history:
        raise NoCustomer(f"There is no customer {customer_id[:40]!r} in the log.")
    told = [row for row in history if row["kind"] == "Profile Updated"]
    happened = [row for row in history if row["kind"] not in BOOKKEEPING]
    traits = _traits(told)
    return {
        "customer_id": customer_id,
        "name": _name(traits),
        "since": history[0]["time"],
        "identifiers": list(
            Identifier.objects.filter(customer_id=customer_id).order_by("kind", "value").values("kind", "value")[:100]
        ),
        "traits": {name: value for name, value in traits.items() if name not in ("name", "email", "phone")},
        "first_at": history[0]["time"],
        "last_at": history[-1]["time"],
        "interactions": len(happened),
        **_orders(happened),
        **_said(happened),
        **_course(happened, as_of=lake.last_at() or datetime.now(UTC)),
    }


def _traits(told: list[dict[str, Any]]) -> dict[str, Any]:
    traits: dict[str, Any] = {}
    for row in told:
        traits.update(msgspec.json.decode(row["properties"]))
    return {name: value for name, value in traits.items() if isinstance(value, str | int | float | bool)}


def _name(traits: dict[str, Any]) -> str | None:
    if traits.get("name"):
        return str(traits["name"])
    both = [str(traits[part]) for part in ("first_name", "last_name", "firstName", "lastName") if traits.get(part)]
    return " ".join(both) or None


def _orders(rows: list[dict[str, Any]]) -> dict[str, Any]:
    orders = [row for row in rows if row["kind"] == "Order Completed"]
    currencies = {row["currency"] for row in orders if row["currency"]}
    return {
        "orders": len(orders),
        "value": float(sum(row["value"] or 0 for row in orders)) if len(currencies) <= 1 else None,
        "currency": currencies.pop() if len(currencies) == 1 else None,
    }


def _said(rows: list[dict[str, Any]]) -> dict[str, Any]:
    felt = [row["experience"] for row in rows if row["experience"] is not None]
    by_metric: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["score"] is not None:
            by_metric.setdefault(row["metric"], []).append(row)
    scores = [
        {
            "metric": metric,
            "label": metric.upper() if metric in ("nps", "csat", "ces") else metric.capitalize(),
            "last": given[-1]["score"],
            "scale_max": given[-1]["scale_max"],
            "at": given[-1]["time"],
            "n": len(given),
        }
        for metric, given in sorted(by_metric.items())
    ]
    return {"scores": scores, "experience": {"value": sum(felt) / len(felt), "n": len(felt)} if felt else None}


def _course(rows: list[dict[str, Any]], *, as_of: datetime) -> dict[str, Any]:
    counts: dict[str, int] = {}
    first_at: dict[str, datetime] = {}
    for row in rows:
        counts[row["channel"] or "unknown"] = counts.get(row["channel"] or "unknown", 0) + 1
        if row["stage"]:
            first_at.setdefault(row["stage"], row["time"])
    reached = sorted(first_at.items(), key=lambda pair: pair[1])
    ends = [at for _, at in reached[1:]] + [rows[-1]["time"] if rows else as_of]
    stage, rule = _stage_now(rows)
    step = max(1, -(-len(rows) // MOST_TICKS))
    return {
        "by_channel": [
            {"channel": channel, "interactions": n} for channel, n in sorted(counts.items(), key=lambda pair: -pair[1])
        ],
        "stage": stage,
        "facts": _facts(rows, stage, rule, as_of),
        "ticks": [{"time": row["time"], "channel": row["channel"]} for row in rows[::step]],
        "stages": [{"stage": name, "since": at, "until": end} for (name, at), end in zip(reached, ends, strict=True)],
    }


def _stage_now(rows: list[dict[str, Any]]) -> tuple[str | None, str]:
    """Where in the relationship the customer is, and the rule that says so."""
    open_tickets = _open_tickets(rows)
    orders = sum(row["kind"] == "Order Completed" for row in rows)
    placed = [row for row in rows if row["stage"] and row["actor"] == "customer"]
    if placed and placed[-1]["stage"] == "departure":
        return "departure", f"last seen at {placed[-1]['touchpoint']}"
    if open_tickets:
        return "service", "1 ticket open" if open_tickets == 1 else f"{open_tickets} tickets open"
    if orders > 1:
        return "loyalty", f"{orders} orders"
    if orders == 1:
        delivered = any(row["kind"] == "Order Delivered" for row in rows)
        return ("use", "first order delivered") if delivered else ("purchase", "first order placed")
    seen = {row["stage"] for row in placed}
    for name in ("use", "purchase", "consideration", "awareness"):
        if name in seen:
            return name, "furthest stage seen, no order"
    return None, "nothing seen at a stage yet"


def _open_tickets(rows: list[dict[str, Any]]) -> int:
    state: dict[str, bool] = {}
    for row in rows:
        if row["kind"].startswith("Ticket ") and row["matter_id"]:
            if row["kind"] in ("Ticket Solved", "Ticket Closed"):
                state[row["matter_id"]] = False
            elif row["kind"] in ("Ticket Opened", "Ticket Reopened"):
                state[row["matter_id"]] = True
    return sum(state.values())


def _last_seen(own: list[dict[str, Any]], as_of: datetime) -> dict[str, str]:
    if not own:
        return {"value": "never", "note": "only the company acted"}
    seen: datetime = own[-1]["time"]
    days = (as_of - seen).days
    ago = "the log's last day" if days == 0 else "1 day earlier" if days == 1 else f"{days} days earlier"
    return {"value": f"{seen.day} {seen:%b %Y}", "note": f"{own[-1]['touchpoint'] or 'somewhere'}, {ago}"}


def _facts(rows: list[dict[str, Any]], stage: str | None, rule: str, as_of: datetime) -> list[dict[str, str]]:
    failures = sum(bool(row["failed"]) for row in rows)
    tickets = len({row["matter_id"] for row in rows if row["kind"].startswith("Ticket ")})
    own = [row for row in rows if row["actor"] == "customer"]
    return [
        {"label": "Stage", "value": (stage or "unknown").capitalize(), "note": rule},
        {"label": "Last seen", **_last_seen(own, as_of)},
        {"label": "Tickets", "value": str(tickets), "note": f"{_open_tickets(rows)} open"},
        {"label": "Failures met", "value": str(failures), "note": "things that did not work"},
    ]
