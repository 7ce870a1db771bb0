"""How service answers: what becomes of tickets. How long it takes is in durations.py.

Definitions follow Zendesk's native metrics and dbt_zendesk; docs/reference/tickets.md says them in full.
"""

from collections.abc import Callable, Mapping
from typing import Any

import ibis.expr.types as ir
import numpy as np

from regard.analytics.metrics.estimates import Numbers, count, mean, share
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.metrics.ticket_rows import ledger_of, placed
from regard.analytics.schema.families import TICKETS
from regard.analytics.scope import Scope
from regard.analytics.tickets.histories import Flags, is_public_reply
from regard.analytics.tickets.ledger import Ledger

SOLVED = ("Ticket Solved", "Ticket Closed")
REPEAT_DAYS = 7
REPEAT = REPEAT_DAYS * 86_400_000_000

__all__ = ["SOLVED", "is_public_reply", "rows_of"]


def rows_of(*kinds: str) -> Callable[[ir.Table, Scope], ir.Table]:
    """The interactions of some kinds, as a function of log and scope."""

    def rows(log: ir.Table, scope: Scope) -> ir.Table:
        found = scope.rows(log)
        return found.filter(found.kind.isin(kinds))

    return rows


def _share_of_solved(part: Callable[[Ledger], Flags]) -> Callable[[Question], ir.Table]:
    """Of tickets that are solved, the share of which something holds, by the day of their last solution."""

    def aggregate(question: Question) -> ir.Table:
        ledger = ledger_of(question)
        found = placed(question, ledger, at=ledger.last_end, chosen=ledger.is_ended, columns={"part": part(ledger)})
        return found.group_by("group").agg(n=found.count(), part=found.part.sum())

    return aggregate


def _mean_of_solved(amount: Callable[[Ledger], Any]) -> Callable[[Question], ir.Table]:
    """The mean of a count over tickets that are solved, by the day of their last solution."""

    def aggregate(question: Question) -> ir.Table:
        ledger = ledger_of(question)
        found = placed(question, ledger, at=ledger.last_end, chosen=ledger.is_ended, columns={"amount": amount(ledger)})
        squares = (found.amount * found.amount).sum()
        return found.group_by("group").agg(n=found.count(), amount=found.amount.sum(), squares=squares)

    return aggregate


def _ever_reopened(question: Question) -> ir.Table:
    ledger = ledger_of(question)
    found = placed(question, ledger, at=ledger.first_end, columns={"part": ledger.reopens > 0})
    return found.group_by("group").agg(n=found.count(), part=found.part.sum())


def _reopenings(question: Question) -> ir.Table:
    ledger = ledger_of(question)
    found = placed(question, ledger, at=np.flatnonzero(ledger.histories.reopens), columns={}, own_row=True)
    return found.group_by("group").agg(n=found.count())


def _first_contact(question: Question) -> ir.Table:
    ledger = ledger_of(question)
    rows = ledger.histories
    solved_at = rows.time[np.maximum(ledger.first_end, 0)] if len(rows.starts) else rows.starts
    customer, opened_at = rows.customer[rows.starts], rows.time[rows.starts]
    order = np.lexsort((opened_at, customer))
    came_back = np.zeros(len(order), dtype=bool)
    one, other = order[:-1], order[1:]
    came_back[one] = (customer[one] == customer[other]) & (opened_at[other] - solved_at[one] <= REPEAT)
    resolved = (ledger.replies <= 1) & (ledger.reopens == 0) & ~came_back
    known = solved_at <= rows.until - REPEAT
    found = placed(question, ledger, at=ledger.first_end, chosen=known, columns={"part": resolved})
    return found.group_by("group").agg(n=found.count(), part=found.part.sum())


def _estimate_share(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


def _estimate_mean(row: Mapping[str, Any]) -> Numbers:
    return mean(float(row["amount"]), float(row["squares"]), row["n"])


def _estimate_count(row: Mapping[str, Any]) -> Numbers:
    return count(row["n"])


FIRST_CONTACT_RESOLUTION = Metric(
    "first_contact_resolution",
    "First-contact resolution",
    "Of solved tickets, the share solved with at most one public reply, never reopened, and with no further "
    "ticket of the customer within 7 days.",
    "%",
    "up",
    _first_contact,
    _estimate_share,
    rows_of(*SOLVED),
    family="service",
    reads=(TICKETS,),
)
REOPEN_RATE = Metric(
    "reopen_rate",
    "Reopen rate",
    "Of tickets solved, the share ever reopened, by the date first solved.",
    "%",
    "down",
    _ever_reopened,
    _estimate_share,
    rows_of("Ticket Reopened", "Ticket Status Changed", *SOLVED),
    family="service",
    reads=(TICKETS,),
)
REOPENS = Metric(
    "reopens",
    "Reopenings",
    "Times a solved or closed ticket was opened again, by the date of that. By actor it says who caused it: "
    "the customer, the company or an automation.",
    "reopenings",
    "down",
    _reopenings,
    _estimate_count,
    rows_of("Ticket Reopened", "Ticket Status Changed"),
    0,
    family="service",
    reads=(TICKETS,),
)
ONE_TOUCH = Metric(
    "one_touch",
    "One-touch",
    "Of solved tickets, the share solved with exactly one public reply.",
    "%",
    "up",
    _share_of_solved(lambda ledger: ledger.replies == 1),
    _estimate_share,
    rows_of("Ticket Replied", *SOLVED),
    family="service",
    reads=(TICKETS,),
)
REPLIES = Metric(
    "replies",
    "Replies to a ticket",
    "Public replies of the company to a solved ticket, mean.",
    "replies",
    "down",
    _mean_of_solved(lambda ledger: ledger.replies),
    _estimate_mean,
    rows_of("Ticket Replied"),
    family="service",
    reads=(TICKETS,),
)
TRANSFERS = Metric(
    "transfers",
    "Transfers of a ticket",
    "Times a solved ticket went from one assignee or team to another, mean. Being assigned at first is no transfer.",
    "transfers",
    "down",
    _mean_of_solved(lambda ledger: ledger.transfers),
    _estimate_mean,
    rows_of("Ticket Assigned"),
    family="service",
    reads=(TICKETS,),
)
TRANSFER_RATE = Metric(
    "transfer_rate",
    "Transfer rate",
    "Of solved tickets, the share that ever went from one assignee or team to another.",
    "%",
    "down",
    _share_of_solved(lambda ledger: ledger.transfers > 0),
    _estimate_share,
    rows_of("Ticket Assigned", *SOLVED),
    family="service",
    reads=(TICKETS,),
)
OUTCOMES = (FIRST_CONTACT_RESOLUTION, REOPEN_RATE, REOPENS, ONE_TOUCH, REPLIES, TRANSFERS, TRANSFER_RATE)
