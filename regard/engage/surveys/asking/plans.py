"""Plans: ask customers after something happened to them, on days of the calendar, or every so often."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.utils import timezone

from regard.engage.surveys.asking.models import Plan
from regard.engage.surveys.asking.moments import RHYTHMS
from regard.engage.surveys.asking.operations import Asked, ask_people, checked_address
from regard.engage.surveys.asking.people import AskingRefused
from regard.engage.surveys.asking.posting import has_server
from regard.engage.surveys.asking.sms.wording import check_wording
from regard.engage.surveys.asking.whom import find_due
from regard.engage.surveys.models import Survey
from regard.engage.surveys.operations import get_survey, latest_version
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.record.segments.api import find_segment

TRIGGERS = ("event", "calendar", "recurring")
MOST_REMINDERS = 5


@dataclass(frozen=True, kw_only=True)
class PlanSettings:
    """When and how a plan asks.

    An `event` plan asks `after_hours` after a kind of interaction; a `calendar` plan asks a segment once, weekly or monthly;
    a `recurring` plan asks each customer of a segment every `gap_days`. `address` is this installation's, as customers
    reach it.
    """

    address: str
    trigger: str = "event"
    event: str = ""
    after_hours: int = 0
    segment: str = ""
    rhythm: str = ""
    on_date: date | None = None
    weekday: int = 0
    month_day: int = 1
    hour: int = 10
    zone: str = "UTC"
    channel: str = "email"
    share: int = 100
    holdout: int = 0
    gap_days: int = 90
    reminders: int = 1
    remind_days: int = 0
    spares_cases: bool = False
    touchpoint: str = ""
    subject: str = ""
    wording: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanRow(PlanSettings):
    """A plan and what came of it."""

    id: int
    survey_id: int
    is_on: bool
    sent: int
    withheld: int
    waiting: int


def make_plan(*, survey_id: int, wanted: PlanSettings, by: str = "", lake: Lake | None = None) -> int:
    """Ask with a survey by a plan; return the plan's id. With `lake` the segment is looked up.

    Raises AskingRefused, NoSegment, NoSurvey, WordingRefused.
    """
    survey = get_survey(survey_id)
    given = {name: value.strip() if isinstance(value, str) else value for name, value in vars(wanted).items()}
    plan = Plan(survey=survey, made_by=by, created_at=timezone.now(), **given)
    plan.address = checked_address(wanted.address)
    plan.rhythm = plan.rhythm if plan.trigger == "calendar" else ""
    plan.on_date = plan.on_date if plan.rhythm == "once" else None
    _check_when(plan)
    _check_how(plan, survey)
    if plan.segment and lake is not None:
        find_segment(lake=lake, slug=plan.segment)
    plan.save()
    note(verb="created", subject=f"plan:{plan.pk}", detail={"survey": survey_id, "trigger": plan.trigger})
    return int(plan.pk)


def _check_when(plan: Plan) -> None:
    if plan.trigger not in TRIGGERS:
        raise AskingRefused(f"A plan is set off by one of {', '.join(TRIGGERS)}.")
    if plan.trigger == "event" and (not plan.event or len(plan.event) > 100):
        raise AskingRefused("Say which kind of interaction sets the survey off, such as Order Delivered.")
    if plan.trigger != "event" and not plan.segment:
        raise AskingRefused("Say which segment is asked, so that nobody is asked by mistake.")
    if plan.trigger == "calendar" and plan.rhythm not in RHYTHMS:
        raise AskingRefused(f"A plan of the calendar asks {', '.join(RHYTHMS)}.")
    if plan.rhythm == "once" and plan.on_date is None:
        raise AskingRefused("Say on which day people are asked.")
    if plan.trigger == "recurring" and plan.gap_days < 1:
        raise AskingRefused("Say after how many days the same customer is asked again.")
    if not (0 <= plan.weekday <= 6 and 1 <= plan.month_day <= 31 and 0 <= plan.hour <= 23):
        raise AskingRefused("A weekday is 0 (Monday) to 6, a day of the month 1 to 31, an hour 0 to 23.")
    try:
        ZoneInfo(plan.zone)
    except (ValueError, OSError, KeyError):
        raise AskingRefused(f"{plan.zone[:60]!r} is no time zone. Give one as Europe/Berlin.") from None


def _check_how(plan: Plan, survey: Survey) -> None:
    if survey.is_anonymous and plan.remind_days:
        # An invitation says that it was used, but to remind only some tells them apart from those who answered.
        raise AskingRefused("Of an anonymous survey it is not known who answered, so that nobody can be reminded.")
    if plan.channel not in ("email", "sms"):
        raise AskingRefused("A plan asks by email or sms.")
    is_within = 0 <= plan.after_hours <= 24 * 365 and 1 <= plan.share <= 100 and 0 <= plan.gap_days <= 3_650
    if not (is_within and 0 <= plan.remind_days <= 30 and 0 <= plan.reminders <= MOST_REMINDERS):
        raise AskingRefused(
            "A plan waits up to a year, asks 1 to 100 percent, and reminds up to 5 times, 30 days apart."
        )
    if not 0 <= plan.holdout <= 90:
        raise AskingRefused("A holdout is 0 to 90 percent.")
    if plan.channel == "sms":
        version = latest_version(survey)
        definition = version.definition if version else survey.draft
        check_wording(template=plan.wording, survey=survey.name, definition=definition, address=plan.address)


def switch_plan(*, plan_id: int, is_on: bool) -> None:
    """Let a plan ask, or ask no more. Raises AskingRefused."""
    if not Plan.objects.filter(pk=plan_id).update(is_on=is_on):
        raise AskingRefused("There is no such plan.")
    note(verb="switched_on" if is_on else "switched_off", subject=f"plan:{plan_id}")


def list_plans(*, survey_id: int) -> list[PlanRow]:
    """The plans of a survey, the newest first. Raises NoSurvey."""
    plans = get_survey(survey_id).plans.annotate(
        sent=Count("askings", filter=Q(askings__state="sent")),
        waiting=Count("askings", filter=Q(askings__state="waiting")),
        asked=Count("askings"),
    )
    return [_row(plan) for plan in plans.order_by("-pk")]


def _row(plan: Any) -> PlanRow:
    names = [one.name for one in fields(PlanRow) if one.name != "withheld"]
    return PlanRow(**{name: getattr(plan, name) for name in names}, withheld=plan.asked - plan.sent - plan.waiting)


def run_plans(*, lake: Lake, now: datetime | None = None) -> dict[int, Asked]:
    """Ask whoever is due by each plan that is on and has a server to send by."""
    now = now or timezone.now()
    found = {}
    for plan in Plan.objects.filter(is_on=True, survey__state="open").select_related("survey"):
        if not has_server(channel=plan.channel):
            continue
        people = find_due(lake=lake, plan=plan, now=now)
        if people:
            about = {"touchpoint": plan.touchpoint} if plan.touchpoint else {}
            found[int(plan.pk)] = ask_people(
                lake=lake,
                survey_id=plan.survey_id,
                people=people,
                address=plan.address,
                channel=plan.channel,
                plan=plan,
                about=about,
                now=now,
            )
    return found
