"""Expressions as a tree: `{score} <= 6 and {reason} empty`. Read by descent, nothing is ever evaluated as code.

From loosest to tightest: or, and, comparisons, + -, * / %, ^, contains and its kind, then ! and what stands alone.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from regard.analytics.errors import RegardError
from regard.engage.surveys.logic.tree import Binary, Call, Constant, ListOf, Node, Quoted, Unary, Variable

MOST_CHARACTERS = 5_000
DEEPEST = 60


class ExpressionRefused(RegardError):
    """An expression cannot be read."""

    code = "expression_refused"
    status = 422


_OR = (("||", "or"), ("or", "or"))
_AND = (("&&", "and"), ("and", "and"))
_COMPARISONS = (
    ("<=", "lessorequal"),
    ("=<", "lessorequal"),
    ("lessorequal", "lessorequal"),
    (">=", "greaterorequal"),
    ("=>", "greaterorequal"),
    ("greaterorequal", "greaterorequal"),
    ("==", "equal"),
    ("equals", "equal"),
    ("equal", "equal"),
    ("=", "equal"),
    ("!=", "notequal"),
    ("<>", "notequal"),
    ("notequals", "notequal"),
    ("notequal", "notequal"),
    ("<", "less"),
    ("less", "less"),
    (">", "greater"),
    ("greater", "greater"),
)
_SUMS = (("+", "plus"), ("-", "minus"))
_PRODUCTS = (("*", "mul"), ("/", "div"), ("%", "mod"))
_POWERS = (("^", "power"), ("power", "power"))
_KINDS_OF_CONTAINS = (
    ("*=", "contains"),
    ("contains", "contains"),
    ("contain", "contains"),
    ("notcontains", "notcontains"),
    ("notcontain", "notcontains"),
    ("anyof", "anyof"),
    ("allof", "allof"),
    ("noneof", "noneof"),
)
_LEVELS = (_OR, _AND, _COMPARISONS, _SUMS, _PRODUCTS, _POWERS, _KINDS_OF_CONTAINS)
_AFTER = (("notempty", "notempty"), ("empty", "empty"))

_SPACE = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"[a-zA-Z_]+(?:[0-9]+[a-zA-Z_]*)*")
_NUMBER = re.compile(r"-?(?:[0-9]+\.[0-9]+|[1-9][0-9]*|0(?![0-9]))")
_HEXADECIMAL = re.compile(r"0x[0-9]+")
_TEXT = re.compile(r"'((?:\\'|\\\"|[^\"'])*)'|\"((?:\\'|\\\"|[^\"'])*)\"")
_NAME = re.compile(r"\{([^{}]+)\}")


@lru_cache(maxsize=4_096)
def parse(text: str) -> Node:
    """The tree of an expression. Raises ExpressionRefused.

    >>> parse("{a} + 2 * 3")
    Binary(operator='plus', left=Variable(name='a'), right=Binary(operator='mul', left=Constant(value=2), right=Constant(value=3)))
    """
    if len(text) > MOST_CHARACTERS:
        raise ExpressionRefused(f"An expression has at most {MOST_CHARACTERS:,} characters.")
    reading = _Reading(text)
    found = reading.level(0)
    reading.space()
    if reading.at < len(text):
        raise reading.refused()
    return found


class _Reading:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def refused(self) -> ExpressionRefused:
        rest = self.text[self.at : self.at + 20]
        where = f"at {rest!r}" if rest else "at its end"
        return ExpressionRefused(f"The expression cannot be read {where}: {self.text[:120]}")

    def space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        if found:
            self.at = found.end()

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def operator(self, signs: tuple[tuple[str, str], ...]) -> str | None:
        for sign, name in signs:
            if self.text[self.at : self.at + len(sign)].lower() == sign:
                self.at += len(sign)
                return name
        return None

    def level(self, number: int) -> Node:
        """Operands of the next tighter level, joined from the left by the operators of this one."""
        if number == len(_LEVELS):
            return self.factor()
        self.space()
        left = self.level(number + 1)
        while True:
            before = self.at
            self.space()
            name = self.operator(_LEVELS[number])
            if name is None:
                self.at = before
                return left
            self.space()
            try:
                right = self.level(number + 1)
            except ExpressionRefused:
                self.at = before
                raise
            left = Binary(name, left, right)

    def factor(self) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ExpressionRefused(f"An expression is nested at most {DEEPEST} deep.")
        try:
            self.space()
            for attempt in (self.group, self.call, self.negation, self.atom_and_after, self.list_of):
                found = attempt()
                if found is not None:
                    return found
        finally:
            self.depth -= 1
        raise self.refused()

    def group(self) -> Node | None:
        if not self.sign("("):
            return None
        found = self.level(0)
        self.expect(")")
        return found

    def call(self) -> Node | None:
        before = self.at
        word = self.take(_WORD)
        if word is None or not self.sign("("):
            self.at = before
            return None
        return Call(word[0], self.members(")"))

    def list_of(self) -> Node | None:
        return ListOf(self.members("]")) if self.sign("[") else None

    def members(self, end: str) -> tuple[Node, ...]:
        found: list[Node] = []
        self.space()
        if self.sign(end):
            return ()
        while True:
            found.append(self.level(0))
            self.space()
            if not self.sign(","):
                break
        self.expect(end)
        return tuple(found)

    def negation(self) -> Node | None:
        if self.operator((("!", "negate"), ("negate", "negate"))) is None:
            return None
        return Unary("negate", self.factor())

    def atom_and_after(self) -> Node | None:
        found = self.atom()
        if found is None:
            return None
        before = self.at
        self.space()
        after = self.operator(_AFTER)
        if after is None:
            self.at = before
            return found
        return Unary(after, found)

    def atom(self) -> Node | None:
        readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Node]], ...] = (
            (_HEXADECIMAL, lambda found: Constant(int(found[0], 16))),
            (_NUMBER, lambda found: Constant(float(found[0]) if "." in found[0] else int(found[0]))),
            (_WORD, lambda found: _word(found[0])),
            (_TEXT, lambda found: Constant(Quoted(_unescaped(found[1] if found[1] is not None else found[2])))),
            (_NAME, lambda found: Variable(found[1])),
        )
        for pattern, made in readers:
            found = self.take(pattern)
            if found:
                return made(found)
        return None

    def sign(self, text: str) -> bool:
        if self.text.startswith(text, self.at):
            self.at += len(text)
            return True
        return False

    def expect(self, text: str) -> None:
        self.space()
        if not self.sign(text):
            raise self.refused()


def _word(text: str) -> Node:
    named = {"true": True, "false": False}.get(text.lower(), text)
    return Constant(None if text in ("undefined", "null") else named)


def _unescaped(text: str) -> str:
    return text.replace("\\'", "'").replace('\\"', '"')
