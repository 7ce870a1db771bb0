"""Expressions turned into alternatives of things that hold together, which is the shape other tools' logic has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from regard.engage.surveys.logic.parsing import ExpressionRefused, parse
from regard.engage.surveys.logic.tree import Binary, Constant, ListOf, Node, Unary, Variable

MOST_PARTS = 64
_OPPOSITE = {
    "equal": "notequal", "notequal": "equal", "contains": "notcontains", "notcontains": "contains", "empty": "notempty",
    "notempty": "empty", "less": "greaterorequal", "greaterorequal": "less", "greater": "lessorequal",
    "lessorequal": "greater",
}  # fmt: skip
_TURNED = {"less": "greater", "greater": "less", "lessorequal": "greaterorequal", "greaterorequal": "lessorequal"}


class Unshapable(Exception):
    """An expression that other tools' logic cannot state."""


@dataclass(frozen=True)
class Fact:
    """One comparison: a question (or a part of it), an operator, a value where there is one."""

    name: str
    operator: str
    value: Any = None


Shape = list[list[Fact]]  # any of these, all of those


def shape_of(expression: str) -> Shape:
    """The alternatives under which an expression holds. Raises Unshapable."""
    try:
        return _shaped(parse(expression), negated=False)
    except ExpressionRefused as error:
        raise Unshapable(str(error)) from error


def _shaped(node: Node, *, negated: bool) -> Shape:  # noqa: PLR0911
    match node:
        case Unary("negate", operand):
            return _shaped(operand, negated=not negated)
        case Unary(operator, Variable(name)):
            return [[Fact(name, _OPPOSITE[operator] if negated else operator)]]
        case Binary("and" | "or" as joint, left, right):
            one, other = _shaped(left, negated=negated), _shaped(right, negated=negated)
            if (joint == "or") != negated:
                return _bounded(one + other)
            return _bounded([[*first, *second] for first in one for second in other])
        case Binary(operator, left, right):
            return _compared(operator, left, right, negated=negated)
        case Constant(True):
            return [] if negated else [[]]
        case Constant(False):
            return [[]] if negated else []
        case Variable(name):
            return [[Fact(name, "notequal" if negated else "equal", value=True)]]
        case _:
            raise Unshapable("it works something out")


def _bounded(shape: Shape) -> Shape:
    if sum(len(facts) for facts in shape) > MOST_PARTS:
        raise Unshapable("it is too involved")
    return shape


def _compared(operator: str, left: Node, right: Node, *, negated: bool) -> Shape:
    if isinstance(right, Variable) and isinstance(left, Constant):
        operator, left, right = _TURNED.get(operator, operator), right, left
    if isinstance(left, Variable) and isinstance(right, ListOf) and operator in ("anyof", "noneof"):
        values = [one.value for one in right.members if isinstance(one, Constant)]
        facts = [Fact(left.name, "contains", _plain(value)) for value in values]
        if len(values) < len(right.members):
            raise Unshapable("it compares with something worked out")
        if (operator == "anyof") != negated:
            return [[fact] for fact in facts]
        return [[Fact(fact.name, "notcontains", fact.value) for fact in facts]]
    if not isinstance(left, Variable) or not isinstance(right, Constant):
        raise Unshapable("it compares with something worked out")
    if operator not in _OPPOSITE:
        raise Unshapable(f"it uses {operator}")
    return [[Fact(left.name, _OPPOSITE[operator] if negated else operator, _plain(right.value))]]


def _plain(value: object) -> Any:
    return str(value) if isinstance(value, str) else value
