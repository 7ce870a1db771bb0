"""What a survey found: who answered, where they stopped, and each question with its interval."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from regard.analytics.metrics.estimates import NOTHING, Numbers, share
from regard.engage.surveys.answering import TRIAL
from regard.engage.surveys.few import mask_of, refuse_views, shown_parts
from regard.engage.surveys.grouping import Group, find_question, parts_of, split
from regard.engage.surveys.logic.form import words_of
from regard.engage.surveys.logic.questions import Plan, Question, plan_of
from regard.engage.surveys.logic.values import is_empty, text_of
from regard.engage.surveys.models import Response, Survey
from regard.engage.surveys.operations import get_survey, latest_version
from regard.engage.surveys.recording import LEAST_TOGETHER, survey_key
from regard.engage.surveys.respondents import segments_of
from regard.engage.surveys.summaries import QuestionSummary, summarise
from regard.foundation.lake.api import Lake
from regard.understand.voice.api import Written, written_in

GROUPS = ("day", "week", "month", "channel", "language", "version", "touchpoint", "segment")


@dataclass(frozen=True)
class PageDrop:
    """How many saw a page, and how many stopped there."""

    name: str
    title: str
    reached: int
    stopped: int


@dataclass(frozen=True)
class Results:
    """A survey's results. Of an anonymous one nothing is shown that fewer than five answered."""

    invited: int
    begun: int
    finished: int
    over_quota: int
    response_rate: Numbers
    completion_rate: Numbers
    is_anonymous: bool
    waiting: int
    pages: list[PageDrop]
    questions: list[QuestionSummary]
    groups: list[Group] = field(default_factory=list)


def find_results(
    *,
    survey_id: int,
    since: date | None = None,
    until: date | None = None,
    question: str | None = None,
    by: str | None = None,
    where: dict[str, str] | None = None,
    segment: str | None = None,
    lake: Lake | None = None,
) -> Results:
    """The results of a survey, of the days from `since` until before `until`, of those who answered `where` so.

    `question` with `by` splits one question's score by day, week, month, channel, language, version, touchpoint, segment or
    another question with choices; `segment` keeps those in a saved segment now. Segments need the `lake`. Raises NoSurvey,
    ResultsRefused, TellsOfFew.
    """
    survey, where = get_survey(survey_id), where or {}
    if survey.is_anonymous:
        is_segmented = segment is not None or by == "segment"
        refuse_views(days=bool(since or until), parts=len(where), by=by, is_segmented=is_segmented)
    version = latest_version(survey)
    plan = plan_of(version.definition) if version else plan_of({})
    asked = _within(survey.responses.select_related("invitation", "version").defer("version__definition"), since, until)
    every = list(_shown(survey, asked))
    segments = segments_of(lake=lake, responses=every) if lake and (segment or by == "segment") else {}
    finished = [
        one for one in every if _is_meant(plan, one, where) and (not segment or segment in segments.get(one.pk, ()))
    ]
    begun = asked.exclude(state="over_quota").count()
    tells = _what_tells_of_few(plan, every, where) if survey.is_anonymous else set()
    if survey.is_anonymous and ("" in tells or len(every) < LEAST_TOGETHER):
        finished = []
    done = len(finished) if survey.is_anonymous else asked.filter(state="complete").count()
    invited = _within(survey.invitations.exclude(channel=TRIAL), since, until, "created_at__date")
    answered = invited.filter(is_answered=True).count()
    least = LEAST_TOGETHER if survey.is_anonymous else 1
    summaries = [
        summarise(one, _said(finished, one), least=least, tells_of_few=one.name in tells)
        for one in plan.questions
        if one.kind != "html"
    ]
    groups = (
        split(plan=plan, finished=finished, name=question, by=by, is_anonymous=survey.is_anonymous, segments=segments)
        if question and by
        else []
    )
    return Results(
        invited=invited.count(),
        begun=_stepped(begun, least),
        finished=_stepped(done, least),
        over_quota=_stepped(asked.filter(state="over_quota").count(), least),
        response_rate=share(_stepped(answered, least), invited.count()) if invited.exists() else NOTHING,
        completion_rate=share(min(done, begun), begun) if begun >= least else NOTHING,
        is_anonymous=survey.is_anonymous,
        waiting=least - 1 if survey.is_anonymous else 0,
        pages=[] if survey.is_anonymous else _drops(plan, asked),
        questions=summaries,
        groups=groups,
    )


def find_written(*, survey_id: int, lake: Lake) -> list[Written]:
    """What was written in answer to each question, as it was read. Raises NoSurvey."""
    survey = get_survey(survey_id)
    least = LEAST_TOGETHER if survey.is_anonymous else 1
    return written_in(lake=lake, survey=survey_key(survey), least=least)


def _what_tells_of_few(plan: Plan, every: Sequence[Response], where: dict[str, str]) -> set[str]:
    """The questions of which a choice would tell of few; an empty name where it would as a whole."""
    parts = parts_of(plan, every) if where else {}
    found = set()
    for name, value in where.items():
        pair = (f"so {find_question(plan, name).name}", value)
        masks = {"": mask_of([True] * len(every))}
        for one in plan.questions:
            masks[one.name] = mask_of(not is_empty(response.answers.get(one.name)) for response in every)
        found |= {one for one, among in masks.items() if pair not in shown_parts(parts, among=among)}
    return found


def _within(rows: Any, since: date | None, until: date | None, column: str = "begun_date") -> Any:
    asked = Q()
    if since:
        asked &= Q(**{f"{column}__gte": since})
    if until:
        asked &= Q(**{f"{column}__lt": until})
    return rows.filter(asked)


def _shown(survey: Survey, asked: "QuerySet[Response]") -> Iterable[Response]:
    """The finished responses that may be looked at: of an anonymous survey those that went to the log in a group."""
    found = asked.filter(state="complete")
    return (found.filter(is_recorded=True) if survey.is_anonymous else found).order_by("id").iterator(chunk_size=2_000)


def _is_meant(plan: Plan, one: Response, where: dict[str, str]) -> bool:
    for name, wanted in where.items():
        question = find_question(plan, name)
        said = one.answers.get(question.name)
        if wanted not in [text_of(value) for value in (said if isinstance(said, list) else [said])]:
            return False
    return True


def _stepped(count: int, least: int) -> int:
    """A count that says nothing of the last one who came."""
    return count - count % least if least > 1 else count


def _said(finished: list[Response], question: Question) -> list[tuple[Any, str, str]]:
    """The answers to one question with the comment beside it and the language they were given in."""
    name, comment = question.name, f"{question.name}-Comment"
    return [
        (one.answers.get(name), str(one.answers.get(comment) or ""), one.language)
        for one in finished
        if not is_empty(one.answers.get(name)) or one.answers.get(comment)
    ]


def _drops(plan: Plan, asked: "QuerySet[Response]") -> list[PageDrop]:
    """Where people stopped: a page was reached by those who stand on it or beyond, and by all who finished."""
    names = [str(page.get("name") or f"page{at + 1}") for at, page in enumerate(plan.pages)]
    stopped = Counter(asked.filter(state="partial").values_list("page", flat=True))
    reached = asked.exclude(state="partial").count() + sum(stopped.values())
    drops = []
    for at, (name, page) in enumerate(zip(names, plan.pages, strict=True)):
        here = stopped[name] + (stopped[""] if at == 0 else 0)
        drops.append(PageDrop(name, words_of(page.get("title")) or name, reached, here))
        reached -= here
    return drops
