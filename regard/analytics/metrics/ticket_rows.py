"""Tickets as rows of a question: put at the moment and the place they count at, then grouped like anything else."""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from regard.analytics.metrics.metric import TRAIT, Question
from regard.analytics.tickets.clocks import Clock, read_clock
from regard.analytics.tickets.histories import PLACE, TOLD, Codes, Flags, read_histories
from regard.analytics.tickets.ledger import Ledger
from regard.analytics.tickets.opening_hours import ServiceTerms
from regard.analytics.tickets.timetable import Moments

HOUR = 3_600_000_000


def ledger_of(question: Question) -> Ledger:
    """What became of the tickets of a question's customers by the moment it is asked for."""
    if question.threads is not None:
        return question.threads.ledger
    return Ledger(read_histories(question.scope.of_segment(question.log), question.as_of))


def clock_of(question: Question, ledger: Ledger, which: str) -> Clock:
    """The clock by which a ledger's tickets are timed."""
    return read_clock(ledger.histories, which, question.terms or ServiceTerms())


def hours(lasted: Moments) -> Any:
    """Hours out of microseconds."""
    return lasted / HOUR


def placed(question: Question, ledger: Ledger, *, at: Codes, columns: Mapping[str, Any], **more: Any) -> ir.Table:
    """One row per ticket with a place `at`, counted at the moment of that row; grouped, with `columns`.

    Its channel, touchpoint and properties are those of the row that opened it. Assignee, team, priority and schedule
    are those that held at `at`. `moment` may give other moments, `chosen` the tickets that count, and `own_row` puts
    each at the row `at` itself instead of the opening one (`at` may then have several rows of a ticket).
    """
    chosen: Flags = more.get("chosen", at >= 0) & (at >= 0)
    moment: Moments = more.get("moment", ledger.histories.time[np.maximum(at, 0)] if len(at) else at)
    stands = at if more.get("own_row") else ledger.histories.starts
    name = (question.by or "").removeprefix("properties.")
    is_told = name in TOLD and question.by != name and not question.edges
    needs_log = (question.by or "").startswith((TRAIT, "properties.")) and not is_told and not question.edges
    stood = ledger.histories.in_the_log(stands[chosen], ["id"] if needs_log else ["id", *PLACE])
    added = {
        "time": pa.array(moment[chosen], pa.timestamp("us", tz="UTC")),
        **({"told": ledger.told(name, at[chosen])} if is_told else {}),
        **{column: pa.array(values[chosen]) for column, values in columns.items()},
    }
    for column, values in added.items():
        stood = stood.append_column(column, values)
    rows = ibis.memtable(stood)
    if needs_log:
        log = question.log
        rows = log.filter(log.kind.startswith("Ticket ")).drop("time").inner_join(rows, "id")
    rows = question.scope.at_places(question.scope.in_period(rows))
    if is_told:
        return rows.mutate(group=rows.told.fill_null("unknown"))
    return question.grouped(rows)
