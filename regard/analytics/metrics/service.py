"""How service answers: first reply, resolution, reopening, first-contact resolution.

Definitions follow Zendesk's native metrics and dbt_zendesk (reference: docs/reference/metrics.md).
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.estimates import Numbers, median, share
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.scope import Scope, member_of

SOLVED = ("Ticket Solved", "Ticket Closed")
REPEAT_DAYS = 7


def is_public_reply(rows: ir.Table) -> ir.BooleanColumn:
    """Rows in which the company answered a ticket where the customer can read it."""
    public = member_of(rows.properties, "public").fill_null("true").lower() != "false"
    return (rows.kind == "Ticket Replied") & (rows.actor == "company") & public


def _tickets(question: Question) -> ir.Table:
    """One row per ticket, placed where it was opened: columns of the opening row and the ticket's moments."""
    rows = question.scope.of_segment(question.log)
    rows = rows.filter(rows.kind.startswith("Ticket ") & rows.matter_id.notnull())
    replied = is_public_reply(rows)
    solved = rows.kind.isin(SOLVED)
    return rows.group_by("matter_id").agg(
        customer_id=rows.customer_id.argmin(rows.time),
        opened_at=rows.time.min(),
        channel=rows.channel.argmin(rows.time),
        stage=rows.stage.argmin(rows.time),
        touchpoint=rows.touchpoint.argmin(rows.time),
        source=rows.source.argmin(rows.time),
        kind=rows.kind.argmin(rows.time),
        properties=rows.properties.argmin(rows.time),
        replied_at=rows.time.min(where=replied),
        replies=replied.sum(),
        solved_at=rows.time.min(where=solved),
        last_solved_at=rows.time.max(where=solved),
        reopened=(rows.kind == "Ticket Reopened").sum(),
    )


def _by_time(question: Question, tickets: ir.Table, moment: str) -> ir.Table:
    """Tickets whose `moment` lies in the scope, grouped by it."""
    tickets = tickets.mutate(time=tickets[moment])
    tickets = tickets.filter(tickets.time.notnull())
    return question.grouped(question.scope.at_places(question.scope.in_period(tickets)))


def _reopened(question: Question) -> ir.Table:
    found = _by_time(question, _tickets(question), "solved_at")
    return found.group_by("group").agg(n=found.count(), part=(found.reopened > 0).sum())


def _first_contact(question: Question) -> ir.Table:
    tickets = _tickets(question)
    ordered = {"group_by": "customer_id", "order_by": ["opened_at", "matter_id"]}
    tickets = tickets.mutate(next_opened_at=tickets.opened_at.lead().over(**ordered))
    known = ibis.literal(question.as_of - timedelta(days=REPEAT_DAYS), type="timestamp('UTC', 6)")
    found = _by_time(question, tickets, "solved_at")
    found = found.filter(found.solved_at <= known)
    seconds = found.next_opened_at.epoch_seconds() - found.solved_at.epoch_seconds()
    came_back = (found.next_opened_at.notnull() & (seconds <= REPEAT_DAYS * 86_400)).fill_null(False)
    resolved = (found.replies <= 1) & (found.reopened == 0) & ~came_back
    return found.group_by("group").agg(n=found.count(), part=resolved.sum())


def _hours(first: str, last: str) -> Any:
    def aggregate(question: Question) -> ir.Table:
        found = _by_time(question, _tickets(question), last)
        hours = (found[last].epoch_seconds() - found[first].epoch_seconds()) / 3600
        return found.mutate(hours=hours).group_by("group").agg(hours=lambda table: table.hours.collect())

    return aggregate


def _estimate_share(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


def _estimate_median(row: Mapping[str, Any]) -> Numbers:
    return median(row["hours"])


def _rows(*kinds: str) -> Any:
    def rows(log: ir.Table, scope: Scope) -> ir.Table:
        found = scope.rows(log)
        return found.filter(found.kind.isin(kinds))

    return rows


FIRST_CONTACT_RESOLUTION = Metric(
    "first_contact_resolution",
    "First-contact resolution",
    "Of solved tickets, the share solved with at most one public reply, never reopened, and with no further "
    "ticket of the customer within 7 days.",
    "%",
    "up",
    _first_contact,
    _estimate_share,
    _rows(*SOLVED),
)
REOPEN_RATE = Metric(
    "reopen_rate",
    "Reopen rate",
    "Of tickets solved, the share ever reopened, by the date first solved.",
    "%",
    "down",
    _reopened,
    _estimate_share,
    _rows("Ticket Reopened", *SOLVED),
)
FIRST_REPLY = Metric(
    "first_reply_hours",
    "First reply, median",
    "Calendar hours from opening to the first public reply by staff, median.",
    "hours",
    "down",
    _hours("opened_at", "replied_at"),
    _estimate_median,
    _rows("Ticket Opened", "Ticket Replied"),
)
RESOLUTION = Metric(
    "resolution_hours",
    "Full resolution, median",
    "Calendar hours from opening to the last time it was solved, median.",
    "hours",
    "down",
    _hours("opened_at", "last_solved_at"),
    _estimate_median,
    _rows("Ticket Opened", *SOLVED),
)
