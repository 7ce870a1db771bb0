"""Working an expression out over answers. No text is ever run as code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from regard.engage.surveys.logic.functions import FUNCTIONS, Surroundings
from regard.engage.surveys.logic.operators import apply
from regard.engage.surveys.logic.parsing import ExpressionRefused, parse
from regard.engage.surveys.logic.tree import Binary, Call, Constant, ListOf, Node, Quoted, Unary, Variable
from regard.engage.surveys.logic.values import NAN, Value, converted, is_empty, is_true, number_of


class Known(Surroundings, Protocol):
    """What an expression is worked out over."""

    def value(self, name: str) -> Value:
        """The value of a name, None where there is none."""

    def is_ordered(self, name: str) -> bool:
        """Whether the order of its value matters: a ranking."""


@dataclass
class Plain:
    """Answers alone, without a survey around them."""

    answers: Mapping[str, Value]
    now: datetime = field(default_factory=lambda: datetime(1970, 1, 1))  # noqa: DTZ001

    def value(self, name: str) -> Value:
        """An answer, or a part of one."""
        return find_in(self.answers, name)

    def is_ordered(self, name: str) -> bool:
        """No."""
        return False

    def is_ready(self, name: str) -> bool:
        """No."""
        return False

    def shown(self, name: str) -> Value:
        """As it is."""
        return self.value(name)


def find_in(values: Value, name: str) -> Value:
    """A value by name, whatever its case; `a.b` is the part `b` of `a`, `a[0]` its first, `a.length` how many.

    >>> find_in({"Room": {"clean": 4}}, "room.Clean"), find_in({"x": ["a", "b"]}, "x[-1]"), find_in({}, "x.length")
    (4, 'b', 0)
    """
    found = _find(values, name.split("."))
    if found is None and name.endswith(".length"):
        return 0
    return found


def _find(values: Value, path: list[str]) -> Value:
    if not path:
        return values
    for length in range(len(path), 0, -1):
        name, index = ".".join(path[:length]), None
        if name.endswith("]") and "[" in name:
            name, _, place = name[:-1].rpartition("[")
            index = number_of(place)
        found = _member(values, name)
        if found is not None and index is not None:
            found = _at(found, index)
        if found is not None:
            return _find(found, path[length:])
    return None


def _at(values: Value, index: float) -> Value:
    if not isinstance(values, list) or index != int(index) or not -len(values) <= index < len(values):
        return None
    return values[int(index)]


def _member(values: Value, name: str) -> Value:
    if isinstance(values, Mapping):
        if name in values:
            return values[name]
        lowered = name.lower()
        return next((value for key, value in values.items() if key.lower() == lowered), None)
    if name == "length" and isinstance(values, list | str):
        return len(values)
    return None


def evaluate(expression: str, known: Known) -> Value:
    """What an expression comes to. Raises ExpressionRefused where it cannot be read.

    >>> evaluate("iif({score} > 6, 'fan', 'critic')", Plain({"score": "9"}))
    'fan'
    """
    return _work_out(parse(expression), known)


def holds(expression: str, known: Known) -> bool:
    """Whether a condition holds.

    >>> holds("{a} contains 'x' or {b} empty", Plain({"a": ["y"], "b": 1}))
    False
    """
    return is_true(evaluate(expression, known))


def _work_out(node: Node, known: Known) -> Value:  # noqa: PLR0911
    match node:
        case Constant(value):
            return str(value) if isinstance(value, Quoted) else converted(value)
        case Variable(name):
            return known.value(name[1:]) if name.startswith("#") else converted(known.value(name))
        case ListOf(members):
            return [_work_out(member, known) for member in members]
        case Call(function, arguments):
            if function not in FUNCTIONS:
                raise ExpressionRefused(f"There is no function {function!r}. Known are {', '.join(sorted(FUNCTIONS))}.")
            return FUNCTIONS[function]([_work_out(one, known) for one in arguments], known)
        case Unary(operator, operand):
            value = _work_out(operand, known)
            if operator == "negate":
                return not is_true(value)
            return is_empty(value) == (operator == "empty")
        case Binary(operator, left, right):
            in_order = any(isinstance(side, Variable) and known.is_ordered(side.name) for side in (left, right))
            try:
                return apply(operator, _work_out(left, known), _work_out(right, known), in_order=in_order)
            except (OverflowError, ZeroDivisionError):
                return NAN
