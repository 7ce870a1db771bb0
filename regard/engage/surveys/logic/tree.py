"""The tree of an expression: what stands in it, and which names it speaks of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Constant:
    """A value as written."""

    value: object


@dataclass(frozen=True)
class Variable:
    """The value of a question, a calculated value or a part of one: `{name}`."""

    name: str


@dataclass(frozen=True)
class ListOf:
    """Several values: `['a', 'b']`."""

    members: tuple["Node", ...]


@dataclass(frozen=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True)
class Unary:
    """`negate`, `empty` or `notempty` of something."""

    operator: str
    operand: "Node"


@dataclass(frozen=True)
class Binary:
    """An operator between two."""

    operator: str
    left: "Node"
    right: "Node"


Node = Constant | Variable | ListOf | Call | Unary | Binary


class Quoted(str):
    """A text in quotes: never taken for a number."""

    __slots__ = ()


def names_in(node: Node) -> set[str]:
    """The names of all variables.

    >>> from regard.engage.surveys.logic.parsing import parse
    >>> sorted(names_in(parse("{a} > 1 or iif({b.c} empty, {a}, [1, {d}]) = 2")))
    ['a', 'b.c', 'd']
    """
    match node:
        case Variable(name):
            return {name}
        case ListOf(members) | Call(_, members):
            return {name for member in members for name in names_in(member)}
        case Unary(_, operand):
            return names_in(operand)
        case Binary(_, left, right):
            return names_in(left) | names_in(right)
        case _:
            return set()


def functions_in(node: Node) -> set[str]:
    """The names of all functions called."""
    match node:
        case Call(function, arguments):
            return {function} | {name for one in arguments for name in functions_in(one)}
        case ListOf(members):
            return {name for one in members for name in functions_in(one)}
        case Unary(_, operand):
            return functions_in(operand)
        case Binary(_, left, right):
            return functions_in(left) | functions_in(right)
        case _:
            return set()
