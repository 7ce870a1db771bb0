"""What is going on with a customer beside a case: tickets that nobody solved yet."""

from dataclasses import dataclass
from datetime import datetime

from regard.foundation.lake.api import Lake
from regard.record.customers.api import list_former_ids

BEGIN, END = ("Ticket Opened", "Ticket Reopened"), ("Ticket Solved", "Ticket Closed")
MOST = 20


@dataclass(frozen=True)
class OpenTicket:
    """A ticket that is open: its id, since when, and over which channel it came."""

    ticket_id: str
    since: datetime
    channel: str
    subject: str


def list_open_tickets(*, lake: Lake, customer_id: str) -> list[OpenTicket]:
    """The customer's tickets whose newest opening or ending is an opening, newest first."""
    rows = lake.of_customer(customer_id=customer_id, former_ids=list_former_ids(customer_id=customer_id))
    found = rows.filter(rows.kind.isin((*BEGIN, *END)) & rows.matter_id.notnull())
    told = found.select("matter_id", "time", "id", "kind", "channel", "text").order_by(["time", "id"])
    tickets: dict[str, OpenTicket] = {}
    for row in told.to_pyarrow().to_pylist():
        if row["kind"] in END:
            tickets.pop(row["matter_id"], None)
        else:
            subject = (row["text"] or "")[:120]
            tickets[row["matter_id"]] = OpenTicket(row["matter_id"], row["time"], row["channel"] or "", subject)
    return sorted(tickets.values(), key=lambda one: one.since, reverse=True)[:MOST]
