"""Surveys as they are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q

from regard.engage.surveys.answering import TRIAL
from regard.engage.surveys.definition.checking import Fault, check_definition
from regard.engage.surveys.definition.sanitising import sanitised
from regard.engage.surveys.definition.walking import questions_of
from regard.engage.surveys.models import Survey, Version
from regard.engage.surveys.operations import NoSurvey, get_survey
from regard.engage.surveys.recording import LEAST_TOGETHER


@dataclass(frozen=True)
class SurveyRow:
    """A survey in a list."""

    id: int
    name: str
    state: str
    version: int | None
    is_anonymous: bool
    is_linked: bool
    questions: int
    invited: int
    begun: int
    finished: int
    path: str
    owner: str
    changed_by: str
    changed_at: datetime
    revision: int


@dataclass(frozen=True)
class FullSurvey:
    """A survey with its draft and what is wrong with it; `published` is what respondents are asked now."""

    row: SurveyRow
    definition: dict[str, Any]
    published: dict[str, Any] | None
    faults: list[Fault]
    has_changes: bool


@dataclass(frozen=True)
class VersionRow:
    """A published version."""

    number: int
    definition: dict[str, Any]
    published_by: str
    published_at: datetime


def list_surveys() -> list[SurveyRow]:
    """All surveys, the last changed first."""
    return _rows(Survey.objects.order_by("-changed_at", "-id"))


def find_survey(*, survey_id: int) -> FullSurvey:
    """One survey. Raises NoSurvey."""
    found = get_survey(survey_id)
    latest = found.versions.order_by("-number").first()
    published = latest.definition if latest else None
    row = _rows([found])[0]
    faults = check_definition(definition=found.draft)
    return FullSurvey(row, found.draft, published, faults, published is None or published != sanitised(found.draft))


def list_versions(*, survey_id: int) -> list[VersionRow]:
    """The published versions, newest first. Raises NoSurvey."""
    return [_version(one) for one in get_survey(survey_id).versions.order_by("-number")]


def find_version(*, survey_id: int, number: int) -> VersionRow:
    """One published version. Raises NoSurvey."""
    found = get_survey(survey_id).versions.filter(number=number).first()
    if found is None:
        raise NoSurvey(f"This survey has no version {number}.")
    return _version(found)


def _version(one: Version) -> VersionRow:
    return VersionRow(one.number, one.definition, one.published_by, one.published_at)


def _rows(surveys: Iterable[Survey]) -> list[SurveyRow]:
    found = list(surveys)
    ids = [one.pk for one in found]
    answered = _counted(ids)
    return [_row(one, *answered.get(one.pk, (None, 0, 0, 0))) for one in found]


def _counted(ids: list[int]) -> dict[int, tuple[int | None, int, int, int]]:
    """Newest version, how many were invited, began and finished, by survey."""
    few = Survey.objects.filter(pk__in=ids)
    versions = dict(few.annotate(newest=Max("versions__number")).values_list("pk", "newest"))
    invited = dict(few.annotate(n=Count("invitations", filter=~Q(invitations__channel=TRIAL))).values_list("pk", "n"))
    begun = few.annotate(n=Count("responses"), done=Count("responses", filter=Q(responses__state="complete")))
    rows = begun.values_list("pk", "is_anonymous", "n", "done")
    return {pk: (versions[pk], invited[pk], _seen(n, hidden), _seen(done, hidden)) for pk, hidden, n, done in rows}


def _seen(count: int, is_anonymous: bool) -> int:
    """A count; of an anonymous survey in steps, so that it does not tell who came last."""
    return count - count % LEAST_TOGETHER if is_anonymous else count


def _row(one: Survey, version: int | None, invited: int, begun: int, finished: int) -> SurveyRow:
    return SurveyRow(
        id=one.pk,
        name=one.name,
        state=one.state,
        version=version,
        is_anonymous=one.is_anonymous,
        is_linked=one.is_linked,
        questions=sum(question.get("type") != "html" for _, question in questions_of(one.draft)),
        invited=invited,
        begun=begun,
        finished=finished,
        path=f"/s/{one.slug}",
        owner=one.owner,
        changed_by=one.changed_by,
        changed_at=one.changed_at,
        revision=one.revision,
    )
