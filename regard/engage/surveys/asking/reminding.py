"""Reminding those who were asked and have not answered: so many times, so many days apart, and never once they have."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from regard.decide.arbiter.api import decide, take_back
from regard.engage.surveys.asking.models import Asking, Plan
from regard.engage.surveys.asking.operations import MOST_FAILURES, PURPOSE
from regard.engage.surveys.asking.people import facts_about
from regard.engage.surveys.asking.posting import NotTaken, post
from regard.engage.surveys.asking.whom import MOST_AT_ONCE
from regard.engage.surveys.models import Invitation
from regard.foundation.lake.api import Lake
from regard.record.consents.api import Endpoint


def remind_people(*, lake: Lake, now: datetime | None = None) -> int:
    """Remind those who were asked by a plan that reminds and have not answered; return how many."""
    now, reminded = now or timezone.now(), 0
    for plan in Plan.objects.filter(is_on=True, remind_days__gt=0, survey__state="open"):
        reminded += _remind(lake, plan, now)
    return reminded


def _remind(lake: Lake, plan: Plan, now: datetime) -> int:
    until = now - timedelta(days=plan.remind_days)
    is_due = Q(reminded_at=None, asked_at__lte=until) | Q(reminded_at__lte=until)
    open_ones = Invitation.objects.filter(is_answered=False).exclude(expires_at__lte=now)
    waiting = Asking.objects.filter(is_due, plan=plan, state="sent", reminded__lt=plan.reminders)
    waiting = waiting.filter(invitation_id__in=open_ones.values("pk")).exclude(delivery="undelivered")
    rows = list(waiting.order_by("pk")[:MOST_AT_ONCE].values_list("pk", "customer_id", "kind", "value"))
    facts = facts_about(lake=lake, customer_ids=[row[1] for row in rows], looks_at_cases=plan.spares_cases)
    reminded = failures = 0
    for pk, customer_id, kind, value in rows:
        endpoint = Endpoint(kind, value)
        became = _remind_one(
            pk,
            now,
            zone=facts.zones.get(customer_id, ""),
            has_complaint=customer_id in facts.complaining,
            has_open_case=customer_id in facts.followed_up,
            also=facts.also(customer_id, endpoint),
        )
        reminded += became == "sent"
        failures = failures + 1 if became == "failed" else 0
        if failures >= MOST_FAILURES:
            break
    return reminded


@transaction.atomic
def _remind_one(asking_id: int, now: datetime, **facts: object) -> str:
    found = Asking.objects.select_for_update(of=("self",)).select_related("plan", "survey")
    asking = found.get(pk=asking_id)
    decision = decide(
        endpoint=Endpoint(asking.kind, asking.value),
        purpose=PURPOSE,
        subject=f"survey:{asking.survey_id}",
        now=now,
        **facts,  # type: ignore[arg-type]
    )
    if decision.reason == "quiet":
        return "quiet"
    asking.reminded, asking.reminded_at = asking.reminded + 1, now
    if not decision.is_allowed:
        asking.save(update_fields=["reminded", "reminded_at"])
        return decision.reason
    try:
        with transaction.atomic():
            asking.save(update_fields=["reminded", "reminded_at"])
            post(asking=asking, is_reminder=True)
    except NotTaken as error:
        take_back(decision=decision, reason=error.reason)
        return "failed"
    return "sent"
