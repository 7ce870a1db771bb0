"""Rejected rows over REST."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import Day, Schema, lake
from regard.record.rejected.operations import Replayed, replay_rejected
from regard.record.rejected.queries import RejectedPage, Wanted, list_reasons, list_rejected

router = Router(tags=["rejected"])


class RejectedOut(Schema):
    """A row that could not be stored, and why."""

    id: str
    source: str
    origin: str
    line: int
    reason: CustomerWords
    sort: str = Field(description="The reason without its values: what rows of one sort have in common.")
    raw: CustomerWords = Field(description="What was sent, at most 64 KB of it.")
    size: int = Field(description="Bytes of `raw`.")
    received_at: datetime


class RejectedRows(Schema):
    """A page of rejected rows, newest first."""

    total: int
    rows: list[RejectedOut]
    next_cursor: str | None


class RejectedReason(Schema):
    """A sort of reason, how many rows it kept out, and the first of them."""

    sort: str
    rows: int
    sources: list[str]
    first_at: datetime
    last_at: datetime
    example: RejectedOut


class RejectedReasons(Schema):
    """Why rows were rejected, the most frequent reason first."""

    rows: list[RejectedReason]


class RejectedQuery(Schema):
    """Which rejected rows."""

    source: str | None = Field(None, max_length=255, description="Of one source.")
    sort: str | None = Field(None, max_length=2000, description="For one sort of reason.")
    since: Day | None = Field(None, description="First day of arrival, inclusive (UTC).")
    until: Day | None = Field(None, description="Day after the last (UTC).")

    def wanted(self) -> Wanted:
        """As the queries know it."""
        return Wanted(self.source, self.sort, self.since, self.until)


class RejectedPageQuery(RejectedQuery):
    """Which rejected rows, and where in the list."""

    cursor: str | None = Field(None, max_length=20)
    limit: int = Field(50, ge=1, le=200)


@router.get("/rejected", response=RejectedRows)
def get_rejected(request: HttpRequest, query: Query[RejectedPageQuery]) -> RejectedPage:
    """Rows that could not be stored, each with its origin, line, reason and what it said."""
    return list_rejected(lake=lake(), wanted=query.wanted(), cursor=query.cursor, limit=query.limit)


@router.get("/rejected/reasons", response=RejectedReasons)
def get_rejected_reasons(request: HttpRequest, query: Query[RejectedQuery]) -> dict[str, Any]:
    """Why rows were rejected, by sort of reason, each with the first row it kept out."""
    return {"rows": list_reasons(lake=lake(), wanted=query.wanted())}


class ReplayQuery(RejectedQuery):
    """Which rejected rows to send in again: one, or all that a list shows."""

    id: str | None = Field(None, min_length=32, max_length=32, description="One row.")


class ReplayedOut(Schema):
    """What became of it. The rows reach the log, or are rejected anew, within a second or two."""

    sent: int
    sent_before: int = Field(description="Rows that were sent in again before: each is once.")
    impossible: int = Field(description="Rows of files, and rows that were cut at 64 KB.")


@router.post("/rejected/replay", response=ReplayedOut)
def post_rejected_replay(request: HttpRequest, query: Query[ReplayQuery]) -> Replayed:
    """Send rejected rows in again, by today's rules and mappings."""
    return replay_rejected(lake=lake(), wanted=replace(query.wanted(), row_id=query.id))
