"""What is wrong with the answer to a question, as SurveyJS says it; codes, which pages put into words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from regard.engage.surveys.definition.walking import Part, value_of
from regard.engage.surveys.logic.dates import as_date
from regard.engage.surveys.logic.evaluating import holds
from regard.engage.surveys.logic.form import COMMENT, Form
from regard.engage.surveys.logic.questions import OTHER, Question
from regard.engage.surveys.logic.values import Value, is_empty, is_number, number_of, text_of

LONGEST_MATCHED = 2_000
_EMAIL = re.compile(
    r"(([^<>()\[\]\.,;:\s@\"]+(\.[^<>()\[\]\.,;:\s@\"]+)*)|(\".+\"))@(([^<>()=\[\]\.,;:\s@\"]+\.)+[^<>()=\[\]\.,;:\s@\"]{2,})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Wrong:
    """What is wrong: with which question, and a code. `words` are the definition's own, where it has some."""

    name: str
    code: str
    words: Any = None
    limit: Any = None


def wrongs_of(form: Form, question: Question) -> list[Wrong]:
    """What is wrong with one answer now; nothing where the question is not shown or not open."""
    if question.kind == "html" or not form.is_visible(question) or not form.is_open(question):
        return []
    value = form.answers.get(question.name)
    if is_empty(value):
        if form.is_required(question.element):
            return [Wrong(question.name, "required", question.element.get("requiredErrorText"))]
        inside = [*_of_rows(question, value), *_of_lines(form, question, value)]
        return inside + list(_of_validators(form, question.element, question.name, value))
    found = [*_of_rows(question, value), *_of_lines(form, question, value)]
    found += _of_other(form, question, value)
    found += _of_line(form, question.element, question.name, value) if question.kind == "text" else []
    found += _of_several(question, value)
    if question.kind != "text":
        found += _of_validators(form, question.element, question.name, value)
    return found


def wrongs_of_panels(form: Form, names: set[str]) -> list[Wrong]:
    """Panels that need an answer to at least one of their questions, and have none."""
    found = []
    for place in form.plan.places:
        if not form.is_required(place.part) or not names & set(place.names):
            continue
        shown = [form.plan.by_name[one.lower()] for one in place.names]
        shown = [one for one in shown if form.is_visible(one) and one.kind != "html"]
        if shown and all(is_empty(form.answers.get(one.name)) for one in shown):
            found.append(Wrong(str(place.part.get("name", "")), "required", place.part.get("requiredErrorText")))
    return found


def _of_rows(question: Question, value: Value) -> Iterator[Wrong]:
    needs_all = question.element.get("isAllRowRequired") or question.element.get("eachRowRequired")
    if question.kind == "matrix" and needs_all:
        given = value if isinstance(value, Mapping) else {}
        rows = [text_of(value_of(row)) for row in question.element.get("rows") or []]
        if any(is_empty(given.get(row)) for row in rows):
            yield Wrong(question.name, "rows")


def _of_lines(form: Form, question: Question, value: Value) -> Iterator[Wrong]:
    if question.kind != "multipletext":
        return
    given = value if isinstance(value, Mapping) else {}
    for line in question.element.get("items") or []:
        name, said = f"{question.name}.{line['name']}", given.get(line["name"])
        if is_empty(said):
            if line.get("isRequired"):
                yield Wrong(name, "required", line.get("requiredErrorText"))
        else:
            yield from _of_line(form, line, name, said)


def _of_other(form: Form, question: Question, value: Value) -> Iterator[Wrong]:
    chosen = value if isinstance(value, list) else [value]
    if question.has_other and OTHER in chosen and is_empty(form.answers.get(question.name + COMMENT)):
        yield Wrong(question.name, "other", question.element.get("otherErrorText"))


def _of_line(form: Form, line: Part, name: str, value: Value) -> Iterator[Wrong]:
    """A line of text: what its kind of input asks, its ends, then its validators."""
    kind = line.get("inputType", "text")
    beyond = list(_of_ends(line, name, value, kind))
    yield from beyond
    if kind == "number" and not is_number(value):
        yield Wrong(name, "number")
    yield from _of_validators(form, line, name, value)
    if kind == "email" and not _EMAIL.fullmatch(text_of(value)):
        yield Wrong(name, "email")


def _of_ends(line: Part, name: str, value: Value, kind: str) -> Iterator[Wrong]:
    reader = _ENDS.get(kind)
    given, low, high = (reader(one) if reader else None for one in (value, line.get("min"), line.get("max")))
    if given is None:
        return
    if low is not None and given < low:
        yield Wrong(name, "min", line.get("minErrorText"), line.get("min"))
    if high is not None and given > high:
        yield Wrong(name, "max", line.get("maxErrorText"), line.get("max"))


def _number(value: Any) -> float | None:
    return number_of(value) if is_number(value) else None


_ENDS: dict[str, Callable[[Value], Any]] = {"number": _number, "date": as_date, "datetime-local": as_date}


def _of_several(question: Question, value: Value) -> Iterator[Wrong]:
    if not isinstance(value, list) or question.kind not in ("checkbox", "tagbox", "imagepicker"):
        return
    least, most = question.element.get("minSelectedChoices") or 0, question.element.get("maxSelectedChoices") or 0
    if least and len(value) < least:
        yield Wrong(question.name, "count_min", limit=least)
    if most and len(value) > most:
        yield Wrong(question.name, "count_max", limit=most)


def _of_validators(form: Form, holder: Part, name: str, value: Value) -> Iterator[Wrong]:
    for validator in holder.get("validators") or []:
        kind = str(validator.get("type", "")).removesuffix("validator")
        if is_empty(value) and kind != "expression":  # which may speak of other answers
            continue
        code, limit = _CHECKS[kind](validator, value, form) if kind in _CHECKS else ("", None)
        if code:
            yield Wrong(name, code, validator.get("text"), limit)


def _numeric(validator: Part, value: Value, form: Form) -> tuple[str, Any]:
    if not is_number(value):
        return "number", None
    least, most = validator.get("minValue"), validator.get("maxValue")
    if least is not None and number_of(value) < least:
        return "min", least
    if most is not None and number_of(value) > most:
        return "max", most
    return "", None


def _text(validator: Part, value: Value, form: Form) -> tuple[str, Any]:
    text = text_of(value)
    if validator.get("allowDigits") is False and re.search(r"[0-9]+$", text):
        return "digits", None
    least, most = validator.get("minLength") or 0, validator.get("maxLength") or 0
    if least and isinstance(value, str | list) and len(value) < least:
        return "length_min", least
    if most and isinstance(value, str | list) and len(value) > most:
        return "length_max", most
    return "", None


def _count(validator: Part, value: Value, form: Form) -> tuple[str, Any]:
    if not isinstance(value, list) or not value:
        return "", None
    least, most = validator.get("minCount"), validator.get("maxCount")
    if least and len(value) < least:
        return "count_min", least
    return ("count_max", most) if most and len(value) > most else ("", None)


@lru_cache(maxsize=512)
def _pattern(text: str, ignores_case: bool) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE if ignores_case else 0)


def _regex(validator: Part, value: Value, form: Form) -> tuple[str, Any]:
    if not validator.get("regex"):
        return "", None
    pattern = _pattern(validator["regex"], bool(validator.get("caseInsensitive")))
    for one in value if isinstance(value, list) else [value]:
        if not pattern.search(text_of(one)[:LONGEST_MATCHED]):
            return "regex", None
    return "", None


def _email(validator: Part, value: Value, form: Form) -> tuple[str, Any]:
    return ("", None) if _EMAIL.fullmatch(text_of(value)) else ("email", None)


def _expression(validator: Part, value: Value, form: Form) -> tuple[str, Any]:
    expression = validator.get("expression")
    return ("", None) if not expression or holds(expression, form) else ("expression", None)


_CHECKS = {
    "numeric": _numeric,
    "text": _text,
    "answercount": _count,
    "regex": _regex,
    "email": _email,
    "expression": _expression,
}
