"""Questions answered by entering, sliding, ordering or sending something, and texts that ask nothing."""

from __future__ import annotations

from regard.engage.surveys.exchange.conditions import Scalar, scalar
from regard.engage.surveys.exchange.fidelity import note_unread
from regard.engage.surveys.exchange.markup import has_scripts, safe_html
from regard.engage.surveys.exchange.qualtrics.asked import Asked, Element, Translation, has_words
from regard.engage.surveys.exchange.qualtrics.file import Json, mapping

_READ = {
    "Display",
    "TextEntry",
    "Image",
    "TextEntryValidation",
    "TextEntryForceResponse",
    "DisplayLogic",
    "TextEntrySize",
}
_READ |= {"InputHeight", "InputWidth", "TextEntryLength", "Min", "Max"}
_STARS = 10


def text_entry(translation: Translation, asked: Asked) -> list[Element]:
    """A field, a box or a form."""
    selector = str(asked.payload.get("Selector") or "SL")
    if asked.kind == "parts":
        return [_fields(translation, asked)]
    settings = mapping(mapping(asked.payload.get("Validation")).get("Settings"))
    is_number = settings.get("Type") == "ContentType" and settings.get("ContentType") == "ValidNumber"
    translation.slot(asked, "", asked.name, is_number=is_number)
    translation.slot(asked, "TEXT", asked.name, is_number=is_number)
    if selector in ("ML", "ESTB"):
        return [{"type": "comment", "name": asked.name}]
    if selector == "PW":
        asked.entry.approximate("A password field shows what is typed.")
    elif selector != "SL":
        asked.entry.approximate(f"A field of the sort {selector!r} is a plain field.")
    return [{"type": "text", "name": asked.name}]


def _fields(translation: Translation, asked: Asked) -> Element:
    """A form: one field for each of its lines."""
    parts: list[Element] = []
    for key, option in asked.choices.items():
        parts.append({"name": key, "title": _label(translation, asked, key, option)})
        for head in (key, f"{key}_TEXT"):
            translation.slot(asked, head, asked.name, "part", part=key)
        if option.get("TextEntryValidation") not in (None, "None", ""):
            asked.entry.lose("Checks of single lines of the form are left out.")
    return {"type": "multipletext", "name": asked.name, "items": parts}


def _label(translation: Translation, asked: Asked, key: str, option: Json) -> object:
    if option.get("DisplayLogic"):
        asked.entry.lose(f"Display logic of {key} is left out: it is always shown.")
    if option.get("Image"):
        asked.entry.lose("Pictures beside its lines are left out.")
    note_unread(asked.entry, option, _READ, f"Line {key}")
    return (
        translation.words(
            asked, option.get("Display"), translation.translations(asked.payload, "Choices", key, "Display")
        )
        or key
    )


def slider(translation: Translation, asked: Asked) -> list[Element]:
    """A slider, or stars; a panel of them where there are several."""
    settings = mapping(asked.payload.get("Configuration"))
    stars = asked.payload.get("Selector") == "STAR"
    if settings.get("NotApplicable") in (True, "true"):
        asked.entry.lose('"Not applicable" cannot be ticked beside a slider; it can be left untouched.')
    if mapping(asked.payload.get("Labels")):
        asked.entry.lose("Labels along the slider are left out.")
    made: list[Element] = []
    for key, option in asked.choices.items():
        name = asked.row_names.get(key, asked.name)
        element = _stars(name, settings) if stars else _track(name, settings, key)
        element["title"] = _label(translation, asked, key, option)
        made.append(element)
        translation.slot(asked, key, name, is_number=True)
        translation.slot(asked, f"{key}_TEXT", asked.name, "ignored")
    if len(made) == 1:
        translation.slot(asked, "", asked.name, is_number=True)
        made[0].pop("title")
        return made
    asked.entry.approximate("Each line is a question of its own in one panel.")
    return [{"type": "panel", "name": asked.name, "elements": made}]


def _track(name: str, settings: Json, key: str) -> Element:
    low, high = _number(settings.get("CSSliderMin"), 0), _number(settings.get("CSSliderMax"), 100)
    decimals = _number(settings.get("NumDecimals"), 0)
    element: Element = {"type": "slider", "name": name, "min": low, "max": high if high > low else low + 1}
    if isinstance(decimals, int) and 0 < decimals < 4:
        element["step"] = round(0.1**decimals, decimals)
    start = mapping(settings.get("SliderStartPositions")).get(key)
    if settings.get("CustomStart") in (True, "true") and isinstance(start, int | float) and 0 < start <= 1:
        element["defaultValue"] = round(low + start * (high - low), 3)
    return element


def _stars(name: str, settings: Json) -> Element:
    count = _number(settings.get("StarCount") or settings.get("CSSliderMax"), 5)
    return {
        "type": "rating",
        "name": name,
        "rateType": "stars",
        "rateMin": 1,
        "rateMax": min(max(int(count), 2), _STARS),
    }


def _number(given: object, otherwise: int) -> int | float:
    found: Scalar = scalar(given)
    return found if isinstance(found, int | float) else otherwise


def ranking(translation: Translation, asked: Asked) -> list[Element]:
    """An order of all choices."""
    choices = [
        {"value": asked.values[key], "text": _label(translation, asked, key, one)} for key, one in asked.choices.items()
    ]
    for key in asked.choices:
        translation.slot(asked, key, asked.name, "rank", part=asked.values[key])
        translation.slot(asked, f"{key}_TEXT", asked.name, "comment")
    if any(has_words(option) for option in asked.choices.values()):
        asked.entry.approximate("Words beside a choice are not asked for; those already given are kept as comments.")
    return [{"type": "ranking", "name": asked.name, "choices": choices}]


def constant_sum(translation: Translation, asked: Asked) -> list[Element]:
    """Numbers, which must add up where the file says to what."""
    element = _fields(translation, asked)
    for part in element["items"]:
        part["inputType"] = "number"
    for key in asked.choices:
        translation.slot(asked, key, asked.name, "part", part=key, is_number=True)
    settings = mapping(mapping(asked.payload.get("Validation")).get("Settings"))
    total = scalar(settings.get("ChoiceTotal") or "")
    if settings.get("Type") in ("ChoicesTotal", "CSTotal") and isinstance(total, int | float):
        terms = ", ".join(f"{{{asked.name}.{part['name']}}}" for part in element["items"])
        element["validators"] = [{"type": "expression", "expression": f"sum({terms}) = {total}"}]
    if asked.payload.get("Selector") in ("HBAR", "HSLIDER"):
        asked.entry.approximate("Bars and sliders that add up are fields for numbers.")
    return [element]


def file_upload(translation: Translation, asked: Asked) -> list[Element]:
    """A file."""
    for end in ("FILE_ID", "FILE_SIZE", "FILE_TYPE", "Id", "Size", "Type"):
        translation.slot(asked, end, asked.name, "ignored")
    for end in ("FILE_NAME", "Name"):
        translation.slot(asked, end, asked.name, "comment")
    return [{"type": "file", "name": asked.name}]


def shown_text(translation: Translation, asked: Asked) -> list[Element]:
    """Words that ask nothing, with their harmless markup."""
    text = str(asked.payload.get("QuestionText") or "")
    if asked.payload.get("Selector") in ("GRB", "FLB"):
        asked.entry.lose("The picture or file lies with Qualtrics and is left out; its words are kept.")
    if has_scripts(text):
        asked.entry.lose("Scripts, styles and forms in its text are not taken over.")
    said = {"default": safe_html(translation.pipes.translate(text, asked.entry))}
    for code, translated in translation.translations(asked.payload, "QuestionText").items():
        said[code.lower()] = safe_html(translation.pipes.translate(str(translated), asked.entry))
    return [{"type": "html", "name": asked.name, "html": said["default"] if len(said) == 1 else said}]
