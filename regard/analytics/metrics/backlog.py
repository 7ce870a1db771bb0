"""How many tickets are waiting at a moment. Not a sum over a period but a count at its end."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from regard.analytics.metrics.estimates import Numbers, count
from regard.analytics.metrics.metric import GRAINS, Metric, Question, answered
from regard.analytics.metrics.service import rows_of
from regard.analytics.metrics.ticket_rows import ledger_of, placed
from regard.analytics.schema.families import TICKETS
from regard.analytics.tickets.histories import Codes
from regard.analytics.tickets.ledger import Ledger
from regard.analytics.tickets.timetable import DAY, SECOND, Moments

GRAIN_DAYS = (*GRAINS, "quarter")


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * SECOND


def _open_at(ledger: Ledger, moment: int) -> Codes:
    """The place of the row that holds at a moment for each ticket open then; -1 for others."""
    rows = ledger.histories
    place = rows.last(rows.time < moment)
    if len(place) == 0:
        return place
    return np.where((place >= 0) & ~rows.ended[np.maximum(place, 0)], place, -1)


def _backlog(question: Question) -> ir.Table:
    ledger = ledger_of(question)
    if question.edges:
        return _at_moments(question, ledger, [(str(n), _midnight(day)) for n, day in enumerate(question.edges[1:])])
    end = min(_midnight(question.scope.until), ledger.histories.until + 1) if question.scope.until else None
    end = end if end is not None else ledger.histories.until + 1
    if question.by in GRAIN_DAYS:
        return _at_moments(question, ledger, _period_ends(question, ledger.histories.time, end))
    found = _placed_at(question, ledger, end)
    return found.group_by("group").agg(n=found.count())


def _placed_at(question: Question, ledger: Ledger, moment: int) -> ir.Table:
    """The tickets open at a moment, each at the place where it was opened."""
    anywhen = Question(question.log, question.scope.over(since=None, until=None), question.by, question.as_of)
    return placed(anywhen, ledger, at=_open_at(ledger, moment), columns={})


def _at_moments(question: Question, ledger: Ledger, moments: list[tuple[str, int]]) -> ir.Table:
    """The backlog at several moments, each with the name of its group: openings before less endings before."""
    rows = ledger.histories
    anywhere = Question(question.log, question.scope.over(since=None, until=None), None, question.as_of)
    chosen = placed(anywhere, ledger, at=rows.starts, columns={"ticket": np.arange(len(rows.starts))})
    tickets = np.zeros(len(rows.starts), dtype=bool)
    tickets[answered(chosen.select("ticket"), question.log)["ticket"].to_numpy()] = True
    counts = tickets[rows.ticket] if len(rows.time) else tickets
    opening = np.zeros(len(rows.time), dtype=bool)
    opening[rows.starts] = True
    begins = np.sort(rows.time[((opening & ~rows.ended) | rows.reopens) & counts])
    stops = np.sort(rows.time[rows.ends & ~(opening & rows.ended) & counts])
    ends = np.array([moment for _, moment in moments], dtype=np.int64)
    n = np.searchsorted(begins, ends, side="left") - np.searchsorted(stops, ends, side="left")
    return ibis.memtable(pa.table({"group": pa.array([name for name, _ in moments], pa.string()), "n": n}))


def _period_ends(question: Question, times: Moments, end: int) -> list[tuple[str, int]]:
    """The periods of a grain between the scope's bounds (or the first ticket), each with the moment it ends at."""
    start = _midnight(question.scope.since) if question.scope.since else int(times.min()) if len(times) else end
    ends: dict[str, int] = {}
    for day in range(start // DAY, -(-end // DAY)):
        ends[_name(question.by or "", datetime.fromtimestamp(day * DAY // SECOND, UTC))] = min((day + 1) * DAY, end)
    return list(ends.items())


def _name(grain: str, day: datetime) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}" if grain == "quarter" else day.strftime(GRAINS[grain])


def _estimate(row: Mapping[str, Any]) -> Numbers:
    return count(row["n"])


BACKLOG = Metric(
    "backlog",
    "Backlog",
    "Tickets that are neither solved nor closed at the end of the period, or at the moment asked for.",
    "tickets",
    "down",
    _backlog,
    _estimate,
    rows_of("Ticket Opened", "Ticket Reopened"),
    0,
    family="service",
    reads=(TICKETS,),
)
