"""Conditions between the languages of the tools: a small tree, and how SurveyJS writes it.

Readers of other tools' logic build the tree; SurveyJS' expression is its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Scalar = str | int | float | bool


@dataclass(frozen=True)
class Ref:
    """The answer to a question, or to a row or part of it."""

    name: str
    part: str | None = None

    def __str__(self) -> str:
        return "{" + (f"{self.name}.{self.part}" if self.part is not None else self.name) + "}"


@dataclass(frozen=True)
class Const:
    """A value: text, a number, or several."""

    value: Scalar | tuple[Scalar, ...]

    def __str__(self) -> str:
        return _quoted(self.value)


@dataclass(frozen=True)
class Call:
    """A function of SurveyJS."""

    function: str
    arguments: tuple[Node, ...]

    def __str__(self) -> str:
        return f"{self.function}({', '.join(str(one) for one in self.arguments)})"


@dataclass(frozen=True)
class Compare:
    """A comparison, `left operator right`; right is missing for empty and notempty. Also arithmetic."""

    left: Node
    operator: str
    right: Node | None = None

    def __str__(self) -> str:
        if self.right is None:
            return f"{_within(self.left)} {self.operator}"
        return f"{_within(self.left)} {self.operator} {_within(self.right)}"


@dataclass(frozen=True)
class Not:
    """The opposite."""

    of: Node

    def __str__(self) -> str:
        return f"!({self.of})"


@dataclass(frozen=True)
class Every:
    """Every part holds; of nothing, true."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " and ".join(f"({one})" if isinstance(one, Either) else str(one) for one in self.parts) or "true"


@dataclass(frozen=True)
class Either:
    """At least one part holds; of nothing, false."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " or ".join(f"({one})" if isinstance(one, Every) else str(one) for one in self.parts) or "false"


Node = Ref | Const | Call | Compare | Not | Every | Either

ARITHMETIC = ("+", "-", "*", "/", "%")
_OPPOSITE = {
    "=": "<>",
    "<>": "=",
    ">": "<=",
    ">=": "<",
    "<": ">=",
    "<=": ">",
    "empty": "notempty",
    "notempty": "empty",
    "contains": "notcontains",
    "notcontains": "contains",
    "anyof": "noneof",
}


def _within(node: Node) -> str:
    return f"({node})" if isinstance(node, Every | Either | Compare) else str(node)


def _quoted(value: Scalar | tuple[Scalar, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(_quoted(one) for one in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return (
        "'" + value.rstrip("\\").replace("'", "\\'").replace('"', '\\"') + "'"
    )  # a backslash stands only before quotes


def negated(node: Node) -> Node:
    """The opposite, pushed down to the comparisons where that keeps the meaning.

    An order turned around is not the opposite where nothing was answered, so orders are wrapped instead.
    """
    if isinstance(node, Not):
        return node.of
    if isinstance(node, Every):
        return Either(tuple(negated(one) for one in node.parts))
    if isinstance(node, Either):
        return Every(tuple(negated(one) for one in node.parts))
    if isinstance(node, Compare) and node.operator in _OPPOSITE and node.operator not in ("<", "<=", ">", ">="):
        return Compare(node.left, _OPPOSITE[node.operator], node.right)
    return Not(node)


def both(*parts: Node | None) -> Node | None:
    """Every condition that is there; None where none is."""
    flat: list[Node] = []
    for part in parts:
        if isinstance(part, Every):
            flat.extend(part.parts)
        elif part is not None:
            flat.append(part)
    unique = tuple(dict.fromkeys(flat))
    return None if not unique else unique[0] if len(unique) == 1 else Every(unique)


def either(*parts: Node) -> Node:
    """At least one of them."""
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Either) else (part,))
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else Either(unique)


def names_in(node: Node) -> Iterator[str]:
    """The questions and values a condition looks at."""
    if isinstance(node, Ref):
        yield node.name
    elif isinstance(node, Compare):
        yield from names_in(node.left)
        if node.right is not None:
            yield from names_in(node.right)
    elif isinstance(node, Not):
        yield from names_in(node.of)
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from names_in(argument)
    elif isinstance(node, Every | Either):
        for part in node.parts:
            yield from names_in(part)


_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,9})?")


def scalar(text: object) -> Scalar:
    """A number where the text is one in its plain form, the text otherwise.

    >>> scalar("7"), scalar("007"), scalar("1.50"), scalar("A2")
    (7, '007', 1.5, 'A2')
    """
    if isinstance(text, int | float):
        return text
    found = str(text if text is not None else "").strip()
    if not _NUMBER.fullmatch(found) or found == "-0":
        return found
    return float(found) if "." in found else int(found)
