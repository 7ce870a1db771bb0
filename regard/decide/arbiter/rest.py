"""The budget of contacts and the arbiter's decisions over REST."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from regard.decide.arbiter.operations import Budget, find_budget, set_budget
from regard.decide.arbiter.queries import list_verdicts
from regard.foundation.rest.api import Schema

router = Router(tags=["contacts"])
Line = Annotated[str, Field(max_length=280, pattern=r"^[^\x00]*$")]


class ContactBudget(Schema):
    """How often and when customers are contacted, over all surveys and messages."""

    most: int = Field(ge=1, le=100, description="Contacts of one person within `days`.")
    days: int = Field(ge=1, le=365)
    quiet_from: int = Field(ge=0, le=23, description="Hour of the person's day from which nothing is sent.")
    quiet_until: int = Field(ge=0, le=23)
    zone: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = Field(
        description="Of people whose own is not known."
    )


class ContactVerdict(Schema):
    """One decision: who, about what, whether and why."""

    endpoint: str
    purpose: str
    subject: str
    is_allowed: bool
    reason: str
    sentence: str
    decided_at: datetime


class ContactVerdicts(Schema):
    """Decisions, the newest first."""

    rows: list[ContactVerdict]


class ContactVerdictsQuery(Schema):
    """Which decisions."""

    endpoint: Line | None = Field(None, description="As email:a@b.example.")
    subject: Line | None = Field(None, description="As survey:3.")
    is_allowed: bool | None = None
    limit: int = Field(100, ge=1, le=1_000)


@router.get("/contacts/budget", response=ContactBudget)
def get_contact_budget(request: HttpRequest) -> Any:
    """The budget of contacts that holds."""
    return find_budget()


@router.put("/contacts/budget", response=ContactBudget)
def put_contact_budget(request: HttpRequest, wanted: ContactBudget) -> Any:
    """Change the budget of contacts."""
    set_budget(budget=Budget(**wanted.dict()))
    return find_budget()


@router.get("/contacts/verdicts", response=ContactVerdicts)
def get_contact_verdicts(request: HttpRequest, query: Query[ContactVerdictsQuery]) -> dict[str, Any]:
    """Who was contacted or not, and why."""
    rows = list_verdicts(endpoint=query.endpoint, subject=query.subject, is_allowed=query.is_allowed, limit=query.limit)
    return {"rows": rows}
