"""Asking over REST: people now, and plans."""

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from regard.engage.surveys.asking.operations import AskingRefused, Person, ask_people
from regard.engage.surveys.asking.plans import list_plans, make_plan, switch_plan
from regard.foundation.rest.api import Schema, lake, who

router = Router(tags=["surveys"])
Identity = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Kind = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]


class MailAsking(Schema):
    """Whom to ask by mail."""

    emails: list[Annotated[str, Field(max_length=254, pattern=r"^[^\x00]*$")]] = Field(min_length=1, max_length=1_000)
    occasion: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")] = Field(
        description="What it is about: nobody is asked twice about one occasion."
    )
    address: Line = Field(description="This installation's address, as customers reach it.")


class MailAsked(Schema):
    """How many were asked, and how many not, by reason."""

    sent: int
    withheld: dict[str, int]


class NewPlan(Schema):
    """Ask some time after something happened."""

    event: Kind = Field(description="The kind of interaction that sets it off.")
    address: Line
    after_hours: int = Field(0, ge=0, le=24 * 365)
    share: int = Field(100, ge=1, le=100, description="Percent of those it happened to.")
    gap_days: int = Field(90, ge=0, le=3_650, description="Until the same person is asked by this plan again.")
    remind_days: int = Field(0, ge=0, le=30, description="One reminder after so many days; 0 for none.")
    touchpoint: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    subject: Line = ""


class PlanOut(NewPlan):
    """A plan and what came of it."""

    id: int
    survey_id: int
    is_on: bool
    sent: int
    withheld: int


class PlanList(Schema):
    """The plans of a survey, the newest first."""

    rows: list[PlanOut]


class Switch(Schema):
    """Whether a plan asks."""

    is_on: bool


@router.post("/surveys/{survey_id}/mails", response=MailAsked)
def ask_by_mail(request: HttpRequest, survey_id: Identity, wanted: MailAsking) -> Any:
    """Ask people by mail now, unless the arbiter says no."""
    if not settings.REGARD.smtp_url:
        raise AskingRefused("No mail server is named. Set REGARD_SMTP, as smtp://user:password@host:587.")
    people = [Person(email, wanted.occasion) for email in dict.fromkeys(wanted.emails)]
    return ask_people(lake=lake(), survey_id=survey_id, people=people, address=wanted.address)


@router.get("/surveys/{survey_id}/plans", response=PlanList)
def get_survey_plans(request: HttpRequest, survey_id: Identity) -> dict[str, Any]:
    """When people are asked with this survey, and what came of it."""
    return {"rows": list_plans(survey_id=survey_id)}


@router.post("/surveys/{survey_id}/plans", response=PlanList)
def post_survey_plan(request: HttpRequest, survey_id: Identity, wanted: NewPlan) -> dict[str, Any]:
    """Ask customers some time after something happened to them."""
    make_plan(survey_id=survey_id, by=who(request=request), **wanted.dict())
    return {"rows": list_plans(survey_id=survey_id)}


@router.put("/surveys/{survey_id}/plans/{plan_id}", response=PlanList)
def put_survey_plan(request: HttpRequest, survey_id: Identity, plan_id: Identity, wanted: Switch) -> dict[str, Any]:
    """Let a plan ask, or ask no more."""
    switch_plan(plan_id=plan_id, is_on=wanted.is_on)
    return {"rows": list_plans(survey_id=survey_id)}
