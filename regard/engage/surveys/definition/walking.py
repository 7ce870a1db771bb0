"""Going through a definition: pages, panels, questions, and every condition in it."""

from collections.abc import Iterator, Mapping
from typing import Any

Part = Mapping[str, Any]


def pages_of(definition: Part) -> list[tuple[str, Any]]:
    """The pages with where each is. Elements without a page are one page."""
    pages = definition.get("pages")
    if isinstance(pages, list) and pages:
        return [(f"pages[{index}]", page) for index, page in enumerate(pages)]
    loose = definition.get("elements") or definition.get("questions")
    return [("", {"name": "page1", "elements": loose})] if isinstance(loose, list) and loose else []


def elements_of(place: Part, where: str = "") -> list[tuple[str, Any]]:
    """What stands on a page or in a panel, with where each is."""
    name = "elements" if isinstance(place.get("elements"), list) else "questions"
    found = place.get(name)
    prefix = f"{where}." if where else ""
    return [(f"{prefix}{name}[{at}]", one) for at, one in enumerate(found)] if isinstance(found, list) else []


def questions_of(definition: Part) -> Iterator[tuple[str, Part]]:
    """All questions in order, those in panels too, with where each is."""
    for where, page in pages_of(definition):
        if isinstance(page, Mapping):
            yield from _in_place(page, where)


def _in_place(place: Part, where: str) -> Iterator[tuple[str, Part]]:
    for at, element in elements_of(place, where):
        if not isinstance(element, Mapping):
            continue
        if element.get("type") == "panel":
            yield from _in_place(element, at)
        else:
            yield at, element


def conditions_of(part: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every expression anywhere in a definition, with where it is."""
    if isinstance(part, Mapping):
        for name, inner in part.items():
            at = f"{where}.{name}" if where else str(name)
            is_condition = str(name) in ("expression", "runExpression") or str(name).endswith("If")
            if is_condition and isinstance(inner, str):
                yield at, inner
            else:
                yield from conditions_of(inner, at)
    elif isinstance(part, list):
        for index, inner in enumerate(part):
            yield from conditions_of(inner, f"{where}[{index}]")


def value_of(choice: Any) -> Any:
    """The value of a choice, written plainly or with a text."""
    return choice.get("value") if isinstance(choice, Mapping) else choice
