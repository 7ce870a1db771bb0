"""Decide whether somebody may be contacted, and take the decision down."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import Q

from regard.analytics.errors import RegardError
from regard.decide.arbiter.models import Policy, Verdict
from regard.foundation.audit.api import note
from regard.record.consents.api import Endpoint, list_consents

REASONS = {
    "allowed": "Nothing stood against it.",
    "withdrawn": "This person wants no such messages.",
    "no_consent": "This person never agreed to such messages.",
    "complaint": "A complaint of this person is open.",
    "open_case": "Somebody is following up on what let this person down.",
    "budget": "This person was contacted as often as the budget allows.",
    "quiet": "It is night where this person is.",
    "not_sampled": "This person is not in the sample.",
    "holdout": "This person is kept from being asked, so that what asking does can be known.",
    "no_address": "No address of this person alone is known for this channel.",
    "too_late": "It could not be sent for so long that it is not sent any more.",
    "mail_failed": "The mail server did not take the message.",
    "sms_failed": "The text message could not be delivered.",
}
NEEDS_CONSENT = ("marketing_email", "marketing_sms", "marketing_phone", "marketing_push")


class PolicyRefused(RegardError):
    """The budget cannot be so."""

    code = "policy_refused"
    status = 422


@dataclass(frozen=True)
class Budget:
    """How often and when customers are contacted."""

    most: int = 2
    days: int = 30
    quiet_from: int = 21
    quiet_until: int = 8
    zone: str = "UTC"


@dataclass(frozen=True)
class Decision:
    """Whether to contact, why, and when to ask again where it is only not now."""

    id: int
    is_allowed: bool
    reason: str
    retry_at: datetime | None = None

    @property
    def sentence(self) -> str:
        """The reason as a sentence."""
        return REASONS[self.reason]


def find_budget() -> Budget:
    """The budget that holds."""
    found = Policy.objects.order_by("pk").first()
    if found is None:
        return Budget()
    return Budget(found.most, found.days, found.quiet_from, found.quiet_until, found.zone)


def set_budget(*, budget: Budget) -> None:
    """Change the budget of contacts. Raises PolicyRefused."""
    if not (1 <= budget.most <= 100 and 1 <= budget.days <= 365):
        raise PolicyRefused("A budget is 1 to 100 contacts within 1 to 365 days.")
    if not (0 <= budget.quiet_from <= 23 and 0 <= budget.quiet_until <= 23):
        raise PolicyRefused("Quiet hours are given as hours of the day, 0 to 23.")
    if _zone(budget.zone) is None:
        raise PolicyRefused(f"{budget.zone[:60]!r} is no time zone. Give one as Europe/Berlin.")
    Policy.objects.update_or_create(pk=1, defaults=vars(budget))
    note(verb="changed", subject="contact_budget", detail={"most": budget.most, "days": budget.days})


@transaction.atomic
def decide(
    *,
    endpoint: Endpoint,
    purpose: str,
    subject: str,
    now: datetime,
    zone: str = "",
    has_complaint: bool = False,
    has_open_case: bool = False,
    also: Sequence[Endpoint] = (),
    is_present: bool = False,
) -> Decision:
    """Whether this person may be contacted now; taken down with its reason. Two at once wait for one another.

    `also` are other addresses of the same person, who has one budget. Somebody who is present is awake. Asked again
    within the same night the answer is the one that was taken down before.
    """
    known = sorted({endpoint, *also})
    with connection.cursor() as cursor:
        for one in known:
            key = zlib.crc32(f"{one.kind}:{one.value}".encode()) - 2**31
            cursor.execute("select pg_advisory_xact_lock(%s, %s)", [zlib.crc32(b"arbiter") - 2**31, key])
    budget = find_budget()
    reason = _reason(endpoint, purpose, budget, now, known, has_complaint, has_open_case)
    until = None if is_present or reason != "allowed" else _quiet_until(budget, now, zone)
    if until is None:
        return _taken_down(endpoint, purpose, subject, reason, None, now)
    before = Verdict.objects.filter(
        kind=endpoint.kind, value=endpoint.value, subject=subject, reason="quiet", retry_at=until
    ).first()
    if before is not None:
        return Decision(before.pk, False, "quiet", until)
    return _taken_down(endpoint, purpose, subject, "quiet", until, now)


def withhold(*, endpoint: Endpoint, purpose: str, subject: str, reason: str, now: datetime) -> Decision:
    """Take down that somebody is not contacted for a reason of the sender's own."""
    return _taken_down(endpoint, purpose, subject, reason, None, now)


def take_back(*, decision: Decision, reason: str) -> None:
    """What was allowed did not happen: it counts for no budget."""
    Verdict.objects.filter(pk=decision.id).update(is_allowed=False, reason=reason)


def _taken_down(
    endpoint: Endpoint, purpose: str, subject: str, reason: str, retry_at: datetime | None, now: datetime
) -> Decision:
    made = Verdict.objects.create(
        kind=endpoint.kind,
        value=endpoint.value,
        purpose=purpose,
        subject=subject,
        is_allowed=reason == "allowed",
        reason=reason,
        retry_at=retry_at,
        decided_at=now,
    )
    return Decision(made.pk, made.is_allowed, reason, retry_at)


def _reason(
    endpoint: Endpoint,
    purpose: str,
    budget: Budget,
    now: datetime,
    known: Sequence[Endpoint],
    has_complaint: bool,
    has_open_case: bool,
) -> str:
    said = next((row.status for row in list_consents(endpoints=[endpoint]) if row.purpose == purpose), "")
    if said in ("revoked", "denied"):
        return "withdrawn"
    if purpose in NEEDS_CONSENT and said != "granted":
        return "no_consent"
    if has_complaint or has_open_case:
        return "complaint" if has_complaint else "open_case"
    is_theirs = reduce(or_, (Q(kind=one.kind, value=one.value) for one in known))
    since = now - timedelta(days=budget.days)
    allowed = Verdict.objects.filter(is_theirs, is_allowed=True, decided_at__gt=since)
    return "budget" if allowed.count() >= budget.most else "allowed"


def _quiet_until(budget: Budget, now: datetime, zone: str) -> datetime | None:
    """When the quiet hours end that it is in where the person is; None outside them."""
    there = now.astimezone(_zone(zone) or _zone(budget.zone) or ZoneInfo("UTC"))
    begins, ends = budget.quiet_from, budget.quiet_until
    inside = begins <= there.hour < ends if begins < ends else (there.hour >= begins or there.hour < ends)
    if not inside or begins == ends:
        return None
    day = there.date() + timedelta(days=1 if there.hour >= ends else 0)
    return datetime.combine(day, time(ends), there.tzinfo)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None
