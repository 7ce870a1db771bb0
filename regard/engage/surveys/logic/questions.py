"""The questions of a definition with the places they stand in, and the choices they offer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from regard.engage.surveys.definition.walking import Part, elements_of, pages_of, value_of
from regard.engage.surveys.logic.values import tidy

OTHER, NONE = "other", "none"
SINGLE = ("radiogroup", "dropdown")
SEVERAL = ("checkbox", "tagbox")


@dataclass(frozen=True)
class Question:
    """A question and the page and panels around it, outermost first."""

    element: Part
    page: int
    around: tuple[Part, ...]

    @cached_property
    def name(self) -> str:
        """By which its answer is kept."""
        return str(self.element["name"])

    @cached_property
    def kind(self) -> str:
        """Its type."""
        return str(self.element["type"])

    @property
    def takes_several(self) -> bool:
        """Whether its answer is a list."""
        return self.kind in (*SEVERAL, "ranking", "file") or bool(self.element.get("multiSelect"))

    @property
    def has_other(self) -> bool:
        """Whether something else may be written."""
        return bool(self.element.get("showOtherItem") or self.element.get("hasOther"))

    @property
    def has_none(self) -> bool:
        """Whether none of the choices may be chosen."""
        return bool(self.element.get("showNoneItem") or self.element.get("hasNone"))


@dataclass(frozen=True)
class Place:
    """A page or panel, with the names of the questions in it."""

    part: Part
    around: tuple[Part, ...]
    names: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """A definition, gone through once."""

    definition: Part
    pages: tuple[Part, ...]
    questions: tuple[Question, ...]
    places: tuple[Place, ...]

    @cached_property
    def by_name(self) -> dict[str, Question]:
        """Questions by name in small letters, since names are found whatever their case."""
        return {question.name.lower(): question for question in self.questions}


def plan_of(definition: Part) -> Plan:
    """Go through a definition that was checked."""
    pages = [page for _, page in pages_of(definition)]
    found: list[Question] = []
    places: list[Place] = []
    for index, page in enumerate(pages):
        found += _inside(page, index, (), places)
    return Plan(definition, tuple(pages), tuple(found), tuple(places))


def _inside(place: Part, page: int, around: tuple[Part, ...], places: list[Place]) -> Iterator[Question]:
    within = (*around, place)
    found: list[Question] = []
    for _, element in elements_of(place):
        if element.get("type") == "panel":
            found += _inside(element, page, within, places)
        else:
            found.append(Question(element, page, within))
    places.append(Place(place, around, tuple(question.name for question in found)))
    yield from found


def rate_values(element: Part) -> list[Any]:
    """What a rating offers, from its worst end to its best.

    >>> rate_values({"rateMax": 3}), rate_values({"rateValues": ["bad", {"value": "good"}]})
    ([1, 2, 3], ['bad', 'good'])
    """
    given = element.get("rateValues")
    if given:
        return [value_of(one) for one in given]
    low, step = _number(element.get("rateMin"), 1), _number(element.get("rateStep"), 1) or 1
    count = element.get("rateCount")
    high = low + step * (count - 1) if count and element.get("rateMax") is None else _number(element.get("rateMax"), 5)
    return [tidy(round(low + step * at, 9)) for at in range(int((high - low) / step + 1e-9) + 1)]


def _number(value: Any, otherwise: float) -> float:
    return otherwise if value is None else float(value)


def offered(question: Question) -> list[Mapping[str, Any]]:
    """The choices of a question as objects, without other and none."""
    given = rate_values(question.element) if question.kind == "rating" else question.element.get("choices") or []
    return [one if isinstance(one, Mapping) else {"value": one} for one in given]
