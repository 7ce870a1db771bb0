"""Questions in rows and columns: matrices of every sort, side by side, pick-group-and-rank."""

from __future__ import annotations

from typing import Any

from regard.engage.surveys.exchange.fidelity import note_unread
from regard.engage.surveys.exchange.qualtrics.asked import (
    Asked,
    Element,
    Translation,
    has_words,
    options_of,
)
from regard.engage.surveys.exchange.qualtrics.choosing import words_allowed
from regard.engage.surveys.exchange.qualtrics.file import mapping
from regard.engage.surveys.exchange.qualtrics.logic import condition_of
from regard.engage.surveys.exchange.slots import Role, Slot

_READ = {
    "Display",
    "TextEntry",
    "DisplayLogic",
    "Image",
    "ExclusiveAnswer",
    "TextEntryForceResponse",
    "TextEntryValidation",
}
_READ |= {"InputHeight", "InputWidth"}


def grid(translation: Translation, asked: Asked) -> list[Element]:
    """The element of a matrix; several where each row asks for more than one thing."""
    _note(asked)
    if asked.kind == "parts":
        return [_parts(translation, asked)]
    if asked.kind == "rows":
        return [_rows(translation, asked)]
    return [_matrix(translation, asked)]


def _note(asked: Asked) -> None:
    selector, sub = str(asked.payload.get("Selector")), str(asked.payload.get("SubSelector") or "")
    if selector == "Bipolar":
        asked.entry.approximate("The two ends of a bipolar row stand together in its label.")
    if selector == "MaxDiff":
        asked.entry.approximate("Best and worst are columns; that each is chosen once is not enforced.")
    if sub in ("DL", "DND"):
        asked.entry.approximate("Lists in the rows are columns here.")
    if words_allowed(asked):
        asked.entry.approximate("Words beside its rows are one field under the grid.")
    sort = str(mapping(asked.payload.get("Randomization")).get("Type") or "None")
    if sort not in ("None", "", "All"):
        asked.entry.lose(f"Random order of the sort {sort!r} is left out.")


def _label(translation: Translation, asked: Asked, which: str, key: str) -> Any:
    option = (asked.choices if which == "Choices" else asked.answers)[key]
    text = str(option.get("Display") if option.get("Display") is not None else "")
    if asked.payload.get("Selector") == "Bipolar" and which == "Choices":
        text = text.replace(":", " – ", 1)
    if option.get("Image"):
        asked.entry.lose("Pictures of rows lie with Qualtrics and are left out; their words are kept.")
    note_unread(asked.entry, option, _READ, f"Row or column {key}")
    return translation.words(asked, text, translation.translations(asked.payload, which, key, "Display"))


def _matrix(translation: Translation, asked: Asked) -> Element:
    if asked.payload.get("QuestionType") == "PGR":
        return _groups(translation, asked)
    columns = [
        {"value": asked.values[key], "text": _label(translation, asked, "Answers", key)} for key in asked.answers
    ]
    element: Element = {"type": "matrix", "name": asked.name, "columns": columns, "rows": []}
    for key, row in asked.rows.items():
        made = {"value": row, "text": _label(translation, asked, "Choices", key) or row}
        shown = condition_of(
            translation, asked.choices[key].get("DisplayLogic"), asked.entry, f"row {key}'s display logic"
        )
        element["rows"].append(made | ({"visibleIf": str(shown)} if shown is not None else {}))
    if mapping(asked.payload.get("Randomization")).get("Type") == "All":
        asked.entry.lose("The random order of its rows is left out.")
    if words_allowed(asked):
        element["showCommentArea"] = True
    codes = translation.codes(asked, asked.answers, asked.values)
    for key, row in asked.rows.items():
        _row_slots(translation, asked, key, asked.name, "row", part=row, codes=codes)
        _comment_slot(translation, asked, key, asked.name)
    return element


def _row_slots(translation: Translation, asked: Asked, key: str, name: str, role: Role, **rest: Any) -> None:
    """A row's column is called by its id or by its own export tag."""
    translation.slot(asked, key, name, role, **rest)
    tag = str(mapping(asked.payload.get("ChoiceDataExportTags")).get(key) or "")
    if tag:
        translation.slot(asked, tag, name, role, **rest)
        translation.slots.add(Slot(name, role, **rest), [tag])


def _comment_slot(translation: Translation, asked: Asked, key: str, name: str) -> None:
    tag = str(mapping(asked.payload.get("ChoiceDataExportTags")).get(key) or "")
    translation.slot(asked, f"{key}_TEXT", name, "comment")
    if tag:
        short = tag.removeprefix(f"{asked.tag}_")
        heads = (tag, f"{asked.tag}_{short}", f"{asked.tag}{short}")
        translation.slots.add(Slot(name, "comment"), [f"{head}_TEXT" for head in heads])


def _groups(translation: Translation, asked: Asked) -> Element:
    """Pick, group and rank: the group of each, without the rank within it."""
    asked.entry.approximate("Each is put into a group; the order within a group is not asked for.")
    groups = [str(group) for group in asked.payload.get("Groups") or []]
    columns = [{"value": str(number), "text": group} for number, group in enumerate(groups)]
    rows = [{"value": row, "text": _label(translation, asked, "Choices", key)} for key, row in asked.rows.items()]
    for key in asked.choices:
        for number in range(len(groups)):
            translation.slot(
                asked, f"{number}_GROUP_{key}", asked.name, "row", part=asked.rows[key], codes={"*": str(number)}
            )
            translation.slot(asked, f"G{number}_{key}_RANK", asked.name, "ignored")
    return {"type": "matrix", "name": asked.name, "columns": columns, "rows": rows}


def _rows(translation: Translation, asked: Asked) -> Element:
    """A panel with one element for each row."""
    selector = asked.payload.get("Selector")
    elements = []
    for key, name in asked.row_names.items():
        made = _texts_of_row if selector in ("TE", "CS", "RO") else _choices_of_row
        elements.append(made(translation, asked, key, name))
    if selector in ("CS", "RO"):
        asked.entry.approximate("Numbers are entered in each cell; that they add up or differ is not enforced.")
    asked.entry.approximate("Each row of the grid is a question of its own in one panel.")
    return {"type": "panel", "name": asked.name, "elements": elements}


def _choices_of_row(translation: Translation, asked: Asked, key: str, name: str) -> Element:
    answers = asked.answers
    if asked.payload.get("Selector") == "Profile" and key in answers and "Display" not in answers[key]:
        answers = {inner: mapping(one) for inner, one in answers[key].items()}
        asked.values |= {inner: asked.values.get(inner, inner) for inner in answers}
        labels = {inner: translation.words(asked, one.get("Display")) for inner, one in answers.items()}
    else:
        labels = {inner: _label(translation, asked, "Answers", inner) for inner in answers}
    many = asked.payload.get("SubSelector") == "MultipleAnswer"
    codes = translation.codes(asked, answers, asked.values)
    _row_slots(translation, asked, key, name, "options" if many else "value", codes=codes)
    for inner in answers if many else ():
        translation.option_slot(asked, key, inner, name)
    _comment_slot(translation, asked, key, name)
    element: Element = {
        "type": "checkbox" if many else "radiogroup",
        "name": name,
        "title": _label(translation, asked, "Choices", key) or name,
        "choices": [{"value": asked.values[inner], "text": label} for inner, label in labels.items()],
    }
    return element | ({"showCommentArea": True} if has_words(asked.choices[key]) else {})


def _texts_of_row(translation: Translation, asked: Asked, key: str, name: str) -> Element:
    number = asked.payload.get("Selector") in ("CS", "RO")
    parts = []
    for inner in asked.answers:
        part: Element = {"name": inner, "title": _label(translation, asked, "Answers", inner) or inner}
        parts.append(part | ({"inputType": "number"} if number else {}))
        translation.slot(asked, f"{key}_{inner}", name, "part", part=inner, is_number=number)
        translation.slot(asked, f"{key}_{inner}_TEXT", name, "part", part=inner, is_number=number)
    title = _label(translation, asked, "Choices", key) or name
    return {"type": "multipletext", "name": name, "title": title, "items": parts}


def _parts(translation: Translation, asked: Asked) -> Element:
    """One field for each row."""
    number = asked.payload.get("Selector") in ("CS", "RO")
    column = next(iter(asked.answers), None)
    element: Element = {"type": "multipletext", "name": asked.name, "items": []}
    for key in options_of(asked):
        part: Element = {"name": key, "title": _label(translation, asked, "Choices", key) or key}
        element["items"].append(part | ({"inputType": "number"} if number else {}))
        for head in (key, f"{key}_TEXT", *((f"{key}_{column}", f"{key}_{column}_TEXT") if column else ())):
            translation.slot(asked, head, asked.name, "part", part=key, is_number=number)
    if column:
        asked.entry.approximate("The only column of the grid is left out: each row is a field.")
    return element
