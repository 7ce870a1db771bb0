"""SurveyJS' own JSON: what is asked here is kept as it is; the rest becomes the nearest thing, or is left out with a note."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from regard.engage.surveys.definition import properties as known
from regard.engage.surveys.exchange.errors import SurveyUnreadable
from regard.engage.surveys.exchange.fidelity import Entry, Report
from regard.engage.surveys.exchange.imported import Imported
from regard.engage.surveys.exchange.languages import spoken
from regard.engage.surveys.exchange.markup import plain
from regard.engage.surveys.exchange.qualtrics.file import too_deep
from regard.engage.surveys.exchange.slots import Slot, Slots

Element = dict[str, Any]
_SAME = {"buttongroup": "radiogroup", "nouislider": "slider", "imagemap": "checkbox", "sortablelist": "ranking"}
_GONE = {
    "signaturepad": "A signature cannot be drawn.",
    "image": "Pictures that ask nothing are left out.",
    "matrixdynamic": "Rows that respondents add cannot be asked for.",
    "paneldynamic": "Panels that respondents add cannot be asked for.",
    "microphone": "Sound cannot be recorded.",
}
_OLD = {"hasOther": "showOtherItem", "hasNone": "showNoneItem", "hasComment": "showCommentArea"}
_CELLS = {
    "dropdown": "dropdown",
    "radiogroup": "radiogroup",
    "checkbox": "checkbox",
    "comment": "comment",
    "rating": "rating",
}


def import_surveyjs(*, content: bytes) -> Imported:
    """Read a survey. Raises SurveyUnreadable where the file is none."""
    try:
        tree = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise SurveyUnreadable(f"The file is not JSON: {str(error)[:120]}.") from error
    return translate(tree=tree)


def translate(*, tree: Any) -> Imported:
    """A survey as SurveyJS has it, cut down to what is asked here."""
    if not isinstance(tree, Mapping) or too_deep(tree):
        raise SurveyUnreadable("A survey of SurveyJS is a JSON object with pages.")
    if not any(isinstance(tree.get(name), list) for name in ("pages", "elements", "questions")):
        raise SurveyUnreadable("The file is JSON, but no survey of SurveyJS: it has neither pages nor elements.")
    report, slots = Report("SurveyJS"), Slots()
    made = _kept(report.add("survey", str(spoken(tree.get("title")) or "survey")), tree, known.SURVEY)
    made.pop("elements", None)
    made.pop("questions", None)
    pages = tree.get("pages") or [{"name": "page1", "elements": tree.get("elements") or tree.get("questions")}]
    calculated = list(made.get("calculatedValues") or [])
    made["pages"] = []
    for number, page in enumerate(pages, start=1):
        if isinstance(page, Mapping):
            made["pages"].append(_place(report, slots, page, known.PAGE, calculated, f"page{number}"))
    if calculated:
        made["calculatedValues"] = calculated
    return Imported(made, report, slots)


def _place(
    report: Report, slots: Slots, place: Mapping[str, Any], allowed: known.Properties, calculated: list[Any], name: str
) -> Element:
    kind = "panel" if "type" in allowed else "page"
    made = _kept(report.add(kind, str(place.get("name") or name)), place, allowed)
    made.setdefault("name", name)
    made.pop("questions", None)
    made["elements"] = []
    for element in place.get("elements") or place.get("questions") or []:
        if isinstance(element, Mapping):
            made["elements"] += _element(report, slots, element, calculated)
    return made


def _element(report: Report, slots: Slots, element: Mapping[str, Any], calculated: list[Any]) -> list[Element]:
    kind, name = str(element.get("type") or "text"), str(element.get("name") or "")
    if kind in ("panel", "flowpanel"):
        return [_place(report, slots, {**element, "type": "panel"}, known.PANEL, calculated, name or "panel")]
    entry = report.add("question", name or "?", plain(spoken(element.get("title"))))
    if kind == "expression" and element.get("expression"):
        calculated.append({"name": name, "expression": element["expression"], "includeIntoResult": True})
        entry.approximate("It is worked out, and not shown among the questions.")
        return []
    if kind == "matrixdropdown":
        return _grid(entry, slots, element)
    if kind in _SAME:
        entry.approximate(f"A question of the sort {kind!r} is a {_SAME[kind]!r} here.")
        kind = _SAME[kind]
    if kind not in known.QUESTIONS:
        entry.drop(_GONE.get(kind, f"Questions of the sort {kind!r} have no counterpart."))
        return []
    renamed = {_OLD.get(key, key): value for key, value in element.items()} | {"type": kind}
    if kind == "file" and renamed.get("valueName"):
        entry.lose("Its value under another name is left out.")
    made = _kept(entry, renamed, known.QUESTIONS[kind])
    _place_slots(slots, made)
    entry.became = name
    return [made]


def _kept(entry: Entry, given: Mapping[str, Any], allowed: known.Properties) -> Element:
    unknown = sorted(str(name) for name in given if name not in allowed and name not in known.HARMLESS)
    if unknown:
        entry.lose(f"Properties without a counterpart: {', '.join(unknown[:20])}.")
    return {str(name): value for name, value in given.items() if name in allowed or name in known.HARMLESS}


def _grid(entry: Entry, slots: Slots, element: Mapping[str, Any]) -> list[Element]:
    """A matrix whose cells are questions: one panel with a question for each cell."""
    name, inside = str(element.get("name") or "grid"), []
    for row in element.get("rows") or []:
        value = row.get("value") if isinstance(row, Mapping) else row
        for column in element.get("columns") or []:
            if not isinstance(column, Mapping):
                continue
            kind = _CELLS.get(str(column.get("cellType") or element.get("cellType") or "dropdown"), "text")
            choices = column.get("choices") or element.get("choices")
            cell: Element = {"type": kind, "name": f"{name}_{value}_{column.get('name')}"}
            label = row.get("text", value) if isinstance(row, Mapping) else row
            cell["title"] = f"{spoken(label)} – {spoken(column.get('title') or column.get('name'))}"
            if kind in ("dropdown", "radiogroup", "checkbox"):
                if not choices:
                    continue
                cell["choices"] = choices
            if column.get("isRequired"):
                cell["isRequired"] = True
            inside.append(cell)
            _place_slots(slots, cell)
    if not inside:
        entry.drop("Its cells hold nothing that can be asked.")
        return []
    entry.approximate("Each cell of the grid is a question of its own in one panel.")
    panel: Element = {"type": "panel", "name": name, "elements": inside}
    for key in ("title", "description", "visibleIf"):
        if element.get(key):
            panel[key] = element[key]
    return [panel]


def _place_slots(slots: Slots, element: Element) -> None:
    """Where the columns of a table that was exported from here go."""
    name, kind = str(element.get("name")), element.get("type")
    options = [
        (one.get("value"), spoken(one.get("text"))) if isinstance(one, Mapping) else (one, str(one))
        for one in element.get("choices") or element.get("rateValues") or []
    ]
    codes = {str(value): value for value, _ in options} | {text.lower(): value for value, text in options if text}
    slots.add(Slot(f"{name}", "comment"), [f"{name}-Comment", f"{name}_Comment"])
    for switch, special in (
        ("showOtherItem", "other"),
        ("showNoneItem", "none"),
        ("hasOther", "other"),
        ("hasNone", "none"),
    ):
        if element.get(switch):
            options.append((special, spoken(element.get(f"{special}Text"))))
            codes[special] = special
    if kind in ("checkbox", "tagbox") or (kind == "imagepicker" and element.get("multiSelect")):
        slots.add(Slot(name, "options", codes=codes), [name])
        for chosen, _ in options:
            slots.add(Slot(name, "option", chosen), [f"{name}[{chosen}]"])
    elif kind == "ranking":
        for ranked, _ in options:
            slots.add(Slot(name, "rank", ranked), [f"{name}[{ranked}]"])
    elif kind == "matrix":
        columns = [one.get("value") if isinstance(one, Mapping) else one for one in element.get("columns") or []]
        for row in element.get("rows") or []:
            key = row.get("value") if isinstance(row, Mapping) else row
            slots.add(Slot(name, "row", key, {str(one): one for one in columns}), [f"{name}[{key}]"])
    elif kind == "multipletext":
        for part in element.get("items") or []:
            slots.add(Slot(name, "part", part.get("name")), [f"{name}[{part.get('name')}]"])
    else:
        slots.add(
            Slot(name, codes=codes, is_number=kind in ("rating", "slider") or element.get("inputType") == "number"),
            [name],
        )
