"""What a survey found: who answered, where they stopped, and each question with its interval."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from regard.analytics.errors import RegardError
from regard.analytics.metrics.estimates import NOTHING, Numbers, share
from regard.engage.surveys.answering import TRIAL
from regard.engage.surveys.logic.form import shown_value, words_of
from regard.engage.surveys.logic.questions import Plan, Question, plan_of
from regard.engage.surveys.logic.values import is_empty, text_of
from regard.engage.surveys.models import Response, Survey
from regard.engage.surveys.operations import get_survey, latest_version
from regard.engage.surveys.recording import LEAST_TOGETHER
from regard.engage.surveys.summaries import QuestionSummary, score_of, summarise

GROUPS = ("day", "week", "month", "channel", "language", "version", "touchpoint")
MOST_GROUPS = 120


class ResultsRefused(RegardError):
    """Results cannot be shown as asked."""

    code = "results_refused"
    status = 422


@dataclass(frozen=True)
class PageDrop:
    """How many saw a page, and how many stopped there."""

    name: str
    title: str
    reached: int
    stopped: int


@dataclass(frozen=True)
class Group:
    """The score of one group, or that it is too small to be shown."""

    group: str
    finished: int | None
    score: Numbers | None
    is_hidden: bool = False


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
) -> Results:
    """The results of a survey, of the days from `since` until before `until`, of those who answered `where` so.

    `question` with `by` splits one question's score by day, week, month, channel, language, version, touchpoint or another
    question with choices. Raises NoSurvey, ResultsRefused.
    """
    survey = get_survey(survey_id)
    version = latest_version(survey)
    plan = plan_of(version.definition) if version else plan_of({})
    asked = _within(survey.responses.select_related("invitation", "version").defer("version__definition"), since, until)
    finished = [one for one in _shown(survey, asked) if _is_meant(plan, one, where or {})]
    begun = asked.exclude(state="over_quota").count()
    if survey.is_anonymous and _tells_of_few(survey, len(finished)):
        finished = []
    done = len(finished) if survey.is_anonymous else asked.filter(state="complete").count()
    invited = _within(survey.invitations.exclude(channel=TRIAL), since, until, "created_at__date")
    answered = invited.filter(is_answered=True).count()
    least = LEAST_TOGETHER if survey.is_anonymous else 1
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
        questions=[summarise(one, _said(finished, one), least=least) for one in plan.questions if one.kind != "html"],
        groups=_groups(plan, finished, question, by, least) if question and by else [],
    )


def _tells_of_few(survey: Survey, chosen: int) -> bool:
    """Whether a choice among anonymous answers is too small, or leaves out too few not to tell of those."""
    others = survey.responses.filter(state="complete", is_recorded=True).count() - chosen
    return chosen < LEAST_TOGETHER or 0 < others < LEAST_TOGETHER


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
        question = _question(plan, name)
        said = one.answers.get(question.name)
        if wanted not in [text_of(value) for value in (said if isinstance(said, list) else [said])]:
            return False
    return True


def _question(plan: Plan, name: str) -> Question:
    found = plan.by_name.get(name.lower())
    if found is None:
        raise ResultsRefused(f"The survey has no question {name[:80]!r}.")
    return found


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


def _groups(plan: Plan, finished: list[Response], name: str, by: str, least: int) -> list[Group]:
    """One question's score by group. Where one group alone is too small, the next smallest is hidden with it."""
    question = _question(plan, name)
    split: dict[str, list[Any]] = {}
    for one in finished:
        value = one.answers.get(question.name)
        if not is_empty(value):
            for group in _group_of(plan, one, by):
                split.setdefault(group, []).append(value)
    if len(split) > MOST_GROUPS:
        raise ResultsRefused(
            f"That makes {len(split)} groups; {MOST_GROUPS} are shown. Choose a longer time or a shorter period."
        )
    hidden = {group for group, values in split.items() if len(values) < least}
    if len(hidden) == 1 and len(split) > 1:
        hidden.add(min((group for group in split if group not in hidden), key=lambda group: len(split[group])))
    return [
        Group(group, None, None, is_hidden=True)
        if group in hidden
        else Group(group, len(values), score_of(question, values))
        for group, values in sorted(split.items())
    ]


def _group_of(plan: Plan, one: Response, by: str) -> list[str]:  # noqa: PLR0911
    day = one.finished_date or one.begun_date
    match by:
        case "day":
            return [day.isoformat()]
        case "week":
            return [(day - timedelta(days=day.weekday())).isoformat()]
        case "month":
            return [day.strftime("%Y-%m-01")]
        case "channel":
            return [one.channel]
        case "language":
            return [one.language or "?"]
        case "version":
            return [str(one.version.number)]
        case "touchpoint":
            return [str((one.invitation.about if one.invitation else {}).get("touchpoint") or "?")]
    question = _question(plan, by)
    said = one.answers.get(question.name)
    chosen = said if isinstance(said, list) else [said]
    return ["?"] if is_empty(said) else [shown_value(question, value) for value in chosen]
