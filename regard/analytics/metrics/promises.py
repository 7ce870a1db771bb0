"""Whether service keeps what it promised: of the tickets whose target is decided, the share that met it."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

import ibis.expr.types as ir
import numpy as np

from regard.analytics.errors import RegardError
from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.metrics.metric import Metric, Question
from regard.analytics.metrics.service import SOLVED, rows_of
from regard.analytics.metrics.ticket_rows import clock_of, ledger_of, placed
from regard.analytics.schema.families import TICKETS
from regard.analytics.tickets.clocks import BUSINESS, CALENDAR, Clock
from regard.analytics.tickets.histories import Codes, Flags
from regard.analytics.tickets.ledger import Ledger
from regard.analytics.tickets.opening_hours import Target
from regard.analytics.tickets.timetable import MINUTE, NEVER, SECOND, Moments


class NoTarget(RegardError):
    """Raised when attainment is asked for where nothing was promised."""

    code = "target_missing"
    status = 422


def targets_of(ledger: Ledger, targets: tuple[Target, ...]) -> tuple[Codes, Codes]:
    """For each ticket its target: minutes (-1 where it has none), and 1 where they are business minutes.

    The priority that was first told counts, and what was promised on the day it was opened (UTC).
    """
    opened = ledger.histories.time[ledger.histories.starts]
    priorities = np.array([word.lower() for word in ledger.first_told("priority")], dtype=object)
    minutes, is_business = np.full(len(opened), -1), np.zeros(len(opened), dtype=np.int64)
    for target in _in_order(targets):
        chosen = opened >= _midnight(target.valid_from)
        if target.priority:
            chosen &= priorities == target.priority.lower()
        minutes[chosen] = -1 if target.minutes is None else target.minutes
        is_business[chosen] = target.clock == BUSINESS
    return minutes, is_business


def _in_order(targets: tuple[Target, ...]) -> list[Target]:
    """Those for any priority before those for one; each kind by the day it came in force."""
    newest = {(one.priority.lower(), one.valid_from): one for one in targets}
    return sorted(newest.values(), key=lambda one: (bool(one.priority), one.valid_from or date.min))


def _attainment(measure: str) -> Callable[[Question], ir.Table]:
    def aggregate(question: Question) -> ir.Table:
        targets = tuple(one for one in question.terms.targets if one.measure == measure) if question.terms else ()
        if not targets:
            what = measure.replace("_", " ")
            raise NoTarget(f"Nothing is promised for {what}. Say what with `regard targets set {measure} …`.")
        ledger = ledger_of(question)
        minutes, is_business = targets_of(ledger, targets)
        met, decided_at = np.zeros(len(minutes), dtype=bool), np.full(len(minutes), NEVER)
        for which, code in ((CALENDAR, 0), (BUSINESS, 1)):
            chosen = (minutes >= 0) & (is_business == code)
            if chosen.any():
                kept, when = decided(ledger, measure, clock_of(question, ledger, which), minutes * MINUTE)
                met, decided_at = np.where(chosen, kept, met), np.where(chosen, when, decided_at)
        at = ledger.histories.starts
        found = placed(
            *(question, ledger),
            at=at,
            chosen=decided_at != NEVER,
            moment=decided_at,
            columns={"part": met},
        )
        return found.group_by("group").agg(n=found.count(), part=found.part.sum())

    return aggregate


def decided(ledger: Ledger, measure: str, clock: Clock, limit: Moments) -> tuple[Flags, Moments]:
    """Whether each ticket met its limit, and when that was decided: when it was met, or when time ran out.

    NEVER where it is not decided by the end of the log.
    """
    if len(limit) == 0:
        return limit.astype(np.bool_), limit
    place = ledger.first_reply if measure == "first_reply" else np.where(ledger.is_ended, ledger.last_end, -1)
    met = (place >= 0) & (ledger.lasted(clock, place) <= limit)
    ran_out = clock.when(limit + 1)  # one microsecond too late is too late
    return met, np.where(met, ledger.histories.time[np.maximum(place, 0)], ran_out)


def _midnight(day: date | None) -> int:
    if day is None:
        return int(np.iinfo(np.int64).min)
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * SECOND


def _estimate(row: Mapping[str, Any]) -> Numbers:
    return share(row["part"], row["n"])


FIRST_REPLY_SLA = Metric(
    "first_reply_sla",
    "First reply in time",
    "Of tickets with a target for the first public reply, decided by now, the share that met it. A ticket counts when it "
    "is replied to in time or when its time runs out.",
    "%",
    "up",
    _attainment("first_reply"),
    _estimate,
    rows_of("Ticket Opened", "Ticket Replied"),
    family="service",
    reads=(TICKETS,),
    needs_terms=True,
)
RESOLUTION_SLA = Metric(
    "resolution_sla",
    "Resolution in time",
    "Of tickets with a target for full resolution, decided by now, the share that met it. A ticket counts when it is "
    "solved in time or when its time runs out.",
    "%",
    "up",
    _attainment("resolution"),
    _estimate,
    rows_of("Ticket Opened", *SOLVED),
    family="service",
    reads=(TICKETS,),
    needs_terms=True,
)
PROMISES = (FIRST_REPLY_SLA, RESOLUTION_SLA)
