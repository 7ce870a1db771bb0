"""Plans: ask customers some time after something happened to them, each once in a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from regard.engage.surveys.asking.models import Asking, Plan
from regard.engage.surveys.asking.operations import (
    LONGEST_WAIT,
    MOST_AT_ONCE,
    Asked,
    AskingRefused,
    Person,
    ask_people,
    checked_address,
)
from regard.engage.surveys.operations import get_survey
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.record.customers.api import list_addresses


@dataclass(frozen=True)
class PlanRow:
    """A plan and what came of it."""

    id: int
    survey_id: int
    event: str
    after_hours: int
    share: int
    gap_days: int
    remind_days: int
    touchpoint: str
    subject: str
    address: str
    is_on: bool
    sent: int
    withheld: int


def make_plan(
    *,
    survey_id: int,
    event: str,
    address: str,
    after_hours: int = 0,
    share: int = 100,
    gap_days: int = 90,
    remind_days: int = 0,
    touchpoint: str = "",
    subject: str = "",
    by: str = "",
) -> int:
    """Ask with a survey whenever an event happened; return the plan's id. Raises AskingRefused, NoSurvey."""
    survey = get_survey(survey_id)
    if not event.strip() or len(event) > 100:
        raise AskingRefused("Say which kind of interaction sets the survey off, such as Order Delivered.")
    if survey.is_anonymous and remind_days:
        raise AskingRefused("Of an anonymous survey it is not known who answered, so that nobody can be reminded.")
    if not (0 <= after_hours <= 24 * 365 and 1 <= share <= 100 and 0 <= gap_days <= 3_650 and 0 <= remind_days <= 30):
        raise AskingRefused("A plan waits up to a year, asks 1 to 100 percent, and reminds within 30 days.")
    plan = Plan.objects.create(
        survey=survey,
        event=event.strip(),
        after_hours=after_hours,
        share=share,
        gap_days=gap_days,
        remind_days=remind_days,
        touchpoint=touchpoint,
        subject=subject,
        address=checked_address(address),
        made_by=by,
        created_at=timezone.now(),
    )
    note(verb="created", subject=f"plan:{plan.pk}", detail={"survey": survey_id, "event": plan.event})
    return int(plan.pk)


def switch_plan(*, plan_id: int, is_on: bool) -> None:
    """Let a plan ask, or ask no more. Raises AskingRefused."""
    if not Plan.objects.filter(pk=plan_id).update(is_on=is_on):
        raise AskingRefused("There is no such plan.")
    note(verb="switched_on" if is_on else "switched_off", subject=f"plan:{plan_id}")


def list_plans(*, survey_id: int) -> list[PlanRow]:
    """The plans of a survey, the newest first. Raises NoSurvey."""
    return [_row(plan) for plan in get_survey(survey_id).plans.order_by("-pk")]


def _row(plan: Plan) -> PlanRow:
    askings = Asking.objects.filter(plan=plan)
    shown: dict[str, Any] = {name: getattr(plan, name) for name in PlanRow.__dataclass_fields__ if hasattr(plan, name)}
    sent, withheld = askings.filter(state="sent").count(), askings.exclude(state="sent").count()
    return PlanRow(**shown, sent=sent, withheld=withheld)


def run_plans(*, lake: Lake, now: datetime | None = None) -> dict[int, Asked]:
    """Ask whoever is due by each plan that is on."""
    now = now or timezone.now()
    found = {}
    for plan in Plan.objects.filter(is_on=True, survey__state="open").select_related("survey"):
        people = _due(lake, plan, now)
        if people:
            about = {"touchpoint": plan.touchpoint} if plan.touchpoint else {}
            found[int(plan.pk)] = ask_people(
                lake=lake,
                survey_id=plan.survey_id,
                people=people,
                address=plan.address,
                plan=plan,
                about=about,
                now=now,
            )
    return found


def _due(lake: Lake, plan: Plan, now: datetime) -> list[Person]:
    """Customers to whom the event happened so long ago, not asked of it yet, nor by this plan lately."""
    until = now - timedelta(hours=plan.after_hours)
    since = max(until - LONGEST_WAIT, plan.created_at - timedelta(hours=plan.after_hours))
    rows = lake.sql(
        "select id, customer_id from interactions where kind = ? and time > ? and time <= ? order by time, id",
        [plan.event, since, until],
    ).to_pylist()
    asked = set(
        Asking.objects.filter(plan=plan, asked_at__gt=now - LONGEST_WAIT * 2).values_list("occasion", flat=True)
    )
    fresh = [row for row in rows if row["id"] not in asked]
    addresses = list_addresses(customer_ids={row["customer_id"] for row in fresh})
    lately = set(
        Asking.objects.filter(plan=plan, state="sent", asked_at__gt=now - timedelta(days=plan.gap_days)).values_list(
            "value", flat=True
        )
    )
    people: dict[str, Person] = {}
    for row in fresh:
        mails = [value for kind, value in addresses.get(row["customer_id"], []) if kind == "email"]
        if mails and mails[0] not in lately and mails[0] not in people:
            people[mails[0]] = Person(mails[0], row["id"], row["customer_id"])
    return list(people.values())[:MOST_AT_ONCE]
