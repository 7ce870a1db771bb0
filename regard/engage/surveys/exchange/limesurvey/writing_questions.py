"""Single questions as rows of LimeSurvey's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.engage.surveys.exchange.fidelity import Entry
from regard.engage.surveys.exchange.languages import spoken, to_limesurvey
from regard.engage.surveys.exchange.outline import Line, has_none, has_other, note_left_out, options_of, steps_of
from regard.engage.surveys.exchange.shaping import Fact, Unshapable, shape_of

Row = dict[str, str]
_CHOOSING = {"radiogroup": "L", "dropdown": "!", "checkbox": "M", "tagbox": "M", "imagepicker": "L"}
_SIGNS = {"equal": "==", "notequal": "!=", "less": "<", "lessorequal": "<=", "greater": ">", "greaterorequal": ">="}
_LETTERS = {"comment": "T", "ranking": "R", "boolean": "Y", "matrix": "F", "html": "X", "file": "|", "slider": "N"}


@dataclass
class Written:
    """A question as it was written, for conditions that look at it."""

    code: str
    line: Line
    sort: str = "T"
    qid: str = ""
    gid: str = ""
    sid: str = ""
    codes: dict[str, str] = field(default_factory=dict)  # of its choices by value
    rows: dict[str, str] = field(default_factory=dict)  # of its rows and parts by name


def write_question(
    one: Written, place: int, languages: Sequence[str], written: Mapping[str, Written], next_id: Callable[[], str]
) -> Iterator[tuple[str, Row]]:
    """The rows of a question, each with its table. What cannot be said of it is noted in its entry."""
    line, element = one.line, one.line.element
    one.sort = _sort_of(line)
    attributes, read = _attributes(one)
    required = "Y" if element.get("isRequired") else "N"
    relevance = relevance_of(line.visible_if, written, line.entry, "condition") or "1"
    base = {"qid": one.qid, "sid": one.sid, "gid": one.gid, "type": one.sort, "title": one.code}
    rest = {"mandatory": required, "question_order": str(place), "scale_id": "0", "relevance": relevance}
    yield (
        "questions",
        {**base, "parent_qid": "0", "preg": _pattern(line), "other": "Y" if has_other(element) else "N", **rest},
    )
    text = element.get("html") if line.kind == "html" else element.get("title") or line.name
    for number, code in enumerate(languages):
        said = {
            "question": _in(text, code, number),
            "help": _in(element.get("description"), code, number),
            "script": "",
        }
        yield "question_l10ns", {"id": next_id(), "qid": one.qid, **said, "language": to_limesurvey(code)}
    yield from _options(one, languages, next_id)
    if has_other(element) and element.get("otherText"):
        for number, code in enumerate(languages):
            said = {"value": _in(element["otherText"], code, number), "language": to_limesurvey(code)}
            yield "question_attributes", {"qid": one.qid, "attribute": "other_replace_text", **said}
    for name, value in attributes.items():
        yield "question_attributes", {"qid": one.qid, "attribute": name, "value": value, "language": ""}
    note_left_out(line.entry, element, read | {"description"})
    if line.name != one.code:
        line.entry.approximate(f"Its name is written {one.code}.")
    line.entry.became = one.code


def _in(text: Any, code: str, number: int) -> str:
    return spoken(text, "default" if number == 0 else code)


def _sort_of(line: Line) -> str:
    element, kind = line.element, line.kind
    if kind in _CHOOSING:
        return "M" if kind == "imagepicker" and element.get("multiSelect") else _CHOOSING[kind]
    if kind == "rating":
        return "5" if [value for value, _, _ in steps_of(element)] == [1, 2, 3, 4, 5] else "L"
    if kind == "multipletext":
        parts = element.get("items") or []
        return "K" if parts and all(part.get("inputType") == "number" for part in parts) else "Q"
    if kind == "text":
        return {"number": "N", "date": "D", "datetime-local": "D"}.get(str(element.get("inputType")), "S")
    return _LETTERS.get(kind, "T")


def _options(one: Written, languages: Sequence[str], next_id: Callable[[], str]) -> Iterator[tuple[str, Row]]:
    element, kind = one.line.element, one.line.kind
    if one.sort == "M":
        yield from _subquestions(one, options_of(element), one.codes, languages, next_id)
        if has_none(element):
            one.line.entry.lose('"None of them" is not written.')
    elif one.sort in ("L", "!", "R"):
        options = steps_of(element) if kind == "rating" else options_of(element)
        if has_none(element):
            options = [*options, ("none", element.get("noneText") or "None", "")]
        yield from _answers(one, options, languages, next_id)
    elif one.sort == "F":
        yield from _subquestions(one, options_of(element, "rows"), one.rows, languages, next_id)
        yield from _answers(one, options_of(element, "columns"), languages, next_id)
    elif one.sort in ("K", "Q"):
        parts = [(part.get("name"), part.get("title") or part.get("name"), "") for part in element.get("items") or []]
        yield from _subquestions(one, parts, one.rows, languages, next_id)


def _option_code(value: Any, taken: Mapping[str, str], longest: int, letter: str) -> str:
    """The value itself where it can be a code, a numbered one otherwise."""
    text = str(value)
    if text.isascii() and text.isalnum() and len(text) <= longest and text not in taken.values():
        return text
    return f"{letter}{len(taken) + 1}"


def _subquestions(
    one: Written,
    options: list[tuple[Any, Any, str]],
    codes: dict[str, str],
    languages: Sequence[str],
    next_id: Callable[[], str],
) -> Iterator[tuple[str, Row]]:
    for number, (value, text, shown) in enumerate(options, start=1):
        code = codes[str(value)] = _option_code(value, codes, 20, "SQ")
        _note_code(one, value, code, shown)
        qid = next_id()
        head = {"qid": qid, "parent_qid": one.qid, "sid": one.sid, "gid": one.gid, "type": "T", "title": code}
        yield (
            "subquestions",
            {**head, "question_order": str(number), "scale_id": "0", "relevance": "1", "mandatory": "N"},
        )
        for place, language in enumerate(languages):
            said = {"id": next_id(), "qid": qid, "question": _in(text, language, place), "help": "", "script": ""}
            yield "question_l10ns", {**said, "language": to_limesurvey(language)}


def _answers(
    one: Written, options: list[tuple[Any, Any, str]], languages: Sequence[str], next_id: Callable[[], str]
) -> Iterator[tuple[str, Row]]:
    for number, (value, text, shown) in enumerate(options, start=1):
        code = one.codes[str(value)] = _option_code(value, one.codes, 5, "A")
        _note_code(one, value, code, shown)
        aid = next_id()
        row = {
            "aid": aid,
            "qid": one.qid,
            "code": code,
            "sortorder": str(number),
            "assessment_value": "0",
            "scale_id": "0",
        }
        yield "answers", row
        for place, language in enumerate(languages):
            said = {"id": next_id(), "aid": aid, "answer": _in(text, language, place)}
            yield "answer_l10ns", {**said, "language": to_limesurvey(language)}


def _note_code(one: Written, value: Any, code: str, shown: str) -> None:
    if str(value) != code:
        one.line.entry.approximate("Values that LimeSurvey cannot have as codes are numbered.")
    if shown:
        one.line.entry.lose("Conditions of single choices and rows are not written.")


def _attributes(one: Written) -> tuple[dict[str, str], set[str]]:
    """Attributes, and the properties that were read for them."""
    element, kind = one.line.element, one.line.kind
    found: dict[str, str] = {}
    read = {
        "html",
        "inputType",
        "choices",
        "rows",
        "columns",
        "items",
        "showOtherItem",
        "hasOther",
        "showNoneItem",
        "otherText",
    }
    read |= {"hasNone", "noneText", "rateMin", "rateMax", "rateStep", "rateValues", "rateCount", "isAllRowRequired"}
    if element.get("choicesOrder") == "random":
        found["random_order"] = "1"
        read.add("choicesOrder")
    if element.get("maxLength"):
        found["maximum_chars"] = str(element["maxLength"])
        read.add("maxLength")
    if element.get("visible") is False:
        found["hidden"] = "1"
    if kind == "rating" and one.sort == "5" and element.get("rateType") in ("stars", "smileys"):
        found["slider_rating"] = "1" if element["rateType"] == "stars" else "2"
        read.add("rateType")
    if kind == "boolean":
        read |= {"valueTrue", "valueFalse"}
        if element.get("valueTrue", True) != "Y":
            one.line.entry.approximate("Yes and no are written Y and N.")
    if kind == "slider":
        one.line.entry.approximate("A slider is a field for a number.")
        found |= {"min_num_value_n": str(element.get("min") or 0), "max_num_value_n": str(element.get("max", 100))}
        read |= {"min", "max"}
    if kind == "file":
        ends = [end.strip().lstrip(".") for end in str(element.get("acceptedTypes") or "").split(",") if end.strip()]
        found |= {"allowed_filetypes": ", ".join(ends)} if ends else {}
        found |= {"max_filesize": str(int(element["maxSize"]) // 1024)} if element.get("maxSize") else {}
        found |= {"max_num_of_files": "10"} if element.get("allowMultiple") else {}
        read |= {"acceptedTypes", "maxSize", "allowMultiple"}
    _checks(one.line, found)
    return found, read


def _checks(line: Line, found: dict[str, str]) -> None:
    for rule in line.element.get("validators") or []:
        kind = rule.get("type")
        if kind == "numeric" and line.kind == "text":
            for name, attribute in (("minValue", "min_num_value_n"), ("maxValue", "max_num_value_n")):
                found |= {attribute: str(rule[name])} if rule.get(name) is not None else {}
        elif kind == "answercount":
            for name, attribute in (("minCount", "min_answers"), ("maxCount", "max_answers")):
                found |= {attribute: str(rule[name])} if rule.get(name) is not None else {}
        elif kind == "text" and rule.get("maxLength") and not rule.get("minLength"):
            found["maximum_chars"] = str(rule["maxLength"])
        elif kind != "regex" or line.kind not in ("text", "comment"):
            line.entry.lose(f"A check of the sort {kind!r} is not written.")


def _pattern(line: Line) -> str:
    rules = [rule for rule in line.element.get("validators") or [] if rule.get("type") == "regex"]
    if not rules or line.kind not in ("text", "comment"):
        return ""
    return f"/{rules[0].get('regex')}/" + ("i" if rules[0].get("caseInsensitive") else "")


def relevance_of(expression: str, written: Mapping[str, Written], entry: Entry, what: str) -> str:
    """A condition as LimeSurvey's relevance; empty where there is none, or, noted, where it cannot be said."""
    if not expression:
        return ""
    try:
        shape = shape_of(expression)
        parts = [" and ".join(_fact(fact, written) for fact in facts) or "1" for facts in shape]
    except Unshapable as error:
        entry.lose(f"Its {what} {expression[:120]!r} is not written: {error}.")
        return ""
    return " or ".join(f"({part})" for part in parts) if parts else "0"


def _fact(fact: Fact, written: Mapping[str, Written]) -> str:
    name, _, part = fact.name.partition(".")
    one = written.get(fact.name) or written.get(name)
    if one is None:
        raise Unshapable(f"{fact.name} is nothing the survey asks")
    variable = one.code
    if part and fact.name not in written:
        if part not in one.rows:
            raise Unshapable(f"{name} has no part {part}")
        variable = f"{one.code}_{one.rows[part]}"
    elif one.line.kind in ("checkbox", "tagbox") and fact.operator in ("contains", "notcontains"):
        if str(fact.value) not in one.codes:
            raise Unshapable(f"{fact.value!r} is no choice of {name}")
        sign = "==" if fact.operator == "contains" else "!="
        return f'{one.code}_{one.codes[str(fact.value)]}.NAOK {sign} "Y"'
    if fact.operator in ("empty", "notempty"):
        return f"{'' if fact.operator == 'empty' else '!'}is_empty({variable}.NAOK)"
    if fact.operator not in _SIGNS:
        raise Unshapable(f"it uses {fact.operator}")
    return f"{variable}.NAOK {_SIGNS[fact.operator]} {_value(fact, one)}"


def _value(fact: Fact, one: Written) -> str:
    value = fact.value
    if one.line.kind == "boolean":
        is_yes = value == one.line.element.get("valueTrue", True)
        return '"Y"' if is_yes else '"N"'
    text = one.codes.get(str(value), str(value))
    return (
        text
        if isinstance(value, int | float) and not isinstance(value, bool) and text == str(value)
        else '"' + text.replace('"', "'") + '"'
    )
