"""The audit log over REST."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from regard.foundation.audit.queries import list_entries, list_verbs, verify
from regard.foundation.rest.api import Day, Schema

router = Router(tags=["audit"])
NO_NUL = r"^[^\x00]*$"


class AuditEntry(Schema):
    """Who did what to what. Customers appear by their id, never by name."""

    number: int
    at: datetime
    actor: str
    actor_name: str | None
    verb: str
    subject: str
    detail: dict[str, Any]


class AuditPage(Schema):
    """A page of the audit log, newest first."""

    total: int
    rows: list[AuditEntry]
    verbs: list[str]
    next_cursor: str | None


class AuditVerification(Schema):
    """Whether the chain of entries is whole."""

    is_intact: bool
    entries: int
    first_number: int | None
    last_number: int | None
    sealed_number: int | None
    broken_number: int | None
    fault: str | None


class AuditQuery(Schema):
    """Which entries, and where in the list."""

    actor: str | None = Field(None, max_length=80, pattern=NO_NUL, description="Who: user:1, key:1, command.")
    verb: str | None = Field(None, max_length=60, pattern=NO_NUL, description="What was done.")
    subject: str | None = Field(None, max_length=160, pattern=NO_NUL, description="To what: customer:cus_…")
    since: Day | None = Field(None, description="First day, inclusive (UTC).")
    until: Day | None = Field(None, description="Day after the last (UTC).")
    cursor: str | None = Field(None, max_length=20)
    limit: int = Field(50, ge=1, le=500)


@router.get("/audit", response=AuditPage)
def list_audit_entries(request: HttpRequest, query: Query[AuditQuery]) -> dict[str, Any]:
    """Who looked at and changed what, newest first."""
    page = list_entries(
        actor=query.actor,
        verb=query.verb,
        subject=query.subject,
        since=_start_of(query.since),
        until=_start_of(query.until),
        cursor=query.cursor,
        limit=query.limit,
    )
    return {**page.__dict__, "verbs": list_verbs()}


@router.get("/audit/verification", response=AuditVerification)
def verify_audit(request: HttpRequest) -> Any:
    """Read the whole chain and say whether anything in it was changed, removed or cut."""
    return verify()


def _start_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
