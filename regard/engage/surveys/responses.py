"""Single responses, for who may see them: nobody, where a survey is anonymous."""

import base64
import binascii
import json
import math
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from regard.analytics.errors import RegardError
from regard.engage.surveys.files import without_contents
from regard.engage.surveys.grouping import ResultsRefused
from regard.engage.surveys.models import Response
from regard.engage.surveys.operations import get_survey
from regard.engage.surveys.respondents import customers_of, segments_of
from regard.foundation.lake.api import Lake


class ResponsesAnonymous(RegardError):
    """Single responses of an anonymous survey are shown to nobody."""

    code = "responses_anonymous"
    status = 409


@dataclass(frozen=True)
class ResponseRow:
    """What one person answered."""

    id: str
    state: str
    version: int
    language: str
    channel: str
    begun_date: date
    finished_date: date | None
    endpoint: str | None
    answers: dict[str, Any]
    customer_id: str | None = None


@dataclass(frozen=True)
class Responses:
    """A page of responses."""

    rows: list[ResponseRow]
    next_cursor: str | None


def list_responses(
    *,
    survey_id: int,
    cursor: str | None = None,
    limit: int = 50,
    state: str | None = None,
    since: date | None = None,
    until: date | None = None,
    question: str | None = None,
    where: Mapping[str, str] | None = None,
    segment: str | None = None,
    lake: Lake | None = None,
) -> Responses:
    """Responses, the newest first: those behind a number of the results, which counts the same days and answers.

    `question` keeps those who answered it, `where` those who answered so, `segment` those whose customers are in it now,
    which the `lake` knows. Raises NoSurvey, ResponsesAnonymous,
    ResultsRefused.
    """
    survey = get_survey(survey_id)
    if survey.is_anonymous:
        raise ResponsesAnonymous("This survey is anonymous: it has results of five and more, and no single responses.")
    found = survey.responses.select_related("version").defer("version__definition").order_by("-begun_date", "-id")
    if state:
        found = found.filter(state=state)
    if since:
        found = found.filter(begun_date__gte=since)
    if until:
        found = found.filter(begun_date__lt=until)
    if question:
        found = found.filter(answers__has_key=question)
    for name, value in (where or {}).items():
        found = found.filter(_said(name, value))
    if segment and lake:
        within = segments_of(lake=lake, responses=survey.responses.exclude(kind=None).only("id", "kind", "value"))
        found = found.filter(pk__in=[response for response, slugs in within.items() if segment in slugs])
    if cursor:
        day, last = _read(cursor)
        found = found.filter(Q(begun_date__lt=day) | Q(begun_date=day, id__lt=last))
    page = list(found[: limit + 1])
    following = _written(page[limit - 1]) if len(page) > limit else None
    customers = customers_of(responses=page)
    return Responses([_row(one, customers.get(one.pk)) for one in page[:limit]], following)


def every_response(*, survey_id: int) -> Iterator[ResponseRow]:
    """All responses, the oldest first, for exports. Raises NoSurvey, ResponsesAnonymous."""
    survey = get_survey(survey_id)
    if survey.is_anonymous:
        raise ResponsesAnonymous("This survey is anonymous: it has results of five and more, and no single responses.")
    found = survey.responses.select_related("version").defer("version__definition").order_by("begun_date", "id")
    return (_row(one) for one in found.iterator(chunk_size=2_000))


def _row(one: Response, customer_id: str | None = None) -> ResponseRow:
    endpoint = f"{one.kind}:{one.value}" if one.kind else None
    return ResponseRow(
        str(one.pk),
        one.state,
        one.version.number,
        one.language,
        one.channel,
        one.begun_date,
        one.finished_date,
        endpoint,
        without_contents(one.answers),
        customer_id,
    )


def _said(name: str, wanted: str) -> Q:
    """Those who answered so, alone or among others, whichever of the types it reads as."""
    said: list[Any] = [wanted]
    with suppress(ValueError, OverflowError):
        number = json.loads(wanted)
        said += [number] if isinstance(number, int | float) and math.isfinite(number) else []
    found = Q()
    for one in said:
        found |= Q(answers__contains={name: one}) | Q(answers__contains={name: [one]})
    return found


def _written(one: Response) -> str:
    return base64.urlsafe_b64encode(f"{one.begun_date.isoformat()} {one.pk}".encode()).decode()


def _read(cursor: str) -> tuple[date, uuid.UUID]:
    try:
        day, _, last = base64.urlsafe_b64decode(cursor).decode().partition(" ")
        return date.fromisoformat(day), uuid.UUID(last)
    except (ValueError, binascii.Error) as error:
        raise ResultsRefused("The cursor is not one that was given out. Begin without one.") from error
