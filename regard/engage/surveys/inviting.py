"""Asking people: an unguessable link for each, recorded as a survey sent."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from regard.analytics.schema.interactions import IDENTIFIER_KINDS
from regard.engage.surveys.answering import CHANNELS, TRIAL, digest_of
from regard.engage.surveys.models import Invitation, Survey
from regard.engage.surveys.operations import NotNow, SurveyRefused, get_survey
from regard.engage.surveys.recording import record_sent
from regard.foundation.audit.api import note

MOST_AT_ONCE = 5_000
LONGEST_DAYS = 365


@dataclass(frozen=True)
class Invited:
    """One invitation. The token can be read here and never again."""

    invitation_id: int
    kind: str
    value: str
    token: str

    @property
    def path(self) -> str:
        """Where this person answers."""
        return f"/s/{self.token}"


@transaction.atomic
def invite_people(
    *,
    survey_id: int,
    people: Sequence[tuple[str, str]],
    channel: str = "email",
    about: Mapping[str, Any] | None = None,
    days: int = 30,
    now: datetime | None = None,
) -> list[Invited]:
    """Make a link for each of `people`, given as kind and value of an identifier, good for one answer within `days`.

    Each is recorded as a survey sent. Raises NoSurvey, NotNow where the survey is not open, SurveyRefused.
    """
    survey = get_survey(survey_id)
    if survey.state != "open":
        raise NotNow("People can be invited to an open survey. Publish it first.")
    now = now or timezone.now()
    _check(people, channel, days)
    tokens = [secrets.token_urlsafe(24) for _ in people]
    made = Invitation.objects.bulk_create(
        [
            Invitation(
                survey=survey,
                token_digest=digest_of(token),
                kind=kind,
                value=value.strip().lower() if kind == "email" else value.strip(),
                channel=channel,
                about=dict(about or {}),
                created_at=now,
                expires_at=now + timedelta(days=days),
            )
            for (kind, value), token in zip(people, tokens, strict=True)
        ]
    )
    record_sent(invitations=made, now=now)
    note(verb="invited", subject=f"survey:{survey_id}", detail={"people": len(made), "channel": channel})
    return [Invited(one.pk, one.kind, one.value, token) for one, token in zip(made, tokens, strict=True)]


def invite_for_trial(*, survey: Survey, kind: str, value: str, now: datetime) -> Invited:
    """A link good for a day whose answers are kept nowhere."""
    token = secrets.token_urlsafe(24)
    made = Invitation.objects.create(
        survey=survey,
        token_digest=digest_of(token),
        kind=kind,
        value=value,
        channel=TRIAL,
        created_at=now,
        expires_at=now + timedelta(days=1),
    )
    return Invited(made.pk, kind, value, token)


def _check(people: Sequence[tuple[str, str]], channel: str, days: int) -> None:
    if len(people) > MOST_AT_ONCE:
        raise SurveyRefused(f"At most {MOST_AT_ONCE:,} people are invited at once. Send the rest in a second call.")
    if channel not in CHANNELS:
        raise SurveyRefused(f"A channel is one of {', '.join(CHANNELS)}.")
    if not 1 <= days <= LONGEST_DAYS:
        raise SurveyRefused(f"An invitation is good for 1 to {LONGEST_DAYS} days.")
    known = [kind for kind in IDENTIFIER_KINDS if kind != "anonymous_id" or channel == "web"]
    for kind, value in people:
        if kind not in known or not value.strip() or len(value) > 255 or "\x00" in value:
            raise SurveyRefused(f"A person is named by {', '.join(known)} and a value of at most 255 characters.")
