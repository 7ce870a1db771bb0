"""A plain table of past answers, one row for each respondent: the survey is guessed from its columns and values."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.exchange.conditions import scalar
from regard.engage.surveys.exchange.errors import SurveyUnreadable
from regard.engage.surveys.exchange.fidelity import Report
from regard.engage.surveys.exchange.imported import Answered, Imported
from regard.engage.surveys.exchange.markup import plain
from regard.engage.surveys.exchange.names import NameBook
from regard.engage.surveys.exchange.responses.filling import Filling
from regard.engage.surveys.exchange.responses.qualtrics_table import OF_NO_USE, rows_of_headings
from regard.engage.surveys.exchange.responses.tables import read_table
from regard.engage.surveys.exchange.responses.times import time_of
from regard.engage.surveys.exchange.slots import Slot, Slots, canonical

_ABOUT: dict[str, re.Pattern[str]] = {
    "id": re.compile(r"(response|respondent|submission|answer|row)?[ _-]?id|token|#", re.I),
    "at": re.compile(
        r"(submitted|completed|finished|answered|end|created|recorded)?[ _-]?(date|time|timestamp|at|datetime)( submitted)?",
        re.I,
    ),
    "email": re.compile(r"e-?mail([ _-]?address)?|(recipient|respondent|customer)[ _-]?e-?mail", re.I),
    "phone": re.compile(r"(mobile|tele)?[ _-]?phone([ _-]?number)?", re.I),
    "user_id": re.compile(r"(user|customer|client|member)[ _-]?(id|number|no)", re.I),
    "external_id": re.compile(r"external[ _-]?(id|reference|data[ _-]?reference)", re.I),
    "language": re.compile(r"language|locale|lang", re.I),
}  # fmt: skip
_METRICS = (
    ("nps", (0, 10), re.compile(r"\bnps\b|recommend", re.I)),
    ("ces7", (1, 7), re.compile(r"\bces\b|effort|\beasy\b", re.I)),
    ("ces5", (1, 5), re.compile(r"\bces\b|effort|\beasy\b", re.I)),
    ("csat", (1, 5), re.compile(r"\bcsat\b|satisf", re.I)),
    ("stars", (1, 5), re.compile(r"\bstars?\b|rating", re.I)),
)
_SCALES = ((1, 5), (1, 7), (0, 10), (1, 10))
MOST_CHOICES = 30
LONGEST_CHOICE = 120
_SEPARATORS = (";", "|", ", ")


@dataclass
class _Column:
    heading: str
    cells: list[str]
    title: str = ""
    first_line: int = 2
    about: str = ""
    slot: Slot | None = None
    said: list[str] = field(default_factory=list)


def import_table(*, content: bytes, title: str) -> Imported:
    """Guess the survey and read its answers. Raises SurveyUnreadable."""
    rows = read_table(content=content)
    first = rows_of_headings(content=content)
    headings, labels, body = rows[0], rows[1] if first > 1 else rows[0], rows[max(first, 1) :]
    if not body:
        raise SurveyUnreadable("The table has headings and no answers under them.")
    columns = [
        _Column(heading.strip(), [row[place].strip() if place < len(row) else "" for row in body])
        for place, heading in enumerate(headings)
    ]
    for column, label in zip(columns, labels, strict=False):
        column.title = plain(label)
        column.first_line = max(first, 1) + 1
    report, slots, names = Report("table"), Slots(), NameBook()
    elements = []
    for place, column in enumerate(columns):
        column.about = _about(column, {one.about for one in columns[:place]})
        if column.about:
            continue
        element = _guessed(column, names, report, place)
        if element is not None and column.slot is not None:
            elements.append(element)
            slots.add(column.slot, [column.heading])
    if not elements:
        raise SurveyUnreadable("No column holds answers: all are empty, or say only who answered and when.")
    definition = {"title": title or "Past answers", "pages": [{"name": "page1", "elements": elements}]}
    strange: Counter[str] = Counter()
    answered = [_row(columns, number, strange) for number in range(len(body))]
    return Imported(definition, report, slots, [one for one in answered if one.answers])


def _about(column: _Column, taken: set[str]) -> str:
    for about, pattern in _ABOUT.items():
        if about not in taken and (pattern.fullmatch(column.heading) or pattern.fullmatch(column.title)):
            if about == "at" and not any(time_of(cell) for cell in column.cells[:200]):
                continue
            if about == "id" and len(set(column.cells)) < len(column.cells):
                continue
            return about
    return ""


def _guessed(column: _Column, names: NameBook, report: Report, place: int) -> dict[str, Any] | None:
    entry = report.add("column", column.heading or f"column {place + 1}")
    if column.first_line > 2 and {canonical(column.heading), canonical(column.title)} & OF_NO_USE:
        entry.drop("Where and how people answered is not kept.")
        return None
    found = [cell for cell in column.cells if cell]
    if not found:
        entry.drop("It is empty.")
        return None
    name = names.take(column.heading, f"column_{place + 1}")
    title = column.title or name
    for guess in (_as_scale, _as_several, _as_choice, _as_number, _as_date):
        made = guess(column, name, found)
        if made is not None:
            element, how = made
            break
    else:
        long = max(len(cell) for cell in found) > 80
        element, how = {"type": "comment" if long else "text"}, "words"
        column.slot = Slot(name)
    entry.became = name
    entry.approximate(f"Its answers look like {how}; a table does not say what was asked.")
    return {"type": element.pop("type"), "name": name, "title": title, **element}


Guess = tuple[dict[str, Any], str] | None


def _numbers(found: list[str]) -> list[int | float] | None:
    values = [scalar(cell.replace(",", ".") if cell.count(",") == 1 and "." not in cell else cell) for cell in found]
    return (
        [value for value in values if isinstance(value, int | float)]
        if all(isinstance(value, int | float) for value in values)
        else None
    )


def _as_scale(column: _Column, name: str, found: list[str]) -> Guess:
    values = _numbers(found)
    if values is None or any(value != int(value) for value in values) or not min(values) >= 0 or max(values) > 10:
        return None
    low, high = min(values), max(values)
    column.slot = Slot(name, is_number=True)
    for metric, scale, pattern in _METRICS:
        if pattern.search(column.heading) and scale[0] <= low and high <= scale[1]:
            rate = {"type": "rating", "rateMin": scale[0], "rateMax": scale[1], "regard": {"metric": metric}}
            return rate, f"{metric} on a scale of {scale[0]} to {scale[1]}"
    scale = next((one for one in _SCALES if one[0] <= low and high <= one[1]), (0, 10))
    return {"type": "rating", "rateMin": scale[0], "rateMax": scale[1]}, f"a scale of {scale[0]} to {scale[1]}"


def _as_several(column: _Column, name: str, found: list[str]) -> Guess:
    for separator in _SEPARATORS:
        parts = [[part.strip() for part in cell.split(separator) if part.strip()] for cell in found]
        distinct = dict.fromkeys(part for cell in parts for part in cell)
        several = sum(len(cell) > 1 for cell in parts)
        total = sum(len(cell) for cell in parts)
        if (
            several >= 2
            and len(distinct) <= MOST_CHOICES
            and total >= 3 * len(distinct)
            and max(map(len, distinct)) <= 60
        ):
            codes = {part.lower(): part for part in distinct}
            column.slot = Slot(name, "options", codes=codes)
            column.cells = [",".join(part.strip() for part in cell.split(separator)) for cell in column.cells]
            return {
                "type": "checkbox",
                "choices": _unique(distinct),
            }, f"several choices divided by {separator.strip()!r}"
    return None


def _as_choice(column: _Column, name: str, found: list[str]) -> Guess:
    distinct = dict.fromkeys(found)
    if len(distinct) > MOST_CHOICES or 2 * len(distinct) > len(found) or max(map(len, distinct)) > LONGEST_CHOICE:
        return None
    if _numbers(list(distinct)) is not None and len(distinct) > 12:
        return None
    choices = _unique(distinct)
    column.slot = Slot(
        name, codes={str(value): value for value in choices} | {str(value).lower(): value for value in choices}
    )
    return {"type": "radiogroup", "choices": choices}, f"one of {len(choices)} choices"


def _unique(distinct: dict[str, None]) -> list[Any]:
    found: dict[str, Any] = {}
    for text in distinct:
        found.setdefault(text.lower(), scalar(text))
    return list(found.values())


def _as_number(column: _Column, name: str, found: list[str]) -> Guess:
    if _numbers(found) is None:
        return None
    column.slot = Slot(name, is_number=True)
    return {"type": "text", "inputType": "number"}, "numbers"


def _as_date(column: _Column, name: str, found: list[str]) -> Guess:
    if not all(re.fullmatch(r"\d{4}-\d\d-\d\d", cell) for cell in found):
        return None
    column.slot = Slot(name)
    return {"type": "text", "inputType": "date"}, "dates"


def _row(columns: list[_Column], number: int, strange: Counter[str]) -> Answered:
    filling, about = Filling(), {}
    for column in columns:
        cell = column.cells[number]
        if column.about and cell:
            about[column.about] = cell
        elif column.slot is not None and cell:
            filling.fill(column.slot, cell, strange)
    people: dict[str, str] = {
        kind: about[kind] for kind in ("email", "phone", "user_id", "external_id") if kind in about
    }
    return Answered(
        id=about.get("id") or f"row-{number + columns[0].first_line}",
        answers=filling.finished(),
        at=time_of(about.get("at", "")),
        language=about.get("language", "").lower()[:20],
        people=people,
        line=number + columns[0].first_line,
    )
