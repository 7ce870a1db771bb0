"""Whether answers have the shape their questions ask for. What comes from outside is looked at before anything else."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from regard.engage.surveys.definition.walking import value_of
from regard.engage.surveys.logic.checks import Wrong
from regard.engage.surveys.logic.form import COMMENT, Form
from regard.engage.surveys.logic.questions import Question
from regard.engage.surveys.logic.values import Value, are_equal, is_empty, is_plain_number, number_of

LONGEST = 20_000
MOST_FILES = 5
FILE_BYTES = 1_000_000


def taken_answers(form: Form, answers: Mapping[str, Any]) -> tuple[dict[str, Value], list[Wrong]]:
    """Those of the answers that belong to a question and have its shape; and what is wrong with the others.

    What is not asked is left out in silence: a survey may have changed under a page that is open for long.
    """
    taken: dict[str, Value] = {}
    wrongs: list[Wrong] = []
    for question in form.plan.questions:
        value = answers.get(question.name)
        comment = answers.get(question.name + COMMENT)
        if isinstance(comment, str) and comment.strip():
            taken[question.name + COMMENT] = comment[:LONGEST]
        if is_empty(value) or question.kind == "html":
            continue
        if fits(form, question, value):
            taken[question.name] = value
        else:
            wrongs.append(Wrong(question.name, "shape"))
    return taken, wrongs


def fits(form: Form, question: Question, value: Value) -> bool:  # noqa: PLR0911
    """Whether a value could be an answer to a question."""
    kind = question.kind
    if kind == "text":
        return _is_line(question.element, value)
    if kind == "comment":
        return _is_text(value, question.element)
    if kind == "boolean":
        ends = question.element.get("valueTrue", True), question.element.get("valueFalse", False)
        return any(value == end and type(value) is type(end) for end in ends)
    if kind == "slider":
        low, high = question.element.get("min") or 0, question.element.get("max")
        return is_plain_number(value) and bool(low <= value <= (100 if high is None else high))
    if kind == "matrix":
        return _is_grid(question, value)
    if kind == "multipletext":
        lines = {line["name"]: line for line in question.element.get("items") or []}
        return isinstance(value, Mapping) and all(
            name in lines and (is_empty(said) or _is_line(lines[name], said)) for name, said in value.items()
        )
    if kind == "file":
        return _are_files(question, value)
    return _is_chosen(form, question, value)


def _is_text(value: Value, holder: Mapping[str, Any]) -> bool:
    most = min(int(holder.get("maxLength") or LONGEST), LONGEST)
    return isinstance(value, str) and len(value) <= most and "\x00" not in value


def _is_line(line: Mapping[str, Any], value: Value) -> bool:
    if line.get("inputType") == "number" and is_plain_number(value):
        return bool(number_of(value) == value)
    return _is_text(value, line)


def _is_chosen(form: Form, question: Question, value: Value) -> bool:
    """Whether only what is offered now was chosen, nothing twice, and as often as asked."""
    may = form.choices(question)
    chosen = value if isinstance(value, list) else [value]
    if question.takes_several != isinstance(value, list):
        return False
    are_known = all(not isinstance(one, list | dict) and any(are_equal(one, each) for each in may) for one in chosen)
    are_once = len({str(one).strip().lower() for one in chosen}) == len(chosen)
    return are_known and are_once and (question.kind != "ranking" or len(chosen) == len(may))


def _is_grid(question: Question, value: Value) -> bool:
    rows = {str(value_of(row)) for row in question.element.get("rows") or []}
    columns = [value_of(column) for column in question.element.get("columns") or []]
    return isinstance(value, Mapping) and all(
        str(row) in rows and any(are_equal(said, column) for column in columns) for row, said in value.items()
    )


def _are_files(question: Question, value: Value) -> bool:
    if not isinstance(value, list) or len(value) > (MOST_FILES if question.element.get("allowMultiple") else 1):
        return False
    most = min(question.element.get("maxSize") or FILE_BYTES, FILE_BYTES)
    return all(_is_file(one, most) for one in value)


def _is_file(one: Value, most: int) -> bool:
    if not isinstance(one, Mapping) or set(one) - {"name", "type", "content"}:
        return False
    if not all(isinstance(one.get(part), str) for part in ("name", "type", "content")) or len(one["name"]) > 200:
        return False
    head, comma, body = one["content"].partition(",")
    if not (comma and head.startswith("data:") and head.endswith(";base64")) or len(body) > most * 4 / 3 + 4:
        return False
    try:
        return len(base64.b64decode(body, validate=True)) <= most
    except binascii.Error:
        return False
