"""Single questions as Qualtrics' payloads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.exchange.languages import from_qualtrics, spoken
from regard.engage.surveys.exchange.outline import Line, has_none, has_other, note_left_out, options_of, steps_of

Json = dict[str, Any]
_CONTENT = {"number": "ValidNumber", "email": "ValidEmail", "tel": "ValidPhone", "url": "ValidURL", "date": "ValidDate"}
_SELECTORS = {"radiogroup": "SAVR", "dropdown": "DL", "checkbox": "MAVR", "tagbox": "MSB", "boolean": "SAHR"}


@dataclass
class Written:
    """A question as it was written, for conditions that look at it."""

    qid: str
    kind: str
    payload: Json
    choices: dict[str, str] = field(default_factory=dict)  # key by value: of choices, or of columns of a grid
    rows: dict[str, str] = field(default_factory=dict)  # key by row, or by part
    choice_conditions: dict[str, str] = field(default_factory=dict)  # by key


def write_question(line: Line, qid: str, languages: Sequence[str]) -> Written:
    """A question's payload. What cannot be said of it is noted in its entry."""
    element = line.element
    payload: Json = {
        "QuestionText": spoken(element.get("html") if line.kind == "html" else element.get("title") or line.name),
        "DataExportTag": line.name,
        "QuestionID": qid,
        "DataVisibility": {"Private": False, "Hidden": False},
        "Configuration": {"QuestionDescriptionOption": "UseText"},
        "QuestionDescription": spoken(element.get("title"))[:99],
        "Validation": {"Settings": {"ForceResponse": "OFF", "ForceResponseType": "ON", "Type": "None"}},
        "Language": [],
    }
    one = Written(qid, line.kind, payload)
    read = _MAKERS.get(line.kind, _as_text)(one, line)
    _validation(one, line)
    _translate(one, line, languages)
    note_left_out(line.entry, element, read)
    line.entry.became = qid
    return one


def _sort(one: Written, sort: str, selector: str, sub: str | None = None) -> None:
    one.payload |= {"QuestionType": sort, "Selector": selector} | ({"SubSelector": sub} if sub else {})


def _fill(one: Written, line: Line, options: list[tuple[Any, Any, str]], name: str = "Choices") -> None:
    """Choices or answers, numbered from 1, each worth its value where that is a number."""
    made: Json = {}
    recodes: dict[str, str] = {}
    naming: dict[str, str] = {}
    for number, (value, text, shown) in enumerate(options, start=1):
        key = str(number)
        made[key] = {"Display": spoken(text)}
        one.choices[str(value).lower() if isinstance(value, bool) else str(value)] = key
        if isinstance(value, int | float) and not isinstance(value, bool):
            recodes[key] = str(value)
        else:
            naming[key] = str(value)
            recodes[key] = str(value)
        if shown and name == "Choices":
            one.choice_conditions[key] = shown
    one.payload |= {name: made, "ChoiceOrder" if name == "Choices" else "AnswerOrder": list(made)}
    if any(key != value for key, value in recodes.items()):
        one.payload["RecodeValues"] = recodes
    if naming:
        line.entry.approximate("Values that are words are recode values; Qualtrics itself only gives numbers.")


def _choosing(one: Written, line: Line) -> set[str]:
    selector = _SELECTORS[line.kind]
    _sort(one, "MC", selector, None if selector in ("DL", "MSB") else "TX")
    _fill(one, line, options_of(line.element))
    for is_there, value, label, flag in (
        (has_none(line.element), "none", "noneText", "ExclusiveAnswer"),
        (has_other(line.element), "other", "otherText", "TextEntry"),
    ):
        if is_there:
            key = str(len(one.payload["Choices"]) + 1)
            text = spoken(line.element.get(label)) or value.capitalize()
            one.payload["Choices"][key] = {"Display": text, flag: "true" if flag == "TextEntry" else True}
            one.payload["ChoiceOrder"].append(key)
            one.choices[value] = key
    if line.element.get("choicesOrder") == "random":
        one.payload["Randomization"] = {"Advanced": None, "TotalRandSubset": "", "Type": "All"}
    default = line.element.get("defaultValue")
    if default is not None:
        chosen = default if isinstance(default, list) else [default]
        keys = [one.choices[str(value)] for value in chosen if str(value) in one.choices]
        one.payload["DefaultChoices"] = {key: {"Selected": True} for key in keys}
    return {
        "choices",
        "showOtherItem",
        "hasOther",
        "otherText",
        "showNoneItem",
        "hasNone",
        "noneText",
        "defaultValue",
    } | ({"choicesOrder"} if line.element.get("choicesOrder") == "random" else set())


def _boolean(one: Written, line: Line) -> set[str]:
    _sort(one, "MC", "SAHR", "TX")
    yes, no = line.element.get("valueTrue", True), line.element.get("valueFalse", False)
    labels = spoken(line.element.get("labelTrue")) or "Yes", spoken(line.element.get("labelFalse")) or "No"
    line.entry.approximate("A question of yes or no is a choice of two.")
    _fill(one, line, [(yes, labels[0], ""), (no, labels[1], "")])
    return {"valueTrue", "valueFalse", "labelTrue", "labelFalse"}


def _rating(one: Written, line: Line) -> set[str]:
    element, steps = line.element, steps_of(line.element)
    numbers = [value for value, _, _ in steps]
    low, high = spoken(element.get("minRateDescription")), spoken(element.get("maxRateDescription"))
    if numbers == list(range(11)) and (element.get("regard") or {}).get("metric") in (None, "nps"):
        _sort(one, "MC", "NPS")
        _fill(one, line, steps)
        one.payload["RecodeValues"] = {key: value for value, key in one.choices.items()}
        one.payload["ColumnLabels"] = [{"Display": low}, {"Display": high}] if low or high else []
    elif element.get("rateType") == "stars" and numbers[:1] == [1]:
        _sort(one, "Slider", "STAR")
        _fill(one, line, [("1", line.name, "")])
        one.choices = {}
        one.payload["Configuration"] |= {"StarCount": str(len(numbers)), "StarType": "discrete"}
    else:
        _sort(one, "MC", "SAHR", "TX")
        _fill(one, line, steps)
        line.entry.approximate("A scale is a choice of its steps.")
        if low or high:
            line.entry.lose("The words at the ends of the scale are not written.")
    return {
        "rateType",
        "rateMin",
        "rateMax",
        "rateStep",
        "rateCount",
        "rateValues",
        "minRateDescription",
        "maxRateDescription",
    }


def _text(one: Written, line: Line) -> set[str]:
    _sort(one, "TE", "ML" if line.kind == "comment" else "SL")
    return {"inputType", "maxLength"}


def _parts(one: Written, line: Line) -> set[str]:
    _sort(one, "TE", "FORM")
    parts = [(part.get("name"), part.get("title") or part.get("name"), "") for part in line.element.get("items") or []]
    _fill(one, line, parts)
    one.payload.pop("RecodeValues", None)
    one.rows, one.choices = dict(one.choices), {}
    line.entry.approximations.clear()
    if any(len(part) > 2 for part in line.element.get("items") or []):
        line.entry.lose("Checks and sorts of its single lines are not written.")
    return {"items"}


def _ranking(one: Written, line: Line) -> set[str]:
    _sort(one, "RO", "DND", "TX")
    _fill(one, line, options_of(line.element))
    return {"choices"}


def _matrix(one: Written, line: Line) -> set[str]:
    _sort(one, "Matrix", "Likert", "SingleAnswer")
    _fill(one, line, options_of(line.element, "rows"))
    rows, conditions = one.choices, one.choice_conditions
    one.payload.pop("RecodeValues", None)
    line.entry.approximations.clear()
    tags = {key: f"{line.name}_{value}" for value, key in rows.items() if value != key}
    one.choices, one.rows, one.choice_conditions = {}, rows, conditions
    _fill(one, line, options_of(line.element, "columns"), "Answers")
    one.payload["ChoiceDataExportTags"] = tags or False
    return {"rows", "columns", "isAllRowRequired"}


def _slider(one: Written, line: Line) -> set[str]:
    _sort(one, "Slider", "HSLIDER")
    low, high = line.element.get("min") or 0, line.element.get("max", 100)
    one.payload |= {"Choices": {"1": {"Display": ""}}, "ChoiceOrder": ["1"]}
    step = str(line.element.get("step") or 1)
    decimals = len(step.partition(".")[2])
    one.payload["Configuration"] |= {
        "CSSliderMin": low,
        "CSSliderMax": high,
        "NumDecimals": str(decimals),
        "CustomStart": False,
    }
    return {"min", "max", "step"}


def _pictures(one: Written, line: Line) -> set[str]:
    many = bool(line.element.get("multiSelect"))
    _sort(one, "MC", "MAVR" if many else "SAVR", "TX")
    _fill(one, line, options_of(line.element))
    line.entry.lose("Pictures of choices are not written.")
    return {"choices", "multiSelect"}


def _file(one: Written, line: Line) -> set[str]:
    _sort(one, "FileUpload", "FileUpload")
    return set()


def _html(one: Written, line: Line) -> set[str]:
    _sort(one, "DB", "TB")
    return {"html"}


def _as_text(one: Written, line: Line) -> set[str]:
    line.entry.approximate("It is a field for text.")
    return _text(one, line)


_MAKERS: dict[str, Callable[[Written, Line], set[str]]] = {
    **dict.fromkeys(("radiogroup", "dropdown", "checkbox", "tagbox"), _choosing),
    **dict.fromkeys(("text", "comment"), _text),
    "boolean": _boolean,
    "rating": _rating,
    "multipletext": _parts,
    "ranking": _ranking,
    "matrix": _matrix,
    "slider": _slider,
    "imagepicker": _pictures,
    "file": _file,
    "html": _html,
}


def _validation(one: Written, line: Line) -> None:
    settings: Json = one.payload["Validation"]["Settings"]
    if line.element.get("isRequired"):
        settings["ForceResponse"] = "ON"
    content = _CONTENT.get(str(line.element.get("inputType")))
    if content and line.kind == "text":
        settings |= {"Type": "ContentType", "ContentType": content}
    rules = list(line.element.get("validators") or [])
    if line.element.get("maxLength"):
        rules.append({"type": "text", "maxLength": line.element["maxLength"]})
    for rule in rules:
        if not _rule(settings, rule):
            line.entry.lose(f"A check of the sort {rule.get('type')!r} is not written.")


def _rule(settings: Json, rule: Mapping[str, Any]) -> bool:
    kind = rule.get("type")
    if kind == "numeric":
        given = (("Min", rule.get("minValue")), ("Max", rule.get("maxValue")))
        limits = {name: str(value) for name, value in given if value is not None}
        settings |= {"Type": "ContentType", "ContentType": "ValidNumber", "ValidNumber": limits}
    elif kind == "text" and (rule.get("minLength") or rule.get("maxLength")):
        low, high = rule.get("minLength"), rule.get("maxLength")
        settings["Type"] = "CharRange" if low and high else "MinChar" if low else "TotalChar"
        settings |= ({"MinChars": str(low)} if low else {}) | ({"TotalChars": str(high)} if high else {})
    elif kind == "answercount":
        low, high = rule.get("minCount"), rule.get("maxCount")
        settings["Type"] = "ChoiceRange"
        settings |= ({"MinChoices": str(low)} if low else {}) | ({"MaxChoices": str(high)} if high else {})
    elif kind == "email":
        settings |= {"Type": "ContentType", "ContentType": "ValidEmail"}
    else:
        return False
    return True


def _translate(one: Written, line: Line, languages: Sequence[str]) -> None:
    """What each other language says of its text and its choices."""
    found: Json = {}
    for code in languages:
        ours = from_qualtrics(code)
        said: Json = {}
        title = line.element.get("html") if line.kind == "html" else line.element.get("title")
        if isinstance(title, Mapping) and title.get(ours):
            said["QuestionText"] = title[ours]
        for name, member in (("Choices", "rows" if line.kind == "matrix" else "choices"), ("Answers", "columns")):
            texts = {
                str(number): {"Display": text[ours]}
                for number, (_, text, _) in enumerate(options_of(line.element, member), start=1)
                if isinstance(text, Mapping) and text.get(ours)
            }
            if texts:
                said[name] = texts
        if said:
            found[code] = said
    if found:
        one.payload["Language"] = found
