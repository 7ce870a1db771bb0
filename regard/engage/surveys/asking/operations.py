"""Ask people: each asking is decided by the arbiter, sent or not, and recorded with its reason."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.decide.arbiter.api import Decision, decide, take_back, who_complains, withhold
from regard.engage.surveys.asking.mail import Letter, MailNotTaken, leaving_token, send_letter
from regard.engage.surveys.asking.models import Asking, Plan
from regard.engage.surveys.inviting import invite_people
from regard.engage.surveys.models import Invitation, Survey
from regard.engage.surveys.operations import NotNow, get_survey, latest_version
from regard.engage.surveys.recording import SOURCE, survey_key, who_of
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.record.collection.api import IntakeRequest, put_requests
from regard.record.consents.api import Endpoint
from regard.record.customers.api import KINDS, anchor_alone, list_current_ids

PURPOSE = "surveys"
SEAL = "regard.surveys.asking"
MOST_AT_ONCE = 1_000
ZONES = """
select customer_id, arg_max(json_extract_string(properties, '$.context.timezone'), (time, id)) as zone
from interactions where list_contains(?, customer_id) and properties like '%"timezone"%' group by customer_id
"""
LONGEST_WAIT = timedelta(days=3)  # what could not be sent for so long is not sent any more
GOOD_FOR_DAYS = 30


class AskingRefused(RegardError):
    """People cannot be asked so."""

    code = "asking_refused"
    status = 422


@dataclass(frozen=True)
class Person:
    """Somebody to ask, about one occasion."""

    value: str  # an e-mail address
    occasion: str
    customer_id: str = ""
    zone: str = ""


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
    plan: Plan | None = None,
    about: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Asked:
    """Ask each person by mail once about an occasion, unless the arbiter says no.

    Whoever it is night for is left for the next time. Raises AskingRefused, NoSurvey, NotNow.
    """
    survey, now, address = get_survey(survey_id), now or timezone.now(), checked_address(address)
    if survey.state != "open":
        raise NotNow("People can be asked with an open survey. Publish it first.")
    if len(people) > MOST_AT_ONCE:
        raise AskingRefused(f"At most {MOST_AT_ONCE:,} people are asked at once.")
    people = _known(lake, people)
    complaining = who_complains(lake=lake, customer_ids=[one.customer_id for one in people if one.customer_id])
    sent, withheld = 0, dict[str, int]()
    for person in people:
        state, reason = _ask(survey, person, address, plan, about or {}, now, person.customer_id in complaining)
        sent += state == "sent"
        if state != "sent":
            withheld[reason] = withheld.get(reason, 0) + 1
    note(verb="asked", subject=f"survey:{survey_id}", detail={"sent": sent, "withheld": sum(withheld.values())})
    return Asked(sent, withheld)


def _known(lake: Lake, people: Sequence[Person]) -> list[Person]:
    """The same people with the customers they are, and the time zones their devices named last."""
    anchors = {one.value: _anchor(one.value) or "" for one in people if not one.customer_id}
    ids = list_current_ids(customer_ids=anchors.values())
    named = [replace(one, customer_id=one.customer_id or ids.get(anchors.get(one.value, ""), "")) for one in people]
    wanted = sorted({one.customer_id for one in named if one.customer_id and not one.zone})
    rows = lake.sql(ZONES, [wanted]).to_pylist() if wanted else []
    zones = {row["customer_id"]: row["zone"] or "" for row in rows}
    return [replace(one, zone=one.zone or zones.get(one.customer_id, "")) for one in named]


def _anchor(email: str) -> str | None:
    return anchor_alone(values=[email.strip().lower() if kind == "email" else None for kind in KINDS])


def _ask(
    survey: Survey,
    person: Person,
    address: str,
    plan: Plan | None,
    about: Mapping[str, Any],
    now: datetime,
    has_complaint: bool,
) -> tuple[str, str]:
    endpoint = _endpoint(person.value)
    known = Asking.objects.filter(survey=survey, occasion=person.occasion, kind="email", value=endpoint.value)
    if known.exists():
        return "withheld", "asked_before"
    subject = f"survey:{survey.pk}"
    if plan is not None and not _is_sampled(plan, person.occasion):
        decision = withhold(endpoint=endpoint, purpose=PURPOSE, subject=subject, reason="not_sampled", now=now)
    else:
        decision = decide(
            endpoint=endpoint,
            purpose=PURPOSE,
            subject=subject,
            now=now,
            zone=person.zone,
            has_complaint=has_complaint,
        )
    if decision.reason == "quiet":
        return "withheld", "quiet"  # asked again when the night is over
    if not decision.is_allowed:
        _keep(survey, person, endpoint, plan, "withheld", decision.reason, now)
        return "withheld", decision.reason
    return _send(survey, person, endpoint, plan, about, address, now, decision)


def _endpoint(value: str) -> Endpoint:
    try:
        validate_email(value.strip())
    except ValidationError:
        raise AskingRefused(f"{value[:80]!r} is no e-mail address.") from None
    return Endpoint.read(f"email:{value}")


def _is_sampled(plan: Plan, occasion: str) -> bool:
    """The same answer each time for the same occasion."""
    drawn = int(hashlib.sha256(f"{plan.pk}:{occasion}".encode()).hexdigest()[:8], 16) % 100
    return drawn < plan.share


def _send(
    survey: Survey,
    person: Person,
    endpoint: Endpoint,
    plan: Plan | None,
    about: Mapping[str, Any],
    address: str,
    now: datetime,
    decision: Decision,
) -> tuple[str, str]:
    """Invite and send in one: where the server does not take the mail, nobody was asked."""
    try:
        with transaction.atomic():
            (invited,) = invite_people(
                survey_id=survey.pk, people=[("email", endpoint.value)], about=about, days=GOOD_FOR_DAYS, now=now
            )
            made = _keep(survey, person, endpoint, plan, "sent", "allowed", now, invited.invitation_id, invited.path)
            _post(survey, endpoint, made, address, plan, is_reminder=False)
    except MailNotTaken:
        take_back(decision=decision, reason="mail_failed")
        return "failed", "mail_failed"
    return "sent", "allowed"


def _post(
    survey: Survey, endpoint: Endpoint, made: Asking, address: str, plan: Plan | None, *, is_reminder: bool
) -> None:
    version = latest_version(survey)
    path = signing.loads(made.sealed_path, salt=SEAL)
    send_letter(
        letter=Letter(
            to=endpoint.value,
            survey=survey.name,
            definition=version.definition if version else {},
            link=f"{address}{path}",
            leave=f"{address}/u/{leaving_token(asking_id=made.pk)}",
            subject=plan.subject if plan else "",
            is_reminder=is_reminder,
        )
    )


@transaction.atomic
def _keep(
    survey: Survey,
    person: Person,
    endpoint: Endpoint,
    plan: Plan | None,
    state: str,
    reason: str,
    now: datetime,
    invitation_id: int | None = None,
    path: str = "",
) -> Asking:
    made = Asking.objects.create(
        plan=plan,
        survey=survey,
        occasion=person.occasion,
        kind=endpoint.kind,
        value=endpoint.value,
        invitation_id=invitation_id,
        sealed_path=signing.dumps(path, salt=SEAL) if path else "",
        state=state,
        reason=reason,
        asked_at=now,
    )
    if state == "withheld":
        _record_withheld(survey, endpoint, made, reason, now)
    return made


def _record_withheld(survey: Survey, endpoint: Endpoint, made: Asking, reason: str, now: datetime) -> None:
    event = {
        "type": "track",
        "event": "Contact Withheld",
        "messageId": f"withheld-{made.pk}",
        "timestamp": now.isoformat(),
        "channel": "email",
        "properties": {"purpose": PURPOSE, "reason": reason, "survey_id": survey_key(survey)},
        **who_of(endpoint.kind, endpoint.value),
    }
    body = json.dumps({"batch": [event]}).encode()
    put_requests(requests=[IntakeRequest(str(uuid.uuid4()), SOURCE, "batch", now, None, None, body)])


def remind_people(*, now: datetime | None = None) -> int:
    """Remind those once who were asked by a plan that reminds and have not answered; return how many."""
    now, reminded = now or timezone.now(), 0
    waiting = Asking.objects.filter(state="sent", reminded_at=None, plan__is_on=True, plan__remind_days__gt=0)
    for made in waiting.select_related("plan", "survey").order_by("pk")[:MOST_AT_ONCE]:
        plan = made.plan
        if plan is None or made.asked_at + timedelta(days=plan.remind_days) > now or made.survey.state != "open":
            continue
        reminded += _remind(made, plan, now)
    return reminded


def _remind(made: Asking, plan: Plan, now: datetime) -> int:
    invitation = Invitation.objects.filter(pk=made.invitation_id or 0).first()
    if invitation is None or invitation.is_answered or (invitation.expires_at and invitation.expires_at <= now):
        Asking.objects.filter(pk=made.pk).update(reminded_at=now)
        return 0
    endpoint = Endpoint(made.kind, made.value)
    decision = decide(endpoint=endpoint, purpose=PURPOSE, subject=f"survey:{made.survey_id}", now=now)
    if decision.reason == "quiet":
        return 0
    Asking.objects.filter(pk=made.pk).update(reminded_at=now)
    if not decision.is_allowed:
        return 0
    try:
        _post(made.survey, endpoint, made, plan.address, plan, is_reminder=True)
    except MailNotTaken:
        take_back(decision=decision, reason="mail_failed")
        return 0
    return 1
