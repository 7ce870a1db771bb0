"""Surveys in and out over REST: a file comes up, a report comes back."""

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from regard.engage.surveys.exchange.errors import MOST_BYTES, SurveyUnreadable
from regard.engage.surveys.exchange.storing import BroughtIn, answers_of, bring_in
from regard.engage.surveys.exchange.writing import ANSWERS, ENDS, KINDS, write_answers, write_survey
from regard.engage.surveys.queries import find_survey
from regard.foundation.accounts.api import require_unmasked
from regard.foundation.rest.api import Schema, who

router = Router(tags=["surveys"])
SurveyId = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]


class ElementOut(Schema):
    """What became of one element of the file."""

    kind: str
    where: str = Field(description="Its name in the file.")
    title: str
    became: str
    verdict: Literal["kept", "approximated", "dropped"]
    approximated: list[str] = Field(description="What is asked or stored otherwise.")
    dropped: list[str] = Field(description="What has no counterpart, and why.")


class FidelityReport(Schema):
    """What became of everything in the file."""

    format: str
    counts: dict[str, int]
    elements: list[ElementOut]


class BroughtInOut(Schema):
    """What was made of a file."""

    survey_id: int | None = Field(description="The survey; null for a trial.")
    definition: dict[str, Any]
    report: FidelityReport
    stored: int = Field(description="How many answers are new.")
    known: int = Field(description="How many answers were there already.")


class BringingIn(Schema):
    """How to take a file."""

    name: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    is_trial: bool = Field(False, description="Only report; make nothing.")
    into: int | None = Field(None, ge=1, le=2**63 - 1, description="A survey made of the same file before.")


class ExportQuery(Schema):
    """Which format: of the survey, or of its answers."""

    format: Literal["surveyjs", "qsf", "lss", "csv", "xlsx", "sav"] = "surveyjs"


@router.post("/surveys/import", response=BroughtInOut)
def import_survey(
    request: HttpRequest,
    file: File[UploadedFile],
    wanted: Form[BringingIn],
    answers: File[UploadedFile | None] = None,
) -> dict[str, Any]:
    """Make a draft of a survey of Qualtrics, LimeSurvey, SurveyJS, or of a table; with answers, a closed survey of them."""
    found = bring_in(
        content=_bytes(file),
        file=file.name or "",
        name=wanted.name,
        answers=_bytes(answers) if answers is not None else None,
        into=wanted.into,
        owner=who(request=request),
        is_trial=wanted.is_trial,
    )
    return _told(found)


@router.get("/surveys/{survey_id}/export")
def export_survey(request: HttpRequest, survey_id: SurveyId, query: Query[ExportQuery]) -> HttpResponse:
    """The survey as SurveyJS, Qualtrics or LimeSurvey have it, or its answers as CSV, XLSX or SPSS."""
    found, way = find_survey(survey_id=survey_id), query.format
    definition = found.published or found.definition
    if way in ANSWERS:
        require_unmasked()
        content = write_answers(definition=definition, answered=answers_of(survey_id=survey_id), format=way)
    else:
        content, _ = write_survey(definition=definition, format=way)
    answer = HttpResponse(content, content_type=KINDS[way])
    answer["Content-Disposition"] = f'attachment; filename="survey-{survey_id}.{ENDS.get(way, way)}"'
    return answer


@router.get("/surveys/{survey_id}/export/report", response=FidelityReport)
def report_survey_export(request: HttpRequest, survey_id: SurveyId, query: Query[ExportQuery]) -> dict[str, Any]:
    """What could not be said in a format of another tool."""
    found = find_survey(survey_id=survey_id)
    _, report = write_survey(definition=found.published or found.definition, format=query.format)
    return report.as_json()


def _bytes(file: UploadedFile) -> bytes:
    if (file.size or 0) > MOST_BYTES:
        raise SurveyUnreadable(f"The file is larger than {MOST_BYTES // 2**20} MB.")
    return bytes(file.read())


def _told(found: BroughtIn) -> dict[str, Any]:
    return {
        "survey_id": found.survey_id,
        "definition": found.imported.definition,
        "report": found.imported.report.as_json(),
        "stored": found.stored,
        "known": found.known,
    }
