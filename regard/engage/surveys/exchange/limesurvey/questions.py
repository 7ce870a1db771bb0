"""One question of a LimeSurvey file as elements, by its letter."""

from __future__ import annotations

from collections.abc import Callable

from regard.engage.surveys.exchange.conditions import Compare, Const, Ref
from regard.engage.surveys.exchange.limesurvey.asked import (
    Asked,
    Element,
    Translation,
    code_value,
    codes_of,
    row_of,
    values_of,
)
from regard.engage.surveys.exchange.limesurvey.structure import Option
from regard.engage.surveys.exchange.markup import safe_html

FIVE = {str(step): step for step in range(1, 6)}
YES_NO = {"Y": "Yes", "N": "No"}
_COLUMNS: dict[str, list[tuple[int | str, str]]] = {
    "A": [(step, str(step)) for step in range(1, 6)],
    "B": [(step, str(step)) for step in range(1, 11)],
    "C": [("Y", "Yes"), ("U", "Uncertain"), ("N", "No")],
    "E": [("I", "Increase"), ("S", "Same"), ("D", "Decrease")],
}


def elements_of(translation: Translation, asked: Asked) -> list[Element]:
    """The elements a question becomes; none where it has no counterpart, and its entry says why."""
    maker = _MAKERS.get(asked.question.sort)
    if maker is None:
        asked.entry.drop(f"Questions of the sort {asked.question.sort!r} have no counterpart.")
        return []
    return maker(translation, asked)


def _choice(translation: Translation, asked: Asked) -> list[Element]:
    question = asked.question
    values = values_of(question.answers, asked.entry)
    element: Element = {"type": "dropdown" if question.sort in "!W" else "radiogroup", "name": asked.name}
    element["choices"] = _choices(translation, asked, question.answers, values)
    codes = codes_of(question.answers, values)
    if question.row.get("other") == "Y":
        _other(translation, asked, element)
        codes["-oth-"] = "other"
    translation.slot(asked, "", asked.name, codes=codes)
    if question.sort == "O":
        element["showCommentArea"] = True
        translation.slot(asked, "comment", asked.name, "comment")
    return [element] if element["choices"] or "showOtherItem" in element else _nothing(asked, "choices")


def _nothing(asked: Asked, what: str) -> list[Element]:
    asked.entry.drop(f"It has no {what} to answer with.")
    return []


def _choices(translation: Translation, asked: Asked, options: list[Option], values: dict[str, object]) -> list[Element]:
    found = []
    for option in options:
        made: Element = {
            "value": values[option.id],
            "text": translation.words(asked.entry, option.texts) or option.code,
        }
        shown = translation.condition(asked.entry, option.relevance, f"relevance of {option.code}")
        found.append(made | ({"visibleIf": str(shown)} if shown is not None else {}))
    return found


def _other(translation: Translation, asked: Asked, element: Element) -> None:
    element["showOtherItem"] = True
    said = asked.question.attributes.get("other_replace_text", {})
    if any(said.values()):
        element["otherText"] = translation.words(asked.entry, said)
    translation.slot(asked, "other", asked.name, "comment")


def _multiple(translation: Translation, asked: Asked) -> list[Element]:
    question = asked.question
    values = values_of(question.subquestions, asked.entry)
    element: Element = {"type": "checkbox", "name": asked.name}
    element["choices"] = _choices(translation, asked, question.subquestions, values)
    made = [element]
    for option in question.subquestions:
        translation.slot(asked, option.code, asked.name, "option", part=values[option.id])
        if question.sort == "P":
            made.append(_words_beside(translation, asked, option, values[option.id]))
    if question.row.get("other") == "Y":
        _other(translation, asked, element)
    return made if element["choices"] else _nothing(asked, "choices")


def _words_beside(translation: Translation, asked: Asked, option: Option, value: object) -> Element:
    asked.entry.approximate("The comment beside each choice is a question of its own, shown when it is chosen.")
    name = translation.names.take(f"{asked.name}_{option.code}_comment")
    translation.slot(asked, f"{option.code}comment", name)
    translation.slot(asked, f"{option.code}_comment", name)
    shown = Compare(Ref(asked.name), "contains", Const(value))  # type: ignore[arg-type]
    return {
        "type": "text",
        "name": name,
        "title": translation.words(asked.entry, option.texts),
        "visibleIf": str(shown),
    }


def _text(translation: Translation, asked: Asked) -> list[Element]:
    translation.slot(asked, "", asked.name, is_number=asked.question.sort == "N")
    if asked.question.sort in "TU":
        return [{"type": "comment", "name": asked.name}]
    inputs = {"N": "number", "D": "date"}
    element: Element = {"type": "text", "name": asked.name}
    if asked.question.sort in inputs:
        element["inputType"] = inputs[asked.question.sort]
    if asked.question.sort == "D" and any(sign in asked.question.attribute("date_format") for sign in ("H", "M:")):
        element["inputType"] = "datetime-local"
    return [element]


def _yes_no(translation: Translation, asked: Asked) -> list[Element]:
    translation.slot(asked, "", asked.name, codes={"Y": "Y", "N": "N", "yes": "Y", "no": "N"})
    return [{"type": "boolean", "name": asked.name, "valueTrue": "Y", "valueFalse": "N"}]


def _gender(translation: Translation, asked: Asked) -> list[Element]:
    choices = [{"value": "F", "text": "Female"}, {"value": "M", "text": "Male"}]
    translation.slot(asked, "", asked.name, codes={"F": "F", "M": "M", "female": "F", "male": "M"})
    return [{"type": "radiogroup", "name": asked.name, "choices": choices}]


def _five(translation: Translation, asked: Asked) -> list[Element]:
    translation.slot(asked, "", asked.name, codes=FIVE, is_number=True)
    element: Element = {"type": "rating", "name": asked.name, "rateMin": 1, "rateMax": 5}
    drawn = {"1": "stars", "2": "smileys"}.get(asked.question.attribute("slider_rating"))
    return [element | ({"rateType": drawn} if drawn else {})]


def _array(translation: Translation, asked: Asked) -> list[Element]:
    question = asked.question
    if question.sort == "H":
        asked.entry.approximate("Rows and columns are turned: what was answered by column is answered by row.")
    if question.sort in _COLUMNS:
        columns = [{"value": value, "text": text} for value, text in _COLUMNS[question.sort]]
        codes: dict[str, object] = {str(value): value for value, _ in _COLUMNS[question.sort]}
        codes |= {text.lower(): value for value, text in _COLUMNS[question.sort]}
    else:
        values = values_of(question.answers, asked.entry)
        codes = codes_of(question.answers, values)
        columns = _choices(translation, asked, question.answers, values)
    return _matrix(translation, asked, asked.name, columns, codes, "")


def _matrix(
    translation: Translation, asked: Asked, name: str, columns: list[Element], codes: dict[str, object], end: str
) -> list[Element]:
    rows = []
    for option in asked.question.of_scale(asked.question.subquestions, "0"):
        words = translation.words(asked.entry, option.texts)
        if isinstance(words, str) and "|" in words:
            asked.entry.approximate("The two ends of a row stand together in its label.")
            words = words.replace("|", " – ")
        made: Element = {"value": row_of(option.code), "text": words or option.code}
        shown = translation.condition(asked.entry, option.relevance, f"relevance of {option.code}")
        rows.append(made | ({"visibleIf": str(shown)} if shown is not None else {}))
        translation.slot(asked, f"{option.code}{end}", name, "row", part=row_of(option.code), codes=codes)
    if not rows or not columns:
        return _nothing(asked, "rows or columns")
    return [{"type": "matrix", "name": name, "columns": columns, "rows": rows}]


def _dual(translation: Translation, asked: Asked) -> list[Element]:
    inside = []
    for scale, heading in (("0", "dualscale_headerA"), ("1", "dualscale_headerB")):
        options = asked.question.of_scale(asked.question.answers, scale)
        values = values_of(options, asked.entry)
        columns = _choices(translation, asked, options, values)
        name = asked.row_names[scale]
        made = _matrix(translation, asked, name, columns, codes_of(options, values), f"#{scale}")
        title = translation.words(asked.entry, asked.question.attributes.get(heading, {}))
        inside += [{**one, "title": title or f"{scale}"} for one in made]
    asked.entry.is_gone = not inside
    asked.entry.approximate("Its two scales are two grids in one panel.")
    return [{"type": "panel", "name": asked.name, "elements": inside}] if inside else []


def _fields(translation: Translation, asked: Asked) -> list[Element]:
    question, number = asked.question, asked.question.sort == "K"
    parts = []
    for option in question.subquestions:
        title = translation.words(asked.entry, option.texts) or option.code
        part: Element = {"name": row_of(option.code), "title": title}
        parts.append(part | ({"inputType": "number"} if number else {}))
        translation.slot(asked, option.code, asked.name, "part", part=row_of(option.code), is_number=number)
    if number and question.attribute("slider_layout") in ("1", "Y"):
        asked.entry.approximate("Sliders are fields for numbers.")
    return [{"type": "multipletext", "name": asked.name, "items": parts}] if parts else _nothing(asked, "fields")


def _grid(translation: Translation, asked: Asked) -> list[Element]:
    question, number = asked.question, asked.question.sort == ":"
    columns = question.of_scale(question.subquestions, "1")
    inside = []
    for row in question.of_scale(question.subquestions, "0"):
        name, parts = asked.row_names[row.code], []
        for column in columns:
            title = translation.words(asked.entry, column.texts) or column.code
            part: Element = {"name": row_of(column.code), "title": title}
            parts.append(part | ({"inputType": "number"} if number else {}))
            keys = f"{row.code}_{column.code}"
            translation.slot(asked, keys, name, "part", part=row_of(column.code), is_number=number)
        if parts:
            title = translation.words(asked.entry, row.texts) or row.code
            inside.append({"type": "multipletext", "name": name, "title": title, "items": parts})
    asked.entry.approximate("Each row of the grid is a question of its own in one panel.")
    return [{"type": "panel", "name": asked.name, "elements": inside}] if inside else _nothing(asked, "rows or columns")


def _ranking(translation: Translation, asked: Asked) -> list[Element]:
    options = asked.question.answers or asked.question.subquestions
    values = values_of(options, asked.entry)
    codes = codes_of(options, values)
    for place, _ in enumerate(options, start=1):
        translation.slot(asked, str(place), asked.name, "place", part=place, codes=codes)
    choices = _choices(translation, asked, options, values)
    return [{"type": "ranking", "name": asked.name, "choices": choices}] if choices else _nothing(asked, "choices")


def _file(translation: Translation, asked: Asked) -> list[Element]:
    translation.slot(asked, "", asked.name, "comment")
    translation.slot(asked, "filecount", asked.name, "ignored")
    element: Element = {"type": "file", "name": asked.name}
    kinds = [kind.strip() for kind in asked.question.attribute("allowed_filetypes").split(",") if kind.strip()]
    if kinds:
        element["acceptedTypes"] = ", ".join(f".{kind.lstrip('.')}" for kind in kinds)
    size = code_value(asked.question.attribute("max_filesize"))
    if isinstance(size, int) and size > 0:
        element["maxSize"] = size * 1024
    if asked.question.attribute("max_num_of_files") not in ("", "1"):
        element["allowMultiple"] = True
    return [element]


def _shown(translation: Translation, asked: Asked) -> list[Element]:
    translation.slot(asked, "", asked.name, "ignored")
    texts = {
        code: translation.piped(asked.entry, safe_html(text)) for code, text in asked.question.texts.items() if text
    }
    first = texts.pop(translation.language, "") or next(iter(texts.values()), "")
    return [{"type": "html", "name": asked.name, "html": {"default": first, **texts} if texts else first}]


def _equation(translation: Translation, asked: Asked) -> list[Element]:
    """A value that is worked out and not asked."""
    text = asked.question.attribute("equation") or next((one for one in asked.question.texts.values() if one), "")
    translation.slot(asked, "", asked.name)
    found = translation.condition(asked.entry, text, "equation")
    if found is None:
        asked.entry.drop("Nothing is worked out in its place.")
        return []
    translation.calculated.append({"name": asked.name, "expression": str(found), "includeIntoResult": True})
    asked.entry.became = asked.name
    return []


def _language(translation: Translation, asked: Asked) -> list[Element]:
    asked.entry.drop("The language is chosen at the top of every page.")
    translation.slot(asked, "", asked.name, "ignored")
    return []


_MAKERS: dict[str, Callable[[Translation, Asked], list[Element]]] = {
    **dict.fromkeys("L!OZW", _choice),
    **dict.fromkeys("MP", _multiple),
    **dict.fromkeys("STUND", _text),
    **dict.fromkeys("ABCEFH", _array),
    **dict.fromkeys("KQ", _fields),
    **dict.fromkeys(":;", _grid),
    "Y": _yes_no,
    "G": _gender,
    "5": _five,
    "1": _dual,
    "R": _ranking,
    "|": _file,
    "X": _shown,
    "*": _equation,
    "I": _language,
}
