"""Ask people: each asking is decided by the arbiter, sent or not, and recorded with its reason."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core import signing
from django.db import transaction
from django.utils import timezone

from regard.decide.arbiter.api import Decision, decide, take_back, withhold
from regard.engage.surveys.asking.models import Asking, Plan
from regard.engage.surveys.asking.people import (
    NOWHERE,
    AskingRefused,
    Facts,
    Person,
    endpoint_of,
    facts_about,
    known_customers,
)
from regard.engage.surveys.asking.posting import SEAL, NotTaken, post
from regard.engage.surveys.asking.whom import LONGEST_WAIT, MOST_AT_ONCE
from regard.engage.surveys.inviting import invite_people
from regard.engage.surveys.models import Survey
from regard.engage.surveys.operations import NotNow, get_survey
from regard.engage.surveys.recording import SOURCE, survey_key, who_of
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.record.collection.api import IntakeRequest, put_requests
from regard.record.consents.api import Endpoint

PURPOSE = "surveys"
GOOD_FOR_DAYS = 30
AGAIN = timedelta(hours=1)  # what a server did not take is tried again
MOST_FAILURES = 3  # in a row; then the server is left alone until the next time


@dataclass(frozen=True)
class Asked:
    """What asking did: how many were sent, and how many not, by reason."""

    sent: int
    withheld: Mapping[str, int]


def checked_address(address: str) -> str:
    """An address of this installation as mails can name it. Raises AskingRefused."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("https", "http") or not parts.netloc or parts.query or parts.fragment:
        raise AskingRefused("The address of this installation is like https://regard.example.org.")
    return address.strip().rstrip("/")


def ask_people(
    *,
    lake: Lake,
    survey_id: int,
    people: Sequence[Person],
    address: str,
    channel: str = "email",
    plan: Plan | None = None,
    about: Mapping[str, Any] | None = None,
    spares_cases: bool = False,
    now: datetime | None = None,
) -> Asked:
    """Ask each person by mail or text message once about an occasion, unless the arbiter says no.

    Whoever it is night for waits, and is asked in the morning. Raises AskingRefused, NoNumber, NoSurvey, NotNow.
    """
    survey, now, address = get_survey(survey_id), now or timezone.now(), checked_address(address)
    if survey.state != "open":
        raise NotNow("People can be asked with an open survey. Publish it first.")
    if len(people) > MOST_AT_ONCE:
        raise AskingRefused(f"At most {MOST_AT_ONCE:,} people are asked at once.")
    endpoints = [endpoint_of(channel, one.value) if one.value else Endpoint(NOWHERE, one.customer_id) for one in people]
    made, before = list[Asking](), 0
    for person, endpoint in zip(known_customers(people, channel), endpoints, strict=True):
        asking, is_new = Asking.objects.get_or_create(
            survey=survey,
            occasion=person.occasion,
            kind=endpoint.kind,
            value=endpoint.value,
            defaults={
                "plan": plan,
                "customer_id": person.customer_id,
                "about": {**(about or {}), **person.about},
                "address": address,
                "spares_cases": plan.spares_cases if plan else spares_cases,
                "state": "waiting",
                "reason": "due",
                "wanted_at": now,
                "due_at": now,
                "asked_at": now,
            },
        )
        is_open = is_new or asking.state in ("waiting", "failed")
        made += [asking] if is_open else []
        before += not is_open
    reasons = _settle(lake, made, now, {one.customer_id: one.zone for one in people if one.zone})
    sent = reasons.pop("allowed", 0)
    withheld = dict(reasons) | ({"asked_before": before} if before else {})
    note(verb="asked", subject=f"survey:{survey_id}", detail={"sent": sent, "withheld": sum(withheld.values())})
    return Asked(sent, withheld)


def ask_who_waited(*, lake: Lake, now: datetime | None = None) -> Asked:
    """Ask those whose night is over, and those whom a server did not take a message for."""
    now = now or timezone.now()
    waiting = Asking.objects.filter(state__in=("waiting", "failed"), due_at__lte=now, survey__state="open")
    reasons = _settle(lake, list(waiting.order_by("due_at", "pk")[:MOST_AT_ONCE]), now, {})
    return Asked(reasons.pop("allowed", 0), dict(reasons))


def _settle(lake: Lake, askings: Iterable[Asking], now: datetime, zones: Mapping[str, str]) -> Counter[str]:
    """Decide and send each; what became of them, by reason. Stops when a server takes nothing any more."""
    askings = list(askings)
    looks = any(one.spares_cases for one in askings)
    facts = facts_about(lake=lake, customer_ids=[one.customer_id for one in askings], looks_at_cases=looks)
    reasons, failures = Counter[str](), 0
    for asking in askings:
        zone = zones.get(asking.customer_id) or facts.zones.get(asking.customer_id, "")
        reason = _ask(asking.pk, facts, zone, now)
        reasons[reason] += 1
        failures = failures + 1 if reason in ("mail_failed", "sms_failed") else 0
        if failures >= MOST_FAILURES:
            break
    return reasons


@transaction.atomic
def _ask(asking_id: int, facts: Facts, zone: str, now: datetime) -> str:
    """Decide about one and send it; the reason. Two at once wait for one another, and the later finds it settled."""
    found = Asking.objects.select_for_update(of=("self",)).select_related("plan", "survey")
    asking = found.get(pk=asking_id)
    if asking.state not in ("waiting", "failed"):
        return "asked_before"
    endpoint, plan, subject = Endpoint(asking.kind, asking.value), asking.plan, f"survey:{asking.survey_id}"
    own = _own_reason(asking, plan, now)
    if own:
        decision = withhold(endpoint=endpoint, purpose=PURPOSE, subject=subject, reason=own, now=now)
    else:
        decision = decide(
            endpoint=endpoint,
            purpose=PURPOSE,
            subject=subject,
            now=now,
            zone=zone,
            has_complaint=asking.customer_id in facts.complaining,
            has_open_case=asking.spares_cases and asking.customer_id in facts.followed_up,
            also=facts.also(asking.customer_id, endpoint),
        )
    if decision.reason == "quiet":
        return _turn(asking, "waiting", "quiet", now, due_at=decision.retry_at)
    if not decision.is_allowed:
        _record_withheld(asking, decision.reason, now)
        return _turn(asking, "withheld", decision.reason, now, verdict_id=decision.id, due_at=None)
    return _send(asking, decision, now)


def _own_reason(asking: Asking, plan: Plan | None, now: datetime) -> str:
    """Why the plan itself would not ask; empty where it would."""
    if asking.kind == NOWHERE:
        return "no_address"
    if asking.wanted_at is not None and now - asking.wanted_at > LONGEST_WAIT:
        return "too_late"
    if plan is None:
        return ""
    if _drawn(f"holdout:{plan.pk}:{asking.customer_id or asking.value}") < plan.holdout:
        return "holdout"
    return (
        ""
        if _drawn(f"{plan.pk}:{asking.occasion}:{asking.customer_id or asking.value}") < plan.share
        else "not_sampled"
    )


def _drawn(text: str) -> int:
    """0 to 99, the same each time for the same text."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % 100


def _send(asking: Asking, decision: Decision, now: datetime) -> str:
    """Invite and send in one: where the server does not take it, nobody was asked."""
    channel = "sms" if asking.kind == "phone" else "email"
    try:
        with transaction.atomic():
            (invited,) = invite_people(
                survey_id=asking.survey_id,
                people=[(asking.kind, asking.value)],
                channel=channel,
                about=asking.about,
                days=GOOD_FOR_DAYS,
                now=now,
            )
            asking.invitation_id = invited.invitation_id
            asking.sealed_path = signing.dumps(invited.path, salt=SEAL)
            _turn(asking, "sent", "allowed", now, verdict_id=decision.id, due_at=None)
            post(asking=asking)
    except NotTaken as error:
        take_back(decision=decision, reason=error.reason)
        asking.invitation_id, asking.sealed_path = None, ""
        return _turn(asking, "failed", error.reason, now, verdict_id=decision.id, due_at=now + AGAIN)
    return "allowed"


def _turn(asking: Asking, state: str, reason: str, now: datetime, **rest: Any) -> str:
    asking.state, asking.reason, asking.asked_at = state, reason, now
    for name, value in rest.items():
        setattr(asking, name, value)
    asking.save()
    return reason


def _record_withheld(asking: Asking, reason: str, now: datetime) -> None:
    """The log's note that this customer was not asked, and why."""
    if asking.kind == NOWHERE:
        return
    record_withheld(
        survey=asking.survey,
        endpoint=Endpoint(asking.kind, asking.value),
        message_id=f"withheld-{asking.pk}",
        reason=reason,
        now=now,
    )


def record_withheld(*, survey: Survey, endpoint: Endpoint, message_id: str, reason: str, now: datetime) -> None:
    """Record that somebody was not asked, and why."""
    event = {
        "type": "track",
        "event": "Contact Withheld",
        "messageId": message_id,
        "timestamp": now.isoformat(),
        "channel": {"email": "email", "phone": "sms"}.get(endpoint.kind, "web"),
        "properties": {"purpose": PURPOSE, "reason": reason, "survey_id": survey_key(survey)},
        **who_of(endpoint.kind, endpoint.value),
    }
    body = json.dumps({"batch": [event]}).encode()
    put_requests(requests=[IntakeRequest(str(uuid.uuid4()), SOURCE, "batch", now, None, None, body)])
