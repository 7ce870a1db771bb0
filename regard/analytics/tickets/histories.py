"""The histories of tickets as arrays: one element per row of a ticket, tickets one after the other, each in order.

A ticket is new until something says otherwise. Ticket Pending, Held, Solved, Closed and Reopened say it by their kind,
Ticket Status Changed by its property `status`. A customer's reply opens a pending ticket again, and no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.scope import member_of
from regard.analytics.tickets.timetable import Moments

Codes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEW, OPEN, PENDING, HOLD, SOLVED, CLOSED = range(6)
UNSAID = -1
STATUSES = {
    "new": NEW,
    "open": OPEN,
    "pending": PENDING,
    "snoozed": PENDING,
    "hold": HOLD,
    "on hold": HOLD,
    "on-hold": HOLD,
    "on_hold": HOLD,
    "solved": SOLVED,
    "resolved": SOLVED,
    "closed": CLOSED,
}
BY_KIND = {
    "Ticket Pending": PENDING,
    "Ticket Held": HOLD,
    "Ticket Solved": SOLVED,
    "Ticket Closed": CLOSED,
    "Ticket Reopened": OPEN,
}
PLACE = ("channel", "stage", "touchpoint", "kind", "source", "actor", "currency")
TOLD = ("assignee", "team", "priority", "schedule")  # what holds for a ticket until something else is told


@dataclass(frozen=True)
class Histories:
    """The rows of all tickets by ticket, time and id.

    `starts` and `lasts` are the places of each ticket's first and last row; everything else has one element per row.
    `status` is what the ticket is in after the row; `told` has for each of TOLD a code of what holds after the row (0
    is nothing), and `words` what the codes stand for. `until` is the moment up to which the log is known.
    """

    starts: Codes
    lasts: Codes
    ticket: Codes
    time: Moments
    rows: pa.Table  # rows as they stand in the log: id and the columns of PLACE
    lies: Codes  # where in `rows` each row lies
    customer: Codes
    status: Codes
    replied: Flags  # the company answered where the customer can read it
    by_company: Flags
    told: dict[str, Codes]
    words: dict[str, list[str]]
    until: int

    @property
    def ended(self) -> Flags:
        """Whether the ticket is solved or closed after the row."""
        return self.status >= SOLVED

    @property
    def ends(self) -> Flags:
        """Rows at which a ticket becomes solved or closed and was not."""
        return self.ended & ~self._ended_before

    @property
    def reopens(self) -> Flags:
        """Rows at which a ticket that was solved or closed no longer is."""
        return ~self.ended & self._ended_before

    @property
    def _ended_before(self) -> Flags:
        before = np.concatenate(([False], self.ended[:-1])) if len(self.time) else self.ended
        before[self.starts] = False
        return before

    def in_the_log(self, places: Codes, columns: Sequence[str]) -> pa.Table:
        """The rows at some places as they stand in the log."""
        return self.rows.select(columns).take(pa.array(self.lies[places], pa.int64()))

    def first(self, chosen: Flags) -> Codes:
        """The place of each ticket's first chosen row, -1 where there is none."""
        places = np.where(chosen, np.arange(len(chosen)), len(chosen))
        found = np.minimum.reduceat(places, self.starts) if len(self.starts) else self.starts
        return np.where(found == len(chosen), -1, found)

    def last(self, chosen: Flags) -> Codes:
        """The place of each ticket's last chosen row, -1 where there is none."""
        places = np.where(chosen, np.arange(len(chosen)), -1)
        return np.maximum.reduceat(places, self.starts) if len(self.starts) else self.starts

    def count(self, chosen: Flags) -> Codes:
        """How many of each ticket's rows are chosen."""
        return np.add.reduceat(chosen.astype(np.int64), self.starts) if len(self.starts) else self.starts


def is_public_reply(rows: ir.Table) -> ir.BooleanColumn:
    """Rows in which the company answered a ticket where the customer can read it."""
    public = _said(rows, "public").fill_null("true").lower() != "false"
    return (rows.kind == "Ticket Replied") & (rows.actor == "company") & public


def _said(rows: ir.Table, name: str) -> ir.StringColumn:
    """A property as text; JSON is read only where the name occurs in it, which is nearly nowhere."""
    return cast(
        ir.StringColumn,
        ibis.ifelse(rows.properties.contains(f'"{name}"'), member_of(rows.properties, name), ibis.null("string")),
    )


def read_histories(log: ir.Table, as_of: datetime) -> Histories:
    """The histories of the tickets in a log, of what had happened by `as_of`."""
    until = ibis.literal(as_of, type="timestamp('UTC', 6)")
    return histories_of(rows_of_tickets(log.filter(log.time <= until)).to_pyarrow(), as_of)


def rows_of_tickets(log: ir.Table) -> ir.Table:
    """The rows of all tickets by ticket, time and id, with what each says read out of it."""
    rows = log.filter(log.kind.startswith("Ticket ") & log.matter_id.notnull())
    said = {name: _said(rows, name).nullif("") for name in TOLD}
    return rows.select(
        "matter_id",
        "time",
        "id",
        "customer_id",
        *(name for name in ("anchor", *PLACE) if name in rows.columns),
        status=ibis.ifelse(
            rows.kind.isin(("Ticket Opened", "Ticket Status Changed")),
            _said(rows, "status").lower(),
            ibis.null("string"),
        ),
        replied=is_public_reply(rows),
        by_customer=(rows.kind == "Ticket Replied") & (rows.actor == "customer"),
        by_company=rows.actor == "company",
        **said,
    ).order_by(["matter_id", "time", "id"])


def histories_of(rows: pa.Table, as_of: datetime) -> Histories:
    """The histories that rows of tickets (as `rows_of_tickets` gives them) tell, of what had happened by `as_of`."""
    until = int(as_of.timestamp() * 1_000_000)
    latest = pc.max(rows["time"]).as_py()
    if latest is not None and latest > as_of:
        rows = rows.filter(pc.less_equal(rows["time"], pa.scalar(as_of, rows["time"].type)))
    n = rows.num_rows
    ticket = _codes(rows["matter_id"])
    is_first = np.concatenate(([True], ticket[1:] != ticket[:-1])) if n else np.zeros(0, dtype=bool)
    starts = np.flatnonzero(is_first)
    lasts = np.concatenate((starts[1:] - 1, [n - 1])) if n else starts
    begins = np.repeat(starts, np.diff(np.append(starts, n)))
    said, words = {}, {}
    for name in TOLD:
        codes, words[name] = _dictionary(rows[name])
        said[name] = _held(codes, begins)
    return Histories(
        starts=starts,
        lasts=lasts,
        ticket=np.cumsum(is_first) - 1,
        time=rows["time"].cast(pa.int64()).to_numpy(),
        rows=rows.select(["id", *(name for name in PLACE if name in rows.column_names)]),
        lies=np.arange(n),
        customer=_codes(rows["customer_id"]),
        status=_statuses(rows, begins),
        replied=_flags(rows["replied"]),
        by_company=_flags(rows["by_company"]),
        told=said,
        words=words,
        until=until,
    )


def _statuses(rows: pa.Table, begins: Codes) -> Codes:
    """The status after each row: the last that was said, and open where the customer answered a pending ticket since."""
    names = [*STATUSES]
    by_status = pc.index_in(rows["status"], pa.array(names, pa.string())).fill_null(len(names)).to_numpy()
    by_kind = pc.index_in(rows["kind"], pa.array([*BY_KIND], pa.string())).fill_null(len(BY_KIND)).to_numpy()
    said = np.array([*STATUSES.values(), UNSAID])[by_status]
    said = np.where(by_kind < len(BY_KIND), np.array([*BY_KIND.values(), UNSAID])[by_kind], said)
    places = np.arange(len(said))
    last_said = np.maximum.accumulate(np.where(said != UNSAID, places, -1)) if len(said) else places
    answered = np.where(_flags(rows["by_customer"]), places, -1)
    last_answer = np.maximum.accumulate(answered) if len(said) else places
    status = np.where(last_said >= begins, said[np.maximum(last_said, 0)], NEW) if len(said) else said
    return np.where((status == PENDING) & (last_answer > last_said), OPEN, status)


def _held(codes: Codes, begins: Codes) -> Codes:
    """The last code that was said by each row of a ticket, 0 before any was."""
    if len(codes) == 0:
        return codes
    last = np.maximum.accumulate(np.where(codes > 0, np.arange(len(codes)), -1))
    return np.where(last >= begins, codes[np.maximum(last, 0)], 0)


def _dictionary(column: pa.ChunkedArray) -> tuple[Codes, list[str]]:
    """Codes from 1 on, 0 for null, and the words they stand for."""
    encoded = _encoded(column)
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
    return codes, ["", *encoded.dictionary.to_pylist()]


def _codes(column: pa.ChunkedArray) -> Codes:
    found: Any = _encoded(column).indices.to_numpy(zero_copy_only=False)
    return np.asarray(found, dtype=np.int64)


def _encoded(column: pa.ChunkedArray) -> Any:
    return pc.dictionary_encode(column.combine_chunks())


def _flags(column: pa.ChunkedArray) -> Flags:
    found: Any = column.fill_null(False).to_numpy()
    return np.asarray(found, dtype=np.bool_)
