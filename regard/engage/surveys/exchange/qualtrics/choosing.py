"""Questions that offer choices: multiple choice, NPS, drill-downs, hot spots, graphic sliders."""

from __future__ import annotations

import re
from typing import Any

from regard.engage.surveys.exchange.conditions import Compare, Const, Ref, either
from regard.engage.surveys.exchange.fidelity import note_unread
from regard.engage.surveys.exchange.markup import plain
from regard.engage.surveys.exchange.qualtrics.asked import Asked, Element, Translation, has_words
from regard.engage.surveys.exchange.qualtrics.file import Json, is_true, mapping
from regard.engage.surveys.exchange.qualtrics.logic import condition_of

DROPDOWNS = ("DL", "SB", "MSB")
_READ = {"Display", "TextEntry", "ExclusiveAnswer", "DisplayLogic", "Image", "TextEntryForceResponse", "display"}
_READ |= {
    "TextEntryValidation",
    "InputHeight",
    "InputWidth",
    "TextEntrySize",
    "TextEntryLength",
    "WordIndex",
    "WordLength",
    "Word",
}
SCALE = range(11)


def choosing(translation: Translation, asked: Asked) -> list[Element]:
    """The element of a choice question, and a text question for each choice people may write beside."""
    selector = str(asked.payload.get("Selector") or "")
    if asked.kind == "rating" and _is_zero_to_ten(asked):
        return [_nps(translation, asked)]
    many = asked.kind in ("multiple",)
    kind = ("tagbox" if many else "dropdown") if selector in DROPDOWNS else "checkbox" if many else "radiogroup"
    element: Element = {"type": kind, "name": asked.name}
    element["choices"] = _choices(translation, asked)
    _special(translation, asked, element)
    _order(asked, element)
    _carried(translation, asked, element)
    _default(asked, element, many)
    _note_sort(asked)
    _add_slots(translation, asked, many)
    return [element, *(_words_beside(translation, asked, key, many) for key in asked.texts)]


def _is_zero_to_ten(asked: Asked) -> bool:
    return [str(value) for value in asked.values.values()] == [str(step) for step in SCALE]


def _nps(translation: Translation, asked: Asked) -> Element:
    element: Element = {"type": "rating", "name": asked.name, "rateMin": 0, "rateMax": 10, "regard": {"metric": "nps"}}
    labels = asked.payload.get("ColumnLabels")
    if isinstance(labels, list) and len(labels) > 1:
        low, high = (mapping(labels[place]).get("Display") for place in (0, -1))
        element["minRateDescription"], element["maxRateDescription"] = plain(low), plain(high)
    translation.slot(asked, "", asked.name, codes=translation.codes(asked, asked.choices, asked.values), is_number=True)
    translation.slot(asked, "NPS_GROUP", asked.name, "ignored")
    return element


def _choices(translation: Translation, asked: Asked) -> list[Any]:
    found: list[Any] = []
    for key, option in asked.choices.items():
        if key in (asked.other, asked.none):
            continue
        text = translation.words(
            asked, option.get("Display"), translation.translations(asked.payload, "Choices", key, "Display")
        )
        choice: Json = {"value": asked.values[key], "text": text or str(asked.values[key])}
        shown = condition_of(translation, option.get("DisplayLogic"), asked.entry, f"choice {key}'s display logic")
        if shown is not None:
            choice["visibleIf"] = str(shown)
        _note_choice(asked, key, option)
        found.append(choice)
    return found


def _note_choice(asked: Asked, key: str, option: Json) -> None:
    if option.get("Image"):
        asked.entry.lose(f"The picture of choice {key} lies with Qualtrics and is left out; its words are kept.")
    if key in asked.texts:
        asked.entry.approximate("Words beside a choice became a question of their own, shown when it is chosen.")
    if is_true(option.get("ExclusiveAnswer")) and key != asked.none:
        asked.entry.lose("Choices that exclude all others may be chosen together here.")
    note_unread(asked.entry, option, _READ, f"Choice {key}")


def _special(translation: Translation, asked: Asked, element: Element) -> None:
    for key, switch, label in ((asked.other, "showOtherItem", "otherText"), (asked.none, "showNoneItem", "noneText")):
        if key is not None:
            option = asked.choices[key]
            translated = translation.translations(asked.payload, "Choices", key, "Display")
            element[switch] = True
            element[label] = translation.words(asked, option.get("Display"), translated)
            note_unread(asked.entry, option, _READ, f"Choice {key}")
            if key == asked.none and list(asked.choices)[-1] != key:
                asked.entry.approximate("The choice that excludes all others comes last.")
            if option.get("DisplayLogic"):
                asked.entry.lose(f"Display logic of choice {key} is left out: it is always shown.")


def _order(asked: Asked, element: Element) -> None:
    random = mapping(asked.payload.get("Randomization"))
    sort = str(random.get("Type") or "None")
    if sort in ("All", "SubSet", "Subset", "Advanced", "RandomWithOnlyX"):
        element["choicesOrder"] = "random"
        if sort != "All":
            asked.entry.approximate("All choices are shown in random order: none is fixed in its place or left out.")
    elif sort not in ("None", ""):
        asked.entry.lose(f"Random order of the sort {sort!r} is left out; choices keep their order.")


def _carried(translation: Translation, asked: Asked, element: Element) -> None:
    """Choices carried forward from another question."""
    found = mapping(asked.payload.get("DynamicChoices"))
    locator = re.match(r"q://([^/]+)/ChoiceGroup/(\w+)", str(found.get("Locator") or ""))
    if not found.get("Locator"):
        return
    source = translation.asked.get(locator[1]) if locator else None
    if locator is None or source is None or source.kind not in ("single", "multiple", "ranking"):
        asked.entry.lose("Its choices are carried over from elsewhere, which has no counterpart.")
        return
    own = {str(choice["value"]) for choice in element["choices"]}
    for key, option in source.choices.items():
        if key not in (source.other, source.none) and str(source.values[key]) not in own:
            text = translation.words(source, option.get("Display"))
            element["choices"].append({"value": source.values[key], "text": text})
            translation.slot(asked, f"x{key}", asked.name, "option", part=source.values[key])
    way = {"SelectedChoices": "contains", "UnselectedChoices": "notcontains"}.get(locator[2])
    if way and source.kind == "single":
        way = "=" if way == "contains" else "<>"
    if way:
        element["choicesVisibleIf"] = f"{{{source.name}}} {way} {{item}}"
    asked.entry.approximate(f"Choices carried over from {source.name} are listed here and shown by a condition.")


def _default(asked: Asked, element: Element, many: bool) -> None:
    chosen = [
        key
        for key, one in mapping(asked.payload.get("DefaultChoices")).items()
        if is_true(mapping(one).get("Selected"))
    ]
    values = [asked.values[key] for key in chosen if key in asked.values]
    if values:
        element["defaultValue"] = values if many else values[0]


def _note_sort(asked: Asked) -> None:
    sort = str(asked.payload.get("QuestionType"))
    if sort == "DD":
        asked.entry.approximate("A drill-down is one list with the whole path in each choice.")
    if sort == "HotSpot":
        asked.entry.approximate("Regions of a picture are chosen by their names; the picture lies with Qualtrics.")
    if sort == "SS":
        asked.entry.approximate("A graphic slider is a plain choice of its steps.")
    if asked.payload.get("Selector") in ("SAHR", "MAHR", "SACOL", "MACOL"):
        asked.entry.approximate("Choices stand below one another; their layout in rows or columns is left out.")
    if mapping(asked.payload.get("ChoiceGroups")):
        asked.entry.lose("Groups of choices have no counterpart; their choices are listed in order.")


def _words_beside(translation: Translation, asked: Asked, key: str, many: bool) -> Element:
    name = asked.texts[key]
    shown = Compare(Ref(asked.name), "contains" if many else "=", Const(asked.values[key]))
    title = translation.words(asked, asked.choices[key].get("Display"))
    translation.slot(asked, f"{key}_TEXT", name)
    return {"type": "text", "name": name, "title": title, "visibleIf": str(either(shown))}


def _add_slots(translation: Translation, asked: Asked, many: bool) -> None:
    codes = translation.codes(asked, asked.choices, asked.values)
    translation.slot(asked, "", asked.name, "options" if many else "value", codes=codes)
    for key in asked.choices:
        if many:
            translation.option_slot(asked, "", key, asked.name)
    for key, target in asked.texts.items():
        translation.slot(asked, f"{key}_TEXT", target)
    if asked.other is not None:
        translation.slot(asked, f"{asked.other}_TEXT", asked.name, "comment")
    if asked.other is not None:
        translation.slot(asked, "TEXT", asked.name, "comment")
    elif asked.texts:
        translation.slot(asked, "TEXT", next(iter(asked.texts.values())))


def words_allowed(asked: Asked) -> bool:
    """Whether people may write beside any of its rows."""
    return any(has_words(option) for option in asked.choices.values())
