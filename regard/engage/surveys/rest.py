"""Surveys over REST: write, check, publish, close."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from regard.engage.surveys.definition.checking import check_definition
from regard.engage.surveys.operations import (
    change_survey,
    close_survey,
    create_survey,
    delete_survey,
    publish_survey,
    reopen_survey,
)
from regard.engage.surveys.queries import FullSurvey, find_survey, find_version, list_surveys, list_versions
from regard.foundation.rest.api import Schema, who

router = Router(tags=["surveys"])
SurveyId = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]
Definition = Annotated[dict[str, Any], Field(description="The survey as SurveyJS JSON, in Regard's subset.")]


class SurveyOut(Schema):
    """A survey in a list."""

    id: int
    name: str
    state: Literal["draft", "open", "closed"]
    version: int | None = Field(description="The published version; null before the first.")
    is_anonymous: bool
    is_linked: bool = Field(description="Whether anybody with the link may answer, not only the invited.")
    questions: int
    invited: int
    begun: int
    finished: int
    path: str = Field(description="Where respondents answer, below this installation's address.")
    owner: str
    changed_by: str
    changed_at: datetime
    revision: int = Field(description="Counts the changes of the draft. Sent back with a change, so that none is lost.")


class SurveyList(Schema):
    """All surveys, the last changed first."""

    rows: list[SurveyOut]


class FaultOut(Schema):
    """What is wrong with a definition, and where. An error keeps it from being published, a hint does not."""

    where: str
    what: str
    severity: Literal["error", "hint"]


class Faults(Schema):
    """Everything that is wrong; empty where it can be published."""

    faults: list[FaultOut]


class FullSurveyOut(SurveyOut):
    """A survey with its draft."""

    definition: Definition
    published: dict[str, Any] | None = Field(description="What respondents are asked now.")
    has_changes: bool = Field(description="Whether the draft differs from what is published.")
    faults: list[FaultOut]


class NewSurvey(Schema):
    """A survey to begin."""

    name: str = Field(max_length=200)
    definition: Definition | None = None


class SurveyDraft(Schema):
    """A draft as it shall be, finished or not."""

    name: str = Field(max_length=200)
    definition: Definition
    revision: int = Field(ge=1, le=2**31 - 1, description="That of the survey this was made from.")
    is_linked: bool | None = None


class DefinitionToCheck(Schema):
    """A definition to look at; nothing is stored."""

    definition: Definition


class SurveyVersionOut(Schema):
    """A published version."""

    number: int
    definition: Definition
    published_by: str
    published_at: datetime


class SurveyVersions(Schema):
    """The published versions, newest first."""

    rows: list[SurveyVersionOut]


@router.get("/surveys", response=SurveyList)
def get_surveys(request: HttpRequest) -> dict[str, Any]:
    """All surveys, the last changed first."""
    return {"rows": list_surveys()}


@router.post("/surveys", response=FullSurveyOut)
def post_survey(request: HttpRequest, wanted: NewSurvey) -> dict[str, Any]:
    """Begin a survey as a draft."""
    return _full(
        find_survey(survey_id=create_survey(name=wanted.name, definition=wanted.definition, owner=who(request=request)))
    )


@router.post("/surveys/check", response=Faults)
def check_survey(request: HttpRequest, wanted: DefinitionToCheck) -> dict[str, Any]:
    """What keeps a definition from being published. Nothing is stored."""
    return {"faults": check_definition(definition=wanted.definition)}


@router.get("/surveys/{survey_id}", response=FullSurveyOut)
def get_survey(request: HttpRequest, survey_id: SurveyId) -> dict[str, Any]:
    """One survey with its draft and what is wrong with it."""
    return _full(find_survey(survey_id=survey_id))


@router.put("/surveys/{survey_id}", response=FullSurveyOut)
def put_survey(request: HttpRequest, survey_id: SurveyId, wanted: SurveyDraft) -> dict[str, Any]:
    """Write another draft. Refused with 409 where somebody else did since it was read. What is published stays."""
    change_survey(
        survey_id=survey_id,
        revision=wanted.revision,
        name=wanted.name,
        definition=wanted.definition,
        is_linked=wanted.is_linked,
        by=who(request=request),
    )
    return _full(find_survey(survey_id=survey_id))


@router.delete("/surveys/{survey_id}", response=SurveyList)
def delete_one_survey(request: HttpRequest, survey_id: SurveyId) -> dict[str, Any]:
    """Delete a survey that was never published."""
    delete_survey(survey_id=survey_id)
    return {"rows": list_surveys()}


@router.post("/surveys/{survey_id}/publish", response=FullSurveyOut)
def post_publication(request: HttpRequest, survey_id: SurveyId) -> dict[str, Any]:
    """Publish the draft as the next version and open the survey."""
    publish_survey(survey_id=survey_id, by=who(request=request))
    return _full(find_survey(survey_id=survey_id))


@router.post("/surveys/{survey_id}/close", response=FullSurveyOut)
def post_closing(request: HttpRequest, survey_id: SurveyId) -> dict[str, Any]:
    """Take no more answers."""
    close_survey(survey_id=survey_id)
    return _full(find_survey(survey_id=survey_id))


@router.post("/surveys/{survey_id}/reopen", response=FullSurveyOut)
def post_reopening(request: HttpRequest, survey_id: SurveyId) -> dict[str, Any]:
    """Take answers again."""
    reopen_survey(survey_id=survey_id)
    return _full(find_survey(survey_id=survey_id))


@router.get("/surveys/{survey_id}/versions", response=SurveyVersions)
def get_survey_versions(request: HttpRequest, survey_id: SurveyId) -> dict[str, Any]:
    """The published versions, newest first."""
    return {"rows": list_versions(survey_id=survey_id)}


@router.get("/surveys/{survey_id}/versions/{number}", response=SurveyVersionOut)
def get_survey_version(
    request: HttpRequest, survey_id: SurveyId, number: Path[Annotated[int, Field(ge=1, le=2**31 - 1)]]
) -> Any:
    """One published version."""
    return find_version(survey_id=survey_id, number=number)


def _full(found: FullSurvey) -> dict[str, Any]:
    return {
        **vars(found.row),
        "definition": found.definition,
        "published": found.published,
        "has_changes": found.has_changes,
        "faults": found.faults,
    }
