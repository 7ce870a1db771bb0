"""One question over all its answers: how many, how they spread, the score with its interval, and what was written."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.analytics.metrics.estimates import Numbers, mean, net_promoter, share
from regard.analytics.metrics.scores import ABOVE_MIDDLE, TOP_QUARTER
from regard.engage.surveys.definition.meaning import scale_of
from regard.engage.surveys.definition.walking import value_of
from regard.engage.surveys.logic.form import shown_value, words_of
from regard.engage.surveys.logic.questions import NONE, OTHER, Question, offered
from regard.engage.surveys.logic.values import is_empty, is_number, is_plain_number, number_of, text_of

MOST_TEXTS = 200
Said = tuple[Any, str, str]  # value, comment, language


@dataclass(frozen=True)
class Bar:
    """How many gave one answer, with the share of those who answered."""

    value: Any
    text: str
    share: Numbers


@dataclass(frozen=True)
class RowSummary:
    """One row of a matrix, one line of several, or one choice of a ranking with its mean place."""

    row: str
    text: str
    score: Numbers | None
    bars: list[Bar]


@dataclass(frozen=True)
class QuestionSummary:
    """A question's results. `score` is the metric it measures, or the mean of its numbers."""

    name: str
    type: str
    title: str
    metric: str | None
    n: int | None
    is_hidden: bool = False
    score: Numbers | None = None
    unit: str = ""
    bars: list[Bar] = field(default_factory=list)
    rows: list[RowSummary] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def summarise(question: Question, said: Sequence[Said], *, least: int, tells_of_few: bool = False) -> QuestionSummary:
    """A question's results; hidden where fewer than `least` answered, or where they would tell of few."""
    regard = question.element.get("regard") or {}
    told: dict[str, Any] = {
        "name": question.name,
        "type": question.kind,
        "title": words_of(question.element.get("title")) or question.name,
        "metric": regard.get("metric"),
    }
    values = [value for value, _, _ in said if not is_empty(value)]
    if 0 < len(values) < least or (values and tells_of_few):
        return QuestionSummary(**told, n=None, is_hidden=True)
    return QuestionSummary(
        **told,
        n=len(values),
        score=score_of(question, values),
        unit=_unit(regard.get("metric")),
        bars=_bars(question, values),
        rows=_rows(question, values),
        texts=_texts(question, said),
    )


def score_of(question: Question, values: Sequence[Any]) -> Numbers | None:
    """The metric a question measures; without one the mean of its numbers, None where it has none.

    Definitions and intervals are those of the metrics (regard.analytics.metrics.scores).
    """
    if not _has_numbers(question):
        return None
    numbers = [float(number_of(value)) for value in values if is_number(value)]
    metric, n = (question.element.get("regard") or {}).get("metric"), len(numbers)
    if metric in ("nps", "enps"):
        return net_promoter(sum(one >= 9 for one in numbers), sum(one <= 6 for one in numbers), n)
    scale = scale_of(question.element)
    if metric in ("csat", "ces5", "ces7") and scale is not None:
        low, high = scale
        places = [(one - low) / (high - low) for one in numbers]
        return share(sum(one >= (TOP_QUARTER if metric == "csat" else ABOVE_MIDDLE) for one in places), n)
    return mean(sum(numbers), sum(one * one for one in numbers), n)


def _has_numbers(question: Question) -> bool:
    if question.kind == "text":
        return question.element.get("inputType") == "number"
    return question.kind == "slider" or scale_of(question.element) is not None


def _unit(metric: str | None) -> str:
    return {"nps": "points", "enps": "points", "csat": "%", "ces5": "%", "ces7": "%"}.get(metric or "", "")


def _bars(question: Question, values: Sequence[Any]) -> list[Bar]:
    if question.kind in ("text", "comment", "multipletext", "matrix", "ranking", "file", "slider"):
        return []
    choices = [one["value"] for one in offered(question)] if question.kind != "boolean" else _ends(question)
    choices += [NONE] if question.has_none else []
    choices += [OTHER] if question.has_other else []
    return _counted(
        question,
        [one for value in values for one in (value if isinstance(value, list) else [value])],
        choices,
        len(values),
    )


def _ends(question: Question) -> list[Any]:
    return [question.element.get("valueTrue", True), question.element.get("valueFalse", False)]


def _counted(question: Question, chosen: Sequence[Any], choices: Sequence[Any], n: int) -> list[Bar]:
    """A bar for each choice there is now, and for those there were in earlier versions."""
    counts = Counter(_key(one) for one in chosen)
    before = {_key(one): one for one in chosen if _key(one) not in {_key(each) for each in choices}}
    every = [*choices, *(before[key] for key in sorted(before))]
    return [Bar(one, shown_value(question, one), share(counts[_key(one)], n)) for one in every]


def _key(value: Any) -> str:
    return text_of(value).strip().lower()


def _rows(question: Question, values: Sequence[Any]) -> list[RowSummary]:
    if question.kind == "ranking":
        return _places(question, values)
    grids = [value for value in values if isinstance(value, Mapping)]
    if question.kind == "matrix":
        columns = question.element.get("columns") or []
        return [_grid_row(row, columns, grids) for row in question.element.get("rows") or []]
    if question.kind == "multipletext":
        lines = question.element.get("items") or []
        return [_line(line, [grid.get(line["name"]) for grid in grids]) for line in lines]
    return []


def _grid_row(row: Any, columns: Sequence[Any], grids: Sequence[Mapping[str, Any]]) -> RowSummary:
    name = text_of(value_of(row))
    chosen = [grid[name] for grid in grids if not is_empty(grid.get(name))]
    counts = Counter(_key(one) for one in chosen)
    bars = [Bar(value_of(one), _words(one), share(counts[_key(value_of(one))], len(chosen))) for one in columns]
    numbers = [float(one) for one in chosen if is_plain_number(one)]
    score = mean(sum(numbers), sum(one * one for one in numbers), len(numbers)) if numbers else None
    return RowSummary(name, _words(row), score, bars)


def _line(line: Mapping[str, Any], said: Sequence[Any]) -> RowSummary:
    numbers = [float(number_of(one)) for one in said if line.get("inputType") == "number" and is_number(one)]
    score = mean(sum(numbers), sum(one * one for one in numbers), len(numbers)) if numbers else None
    return RowSummary(line["name"], words_of(line.get("title")) or line["name"], score, [])


def _places(question: Question, values: Sequence[Any]) -> list[RowSummary]:
    """Each choice with its mean place, the best first."""
    places: dict[str, list[int]] = {}
    for value in values:
        for at, one in enumerate(value if isinstance(value, list) else []):
            places.setdefault(_key(one), []).append(at + 1)
    rows = []
    for one in offered(question):
        found = places.get(_key(one["value"]), [])
        score = mean(sum(found), sum(at * at for at in found), len(found))
        rows.append(RowSummary(text_of(one["value"]), shown_value(question, one["value"]), score, []))
    return sorted(
        rows, key=lambda row: (row.score is None or row.score.value is None, row.score.value if row.score else 0)
    )


def _words(choice: Any) -> str:
    text = words_of(choice.get("text")) if isinstance(choice, Mapping) else ""
    return text or text_of(value_of(choice))


def _texts(question: Question, said: Sequence[Said]) -> list[str]:
    """What was written, in alphabetical order, which tells nothing of who came when."""
    written = [comment for _, comment, _ in said if comment]
    if question.kind == "comment" or (question.kind == "text" and question.element.get("inputType", "text") == "text"):
        written += [text_of(value) for value, _, _ in said if not is_empty(value)]
    return sorted(one.strip() for one in written if one.strip())[:MOST_TEXTS]
