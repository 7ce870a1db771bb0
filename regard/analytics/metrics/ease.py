"""How hard it is made: coming back for the same, changing channels, clicking in vain, steps to a goal."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.journeys.histories import Step
from regard.analytics.journeys.sparse import is_order, is_own
from regard.analytics.metrics.estimates import Numbers, median, share
from regard.analytics.metrics.kernels import distinct, steps_of_visits
from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.metrics.metric import Metric, Question, active
from regard.analytics.schema.families import TICKETS
from regard.analytics.scope import Scope

CONTACTS = ("Ticket Opened", "Call Started", "Live Chat Conversation Started")
REPEAT_DAYS = 7
VISIT_MINUTES = 30
SCREENS = ("web", "app")


def _contacts(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter(found.kind.isin(CONTACTS))


def _followed(*, on_another_channel: bool) -> Callable[[Question], ir.Table]:
    """Of contacts, those followed by another of the customer within 7 days."""

    def aggregate(question: Question) -> ir.Table:
        log = question.scope.of_segment(question.log)
        rows = log.filter(log.kind.isin(CONTACTS))
        following = {"group_by": "customer_id", "order_by": ["time", "id"]}
        rows = rows.mutate(
            next_at=rows.time.lead().over(**following), next_channel=rows.channel.lead().over(**following)
        )
        known = ibis.literal(question.as_of - timedelta(days=REPEAT_DAYS), type="timestamp('UTC', 6)")
        found = question.grouped(question.scope.at_places(question.scope.in_period(rows)))
        found = found.filter(found.time <= known)
        soon = (found.next_at.epoch_seconds() - found.time.epoch_seconds() <= REPEAT_DAYS * 86_400).fill_null(False)
        if on_another_channel:
            soon = soon & (found.next_channel != found.channel).fill_null(False)
        return found.group_by("group").agg(n=found.count(), part=soon.sum())

    return aggregate


def _visitors(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter(found.channel.isin(SCREENS) & (found.actor == "customer"))


def _is_visitor(step: Step) -> bool:
    return step.channel in SCREENS and step.actor == "customer"


def _clicked(kind: str) -> Callable[[Question], ir.Table]:
    """Of customers seen on web and app, those who met one kind of vain click."""

    def aggregate(question: Question) -> ir.Table:
        rows = question.grouped(_visitors(question.log, question.scope))
        one = rows.group_by(["group", "customer_id"]).agg(met=(rows.kind == kind).any())
        return one.group_by("group").agg(n=one.count(), part=one.met.sum())

    return aggregate


def _click_rows(kind: str) -> Callable[[ir.Table, Scope], ir.Table]:
    def rows(log: ir.Table, scope: Scope) -> ir.Table:
        found = scope.rows(log)
        return found.filter(found.kind == kind)

    return rows


def _steps(question: Question) -> ir.Table:
    """For each order, what the customer did in the visit up to it; a visit ends with half an hour of nothing."""
    did = active(question.scope.of_segment(question.log))
    did = did.filter(did.channel.isin(SCREENS))
    ordered = {"group_by": "customer_id", "order_by": ["time", "id"]}
    gap = did.time.epoch_seconds() - did.time.lag().over(**ordered).epoch_seconds()
    after_order = (did.kind.lag().over(**ordered) == PURCHASE).fill_null(False)
    did = did.mutate(begins=(gap.isnull() | (gap > VISIT_MINUTES * 60) | after_order).cast("int64"))
    did = did.mutate(visit=did.begins.sum().over(**ordered, rows=(None, 0)))
    did = did.mutate(step=ibis.row_number().over(group_by=["customer_id", "visit"], order_by=["time", "id"]) + 1)
    found = question.grouped(question.scope.at_places(question.scope.in_period(did.filter(did.kind == PURCHASE))))
    return found.group_by("group").agg(steps=found.step.cast("float64").collect())


def _orders(log: ir.Table, scope: Scope) -> ir.Table:
    found = scope.rows(log)
    return found.filter((found.kind == PURCHASE) & found.channel.isin(SCREENS))


def _estimate_share(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


def _estimate_steps(row: Mapping[str, Any]) -> Numbers:
    return median(row["steps"])


def _share(name: str, label: str, description: str, aggregate: Any, rows: Any, **more: Any) -> Metric:
    return Metric(name, label, description, "%", "down", aggregate, _estimate_share, rows, family="ease", **more)


def _clicks(name: str, label: str, kind: str, said: str) -> Metric:
    said = f"Of customers seen on web or app, the share who {said}."
    return _share(
        name,
        label,
        said,
        _clicked(kind),
        _click_rows(kind),
        kernel=lambda threads, question: distinct(
            threads.whole, question, met=lambda step: step.kind == kind, seen=_is_visitor
        ),
    )


EASE = (
    _share(
        "repeat_contacts",
        "Repeat contacts",
        f"Of tickets, calls and chats, the share followed by another of the same customer within {REPEAT_DAYS} days.",
        _followed(on_another_channel=False),
        _contacts,
        reads=(TICKETS, "contacts"),
    ),
    _share(
        "channel_switches",
        "Channel switches",
        f"Of tickets, calls and chats, the share whose customer next asked on another channel within {REPEAT_DAYS} days.",
        _followed(on_another_channel=True),
        _contacts,
        reads=(TICKETS, "contacts"),
    ),
    _clicks("rage_clicks", "Rage clicks", "Rage Clicked", "clicked again and again on one place"),
    _clicks("dead_clicks", "Dead clicks", "Dead Clicked", "clicked where nothing happened"),
    _clicks("error_clicks", "Error clicks", "Error Clicked", "clicked and met an error"),
    Metric(
        "steps_to_order",
        "Steps to an order, median",
        "What a customer did of their own accord on web or app, from the start of the visit to the order, both counted. A "
        "visit starts after half an hour of nothing or after an order.",
        "steps",
        "down",
        _steps,
        _estimate_steps,
        _orders,
        kernel=lambda threads, question: steps_of_visits(
            threads.whole,
            question,
            counted=lambda step: is_own(step) and step.channel in SCREENS,
            until=is_order,
            minutes=VISIT_MINUTES,
        ),
        family="ease",
    ),
)
