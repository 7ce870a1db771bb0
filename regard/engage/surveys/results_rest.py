"""Results and invitations of surveys over REST."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Path, Query, Router
from pydantic import Field

from regard.engage.surveys.files import find_file
from regard.engage.surveys.grouping import ResultsRefused
from regard.engage.surveys.inviting import MOST_AT_ONCE, invite_people
from regard.engage.surveys.responses import list_responses
from regard.engage.surveys.results import find_results, find_written
from regard.foundation.accounts.api import CustomerFields, CustomerValue, CustomerWords, require_unmasked
from regard.foundation.rest.api import Day, NumbersOut, Schema, lake

router = Router(tags=["surveys"])
SurveyId = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]
FileNumber = Annotated[int, Field(ge=0, le=9)]
Slug = Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9][a-z0-9-]*$")]
Line = Annotated[str, Field(max_length=255, pattern=r"^[^\x00]*$")]


class BarOut(Schema):
    """How many gave one answer, with the share of those who answered."""

    value: CustomerValue
    text: CustomerWords
    share: NumbersOut


class RowSummaryOut(Schema):
    """One row of a matrix, one line of several, or one choice of a ranking with its mean place."""

    row: str
    text: str
    score: NumbersOut | None
    bars: list[BarOut]


class QuestionSummaryOut(Schema):
    """A question's results; hidden where too few answered an anonymous survey."""

    name: str
    type: str
    title: str
    metric: str | None
    n: int | None
    is_hidden: bool
    score: NumbersOut | None = Field(description="The metric, or the mean of the numbers.")
    unit: str
    bars: list[BarOut]
    rows: list[RowSummaryOut]
    texts: list[CustomerWords] = Field(description="What was written, in alphabetical order, 200 at most.")


class PageDropOut(Schema):
    """How many saw a page, and how many stopped there."""

    name: str
    title: str
    reached: int
    stopped: int


class ResultGroupOut(Schema):
    """The score of one group, or that it is too small to be shown."""

    group: str
    finished: int | None
    score: NumbersOut | None
    is_hidden: bool


class SurveyResults(Schema):
    """A survey's results. Of an anonymous one nothing is shown that fewer than five answered."""

    invited: int
    begun: int
    finished: int
    over_quota: int
    response_rate: NumbersOut
    completion_rate: NumbersOut
    is_anonymous: bool
    waiting: int = Field(description="Up to how many more may have answered and are not shown yet.")
    pages: list[PageDropOut]
    questions: list[QuestionSummaryOut]
    groups: list[ResultGroupOut]


class ResultsQuery(Schema):
    """What of the results."""

    since: Day | None = Field(None, description="First day, inclusive (UTC).")
    until: Day | None = Field(None, description="Day after the last (UTC).")
    question: Line | None = Field(None, description="The question whose score `by` splits.")
    by: Line | None = Field(
        None, description="day, week, month, channel, language, version, touchpoint, segment, or a question."
    )
    where: Line | None = Field(None, description="NAME=VALUE: only those who answered so.")
    segment: Slug | None = Field(None, description="Only customers who are in this saved segment now.")


class ResponseOut(Schema):
    """What one person answered, in words, by the names of the questions."""

    id: str
    state: Literal["partial", "complete", "over_quota"]
    version: int
    language: str
    channel: str
    begun_date: date
    finished_date: date | None
    endpoint: str | None = Field(description="Who was invited, as kind:value; null for whoever had the link.")
    answers: CustomerFields
    customer_id: str | None = Field(description="The customer they are known as; null where nobody is.")


class ResponsePage(Schema):
    """Responses, the newest first."""

    rows: list[ResponseOut]
    next_cursor: str | None


class ResponsesQuery(Schema):
    """Which responses."""

    cursor: Line | None = None
    limit: int = Field(50, ge=1, le=500)
    state: Literal["partial", "complete", "over_quota"] | None = None
    since: Day | None = Field(None, description="First day, inclusive (UTC).")
    until: Day | None = Field(None, description="Day after the last (UTC).")
    question: Line | None = Field(None, description="Only those who answered this question.")
    where: Line | None = Field(None, description="NAME=VALUE: only those who answered so.")
    segment: Slug | None = Field(None, description="Only customers who are in this saved segment now.")


class TopicWrittenOut(Schema):
    """A topic that answers name: in how many texts, and how many of these speak badly of it."""

    topic: str
    name: str
    texts: int
    negative: int


class WrittenOut(Schema):
    """What was written in answer to one question: texts that were read, and in how many something was meant so."""

    question: str
    texts: int
    labels: dict[str, int]
    topics: list[TopicWrittenOut]


class WrittenRows(Schema):
    """What was written, by question; questions that nobody wrote to are left out."""

    rows: list[WrittenOut]


class PersonToAsk(Schema):
    """Somebody to ask, by an identifier."""

    kind: Literal["user_id", "email", "phone", "external_id"]
    value: Line = Field(min_length=1)


class People(Schema):
    """Whom to ask, and about what."""

    people: list[PersonToAsk] = Field(min_length=1, max_length=MOST_AT_ONCE)
    channel: Literal["web", "app", "store", "email", "sms", "chat", "phone"] = "email"
    days: int = Field(30, ge=1, le=365, description="How long the links are good.")
    touchpoint: Line | None = None
    order_id: Line | None = None
    ticket_id: Line | None = None


class InvitationOut(Schema):
    """One link, good for one answer. It can be read here and never again."""

    endpoint: str
    path: str


class Invitations(Schema):
    """The links, in the order of the people."""

    rows: list[InvitationOut]


@router.get("/surveys/{survey_id}/results", response=SurveyResults)
def get_survey_results(request: HttpRequest, survey_id: SurveyId, query: Query[ResultsQuery]) -> Any:
    """Who answered, where they stopped, and each question with its interval."""
    return find_results(
        survey_id=survey_id,
        since=query.since,
        until=query.until,
        question=query.question,
        by=query.by,
        where=_meant(query.where),
        segment=query.segment,
        lake=lake(),
    )


def _meant(where: str | None) -> dict[str, str] | None:
    if not where:
        return None
    name, equals, value = where.partition("=")
    if not (name and equals):
        raise ResultsRefused("`where` is written NAME=VALUE.")
    return {name: value}


@router.get("/surveys/{survey_id}/written", response=WrittenRows)
def get_survey_written(request: HttpRequest, survey_id: SurveyId) -> Any:
    """What was written in answer to each question, as it was read. Of an anonymous survey nothing of fewer than five."""
    return {"rows": find_written(survey_id=survey_id, lake=lake())}


@router.get("/surveys/{survey_id}/responses", response=ResponsePage)
def get_survey_responses(request: HttpRequest, survey_id: SurveyId, query: Query[ResponsesQuery]) -> Any:
    """Single responses, the newest first. Refused for an anonymous survey."""
    return list_responses(
        survey_id=survey_id,
        cursor=query.cursor,
        limit=query.limit,
        state=query.state,
        since=query.since,
        until=query.until,
        question=query.question,
        where=_meant(query.where),
        segment=query.segment,
        lake=lake(),
    )


@router.get("/surveys/{survey_id}/responses/{response_id}/files/{question}/{number}")
def get_response_file(
    request: HttpRequest, survey_id: SurveyId, response_id: Path[UUID], question: Path[Line], number: Path[FileNumber]
) -> HttpResponse:
    """A file given in answer, to be downloaded by whoever may read what customers wrote unmasked."""
    require_unmasked()
    found = find_file(survey_id=survey_id, response_id=response_id, question=question, number=number)
    answer = HttpResponse(found.content, content_type=found.type)
    answer["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@router.post("/surveys/{survey_id}/invitations", response=Invitations)
def post_invitations(request: HttpRequest, survey_id: SurveyId, wanted: People) -> dict[str, Any]:
    """Make a link for each person, good for one answer. Each is recorded as a survey sent; sending it is up to you."""
    about = {name: getattr(wanted, name) for name in ("touchpoint", "order_id", "ticket_id") if getattr(wanted, name)}
    made = invite_people(
        survey_id=survey_id,
        people=[(one.kind, one.value) for one in wanted.people],
        channel=wanted.channel,
        about=about,
        days=wanted.days,
    )
    return {"rows": [{"endpoint": f"{one.kind}:{one.value}", "path": one.path} for one in made]}
