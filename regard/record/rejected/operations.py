"""Send rejected rows in again, after what was wrong was put right."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from regard.foundation.audit import api as audit
from regard.foundation.lake.api import Lake
from regard.record.collection import api as collection
from regard.record.rejected.models import Replay
from regard.record.rejected.queries import RejectedRow, Wanted, list_rejected

ROWS_AT_ONCE = 200
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Replayed:
    """What became of a replay: rows sent in again, rows that were before, and rows that cannot be."""

    sent: int
    sent_before: int
    impossible: int


def replay_rejected(*, lake: Lake, wanted: Wanted) -> Replayed:
    """Send the wanted rows in again through the intake, each once in its life; at most 100,000 at a time.

    They are read by today's rules and mapping, and keep the time at which they came first. What is rejected again is a
    rejected row of its own. Impossible is what was cut at 64 KB, or is a row of a file: import the file again.
    """
    total = Replayed(0, 0, 0)
    cursor: str | None = None
    seen = 0
    while seen < MOST_ROWS:
        page = list_rejected(lake=lake, wanted=wanted, cursor=cursor, limit=ROWS_AT_ONCE)
        total = _sum(total, _replay(page.rows))
        seen += len(page.rows)
        cursor = page.next_cursor
        if cursor is None:
            break
    audit.note(verb="rejected_replayed", subject=wanted.source or "all", detail={"sent": total.sent})
    return total


@transaction.atomic
def _replay(rows: list[RejectedRow]) -> Replayed:
    requests = {row.id: request for row in rows if (request := _request_of(row)) is not None}
    before = set(Replay.objects.filter(row_id__in=list(requests)).values_list("row_id", flat=True))
    fresh = {row_id: request for row_id, request in requests.items() if row_id not in before}
    Replay.objects.bulk_create([Replay(row_id=row_id) for row_id in fresh])
    collection.put_requests(requests=list(fresh.values()))
    return Replayed(len(fresh), len(before), len(rows) - len(requests))


def _request_of(row: RejectedRow) -> collection.IntakeRequest | None:
    """The request that a row came in, as far as it was kept. Its token follows from the row: so do its events' ids."""
    call, body = _call_of(row)
    if call is None:
        return None
    return collection.IntakeRequest(
        str(uuid.UUID(row.id)), row.source, call, row.received_at, None, row.reason, body.encode()
    )


def _call_of(row: RejectedRow) -> tuple[str | None, str]:
    """As which call a row goes in again, and with what body; no call where it cannot."""
    try:
        tree: Any = json.loads(row.raw)
    except (ValueError, RecursionError):
        tree = None
    named = row.origin.partition(" ")[0]
    call = None
    if isinstance(tree, dict):
        if "$delivery" in tree:
            call = collection.KEPT_DELIVERY
        elif named in collection.SINGLE_CALLS:
            call = named
        elif "batch" in tree or "type" in tree or named in ("batch", "import"):
            call = "batch"
    is_one_of_many = call == "batch" and "batch" not in tree
    return call, f'{{"batch":[{row.raw}]}}' if is_one_of_many else row.raw


def _sum(one: Replayed, other: Replayed) -> Replayed:
    return Replayed(one.sent + other.sent, one.sent_before + other.sent_before, one.impossible + other.impossible)
