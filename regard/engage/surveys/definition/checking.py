"""Whether a definition is a survey: every fault with where it is and what to do, in the order of the survey."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from regard.engage.surveys.definition import properties as known
from regard.engage.surveys.definition.amounts import too_much
from regard.engage.surveys.definition.kinds import wrong_kind
from regard.engage.surveys.definition.meaning import doubts_of, faults_of_question, faults_of_regard
from regard.engage.surveys.definition.walking import elements_of, pages_of, value_of

Definition = Mapping[str, Any]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a definition, and where. A hint does not keep a survey from being published."""

    where: str
    what: str
    severity: Literal["error", "hint"] = "error"


def check_definition(*, definition: object) -> list[Fault]:
    """All faults of a definition; empty where it can be published.

    >>> [
    ...     f"{fault.where}: {fault.what}"
    ...     for fault in check_definition(definition={"pages": [{"elements": [{"type": "txt", "name": "a"}]}]})
    ... ]
    ["pages[0].elements[0].type: There is no question of type 'txt'. Did you mean 'text'?"]
    """
    if not isinstance(definition, Mapping):
        return [Fault("", "A survey is a JSON object with pages.")]
    crowded = too_much(definition)
    if crowded:
        return [Fault("", crowded)]
    faults = [*_of_survey(definition)]
    if not any(fault.severity == "error" for fault in faults):
        faults += [Fault(where, what, "hint") for where, what in doubts_of(definition)]
    return faults


def _of_survey(definition: Definition) -> Iterator[Fault]:
    yield from _of_properties(definition, known.SURVEY, "")
    if not pages_of(definition):
        yield Fault("pages", "A survey needs a page with at least one question.")
    taken: dict[str, str] = {}
    for where, page in pages_of(definition):
        yield from _of_place(page, known.PAGE, where, taken)
    yield from _of_list(definition, "calculatedValues", known.CALCULATED, needs=("name", "expression"))
    yield from _of_list(definition, "completedHtmlOnCondition", known.COMPLETED, needs=("expression", "html"))
    yield from _of_typed(definition, "triggers", known.TRIGGERS, "", extra={"expression": known.CONDITION})
    regard = definition.get("regard")
    if isinstance(regard, Mapping):
        yield from _of_properties(regard, known.SURVEY_REGARD, "regard")
        yield from _of_list(regard, "quotas", known.QUOTA, "regard", needs=("name", "expression", "limit"))
        if isinstance(regard.get("theme"), Mapping):
            yield from _of_properties(regard["theme"], known.THEME, "regard.theme")
        yield from (Fault(where, what) for where, what in faults_of_regard(definition))


def _of_place(place: object, allowed: known.Properties, where: str, taken: dict[str, str]) -> Iterator[Fault]:
    """A page or a panel with what is in it."""
    if not isinstance(place, Mapping):
        yield Fault(where, "This must be an object with elements.")
        return
    yield from _of_properties(place, allowed, where)
    for inner, element in elements_of(place, where):
        if not isinstance(element, Mapping):
            yield Fault(inner, "A question is an object with a type and a name.")
            continue
        yield from _of_name(element, inner, taken)
        if element.get("type") == "panel":
            yield from _of_place(element, known.PANEL, inner, taken)
        else:
            yield from _of_question(element, inner)


def _of_name(element: Definition, where: str, taken: dict[str, str]) -> Iterator[Fault]:
    name = element.get("name")
    if not isinstance(name, str) or not name.strip():
        yield Fault(f"{where}.name", "Every question and panel needs a name, by which its answer is kept.")
        return
    if len(name) > 200 or any(sign in name for sign in "{}\x00"):
        yield Fault(f"{where}.name", "A name has at most 200 characters and none of { and }.")
    if name.lower() in taken:
        yield Fault(f"{where}.name", f"The name {name!r} is taken by {taken[name.lower()]}. Each needs one of its own.")
    taken.setdefault(name.lower(), where)


def _of_question(element: Definition, where: str) -> Iterator[Fault]:
    kind = element.get("type")
    if kind not in known.QUESTIONS:
        named = kind if isinstance(kind, str) else ""
        yield Fault(
            f"{where}.type", f"There is no question of type {kind!r}.{_nearest(named, (*known.QUESTIONS, 'panel'))}"
        )
        return
    yield from _of_properties(element, known.QUESTIONS[kind], where)
    yield from _of_typed(element, "validators", known.VALIDATORS, where, extra={"text": known.WORDS})
    for name, wanted in known.QUESTIONS[kind].items():
        if wanted == known.CHOICES:
            yield from _of_choices(element, name, where)
    if kind == "multipletext":
        yield from _of_lines(element, where)
    if isinstance(element.get("regard"), Mapping):
        yield from _of_properties(element["regard"], known.QUESTION_REGARD, f"{where}.regard")
    yield from (Fault(f"{where}.{at}", what) for at, what in faults_of_question(element))


def _of_lines(element: Definition, where: str) -> Iterator[Fault]:
    yield from _of_list(element, "items", known.LINES, where, needs=("name",))
    for index, line in enumerate(element.get("items") or []):
        if isinstance(line, Mapping):
            yield from _of_typed(
                line, "validators", known.VALIDATORS, f"{where}.items[{index}]", extra={"text": known.WORDS}
            )


def _of_choices(element: Definition, name: str, where: str) -> Iterator[Fault]:
    choices = element.get(name)
    seen: set[str] = set()
    for index, choice in enumerate(choices if isinstance(choices, list) else []):
        at = f"{where}.{name}[{index}]"
        if isinstance(choice, Mapping):
            yield from _of_properties(choice, known.CHOICE, at)
        value = value_of(choice)
        if not isinstance(value, str | int | float | bool) or value == "":
            yield Fault(at, "A choice is a text, a number, or an object with a value and a text.")
        elif str(value).strip().lower() in seen:
            yield Fault(at, f"The value {value!r} is there twice. Each choice needs one of its own.")
        seen.add(str(value).strip().lower())


def _of_list(
    holder: Definition, name: str, allowed: known.Properties, where: str = "", *, needs: tuple[str, ...] = ()
) -> Iterator[Fault]:
    rows = holder.get(name)
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        at = f"{_under(where, name)}[{index}]"
        if not isinstance(row, Mapping):
            yield Fault(at, "This must be an object.")
            continue
        yield from _of_properties(row, allowed, at)
        yield from (Fault(_under(at, need), "This is needed here.") for need in needs if row.get(need) in (None, ""))


def _of_typed(
    holder: Definition, name: str, kinds: dict[str, known.Properties], where: str, *, extra: known.Properties
) -> Iterator[Fault]:
    """A list whose members say by `type` what they are."""
    rows = holder.get(name)
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        at = f"{_under(where, name)}[{index}]"
        kind = row.get("type") if isinstance(row, Mapping) else None
        kind = kind.removesuffix("validator").removesuffix("trigger") if isinstance(kind, str) else kind
        if not isinstance(row, Mapping) or kind not in kinds:
            yield Fault(f"{at}.type", f"There is no {name[:-1]} of type {kind!r}.{_nearest(str(kind), tuple(kinds))}")
            continue
        yield from _of_properties(row, kinds[kind] | extra | {"type": known.TEXT}, at)


def _of_properties(holder: Definition, allowed: known.Properties, where: str) -> Iterator[Fault]:
    for name, value in holder.items():
        at = _under(where, str(name))
        if name not in allowed:
            if name not in known.HARMLESS:
                yield Fault(
                    at,
                    f"Regard does not know the property {str(name)[:60]!r} here.{_nearest(str(name), tuple(allowed))}",
                )
        elif value is not None and (wrong := wrong_kind(value, allowed[name])):
            yield Fault(at, wrong)


def _nearest(word: str, among: tuple[str, ...]) -> str:
    found = get_close_matches(word, among, n=1)
    return f" Did you mean {found[0]!r}?" if found else ""


def _under(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name
