"""How long service takes, by the calendar and in the hours in which somebody is there. Medians, since waits are skewed."""

from collections.abc import Callable, Mapping
from typing import Any

import ibis.expr.types as ir

from regard.analytics.metrics.estimates import Numbers, median
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.metrics.service import SOLVED, rows_of
from regard.analytics.metrics.ticket_rows import clock_of, hours, ledger_of, placed
from regard.analytics.schema.families import TICKETS
from regard.analytics.tickets.clocks import BUSINESS, CALENDAR
from regard.analytics.tickets.histories import Codes
from regard.analytics.tickets.ledger import Ledger

CLOCKS = {CALENDAR: ("", "Calendar hours", ""), BUSINESS: ("business_", "Business hours", ", business hours")}


def _estimate(row: Mapping[str, Any]) -> Numbers:
    return median(row["hours"])


def _until(place: Callable[[Ledger], Codes], clock: str, *, must_be_ended: bool) -> Callable[[Question], ir.Table]:
    """From opening to a place, of tickets that have it."""

    def aggregate(question: Question) -> ir.Table:
        ledger = ledger_of(question)
        at = place(ledger)
        lasted = ledger.lasted(clock_of(question, ledger, clock), at)
        chosen = {"chosen": ledger.is_ended} if must_be_ended else {}
        found = placed(question, ledger, at=at, columns={"hours": hours(lasted)}, **chosen)
        return found.group_by("group").agg(hours=found.hours.collect())

    return aggregate


def _waiting(wait: str, clock: str, *, is_rare: bool) -> Callable[[Question], ir.Table]:
    """The time in the states of a wait, of solved tickets; of a rare one, only of those that had it."""

    def aggregate(question: Question) -> ir.Table:
        ledger = ledger_of(question)
        waited = ledger.waited(clock_of(question, ledger, clock), wait)
        chosen = ledger.is_ended & ledger.was_in(wait) if is_rare else ledger.is_ended
        found = placed(question, ledger, at=ledger.last_end, chosen=chosen, columns={"hours": hours(waited)})
        return found.group_by("group").agg(hours=found.hours.collect())

    return aggregate


def _metric(name: str, label: str, what: str, aggregate: Any, clock: str, *kinds: str) -> Metric:
    infix, unit_said, suffix = CLOCKS[clock]
    return Metric(
        f"{name}_{infix}hours",
        f"{label}, median{suffix}",
        f"{unit_said} {what}, median.",
        "hours",
        "down",
        aggregate,
        _estimate,
        rows_of(*kinds),
        family="service",
        reads=(TICKETS,),
        needs_terms=clock == BUSINESS,
    )


def _of(clock: str) -> tuple[Metric, ...]:
    opened = ("Ticket Opened", "Ticket Replied")
    return (
        _metric(
            *("first_reply", "First reply", "from opening to the first public reply by staff"),
            _until(lambda ledger: ledger.first_reply, clock, must_be_ended=False),
            clock,
            *opened,
        ),
        _metric(
            *("first_resolution", "First resolution", "from opening to the first time it was solved"),
            _until(lambda ledger: ledger.first_end, clock, must_be_ended=False),
            clock,
            *("Ticket Opened", *SOLVED),
        ),
        _metric(
            *("resolution", "Full resolution", "from opening to the last time it was solved, of solved tickets"),
            _until(lambda ledger: ledger.last_end, clock, must_be_ended=True),
            clock,
            *("Ticket Opened", *SOLVED),
        ),
        _metric(
            *("requester_wait", "Requester waits", "a solved ticket was new, open or on hold: the customer waited"),
            _waiting("requester_wait", clock, is_rare=False),
            clock,
            *SOLVED,
        ),
        _metric(
            *("agent_wait", "Agent waits", "a solved ticket was pending, of those that were: staff waited"),
            _waiting("agent_wait", clock, is_rare=True),
            clock,
            *("Ticket Pending", *SOLVED),
        ),
        _metric(
            *("on_hold", "On hold", "a solved ticket was on hold, of those that were: somebody else was waited for"),
            _waiting("on_hold", clock, is_rare=True),
            clock,
            *("Ticket Held", *SOLVED),
        ),
        _metric(
            *("agent_work", "Agent work", "a solved ticket was new or open: it lay with staff"),
            _waiting("agent_work", clock, is_rare=False),
            clock,
            *SOLVED,
        ),
    )


DURATIONS = (*_of(CALENDAR), *_of(BUSINESS))
