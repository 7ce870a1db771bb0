"""What the parts of a LimeSurvey translation share: names, texts, slots, and what expressions may look at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.exchange.conditions import Node, Ref, scalar
from regard.engage.surveys.exchange.fidelity import Entry, Report
from regard.engage.surveys.exchange.languages import from_limesurvey, told
from regard.engage.surveys.exchange.limesurvey.expressions import Operand, Ticked, Untranslatable, condition_in
from regard.engage.surveys.exchange.limesurvey.structure import Option, Question
from regard.engage.surveys.exchange.markup import has_pictures, has_scripts, is_marked_up, plain
from regard.engage.surveys.exchange.names import NameBook, usable
from regard.engage.surveys.exchange.slots import Role, Slot, Slots

Element = dict[str, Any]
_PIPED = re.compile(r"\{([A-Za-z_]\w*)(?:\.(?:shown|NAOK|value|code))?\}")
_EXPRESSION = re.compile(r"\{[^{}\s][^{}]*\}")
_PEOPLE = {
    "TOKEN:FIRSTNAME": "FirstName",
    "TOKEN:LASTNAME": "LastName",
    "TOKEN:EMAIL": "Email",
    "FIRSTNAME": "FirstName",
}
_PEOPLE |= {"LASTNAME": "LastName", "EMAIL": "Email", "TOKEN": "Token"}


@dataclass
class Asked:
    """One question and the name of what it becomes."""

    question: Question
    name: str
    entry: Entry
    row_names: dict[str, str] = field(default_factory=dict)  # of elements its rows become, by their code


@dataclass
class Translation:
    """A survey on its way from the file to a definition."""

    language: str
    report: Report = field(default_factory=lambda: Report("LimeSurvey"))
    names: NameBook = field(default_factory=NameBook)
    slots: Slots = field(default_factory=Slots)
    asked: dict[str, Asked] = field(default_factory=dict)  # by question id
    operands: dict[str, Operand] = field(default_factory=dict)  # by the names expressions use
    calculated: list[Element] = field(default_factory=list)

    def words(self, entry: Entry, texts: Mapping[str, str]) -> Any:
        """A title or label in every language, plain, with piped answers in braces."""
        return told({from_limesurvey(code): self._line(entry, text) for code, text in texts.items()}, self.language)

    def _line(self, entry: Entry, text: str) -> str:
        if has_scripts(text):
            entry.lose("Scripts, styles and forms in its texts are not taken over.")
        if has_pictures(text):
            entry.lose("Pictures and films in its texts are not taken over.")
        if is_marked_up(text.strip().removeprefix("<p>").removesuffix("</p>")):
            entry.approximate("Texts are plain: bold, colours and tables in them are left out.")
        return self.piped(entry, plain(text))

    def piped(self, entry: Entry, text: str) -> str:
        """Names in braces as they are called here; longer expressions are taken out."""
        return _EXPRESSION.sub(lambda found: self._pipe(entry, found[0]), text)

    def _pipe(self, entry: Entry, braces: str) -> str:
        found = _PIPED.fullmatch(braces)
        operand = self.operands.get(found[1].lower()) if found else None
        if isinstance(operand, Ref):
            return str(operand)
        if isinstance(operand, Ticked):
            return "{" + operand.name + "}"
        known = _PEOPLE.get(braces[1:-1].upper())
        if known:
            entry.approximate(f"{{{known}}} in its text is filled in for those invited by name.")
            return "{" + known + "}"
        entry.lose(f"{braces[:80]} in its text has no counterpart and is left out.")
        return ""

    def condition(self, entry: Entry, text: str, what: str) -> Node | None:
        """A relevance or validation as a condition; None for "always" and, noted, for what cannot be said."""
        try:
            return condition_in(text, lambda name: self.operands.get(name.lower()))
        except Untranslatable as error:
            entry.lose(f"Its {what} {text[:120]!r} is left out: {error}.")
            return None

    def slot(self, asked: Asked, suffix: str, name: str, role: Role = "value", **rest: Any) -> None:
        """Let the column go there that files of answers call by the code or by the numbers of the question."""
        question = asked.question
        numbers = f"{question.sid}X{question.gid}X{question.id}"
        heads = (question.code, numbers, f"Q{question.id}")
        ends = [f"_{suffix}", f"[{suffix}]", suffix] if suffix else [""]
        keys = [f"{head}{end}" for head in heads for end in ends]
        self.slots.add(Slot(name, role, **rest), keys)

    def see(self, asked: Asked, suffix: str, operand: Operand) -> None:
        """Let expressions look at it, by the code and by the numbers of the question."""
        question = asked.question
        numbers = f"{question.sid}X{question.gid}X{question.id}"
        for name in (f"{question.code}_{suffix}" if suffix else question.code, f"{numbers}{suffix}"):
            self.operands.setdefault(name.lower(), operand)
        if suffix:
            self.operands.setdefault(f"{question.code}{suffix}".lower(), operand)


def code_value(code: str) -> str | int | float:
    """What an answer code is worth: numbers count as numbers, others as written."""
    return scalar(code)


def row_of(code: str) -> str:
    """The name of a row or part, usable in an expression."""
    return usable(code) or code


def values_of(options: Sequence[Option], entry: Entry) -> dict[str, Any]:
    """The value of each option by its code; where two would count as one, their number is added."""
    found: dict[str, Any] = {}
    seen: set[str] = set()
    for option in options:
        value = code_value(option.code)
        while str(value).lower() in seen or value == "":
            value = f"{option.code or 'option'}_{len(seen) + 1}"
            entry.approximate(f"Code {option.code!r} is there twice; one counts as {value!r}.")
        seen.add(str(value).lower())
        found[option.id] = value
    return found


def codes_of(options: Sequence[Option], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a cell may hold for each option: its code, or the words of its label."""
    codes: dict[str, Any] = {}
    for option in options:
        codes[option.code] = values[option.id]
    for option in options:
        for text in option.texts.values():
            codes.setdefault(plain(text).lower(), values[option.id])
    return codes
