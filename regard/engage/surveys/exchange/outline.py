"""A definition flattened for writers: pages with their questions, panels opened, conditions joined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.definition.walking import value_of
from regard.engage.surveys.exchange.fidelity import Entry, Report
from regard.engage.surveys.exchange.languages import spoken

Element = Mapping[str, Any]


@dataclass
class Line:
    """One question with all conditions it is shown under, but for its page's."""

    element: Element
    visible_if: str
    entry: Entry

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.element.get("name") or "")

    @property
    def kind(self) -> str:
        """Its type."""
        return str(self.element.get("type") or "text")


@dataclass
class Page:
    """One page."""

    name: str
    title: Any
    description: Any
    visible_if: str
    is_random: bool
    lines: list[Line] = field(default_factory=list)


def pages_of(definition: Element, report: Report) -> list[Page]:
    """The pages of a definition, each question with its entry in the report."""
    pages = definition.get("pages") or [{"name": "page1", "elements": definition.get("elements") or []}]
    found = []
    for number, page in enumerate(pages, start=1):
        one = Page(
            str(page.get("name") or f"page{number}"),
            page.get("title"),
            page.get("description"),
            str(page.get("visibleIf") or ""),
            page.get("questionsOrder") == "random",
        )
        one.lines = list(_lines(page, "", report))
        found.append(one)
    return found


def _lines(place: Element, condition: str, report: Report) -> Iterator[Line]:
    for element in place.get("elements") or place.get("questions") or []:
        own = _joined(condition, str(element.get("visibleIf") or ""))
        name = str(element.get("name") or "?")
        if element.get("type") == "panel":
            entry = report.add("panel", name, spoken(element.get("title")))
            entry.approximate("Its questions stand on the page by themselves, each with the panel's condition.")
            if spoken(element.get("title")):
                words: Element = {"type": "html", "name": f"{name}_title", "html": element["title"]}
                yield Line(words, own, entry)
            yield from _lines(element, own, report)
        else:
            yield Line(element, own, report.add("question", name, spoken(element.get("title"))))


def _joined(one: str, other: str) -> str:
    return f"({one}) and ({other})" if one and other else one or other


def options_of(element: Element, name: str = "choices") -> list[tuple[Any, Any, str]]:
    """Value, text and condition of each choice, column or row."""
    found = []
    for option in element.get(name) or []:
        value = value_of(option)
        text = option.get("text") if isinstance(option, Mapping) else None
        shown = str(option.get("visibleIf") or "") if isinstance(option, Mapping) else ""
        found.append((value, text if text not in (None, "") else str(value), shown))
    return found


def steps_of(element: Element) -> list[tuple[Any, Any, str]]:
    """The steps of a rating as choices."""
    given = options_of(element, "rateValues")
    if given:
        return given
    low, step = element.get("rateMin", 1), element.get("rateStep") or 1
    high = element.get("rateMax", low + step * (element.get("rateCount", 5) - 1))
    found: list[tuple[Any, Any, str]] = []
    at = low
    while at <= high and len(found) < 102:
        value = int(at) if float(at).is_integer() else at
        found.append((value, str(value), ""))
        at += step
    return found


def has_other(element: Element) -> bool:
    """Whether people may answer in words of their own."""
    return bool(element.get("showOtherItem") or element.get("hasOther"))


def has_none(element: Element) -> bool:
    """Whether none of the choices may be chosen."""
    return bool(element.get("showNoneItem") or element.get("hasNone"))


_EVERYWHERE = {"type", "name", "title", "visibleIf", "isRequired", "validators", "regard"}


def note_left_out(entry: Entry, element: Element, written: set[str]) -> None:
    """Say which properties of a question the other tool was not told."""
    left = sorted(
        key
        for key, value in element.items()
        if key not in _EVERYWHERE | written and value not in (None, "", [], {}, False, "none")
    )
    if left:
        entry.lose(f"Not written: {', '.join(left)}.")
    if isinstance(element.get("regard"), Mapping) and element["regard"]:
        entry.lose("What the question measures is known to Regard alone.")
