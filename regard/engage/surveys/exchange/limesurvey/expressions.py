"""LimeSurvey's expressions (relevance, equations, validations) as conditions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from regard.engage.surveys.exchange.conditions import (
    Call,
    Compare,
    Const,
    Node,
    Not,
    Ref,
    both,
    either,
    negated,
    scalar,
)

_TOKEN = re.compile(
    r"""\s*(?:(?P<name>(?:\d+X\d+X\d+[\w#]*|[A-Za-z_#][\w#]*)(?:\.[A-Za-z]+)*)|(?P<number>\d+(?:\.\d+)?)"""
    r"""|(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<sign>\|\||&&|==|!=|<=|>=|<>|[-+*/<>!=(),]))"""
)
_WORDS = {"and": "&&", "or": "||", "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=", "not": "!"}
_COMPARISONS = {"==": "=", "=": "=", "!=": "<>", "<>": "<>", "<": "<", ">": ">", "<=": "<=", ">=": ">="}
_FUNCTIONS = {"sum": "sum", "min": "min", "max": "max", "round": "round", "avg": "avg", "if": "iif", "iif": "iif"}
_SAME = ("intval", "floatval", "trim", "abs")  # of what is compared here, the value itself
DEEPEST = 60
LONGEST = 10_000


class Untranslatable(Exception):
    """An expression, or a part of it, that cannot be said here."""


@dataclass(frozen=True)
class Ticked:
    """An option of a multiple choice, which LimeSurvey treats as a question that is 'Y' or empty."""

    name: str
    value: str | int | float

    def node(self) -> Node:
        """That it is ticked."""
        return Compare(Ref(self.name), "contains", Const(self.value))


Operand = Node | Ticked


@dataclass
class _Parser:
    tokens: list[tuple[str, str]]
    find: Callable[[str], Operand | None]
    at: int = 0
    depth: int = 0
    left_out: list[str] = field(default_factory=list)

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise Untranslatable("it ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def alternatives(self) -> Operand:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Untranslatable("it is nested too deep")
        found = [self.together()]
        while self.peek() == "||":
            self.take()
            found.append(self.together())
        self.depth -= 1
        return found[0] if len(found) == 1 else either(*(_plain(one) for one in found))

    def together(self) -> Operand:
        found = [self.comparison()]
        while self.peek() == "&&":
            self.take()
            found.append(self.comparison())
        joined = both(*(_plain(one) for one in found))
        return found[0] if len(found) == 1 or joined is None else joined

    def comparison(self) -> Operand:
        left = self.sums()
        if self.peek() not in _COMPARISONS:
            return left
        operator = _COMPARISONS[self.take()[1]]
        return _compared(left, operator, self.sums())

    def sums(self) -> Operand:
        left = self.products()
        while self.peek() in ("+", "-"):
            left = Compare(_plain(left), self.take()[1], _plain(self.products()))
        return left

    def products(self) -> Operand:
        left = self.single()
        while self.peek() in ("*", "/"):
            left = Compare(_plain(left), self.take()[1], _plain(self.single()))
        return left

    def single(self) -> Operand:
        kind, text = self.take()
        if text == "!":
            return _opposite(self.single())
        if text == "-":
            return Compare(Const(0), "-", _plain(self.single()))
        if text == "(":
            inside = self.alternatives()
            self.expect(")")
            return inside
        if kind == "number":
            return Const(scalar(text))
        if kind == "text":
            return Const(re.sub(r"\\(.)", r"\1", text[1:-1]))
        if kind != "name":
            raise Untranslatable(f"{text!r} stands where a value should")
        return self.call(text) if self.peek() == "(" else self.variable(text)

    def expect(self, sign: str) -> None:
        if self.take()[1] != sign:
            raise Untranslatable(f"{sign!r} is missing")

    def variable(self, text: str) -> Operand:
        name, _, end = text.partition(".")
        if end.lower() in ("question", "help", "qid", "gid", "grelevance", "relevancestatus", "sgqa", "type", "jsname"):
            raise Untranslatable(f"{text} asks about the question and not for its answer")
        found = self.find(name)
        if found is None:
            raise Untranslatable(f"{name} is no question before it")
        return found

    def call(self, name: str) -> Operand:
        self.take()
        arguments: list[Operand] = []
        while self.peek() != ")":
            arguments.append(self.alternatives())
            if self.peek() == ",":
                self.take()
        self.take()
        return _called(name.lower(), arguments)


def _plain(operand: Operand) -> Node:
    return operand.node() if isinstance(operand, Ticked) else operand


def _opposite(operand: Operand) -> Node:
    return negated(_plain(operand)) if not isinstance(operand, Ref | Const) else Not(operand)


def _compared(left: Operand, operator: str, right: Operand) -> Node:
    if isinstance(right, Ticked) and not isinstance(left, Ticked):
        left, right = right, left
    if isinstance(left, Ticked):
        text = str(right.value) if isinstance(right, Const) else "?"
        if operator not in ("=", "<>") or text not in ("Y", "", "N"):
            raise Untranslatable("a tick is compared with something that is neither Y nor empty")
        return left.node() if (text == "Y") == (operator == "=") else negated(left.node())
    other = _plain(right)
    if isinstance(other, Const) and other.value == "" and operator in ("=", "<>"):
        return Compare(left, "empty" if operator == "=" else "notempty")
    if isinstance(other, Const) and isinstance(other.value, str):
        other = Const(scalar(other.value))
    return Compare(left, operator, other)


def _called(name: str, arguments: list[Operand]) -> Operand:
    if name == "is_empty" and len(arguments) == 1:
        one = arguments[0]
        return negated(one.node()) if isinstance(one, Ticked) else Compare(one, "empty")
    if name == "count":
        return _counted(arguments)
    if name in ("strlen",) and len(arguments) == 1 and isinstance(arguments[0], Ref):
        return Ref(arguments[0].name, "length")
    if name in _SAME and len(arguments) == 1:
        return arguments[0]
    if name in _FUNCTIONS and arguments:
        return Call(_FUNCTIONS[name], tuple(_plain(one) for one in arguments))
    raise Untranslatable(f"there is no function like {name}()")


def _counted(arguments: list[Operand]) -> Node:
    """How many are answered: of options of one question, how many are ticked."""
    terms: list[Node] = []
    for one in arguments:
        answered = one.node() if isinstance(one, Ticked) else Compare(one, "notempty")
        terms.append(Call("iif", (answered, Const(1), Const(0))))
    return Call("sum", tuple(terms))


def condition_in(text: str, find: Callable[[str], Operand | None]) -> Node | None:
    """The condition an expression states; None for one that always holds. Raises Untranslatable."""
    stripped = text.strip()
    stripped = stripped[1:-1].strip() if stripped.startswith("{") and stripped.endswith("}") else stripped
    if stripped in ("", "1", "true", "(1)", "((1))"):
        return None
    return _plain(_parse(stripped, find))


def _parse(text: str, find: Callable[[str], Operand | None]) -> Operand:
    if len(text) > LONGEST:
        raise Untranslatable("it is too long")
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(text.rstrip()):
        found = _TOKEN.match(text, at)
        if found is None:
            raise Untranslatable(f"{text[at : at + 10]!r} cannot be read")
        kind = str(found.lastgroup)
        word = found[kind]
        sign = _WORDS.get(word.lower()) if kind == "name" else None
        tokens.append(("sign", sign) if sign else (kind, word))
        at = found.end()
    parser = _Parser(tokens, find)
    made = parser.alternatives()
    if parser.at < len(tokens):
        raise Untranslatable(f"{parser.peek()!r} is one too many")
    return made
