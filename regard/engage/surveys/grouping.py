"""One score split: by time, channel, language, version, touchpoint, segment, or another question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from regard.analytics.errors import RegardError
from regard.analytics.metrics.estimates import Numbers
from regard.engage.surveys.few import families_of, mask_of, shown_parts
from regard.engage.surveys.logic.form import shown_value
from regard.engage.surveys.logic.questions import Plan, Question
from regard.engage.surveys.logic.values import is_empty, text_of
from regard.engage.surveys.models import Response
from regard.engage.surveys.summaries import score_of

MOST_GROUPS = 120


class ResultsRefused(RegardError):
    """Results cannot be shown as asked."""

    code = "results_refused"
    status = 422


@dataclass(frozen=True)
class Group:
    """The score of one group, or that it is too small to be shown."""

    group: str
    finished: int | None
    score: Numbers | None
    is_hidden: bool = False


def find_question(plan: Plan, name: str) -> Question:
    """A question by its name. Raises ResultsRefused."""
    found = plan.by_name.get(name.lower())
    if found is None:
        raise ResultsRefused(f"The survey has no question {name[:80]!r}.")
    return found


def split(
    *,
    plan: Plan,
    finished: Sequence[Response],
    name: str,
    by: str,
    is_anonymous: bool,
    segments: Mapping[UUID, Sequence[str]],
) -> list[Group]:
    """One question's score by group. Of an anonymous survey only groups that tell of no few. Raises ResultsRefused."""
    question = find_question(plan, name)
    groups: dict[str, list[Any]] = {}
    for one in finished:
        value = one.answers.get(question.name)
        if not is_empty(value):
            for group in group_of(plan, one, by, segments):
                groups.setdefault(group, []).append(value)
    if len(groups) > MOST_GROUPS:
        raise ResultsRefused(
            f"That makes {len(groups)} groups; {MOST_GROUPS} are shown. Choose a longer time or a shorter period."
        )
    shown = _shown_of(plan, finished, question, by) if is_anonymous else set(groups)
    return [
        Group(group, len(values), score_of(question, values)) if group in shown else Group(group, None, None, True)
        for group, values in sorted(groups.items())
    ]


def _shown_of(plan: Plan, finished: Sequence[Response], question: Question, by: str) -> set[str]:
    among = mask_of(not is_empty(one.answers.get(question.name)) for one in finished)
    parts = shown_parts(parts_of(plan, finished), among=among)
    return {value for family, value in parts if family == f"by {by.lower()}"}


def parts_of(plan: Plan, finished: Sequence[Response]) -> dict[str, dict[str, int]]:
    """Every way in which an anonymous survey's answers can be parted, and whom each part holds."""
    return families_of(_parts(plan, one) for one in finished)


def _parts(plan: Plan, one: Response) -> list[tuple[str, str]]:
    found = [
        (f"by {by}", group) for by in ("month", "channel", "language", "version") for group in group_of(plan, one, by)
    ]
    for question in plan.questions:
        said = one.answers.get(question.name)
        each = said if isinstance(said, list) else [said]
        told = [value for value in each if not is_empty(value) and not isinstance(value, dict | list)]
        found += [(f"so {question.name}", text_of(value)) for value in told]
        found += [(f"by {question.name.lower()}", group) for group in group_of(plan, one, question.name)]
    return found


def group_of(  # noqa: PLR0911
    plan: Plan, one: Response, by: str, segments: Mapping[UUID, Sequence[str]] | None = None
) -> list[str]:
    """The groups a response belongs to."""
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
            said = one.invitation.about if one.invitation else one.about
            return [str(said.get("touchpoint") or "?")]
        case "segment":
            return list((segments or {}).get(one.pk, ())) or ["?"]
    question = find_question(plan, by)
    said = one.answers.get(question.name)
    chosen = said if isinstance(said, list) else [said]
    return ["?"] if is_empty(said) else [shown_value(question, value) for value in chosen]
