"""Surveys and answers from elsewhere become surveys and answers of this installation, once."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.engage.surveys.answering import digest_of
from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.imported import Answered, Imported
from regard.engage.surveys.exchange.languages import spoken
from regard.engage.surveys.exchange.reading import read_responses, read_survey
from regard.engage.surveys.logic.form import Form
from regard.engage.surveys.logic.questions import plan_of
from regard.engage.surveys.logic.shapes import taken_answers
from regard.engage.surveys.models import Response, Survey, Version
from regard.engage.surveys.operations import (
    NotNow,
    close_survey,
    create_survey,
    get_survey,
    latest_version,
    publish_survey,
)
from regard.engage.surveys.recording import record_response
from regard.engage.surveys.responses import ResponsesAnonymous
from regard.foundation.audit.api import note

AT_ONCE = 200
IDENTIFIERS = ("user_id", "email", "phone", "external_id")  # whom an answer belongs to: the first that is known
LONGEST = 255


@dataclass(frozen=True)
class BroughtIn:
    """What bringing in did: the survey, what became of each part, and how many answers are new or were there."""

    survey_id: int | None
    imported: Imported
    stored: int = 0
    known: int = 0


def bring_in(
    *,
    content: bytes,
    file: str = "",
    name: str = "",
    answers: bytes | None = None,
    into: int | None = None,
    owner: str = "",
    is_trial: bool = False,
) -> BroughtIn:
    """Make a draft of a file, or, with answers in or beside it, a closed survey that holds them.

    `into` adds answers to a survey that was brought in from the same file before; each answer is stored once.
    Raises SurveyUnreadable, SurveyRefused, NoSurvey, NotNow.
    """
    imported = read_survey(content=content, name=file)
    if answers is not None:
        imported.answered = read_responses(content=answers, slots=imported.slots, report=imported.report)
    if is_trial:
        return BroughtIn(None, imported)
    with transaction.atomic():
        survey_id = into or create_survey(name=_title(imported, name), definition=imported.definition, owner=owner)
        if into is None and imported.answered:
            publish_survey(survey_id=survey_id, by=owner)
            close_survey(survey_id=survey_id)
            imported.report.add("survey", "state").approximate(
                "It is closed, as it holds past answers. Reopen it to ask anew."
            )
        stored, known = store_answers(survey_id=survey_id, answered=imported.answered, report=imported.report)
    return BroughtIn(survey_id, imported, stored, known)


def _title(imported: Imported, name: str) -> str:
    return (name.strip() or spoken(imported.definition.get("title")).strip() or "Survey")[:200]


def store_answers(*, survey_id: int, answered: Sequence[Answered], report: Report) -> tuple[int, int]:
    """Keep answers and record what is finished; return how many are new, and how many were there. Raises NoSurvey, NotNow.

    An answer that is none to its question is left out, and counted in the report.
    """
    if not answered:
        return 0, 0
    survey = get_survey(survey_id)
    version = latest_version(survey)
    if version is None:
        raise NotNow("This survey was never published, so that it has no answers. Publish it first.")
    now, stored = timezone.now(), 0
    answered = _fitting(version, answered, now, report)
    for start in range(0, len(answered), AT_ONCE):
        stored += _store(survey, version, answered[start : start + AT_ONCE], now)
    note(verb="imported", subject=f"survey:{survey_id}", detail={"answers": stored})
    return stored, len(answered) - stored


def _fitting(version: Version, answered: Sequence[Answered], now: datetime, report: Report) -> list[Answered]:
    form, wrong = Form(plan_of(version.definition), now.replace(tzinfo=None)), Counter[str]()
    found = []
    for one in answered:
        taken, wrongs = taken_answers(form, one.answers)
        wrong.update(fault.name for fault in wrongs)
        found.append(replace(one, answers=taken))
    for name, count in wrong.items():
        report.add("answers to", name).lose(f"{count} are none of what can be answered, and are left out.")
    return [one for one in found if one.answers]


@transaction.atomic
def _store(survey: Survey, version: Version, answered: Sequence[Answered], now: datetime) -> int:
    made = {_identity(survey, one): one for one in answered}
    known = set(Response.objects.filter(pk__in=list(made)).values_list("pk", flat=True))
    fresh = [_response(survey, version, key, one, now) for key, one in made.items() if key not in known]
    Response.objects.bulk_create(fresh)
    for response in fresh:
        if response.state == "complete":
            record_response(response=response, now=now)
    return len(fresh)


def _identity(survey: Survey, one: Answered) -> uuid.UUID:
    """The same for the same answer however often it comes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"regard:survey:{survey.slug}:{one.id}")


def _response(survey: Survey, version: Version, key: uuid.UUID, one: Answered, now: datetime) -> Response:
    kind = next((name for name in IDENTIFIERS if one.people.get(name)), None)
    kind = None if survey.is_anonymous else kind
    at = min(one.at or now, now)
    value = one.people[kind].strip()[:LONGEST] if kind else None
    return Response(
        id=key,
        survey=survey,
        version=version,
        token_digest=digest_of(str(key)),
        kind=kind,
        value=value.lower() if value and kind == "email" else value,
        state="complete" if one.is_finished else "partial",
        answers=one.answers,
        language=one.language[:20],
        begun_date=at.date(),
        begun_at=None if survey.is_anonymous else at,
        finished_date=at.date() if one.is_finished else None,
        finished_at=at if one.is_finished and not survey.is_anonymous else None,
        is_recorded=one.is_finished and not survey.is_anonymous,
    )


def answers_of(*, survey_id: int) -> list[Answered]:
    """Everything that was answered, for writing it elsewhere. Raises NoSurvey, ResponsesAnonymous."""
    survey = get_survey(survey_id)
    if survey.is_anonymous:
        raise ResponsesAnonymous("This survey is anonymous: it has results of five and more, and no single responses.")
    rows = survey.responses.order_by("begun_date", "id").iterator(chunk_size=2_000)
    return [_answered(row) for row in rows]


def _answered(row: Response) -> Answered:
    people = {row.kind: row.value} if row.kind and row.value else {}
    return Answered(
        id=str(row.pk),
        answers=dict(row.answers),
        at=row.finished_at or row.begun_at,
        is_finished=row.state == "complete",
        language=row.language,
        people=people,
    )
