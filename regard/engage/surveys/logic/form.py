"""A survey being answered: what is visible, open and required now, and what follows from an answer.

The same in web/survey/src/logic; tests hold both to SurveyJS.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from regard.engage.surveys.definition.walking import Part
from regard.engage.surveys.logic.dates import day_text
from regard.engage.surveys.logic.evaluating import evaluate, find_in, holds
from regard.engage.surveys.logic.parsing import parse
from regard.engage.surveys.logic.questions import NONE, OTHER, Plan, Question, offered
from regard.engage.surveys.logic.tree import names_in
from regard.engage.surveys.logic.values import Value, are_equal, is_empty, text_of

MOST_ROUNDS = 10  # of values that follow from each other
COMMENT = "-Comment"


@dataclass
class Form:
    """Answers to a plan, at a moment. Give answers at the start, or one by one with `answer`."""

    plan: Plan
    now: datetime
    answers: dict[str, Value] = field(default_factory=dict)
    calculated: dict[str, Value] = field(default_factory=dict)
    _depth: int = field(default=0, init=False)
    _checking: set[str] = field(default_factory=set, init=False)

    def __post_init__(self) -> None:
        self._calculate()

    # What expressions look at.

    def value(self, name: str) -> Value:
        """A calculated value or an answer, or a part of one."""
        found = find_in({**self.answers, **self.calculated}, name)
        if found is None and (question := self.plan.by_name.get(name.lower())) and question.takes_several:
            return []
        return found

    def is_ordered(self, name: str) -> bool:
        """Whether this is a ranking."""
        question = self.plan.by_name.get(name.lower())
        return question is not None and question.kind == "ranking"

    def is_ready(self, name: str) -> bool:
        """Whether nothing is wrong on a page or in a panel."""
        from regard.engage.surveys.logic.checks import wrongs_of  # noqa: PLC0415  # which looks at the form

        place = next((one for one in self.plan.places if one.part.get("name") == name), None)
        if place is None or name in self._checking:
            return False
        self._checking.add(name)
        try:
            return not any(wrongs_of(self, self.plan.by_name[one.lower()]) for one in place.names)
        finally:
            self._checking.discard(name)

    def shown(self, name: str) -> Value:
        """An answer in the words of its choices."""
        question = self.plan.by_name.get(name.lower())
        return self.value(name) if question is None else shown_value(question, self.value(name))

    # What holds now.

    def is_visible(self, question: Question) -> bool:
        """Whether a question is shown."""
        return all(self._is_shown(part) for part in (*question.around, question.element))

    def is_open(self, question: Question) -> bool:
        """Whether a question can be answered."""
        return all(
            self._holds(part.get("enableIf"), not part.get("readOnly")) for part in (*question.around, question.element)
        )

    def is_required(self, part: Part) -> bool:
        """Whether a question or panel must be answered."""
        return self._holds(part.get("requiredIf"), bool(part.get("isRequired")))

    def is_page_visible(self, page: int) -> bool:
        """Whether anything on a page is shown."""
        return any(question.page == page and self.is_visible(question) for question in self.plan.questions)

    def choices(self, question: Question) -> list[Value]:
        """The values that may be chosen now, other and none included."""
        general = question.element.get("choicesVisibleIf")
        found = [
            one["value"] for one in offered(question) if self._offers(one.get("visibleIf") or general, one["value"])
        ]
        found += [NONE] if question.has_none else []
        return found + ([OTHER] if question.has_other else [])

    def _offers(self, condition: str | None, value: Value) -> bool:
        return not condition or holds(condition, _Offering(self, value, self.now))

    def _is_shown(self, part: Part) -> bool:
        return self._holds(part.get("visibleIf"), part.get("visible") is not False)

    def _holds(self, condition: str | None, otherwise: bool) -> bool:
        return holds(condition, self) if condition and condition.strip() else otherwise

    # What follows from an answer.

    def begin(self) -> None:
        """Fill in what a definition answers by itself."""
        for question in self.plan.questions:
            if "defaultValue" in question.element and is_empty(self.answers.get(question.name)):
                self.answers[question.name] = question.element["defaultValue"]
        self._calculate()

    def answer(self, name: str, value: Value) -> None:
        """Take an answer and whatever follows from it: calculated values and triggers."""
        before = self.answers.get(name)
        if before == value and type(before) is type(value):
            return
        if is_empty(value):
            self.answers.pop(name, None)
        else:
            self.answers[name] = value
        self._calculate()
        if self._depth >= MOST_ROUNDS:
            return
        self._depth += 1
        try:
            for trigger in self.plan.definition.get("triggers") or []:
                self._trigger(trigger, name)
        finally:
            self._depth -= 1

    def _trigger(self, trigger: Part, changed: str) -> None:
        kind = kind_of_trigger(trigger)
        target = trigger.get("setToName")
        if kind not in ("setvalue", "copyvalue", "runexpression"):
            return
        if kind != "runexpression" and (not target or target == changed):
            return
        if not self.fires(trigger, {changed}):
            return
        if kind == "setvalue":
            self.answer(str(target), trigger.get("setValue"))
        elif kind == "copyvalue":
            source = str(trigger.get("fromName") or "")
            found = self.value(source) if source else None
            if found is not None or source.lower() in self.plan.by_name:
                self.answer(str(target), found)
        elif trigger.get("runExpression"):
            found = evaluate(trigger["runExpression"], self)
            if target and found is not None:
                self.answer(str(target), day_text(found) if isinstance(found, datetime) else found)

    def fires(self, trigger: Part, changed: set[str]) -> bool:
        """Whether a trigger's condition speaks of what changed, and holds."""
        condition = trigger.get("expression")
        speaks_of = {trigger["fromName"]} if trigger.get("fromName") else set()
        if not condition:
            return kind_of_trigger(trigger) == "copyvalue" and bool(speaks_of & changed)
        spoken = names_in(parse(condition)) | speaks_of
        lowered = {name.lower() for name in changed}
        is_meant = any(
            name.lower() in lowered or name.lower().split(".", maxsplit=1)[0].split("[", maxsplit=1)[0] in lowered
            for name in spoken
        )
        return is_meant and evaluate(condition, self) is True

    def _calculate(self) -> None:
        wanted = [one for one in self.plan.definition.get("calculatedValues") or [] if one.get("name")]
        for _ in range(MOST_ROUNDS):
            before = dict(self.calculated)
            for one in wanted:
                self._calculate_one(one, wanted, set())
            if before == self.calculated:
                return

    def _calculate_one(self, one: Part, wanted: list[Part], above: set[str]) -> None:
        if one["name"] in above or not one.get("expression"):
            return
        spoken = names_in(parse(one["expression"]))
        for other in wanted:
            if other["name"] in spoken and other is not one:
                self._calculate_one(other, wanted, above | {one["name"]})
        found = evaluate(one["expression"], self)
        self.calculated[one["name"]] = found

    def result(self) -> dict[str, Value]:
        """The answers as they are kept: nothing of what is not shown, and what is calculated to be kept."""
        kept = dict(self.answers)
        if self.plan.definition.get("clearInvisibleValues") != "none":
            for question in self.plan.questions:
                if not self.is_visible(question):
                    kept.pop(question.name, None)
                    kept.pop(question.name + COMMENT, None)
        for one in self.plan.definition.get("calculatedValues") or []:
            found = self.calculated.get(one["name"])
            if one.get("includeIntoResult") and not is_empty(found):
                kept[one["name"]] = day_text(found) if isinstance(found, datetime) else found
        return {name: value for name, value in kept.items() if not is_empty(value)}


def kind_of_trigger(trigger: Part) -> str:
    """What a trigger does, named with or without `trigger` at its end."""
    return str(trigger.get("type", "")).removesuffix("trigger")


@dataclass
class _Offering:
    """A form beside one choice, which conditions call {item}."""

    form: Form
    choice: Value
    now: datetime

    def value(self, name: str) -> Value:
        return self.choice if name.lower() in ("item", "choice") else self.form.value(name)

    def is_ordered(self, name: str) -> bool:
        return self.form.is_ordered(name)

    def is_ready(self, name: str) -> bool:
        return self.form.is_ready(name)

    def shown(self, name: str) -> Value:
        return self.form.shown(name)


def words_of(words: Any, language: str = "") -> str:
    """A text in a language, in the default where it has none.

    >>> words_of({"default": "Yes", "de": "Ja"}, "de-AT"), words_of("Yes", "de"), words_of(None)
    ('Ja', 'Yes', '')
    """
    if isinstance(words, Mapping):
        short = language.split("-", maxsplit=1)[0].lower()
        found = words.get(language) or words.get(short) or words.get("default") or words.get("en")
        return str(found or next(iter(words.values()), ""))
    return "" if words is None else str(words)


def shown_value(question: Question, value: Value, language: str = "") -> str:
    """An answer as people read it."""
    if isinstance(value, list):
        return ", ".join(shown_value(question, one, language) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{row}: {text_of(one)}" for row, one in value.items())
    if question.kind == "boolean":
        word = question.element.get("labelTrue" if value is True else "labelFalse")
        return words_of(word, language) or text_of(value)
    for one in offered(question) if question.kind != "rating" else question.element.get("rateValues") or []:
        if isinstance(one, Mapping) and are_equal(one["value"], value) and one.get("text"):
            return words_of(one["text"], language)
    return text_of(value)
