"""Display logic, branch logic and skip logic as conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from regard.engage.surveys.exchange.conditions import (
    Compare,
    Const,
    Node,
    Ref,
    both,
    either,
    negated,
    scalar,
)
from regard.engage.surveys.exchange.fidelity import Entry
from regard.engage.surveys.exchange.qualtrics.asked import Asked, Translation
from regard.engage.surveys.exchange.qualtrics.file import Json, mapping

_LOCATOR = re.compile(r"q://([^/]+)/([A-Za-z]+)((?:/[^/?]+)*)")
COMPARISONS = {
    "EqualTo": "=",
    "Is": "=",
    "NotEqualTo": "<>",
    "IsNot": "<>",
    "GreaterThan": ">",
    "GreaterThanOrEqual": ">=",
    "LessThan": "<",
    "LessThanOrEqual": "<=",
    "Contains": "contains",
    "DoesNotContain": "notcontains",
}


def condition_of(translation: Translation, logic: Any, entry: Entry, what: str) -> Node | None:
    """The condition that a BooleanExpression states; None where nothing of it can be said here.

    Inside a set "and" binds tighter than "or". A part that cannot be said is left out and noted.
    """
    groups: list[tuple[str, Node]] = []
    for joint, group in _numbered(mapping(logic)):
        parts = [(way, _one(translation, mapping(part), entry, what)) for way, part in _numbered(mapping(group))]
        found = _joined([(way, node) for way, node in parts if node is not None])
        if found is not None:
            groups.append((str(mapping(group).get("Type") or joint), found))
    return _joined(groups)


def _numbered(tree: Json) -> Iterator[tuple[str, Any]]:
    keys = sorted((key for key in tree if key.isdigit()), key=int)
    for key in keys:
        part = mapping(tree[key])
        yield str(part.get("Conjuction") or part.get("Conjunction") or part.get("Type") or ""), part


def _joined(parts: list[tuple[str, Node]]) -> Node | None:
    alternatives: list[list[Node]] = []
    for way, node in parts:
        if not alternatives or "or" in way.lower():
            alternatives.append([node])
        else:
            alternatives[-1].append(node)
    joined = [found for found in (both(*nodes) for nodes in alternatives) if found is not None]
    return either(*joined) if joined else None


def _one(translation: Translation, expression: Json, entry: Entry, what: str) -> Node | None:
    sort = str(expression.get("LogicType") or "Question")
    operator = str(expression.get("Operator") or expression.get("Condition") or "Selected")
    if sort == "Question":
        return _of_question(translation, expression, operator, entry, what)
    if sort in ("EmbeddedField", "PanelData", "GeoIP", "Contact"):
        return _of_field(translation, expression, operator, entry, what)
    entry.lose(f"Part of its {what} asks for {sort}, which is not known here, and is left out.")
    return None


def _of_field(translation: Translation, expression: Json, operator: str, entry: Entry, what: str) -> Node | None:
    raw = str(expression.get("LeftOperand") or "")
    name = re.sub(r"^(e://Field/|m://|loc://)", "", raw)
    if not name:
        entry.lose(f"Part of its {what} names no embedded data and is left out.")
        return None
    return _compared(Ref(translation.field_name(name)), operator, expression.get("RightOperand"), entry, what)


def _of_question(translation: Translation, expression: Json, operator: str, entry: Entry, what: str) -> Node | None:
    locator = str(expression.get("LeftOperand") or expression.get("ChoiceLocator") or "")
    found = _LOCATOR.match(unquote(locator)) or _LOCATOR.match(unquote(str(expression.get("ChoiceLocator") or "")))
    qid = found[1] if found else str(expression.get("QuestionID") or "")
    asked = translation.asked.get(qid)
    if asked is None or asked.kind == "none":
        entry.lose(f"Part of its {what} looks at {qid or 'no question'}, which is not in the survey, and is left out.")
        return None
    place, keys = (found[2], [key for key in found[3].split("/") if key]) if found else ("", [])
    if operator in ("Displayed", "NotDisplayed"):
        entry.approximate(f"Its {what} asks whether {asked.name} was shown; it counts as shown once it is answered.")
        shown = Compare(Ref(asked.name), "notempty")
        return shown if operator == "Displayed" else negated(shown)
    if place in ("SelectedChoicesCount", "SelectedAnswerCount"):
        return _compared(Ref(asked.name, "length"), operator, expression.get("RightOperand"), entry, what)
    if operator in ("Selected", "NotSelected"):
        chosen = _selected(asked, place, keys)
        if chosen is None:
            entry.lose(f"Part of its {what} looks at an option of {qid} that is not there, and is left out.")
            return None
        return chosen if operator == "Selected" else negated(chosen)
    return _compared(_operand(asked, place, keys), operator, expression.get("RightOperand"), entry, what)


def _operand(asked: Asked, place: str, keys: list[str]) -> Node:
    """The answer that is compared: of the question, of a row or part, or the words beside a choice."""
    key = keys[0] if keys else None
    if key is not None and key in asked.texts:
        return Ref(asked.texts[key])
    if key is not None and key == asked.other and "Text" in place:
        return Ref(f"{asked.name}-Comment")
    if key is not None and key in asked.row_names:
        return Ref(asked.row_names[key])
    if key is not None and asked.kind in ("parts", "matrix") and key in asked.choices:
        return Ref(asked.name, asked.rows.get(key, key))
    return Ref(asked.name)


def _selected(asked: Asked, place: str, keys: list[str]) -> Node | None:
    """That an option is chosen; in a grid, at one row or at any."""
    if asked.kind in ("matrix", "rows"):
        row, answer = (keys[0], keys[1]) if len(keys) > 1 else (None, keys[0] if keys else "")
        if place == "SelectableChoice" and len(keys) == 1:
            return _answered_row(asked, keys[0])
        rows = [row] if row in asked.choices else list(asked.choices) if row is None else []
        return either(*(_in_row(asked, one, answer) for one in rows)) if rows and answer in asked.values else None
    key = keys[0] if keys else ""
    if asked.kind == "rating" and key in asked.values:
        return Compare(Ref(asked.name), "=", Const(asked.values[key]))
    if key not in asked.values:
        return None
    operator = "contains" if asked.kind == "multiple" else "="
    return Compare(Ref(asked.name), operator, Const(asked.values[key]))


def _answered_row(asked: Asked, row: str) -> Node | None:
    if row not in asked.choices:
        return None
    return Compare(
        Ref(asked.row_names[row]) if row in asked.row_names else Ref(asked.name, asked.rows.get(row, row)), "notempty"
    )


def _in_row(asked: Asked, row: str | None, answer: str) -> Node:
    key = str(row)
    if key in asked.row_names:
        return Compare(Ref(asked.row_names[key]), "contains", Const(asked.values[answer]))
    return Compare(Ref(asked.name, asked.rows.get(key, key)), "=", Const(asked.values[answer]))


def _compared(left: Node, operator: str, right: Any, entry: Entry, what: str) -> Node | None:
    if operator in ("Empty", "NotEmpty", "IsEmpty", "IsNotEmpty"):
        return Compare(left, "empty" if operator in ("Empty", "IsEmpty") else "notempty")
    if operator in COMPARISONS:
        return Compare(left, COMPARISONS[operator], Const(scalar(right)))
    entry.lose(f"Part of its {what} compares by {operator!r}, which has no counterpart, and is left out.")
    return None
