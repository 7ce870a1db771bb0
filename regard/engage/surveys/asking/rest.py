"""Asking over REST: people now, plans, trying it out, and who was asked or not."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.engage.surveys.asking.operations import ask_people
from regard.engage.surveys.asking.people import AskingRefused, Person
from regard.engage.surveys.asking.plans import PlanSettings, list_plans, make_plan, switch_plan
from regard.engage.surveys.asking.posting import check_server
from regard.engage.surveys.asking.queries import list_askings
from regard.engage.surveys.asking.trial import send_trial
from regard.foundation.rest.api import Schema, lake, who

router = Router(tags=["surveys"])
Identity = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Short = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")]
Value = Annotated[str, Field(min_length=1, max_length=254, pattern=r"^[^\x00]*$")]
Channel = Literal["email", "sms"]
State = Literal["waiting", "sent", "withheld", "failed"]


class PeopleToAsk(Schema):
    """Whom to ask now."""

    to: list[Value] = Field(min_length=1, max_length=1_000, description="E-mail addresses, or telephone numbers.")
    channel: Channel = "email"
    occasion: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00]*$")] = Field(
        description="What it is about: nobody is asked twice about one occasion."
    )
    address: Line = Field(description="This installation's address, as customers reach it.")
    touchpoint: Short = ""
    spares_cases: bool = Field(False, description="Ask nobody who has an open case.")


class PeopleAsked(Schema):
    """How many were asked, and how many not, by reason."""

    sent: int
    withheld: dict[str, int]


class NewPlan(Schema):
    """Ask some time after something happened, on days of the calendar, or every so often."""

    trigger: Literal["event", "calendar", "recurring"] = "event"
    event: Short = Field("", description="The kind of interaction that sets an `event` plan off.")
    after_hours: int = Field(0, ge=0, le=24 * 365)
    segment: Annotated[str, Field(max_length=64, pattern=r"^[^\x00]*$")] = Field(
        "", description="Only customers who are in it when they are asked; needed but for `event`."
    )
    rhythm: Literal["", "once", "weekly", "monthly"] = Field("", description="Of a `calendar` plan.")
    on_date: date | None = None
    weekday: int = Field(0, ge=0, le=6, description="0 is Monday.")
    month_day: int = Field(1, ge=1, le=31, description="The last day where a month is shorter.")
    hour: int = Field(10, ge=0, le=23)
    zone: Annotated[str, Field(max_length=60, pattern=r"^[^\x00]*$")] = "UTC"
    channel: Channel = "email"
    share: int = Field(100, ge=1, le=100, description="Percent of the occasions.")
    holdout: int = Field(0, ge=0, le=90, description="Percent of the people whom this plan never asks.")
    gap_days: int = Field(90, ge=0, le=3_650, description="Until the same person is asked by this plan again.")
    reminders: int = Field(1, ge=0, le=5)
    remind_days: int = Field(0, ge=0, le=30, description="So many days after each asking; 0 for none.")
    spares_cases: bool = Field(False, description="Ask nobody who has an open case.")
    touchpoint: Short = ""
    subject: Line = ""
    wording: Annotated[str, Field(max_length=600, pattern=r"^[^\x00]*$")] = Field(
        "", description="Of a text message, with {link} and {title}."
    )
    address: Line


class PlanOut(NewPlan):
    """A plan and what came of it."""

    id: int
    survey_id: int
    is_on: bool
    sent: int
    withheld: int
    waiting: int


class PlanList(Schema):
    """The plans of a survey, the newest first."""

    rows: list[PlanOut]


class Switch(Schema):
    """Whether it asks."""

    is_on: bool


class Trial(Schema):
    """What customers would get, to yourself."""

    to: Annotated[str, Field(max_length=254, pattern=r"^[^\x00]*$")] = Field(
        "", description="Your own address where left out."
    )
    channel: Channel = "email"
    address: Line
    subject: Line = ""
    wording: Annotated[str, Field(max_length=600, pattern=r"^[^\x00]*$")] = ""


class TrialSent(Schema):
    """Where it went, and the link in it: good for a day, and its answers are kept nowhere."""

    to: str
    path: str


class AskingOut(Schema):
    """One person asked, or not."""

    id: int
    customer_id: str
    channel: str = Field(description="email, sms or web; empty where no address is known.")
    endpoint: str
    state: State
    reason: str
    sentence: str
    plan_id: int | None
    widget_id: int | None
    asked_at: datetime
    due_at: datetime | None = Field(description="When somebody who waits is asked.")
    reminded: int
    delivery: str = Field(description="delivered or undelivered, where the gateway said so.")
    is_answered: bool


class AskingCountOut(Schema):
    """How many came to one state for one reason."""

    channel: str
    state: State
    reason: str
    sentence: str
    n: int


class AskingListOut(Schema):
    """Who was asked or not, the newest first, and how many for which reason."""

    rows: list[AskingOut]
    counts: list[AskingCountOut]
    next_before: int | None


class AskingsQuery(Schema):
    """Which askings."""

    state: State | Literal[""] = ""
    reason: Annotated[str, Field(max_length=20, pattern=r"^[a-z_]*$")] = ""
    before: int | None = Field(None, ge=1, le=2**63 - 1)
    limit: int = Field(50, ge=1, le=200)


@router.post("/surveys/{survey_id}/askings", response=PeopleAsked)
def ask_now(request: HttpRequest, survey_id: Identity, wanted: PeopleToAsk) -> Any:
    """Ask people by mail or text message now, unless the arbiter says no."""
    check_server(channel=wanted.channel)
    people = [Person(value, wanted.occasion) for value in dict.fromkeys(one.strip() for one in wanted.to)]
    return ask_people(
        lake=lake(),
        survey_id=survey_id,
        people=people,
        address=wanted.address,
        channel=wanted.channel,
        about={"touchpoint": wanted.touchpoint} if wanted.touchpoint else {},
        spares_cases=wanted.spares_cases,
    )


@router.get("/surveys/{survey_id}/askings", response=AskingListOut)
def get_survey_askings(request: HttpRequest, survey_id: Identity, query: Query[AskingsQuery]) -> Any:
    """Who was asked with this survey, who was not, and why."""
    return list_askings(survey_id=survey_id, **query.dict())


@router.post("/surveys/{survey_id}/trials", response=TrialSent)
def post_survey_trial(request: HttpRequest, survey_id: Identity, wanted: Trial) -> dict[str, Any]:
    """Send yourself what customers would get."""
    check_server(channel=wanted.channel)
    to = wanted.to or (who(request=request) if wanted.channel == "email" else "")
    if not to:
        raise AskingRefused("Say where to send it.")
    path = send_trial(
        survey_id=survey_id,
        to=to,
        address=wanted.address,
        channel=wanted.channel,
        subject=wanted.subject,
        wording=wanted.wording,
    )
    return {"to": to, "path": path}


@router.get("/surveys/{survey_id}/plans", response=PlanList)
def get_survey_plans(request: HttpRequest, survey_id: Identity) -> dict[str, Any]:
    """When people are asked with this survey, and what came of it."""
    return {"rows": list_plans(survey_id=survey_id)}


@router.post("/surveys/{survey_id}/plans", response=PlanList)
def post_survey_plan(request: HttpRequest, survey_id: Identity, wanted: NewPlan) -> dict[str, Any]:
    """Ask customers by a plan from now on."""
    make_plan(survey_id=survey_id, wanted=PlanSettings(**wanted.dict()), by=who(request=request), lake=lake())
    return {"rows": list_plans(survey_id=survey_id)}


@router.put("/surveys/{survey_id}/plans/{plan_id}", response=PlanList)
def put_survey_plan(request: HttpRequest, survey_id: Identity, plan_id: Identity, wanted: Switch) -> dict[str, Any]:
    """Let a plan ask, or ask no more."""
    switch_plan(plan_id=plan_id, is_on=wanted.is_on)
    return {"rows": list_plans(survey_id=survey_id)}
