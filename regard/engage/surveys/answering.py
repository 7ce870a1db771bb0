"""Answering: keep what is answered so far, and finish once and for all."""

import hashlib
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import connection, transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.engage.surveys.definition.amounts import too_much
from regard.engage.surveys.kept import (
    begin_response,
    find_invited,
    find_linked,
    finish_response,
    keep_response,
    list_meant,
    use_invitation,
)
from regard.engage.surveys.logic.checks import Wrong
from regard.engage.surveys.logic.evaluating import holds
from regard.engage.surveys.logic.form import Form
from regard.engage.surveys.logic.path import walk
from regard.engage.surveys.logic.shapes import taken_answers
from regard.engage.surveys.models import Invitation, Response, Survey, Version
from regard.engage.surveys.recording import record_response
from regard.engage.surveys.versions import plan_for, version_of
from regard.foundation.failpoints.api import failpoint

TOKEN = re.compile(r"[A-Za-z0-9_-]{22,64}")  # 128 random bits at least
SLUG_LENGTH = 24  # of the public link; invitations are longer
LONGEST_LANGUAGE = 20
LONGEST_FILE = 1_400_000  # characters of a file as it is sent; of other texts their questions say


class NotAsked(RegardError):
    """No survey is asked at this address."""

    code = "survey_not_asked"
    status = 404


class SurveyClosed(RegardError):
    """The survey takes no more answers."""

    code = "survey_closed"
    status = 410


class AnsweredAlready(RegardError):
    """The invitation was used."""

    code = "survey_answered"
    status = 409


class AnswersRefused(RegardError):
    """The answers cannot be kept."""

    code = "answers_refused"
    status = 422


@dataclass(frozen=True)
class Asked:
    """What is asked at an address, and of whom where that is known."""

    survey: Survey
    version: Version
    invitation: Invitation | None

    @property
    def is_trial(self) -> bool:
        """Whether somebody of the house tries it out: nothing is kept of that."""
        return self.invitation is not None and self.invitation.channel == TRIAL


@dataclass(frozen=True)
class Given:
    """What a page sends. `token` is the page's own secret: it made it, and whoever has it can go on."""

    token: str
    answers: Mapping[str, Any]
    language: str = ""
    page: str = ""
    channel: str = ""
    about: Mapping[str, str] = field(default_factory=dict)  # touchpoint and store of a kiosk or a printed code
    age: int = 0  # seconds for which the answers waited on a device without network


@dataclass(frozen=True)
class Outcome:
    """What became of answers: complete, over_quota, or wrong with what is wrong."""

    state: Literal["complete", "over_quota", "wrong"]
    wrongs: tuple[Wrong, ...] = ()
    quota: str = ""
    answers: dict[str, Any] = field(default_factory=dict)


def find_asked(*, token: str) -> Asked:
    """What is asked at an address. Raises NotAsked, SurveyClosed. One question to the database: it is asked often."""
    invitation: Invitation | None = None
    survey: Survey | None = None
    newest_id: int | None = None
    if TOKEN.fullmatch(token) and len(token) == SLUG_LENGTH:
        survey, newest_id = find_linked(slug=token) or (None, None)
    elif TOKEN.fullmatch(token):
        survey, newest_id, invitation = find_invited(digest=digest_of(token)) or (None, None, None)
    if survey is None or newest_id is None:
        raise NotAsked("There is no survey at this address. Perhaps the link was cut: copy it whole.")
    expired = invitation is not None and invitation.expires_at is not None and invitation.expires_at <= timezone.now()
    if survey.state != "open" or expired:
        raise SurveyClosed("This survey takes no more answers. Thank you for wanting to answer.")
    return Asked(survey, version_of(newest_id), invitation)


def resume_response(*, asked: Asked, token: str = "") -> Response | None:
    """What was answered before: by the page's token, or by an invitation that says who. Raises AnsweredAlready."""
    found = None
    if TOKEN.fullmatch(token):
        found = Response.objects.filter(survey=asked.survey, token_digest=digest_of(token)).first()
    if found is None and asked.invitation is not None and not asked.survey.is_anonymous:
        found = Response.objects.filter(invitation=asked.invitation).first()
    if found is None and asked.invitation is not None and asked.invitation.is_answered:
        raise _answered()
    if found is not None and found.state != "partial":
        raise _answered()
    return found


def keep_answers(*, asked: Asked, given: Given) -> None:
    """Keep what is answered so far. Raises AnsweredAlready, AnswersRefused."""
    if asked.is_trial:
        return
    response, _ = _find_response(asked, given)
    plan = plan_for(response.version_id if response else asked.version.pk)
    answers, _wrongs = taken_answers(Form(plan, _local(timezone.now())), given.answers)
    kept = response or _new_response(asked, given)
    kept.answers, kept.page, kept.language = answers, given.page[:200], given.language[:LONGEST_LANGUAGE]
    if response is None:
        begin_response(response=kept)  # or the same page has just
    elif not keep_response(response=kept):
        raise _answered()


@transaction.atomic
def finish_answers(*, asked: Asked, given: Given) -> Outcome:
    """Finish: check everything again, keep it, and record it, all or nothing. Again with the same token, the same outcome.

    Raises AnsweredAlready, AnswersRefused.
    """
    if asked.is_trial:
        return Outcome("complete", answers=dict(given.answers))
    response, is_own = _open_response(asked, given)
    if response.state != "partial":
        if is_own:
            return _outcome_before(response)
        raise _answered()
    now = timezone.now()
    form = Form(plan_for(response.version_id), _local(now))
    taken, wrongs = taken_answers(form, given.answers)
    form = Form(form.plan, form.now, taken)
    _, again = taken_answers(form, taken)  # choices may depend on other answers
    wrongs = [*wrongs, *again, *(walk(form).wrongs if not (wrongs or again) else ())]
    if wrongs:
        return Outcome("wrong", tuple(wrongs))
    if asked.invitation is not None and not use_invitation(invitation=asked.invitation):
        raise _answered()
    response.answers = form.result()
    response.language, response.page = given.language[:LONGEST_LANGUAGE], ""
    full = _full_quota(response, form)
    response.state = "over_quota" if full else "complete"
    response.is_recorded = not full and not asked.survey.is_anonymous
    done = now - timedelta(seconds=given.age)
    response.finished_date = done.date()
    response.finished_at = None if asked.survey.is_anonymous else done
    finish_response(response=response)
    failpoint(name="surveys.after_response")
    if not full:
        response.survey = asked.survey  # known already: not read again
        if asked.invitation is not None and response.invitation_id == asked.invitation.pk:
            response.invitation = asked.invitation
        record_response(response=response, now=now)
    return Outcome("over_quota" if full else "complete", quota=full, answers=response.answers)


def _find_response(asked: Asked, given: Given, *, lock: bool = False) -> tuple[Response | None, bool]:
    """The response to write to, where one was begun; and whether the page's token is its own. Raises AnsweredAlready."""
    crowded = too_much(given.answers, longest=LONGEST_FILE)
    if crowded or not TOKEN.fullmatch(given.token):
        raise AnswersRefused(crowded or "A response needs a token of 22 to 64 letters, digits, - and _.")
    digest, invitation = digest_of(given.token), asked.invitation
    invited = None if invitation is None or asked.survey.is_anonymous else invitation.pk
    found = list_meant(survey_id=asked.survey.pk, digest=digest, invitation_id=invited, lock=lock)
    found.sort(key=lambda one: one.token_digest != digest)
    if not found and invitation is not None and invitation.is_answered:
        raise _answered()
    return (found[0], found[0].token_digest == digest) if found else (None, True)


def _open_response(asked: Asked, given: Given) -> tuple[Response, bool]:
    """The same, locked, and begun where there was none."""
    found, is_own = _find_response(asked, given, lock=True)
    if found is None:
        begin_response(response=_new_response(asked, given))  # or the same page has just
        found, is_own = _find_response(asked, given, lock=True)
    if found is None:
        raise AnswersRefused("The answers could not be kept. Send them again.")
    return found, is_own


def _new_response(asked: Asked, given: Given) -> Response:
    survey, now = asked.survey, timezone.now() - timedelta(seconds=given.age)
    kept = None if survey.is_anonymous else asked.invitation
    channel = asked.invitation.channel if asked.invitation else given.channel
    return Response(
        survey=survey,
        version=asked.version,
        token_digest=digest_of(given.token),
        invitation=kept,
        kind=kept.kind if kept else None,
        value=kept.value if kept else None,
        channel=channel if channel in CHANNELS else "web",
        about={} if survey.is_anonymous else dict(given.about),
        begun_date=now.date(),
        begun_at=None if survey.is_anonymous else now,
    )


TRIAL = "trial"  # the channel of invitations whose answers are kept nowhere
CHANNELS = ("web", "app", "store", "email", "sms", "chat", "phone")


def _answered() -> AnsweredAlready:
    return AnsweredAlready("This was answered already. Thank you.")


def _outcome_before(response: Response) -> Outcome:
    if response.state == "over_quota":
        return Outcome("over_quota", quota=str((response.quotas or [""])[0]))
    return Outcome("complete", answers=response.answers)


def _full_quota(response: Response, form: Form) -> str:
    """The first quota that is full already, empty where none is. Notes those that the response counts for."""
    quotas = (form.plan.definition.get("regard") or {}).get("quotas") or []
    if not quotas:
        return ""
    with connection.cursor() as cursor:  # who finishes at the same moment waits, so that no quota runs over
        cursor.execute(
            "select pg_advisory_xact_lock(%s, %s)", [zlib.crc32(b"surveys.quota") - 2**31, response.survey_id]
        )
    meant = [quota for quota in quotas if holds(quota["expression"], form)]
    for quota in meant:
        done = Response.objects.filter(survey_id=response.survey_id, state="complete", quotas__contains=[quota["name"]])
        if done.count() >= quota["limit"]:
            response.quotas = [quota["name"]]
            return str(quota["name"])
    response.quotas = [quota["name"] for quota in meant]
    return ""


def _local(now: datetime) -> datetime:
    return now.replace(tzinfo=None)


def digest_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
