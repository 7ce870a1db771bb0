"""Who was asked with a survey, who was not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from regard.decide.arbiter.api import REASONS
from regard.engage.surveys.asking.models import Asking
from regard.engage.surveys.asking.people import NOWHERE
from regard.engage.surveys.models import Invitation
from regard.engage.surveys.operations import get_survey

CHANNELS = {"email": "email", "phone": "sms", NOWHERE: ""}
MOST_ROWS = 200
SENTENCES = REASONS | {"due": "It is about to be sent."}


@dataclass(frozen=True)
class AskingRow:
    """One person asked, or not. `channel` is email, sms or web; `state` is waiting, sent, withheld or failed."""

    id: int
    customer_id: str
    channel: str
    endpoint: str
    state: str
    reason: str
    sentence: str
    plan_id: int | None
    widget_id: int | None
    asked_at: datetime
    due_at: datetime | None
    reminded: int
    delivery: str
    is_answered: bool


@dataclass(frozen=True)
class AskingCount:
    """How many askings came to one state for one reason."""

    channel: str
    state: str
    reason: str
    sentence: str
    n: int


@dataclass(frozen=True)
class AskingList:
    """Some askings, the newest first, and how many there are of each sort."""

    rows: list[AskingRow]
    counts: list[AskingCount]
    next_before: int | None


def list_askings(
    *, survey_id: int, state: str = "", reason: str = "", before: int | None = None, limit: int = 50
) -> AskingList:
    """Askings of a survey, the newest first; `before` goes on after a page. Raises NoSurvey."""
    survey = get_survey(survey_id)
    everything = Asking.objects.filter(survey=survey)
    counted = everything.values("kind", "state", "reason").annotate(n=Count("pk"))
    sums: dict[tuple[str, str, str], int] = {}
    for one in counted:
        key = (_channel(one["kind"]), one["state"], one["reason"])
        sums[key] = sums.get(key, 0) + one["n"]
    counts = [AskingCount(*key, SENTENCES.get(key[2], key[2]), n) for key, n in sums.items()]
    found = everything.order_by("-pk")
    for name, value in (("state", state), ("reason", reason)):
        found = found.filter(**{name: value}) if value else found
    found = found.filter(pk__lt=before) if before else found
    limit = max(1, min(limit, MOST_ROWS))
    page = list(found[: limit + 1])
    # Of an anonymous survey it is known how many answered, and shown in its results: not which of the asked.
    ids = [] if survey.is_anonymous else [one.invitation_id for one in page if one.invitation_id]
    answered = set(Invitation.objects.filter(pk__in=ids, is_answered=True).values_list("pk", flat=True))
    rows = [_row(one, one.invitation_id in answered) for one in page[:limit]]
    ordered = sorted(counts, key=lambda one: (-one.n, one.channel, one.reason))
    return AskingList(rows, ordered, page[limit - 1].pk if len(page) > limit else None)


def _row(one: Asking, is_answered: bool) -> AskingRow:
    return AskingRow(
        id=one.pk,
        customer_id=one.customer_id,
        channel=_channel(one.kind),
        endpoint="" if one.kind == NOWHERE else f"{one.kind}:{one.value}",
        state=one.state,
        reason=one.reason,
        sentence=SENTENCES.get(one.reason, one.reason),
        plan_id=one.plan_id,
        widget_id=one.widget_id,
        asked_at=one.asked_at,
        due_at=one.due_at,
        reminded=one.reminded,
        delivery=one.delivery,
        is_answered=is_answered,
    )


def _channel(kind: str) -> str:
    return CHANNELS.get(kind, "web")
