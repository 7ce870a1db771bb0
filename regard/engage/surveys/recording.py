"""Finished answers become interactions: one for each score and each text, in the transaction that keeps the answers."""

import json
import uuid
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, time
from typing import Any

from regard.engage.surveys.definition.meaning import scale_of
from regard.engage.surveys.definition.walking import value_of
from regard.engage.surveys.logic.form import COMMENT, words_of
from regard.engage.surveys.logic.questions import Question
from regard.engage.surveys.logic.values import is_empty, is_plain_number, text_of
from regard.engage.surveys.models import Invitation, Response, Survey
from regard.engage.surveys.versions import plan_for, version_of
from regard.foundation.failpoints.api import failpoint
from regard.record.collection.api import IntakeRequest, put_requests
from regard.record.sources.api import NoSource, create_source, find_source

SOURCE = "surveys"
LEAST_TOGETHER = 5  # anonymous answers are shown and recorded in groups of so many
_METRICS = {"ces5": "ces", "ces7": "ces"}
LONGEST_TEXT = 8_000


def make_source() -> None:
    """The source that answers come from, unless there is one."""
    try:
        find_source(slug=SOURCE)
    except NoSource:
        create_source(name="Surveys", kind="server", slug=SOURCE)


def survey_key(survey: Survey) -> str:
    """What the log calls a survey."""
    return f"survey-{survey.pk}"


def record_response(*, response: Response, now: datetime) -> None:
    """Record a finished response that is kept as recorded. An anonymous one waits until five do, and goes with them."""
    survey = response.survey
    if not survey.is_anonymous:
        _put(_events(response, survey, response.invitation), now)
        return
    waiting = list(_waiting(survey))
    if len(waiting) < LEAST_TOGETHER:
        return
    for one in waiting:
        one.finished_date = now.date()  # theirs together: days never tell of fewer
    _put([event for one in waiting for event in _events(one, survey, None)], datetime.combine(now.date(), time(), UTC))
    Response.objects.filter(pk__in=[one.pk for one in waiting]).update(is_recorded=True, finished_date=now.date())


def record_sent(*, invitations: list[Invitation], now: datetime) -> None:
    """Record that people were asked."""
    _put([_sent(one, now) for one in invitations], now)


def _waiting(survey: Survey) -> Any:
    found = survey.responses.filter(state="complete", is_recorded=False).select_for_update()
    return found.order_by("id")


def _put(events: list[dict[str, Any]], at: datetime) -> None:
    """Hand events to the recorder's intake; they are there if and only if this transaction is committed."""
    for start in range(0, len(events), 200):
        body = json.dumps({"batch": events[start : start + 200]}).encode()
        put_requests(requests=[IntakeRequest(str(uuid.uuid4()), SOURCE, "batch", at, None, None, body)])
    failpoint(name="surveys.after_intake")


def _sent(one: Invitation, now: datetime) -> dict[str, Any]:
    properties = {"survey_id": survey_key(one.survey), "survey": one.survey.name, **_about(one.about)}
    if one.survey.is_anonymous:
        properties["anonymous"] = True
    return {
        "type": "track",
        "event": "Survey Sent",
        "messageId": f"sent-{one.pk}",
        "timestamp": now.isoformat(),
        "channel": one.channel,
        "properties": properties,
        **who_of(one.kind, one.value),
    }


def who_of(kind: str | None, value: str | None) -> dict[str, Any]:
    """Whom an event is about, as the tracking protocol says it; somebody unknown without an identifier."""
    if kind == "user_id":
        return {"userId": value}
    if kind == "anonymous_id":
        return {"anonymousId": value}
    if kind in ("email", "phone"):
        return {"context": {"traits": {kind: value}}}
    if kind == "external_id":
        return {"context": {"externalIds": [{"id": value, "type": "external_id"}]}}
    return {"anonymousId": str(uuid.uuid4())}


def _about(about: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: about[name]
        for name in ("touchpoint", "stage", "order_id", "ticket_id", "call_id", "store_id")
        if about.get(name)
    }


def _events(response: Response, survey: Survey, invitation: Invitation | None) -> list[dict[str, Any]]:
    """The interactions of one response; at least one, so that it is known to have come."""
    is_anonymous = survey.is_anonymous
    said = list(_said(response)) or [{}]
    about = _about(invitation.about if invitation else {} if is_anonymous else response.about)
    person = who_of(response.kind, response.value)
    at = response.finished_at or datetime.combine(response.finished_date or response.begun_date, time(), UTC)
    events = []
    for number, one in enumerate(said):
        properties = {
            "survey_id": survey_key(survey),
            "survey": survey.name,
            "language": response.language or None,
            **({} if is_anonymous else {"response_id": str(response.pk)}),
            **about,
            **one,
        }
        events.append(
            {
                "type": "track",
                "event": "Survey Answered",
                "messageId": str(uuid.uuid4()) if is_anonymous else f"{response.pk}-{number}",
                "timestamp": at.isoformat(),
                "channel": response.channel or "web",
                "properties": {name: value for name, value in properties.items() if value is not None},
                **(who_of(None, None) if is_anonymous else person),
            }
        )
    return events + ([] if is_anonymous else list(_consents(response, at, person)))


def _said(response: Response) -> Iterator[dict[str, Any]]:
    """What a response says that is a score or a text, question by question."""
    answers, language = response.answers, response.language
    for question in plan_for(response.version_id).questions:
        value = answers.get(question.name)
        regard = question.element.get("regard") or {}
        comment = text_of(answers.get(question.name + COMMENT)).strip()[:LONGEST_TEXT]
        told = {
            "question": question.name,
            "title": words_of(question.element.get("title"), language)[:300] or None,
            "touchpoint": regard.get("touchpoint"),
        }
        told = {name: word for name, word in told.items() if word}
        scale = scale_of(question.element)
        if scale is not None and is_plain_number(value):
            metric = regard.get("metric")
            named = {"metric": _METRICS.get(metric, metric)} if metric else {}
            score = {"score": value, "scale_min": scale[0], "scale_max": scale[1], **named}
            yield {**told, **score, **({"comment": comment} if comment else {})}
        elif text := _text_of(question, value, comment):
            yield {**told, "comment": text}


def _text_of(question: Question, value: Any, comment: str) -> str:
    """What was written freely; an address or a number is no text to be understood."""
    if question.kind == "comment" or (question.kind == "text" and question.element.get("inputType", "text") == "text"):
        return "\n".join(part for part in (text_of(value).strip()[:LONGEST_TEXT], comment) if part)
    if question.kind == "multipletext" and isinstance(value, Mapping):
        free = [one["name"] for one in question.element.get("items") or [] if one.get("inputType", "text") == "text"]
        said = [text_of(value.get(name)).strip() for name in free]
        return "\n".join([part for part in said if part] + ([comment] if comment else []))[:LONGEST_TEXT]
    return comment


def _consents(response: Response, at: datetime, person: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for question in plan_for(response.version_id).questions:
        purpose = (question.element.get("regard") or {}).get("consent")
        agreed = question.element.get("valueTrue", True)
        if not purpose or response.kind is None or is_empty(response.answers.get(question.name)):
            continue
        if value_of(response.answers[question.name]) != agreed:
            continue
        yield {
            "type": "track",
            "event": "Consent Given",
            "messageId": f"{response.pk}-consent-{question.name}"[:200],
            "timestamp": at.isoformat(),
            "properties": {
                "purpose": purpose,
                "text": words_of(question.element.get("title"), response.language)[:500],
                "version": f"survey-{response.survey_id}.{version_of(response.version_id).number}",
                "ui": "survey",
            },
            **person,
        }
