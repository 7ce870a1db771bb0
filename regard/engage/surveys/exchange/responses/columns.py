"""The columns of a table of answers: one for each question, or for each option, row and part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regard.engage.surveys.definition.walking import questions_of
from regard.engage.surveys.exchange.imported import Answered
from regard.engage.surveys.exchange.languages import spoken
from regard.engage.surveys.exchange.outline import has_other, options_of, steps_of

Cell = str | int | float | None
MOST_LETTERS = 32_767  # of one cell of a spreadsheet


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it stands for, and where its cells are found."""

    key: str
    label: str
    name: str
    role: str = "value"  # value, option, row, part, rank, comment
    part: Any = None
    labels: tuple[tuple[Any, str], ...] = ()  # of the values it may hold
    is_number: bool = False

    def cell(self, answers: Mapping[str, Any]) -> Cell:
        """What one respondent said there."""
        found = answers.get(f"{self.name}-Comment" if self.role == "comment" else self.name)
        if found is None or found == []:
            return None
        if self.role == "option":
            return 1 if _is_among(self.part, found) else 0
        if self.role == "rank":
            places = (
                [place for place, one in enumerate(found, start=1) if str(one) == str(self.part)]
                if isinstance(found, list)
                else []
            )
            return places[0] if places else None
        if self.role in ("row", "part"):
            return _flat(found.get(str(self.part)) if isinstance(found, Mapping) else None)
        return _flat(found)


def _is_among(option: Any, chosen: Any) -> bool:
    return any(str(one) == str(option) for one in (chosen if isinstance(chosen, list) else [chosen]))


def _flat(value: Any) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list):
        return "; ".join(str(one.get("name", one)) if isinstance(one, Mapping) else str(one) for one in value)
    return str(value)


def columns_of(definition: Mapping[str, Any]) -> list[Column]:
    """Every column, in the order of the survey."""
    found: list[Column] = []
    for _, element in questions_of(definition):
        if element.get("type") != "html":
            found += _columns(element)
    for one in definition.get("calculatedValues") or []:
        if one.get("includeIntoResult"):
            found.append(Column(str(one["name"]), str(one["name"]), str(one["name"])))
    return found


def _columns(element: Mapping[str, Any]) -> Iterator[Column]:
    name, kind = str(element.get("name")), element.get("type")
    title = spoken(element.get("title")) or name
    choices = [(value, spoken(text)) for value, text, _ in options_of(element)]
    if kind in ("checkbox", "tagbox") or (kind == "imagepicker" and element.get("multiSelect")):
        if element.get("showNoneItem") or element.get("hasNone"):
            choices.append(("none", spoken(element.get("noneText")) or "None"))
        if has_other(element):
            choices.append(("other", spoken(element.get("otherText")) or "Other"))
        for value, text in choices:
            yield Column(
                f"{name}[{value}]", f"{title} – {text}", name, "option", value, ((1, "chosen"), (0, "not chosen")), True
            )
    elif kind == "ranking":
        for value, text in choices:
            yield Column(f"{name}[{value}]", f"{title} – {text}", name, "rank", value, (), True)
    elif kind == "matrix":
        columns = tuple((value, spoken(text)) for value, text, _ in options_of(element, "columns"))
        for value, text, _ in options_of(element, "rows"):
            yield Column(
                f"{name}[{value}]", f"{title} – {spoken(text)}", name, "row", value, columns, _are_numbers(columns)
            )
    elif kind == "multipletext":
        for part in element.get("items") or []:
            label = spoken(part.get("title")) or str(part.get("name"))
            number = part.get("inputType") == "number"
            yield Column(
                f"{name}[{part.get('name')}]", f"{title} – {label}", name, "part", part.get("name"), (), number
            )
    else:
        steps = [(value, spoken(text)) for value, text, _ in steps_of(element)] if kind == "rating" else choices
        number = (
            kind in ("rating", "slider")
            or element.get("inputType") == "number"
            or (bool(steps) and _are_numbers(steps))
        )
        yield Column(name, title, name, labels=tuple(steps), is_number=number and not has_other(element))
    if has_other(element) or element.get("showCommentArea") or element.get("hasComment"):
        yield Column(f"{name}-Comment", f"{title} – in words", name, "comment")


def _are_numbers(labels: Sequence[tuple[Any, str]]) -> bool:
    return bool(labels) and all(isinstance(value, int | float) and not isinstance(value, bool) for value, _ in labels)


ABOUT = (
    ("response_id", "Response"),
    ("finished_at", "Finished at"),
    ("is_finished", "Finished"),
    ("language", "Language"),
    ("email", "E-mail"),
    ("phone", "Phone"),
    ("user_id", "User"),
    ("external_id", "External id"),
)


def about(one: Answered) -> list[Cell]:
    """What is known about a response beside its answers, in the order of ABOUT."""
    at = one.at.isoformat() if one.at else None
    return [one.id, at, int(one.is_finished), one.language or None, *(one.people.get(key) for key, _ in ABOUT[4:])]
