"""Conditions as Qualtrics' logic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regard.engage.surveys.exchange.fidelity import Entry
from regard.engage.surveys.exchange.qualtrics.writing_questions import Written
from regard.engage.surveys.exchange.shaping import Fact, Unshapable, shape_of

Json = dict[str, Any]
_OPERATORS = {
    "equal": "EqualTo",
    "notequal": "NotEqualTo",
    "less": "LessThan",
    "lessorequal": "LessThanOrEqual",
    "greater": "GreaterThan",
    "greaterorequal": "GreaterThanOrEqual",
    "contains": "Contains",
    "notcontains": "DoesNotContain",
    "empty": "Empty",
    "notempty": "NotEmpty",
}
_POSITIVE = ("equal", "contains")


def logic_of(expression: str, written: Mapping[str, Written], entry: Entry, what: str) -> Json | None:
    """A BooleanExpression; None, and noted, for what cannot be said so."""
    try:
        shape = shape_of(expression)
        sets: Json = {}
        for number, facts in enumerate(shape):
            group: Json = {}
            for place, fact in enumerate(facts):
                one = _expression(fact, written)
                group[str(place)] = one | ({"Conjuction": "And"} if place else {})
            sets[str(number)] = group | {"Type": "OrIf" if number else "If"}
    except Unshapable as error:
        entry.lose(f"Its {what} {expression[:120]!r} is not written: {error}.")
        return None
    return {**sets, "Type": "BooleanExpression"} if sets and all(len(one) > 1 for one in sets.values()) else None


def _expression(fact: Fact, written: Mapping[str, Written]) -> Json:
    name, _, part = fact.name.partition(".")
    asked = written.get(name) or written.get(fact.name)
    if asked is None:
        return _of_field(fact)
    base = {
        "LogicType": "Question",
        "QuestionID": asked.qid,
        "QuestionIsInLoop": "no",
        "QuestionIDFromLocator": asked.qid,
    }
    if part == "length":
        return base | _compared(f"q://{asked.qid}/SelectedChoicesCount", fact)
    if asked.kind == "matrix" and part in asked.rows and fact.operator in ("equal", "notequal"):
        key = asked.choices.get(str(fact.value))
        if key is None:
            raise Unshapable(f"{fact.value!r} is no column of {name}")
        return base | _chosen(f"q://{asked.qid}/SelectableChoice/{asked.rows[part]}/{key}", fact)
    if part:
        key = asked.rows.get(part)
        if key is None:
            raise Unshapable(f"{name} has no part {part}")
        return base | _compared(f"q://{asked.qid}/ChoiceTextEntryValue/{key}", fact)
    if asked.choices and fact.operator in ("equal", "notequal", "contains", "notcontains"):
        key = asked.choices.get(_value(fact.value))
        if key is None:
            raise Unshapable(f"{fact.value!r} is no choice of {name}")
        return base | _chosen(f"q://{asked.qid}/SelectableChoice/{key}", fact)
    return base | _compared(f"q://{asked.qid}/ChoiceTextEntryValue", fact)


def _value(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _of_field(fact: Fact) -> Json:
    if "." in fact.name or "[" in fact.name:
        raise Unshapable(f"{fact.name} is nothing the survey asks")
    return {
        "LogicType": "EmbeddedField",
        "LeftOperand": fact.name,
        "Operator": _OPERATORS[fact.operator],
        "RightOperand": None if fact.value is None else str(fact.value),
        "Type": "Expression",
    }


def _chosen(locator: str, fact: Fact) -> Json:
    operator = "Selected" if fact.operator in _POSITIVE else "NotSelected"
    return {"ChoiceLocator": locator, "Operator": operator, "LeftOperand": locator, "Type": "Expression"}


def _compared(locator: str, fact: Fact) -> Json:
    right = {} if fact.value is None else {"RightOperand": str(fact.value)}
    return {
        "ChoiceLocator": locator,
        "Operator": _OPERATORS[fact.operator],
        "LeftOperand": locator,
        **right,
        "Type": "Expression",
    }
