"""Attributes of LimeSurvey's questions: limits, order, filters, defaults. Whatever has no counterpart is noted."""

from __future__ import annotations

from typing import Any

from regard.engage.surveys.exchange.conditions import scalar
from regard.engage.surveys.exchange.limesurvey.asked import Asked, Element, Translation, code_value
from regard.engage.surveys.exchange.limesurvey.structure import Question

CHOOSING = ("radiogroup", "dropdown", "checkbox", "ranking")
# How it looks, how it is reported, and settings read elsewhere.
_LOOKS = set(
    """cssclass statistics_showgraph statistics_graphtype public_statistics printable_help hide_tip page_break
    scale_export save_as_default input_size text_input_width text_input_columns display_rows display_columns
    answer_width answer_width_bycolumn repeat_headings use_dropdown time_limit_action time_limit_timer_style
    time_limit_warning_style time_limit_message_style time_limit_warning_2_style time_limit_disable_next
    time_limit_disable_prev question_template display_type samechoiceheight samelistheight showpopups
    choice_title rank_title dropdown_dates dropdown_size dropdown_prefix category_separator label_input_columns
    slider_rating slider_layout slider_showminmax slider_handle slider_custom_handle slider_orientation slider_reversed
    slider_separator slider_reset slider_middlestart parent_order alphasort image clear_default
    other_position other_position_code other_comment_mandatory commented_checkbox commented_checkbox_auto
    exclude_all_others_auto multiflexible_checkbox multiflexible_min multiflexible_max multiflexible_step
    reverse input_boxes show_title show_comment min_num_of_files location_mapservice location_mapheight
    location_mapwidth location_mapzoom printable_survey numbers_only em_validation_q_tip em_validation_sq_tip
    array_filter_style show_totals show_grand_total autocheck keepalive crypt assessment_value suffix prefix
    placeholder value_range_allows_missing""".split()
)
_READ = set(
    """hidden random_order answer_order subquestion_order maximum_chars min_num_value_n max_num_value_n
    min_num_value max_num_value equals_num_value num_value_int_only min_answers max_answers date_format date_min
    date_max array_filter array_filter_exclude exclude_all_others other_replace_text em_validation_q equation
    allowed_filetypes max_filesize max_num_of_files dualscale_headerA dualscale_headerB""".split()
)


def apply_attributes(translation: Translation, asked: Asked, element: Element) -> None:
    """Add limits, order, filters and defaults to the main element of a question."""
    question, kind = asked.question, element["type"]
    _requirement(asked, element)
    rules = [*_limits(asked, kind), *_validations(translation, asked, kind)]
    if rules:
        element["validators"] = rules
    most = scalar(question.attribute("maximum_chars"))
    if kind in ("text", "comment") and isinstance(most, int) and most > 0:
        element["maxLength"] = most
    if question.attribute("hidden") == "1":
        element["visible"] = False
    ordered = question.attribute("random_order") == "1" or "random" in (
        question.attribute("answer_order"),
        question.attribute("subquestion_order"),
    )
    if ordered:
        if kind in CHOOSING:
            element["choicesOrder"] = "random"
        else:
            asked.entry.lose("The random order of its rows is left out.")
    _filter(translation, asked, element)
    _default(asked, element)
    _note_rest(asked)


def _requirement(asked: Asked, element: Element) -> None:
    mandatory = asked.question.row.get("mandatory", "N")
    inner = element.get("elements", [element])
    if mandatory == "Y" and element["type"] != "html":
        for one in inner:
            one["isRequired"] = True
            if one["type"] == "matrix":
                one["isAllRowRequired"] = True
    elif mandatory == "S":
        asked.entry.approximate("An answer is not asked for again when it is missing; the question is optional.")


def _bounds(question: Question, low: str, high: str) -> tuple[Any, Any]:
    return tuple(scalar(question.attribute(name)) for name in (low, high))  # type: ignore[return-value]


def _limits(asked: Asked, kind: str) -> list[Element]:
    question = asked.question
    found: list[Element] = []
    low, high = _bounds(question, "min_num_value_n", "max_num_value_n")
    numbers = {"minValue": low, "maxValue": high}
    limits = {name: value for name, value in numbers.items() if isinstance(value, int | float)}
    if limits and kind == "text":
        found.append({"type": "numeric", **limits})
    elif limits or any(question.attribute(name) for name in ("min_num_value", "max_num_value", "equals_num_value")):
        found += _sums(asked, kind)
    few, many = _bounds(question, "min_answers", "max_answers")
    counts = {"minCount": few, "maxCount": many}
    limits = {name: value for name, value in counts.items() if isinstance(value, int) and value > 0}
    if limits and kind in ("checkbox", "tagbox"):
        found.append({"type": "answercount", **limits})
    elif limits:
        asked.entry.lose("How many must be answered at least or at most is left out.")
    if question.attribute("date_min") or question.attribute("date_max"):
        asked.entry.lose("The earliest and latest date are left out.")
    return found


def _sums(asked: Asked, kind: str) -> list[Element]:
    """Bounds of the sum of several numbers."""
    if kind != "multipletext":
        asked.entry.lose("Bounds of its numbers are left out.")
        return []
    terms = ", ".join(f"{{{asked.name}.{option.code}}}" for option in asked.question.subquestions)
    found = []
    for name, sign in (("min_num_value", ">="), ("max_num_value", "<="), ("equals_num_value", "=")):
        value = scalar(asked.question.attribute(name))
        if isinstance(value, int | float):
            found.append({"type": "expression", "expression": f"sum({terms}) {sign} {value}"})
    return found


def _validations(translation: Translation, asked: Asked, kind: str) -> list[Element]:
    found: list[Element] = []
    pattern = asked.question.row.get("preg", "").strip()
    if pattern and kind in ("text", "comment"):
        body, _, flags = pattern.strip("/").rpartition("/") if pattern.count("/") > 1 else (pattern.strip("/"), "", "")
        rule: Element = {"type": "regex", "regex": body or flags}
        found.append(rule | ({"caseInsensitive": True} if body and "i" in flags else {}))
    elif pattern:
        asked.entry.lose("The pattern its answers must follow is left out.")
    text = asked.question.attribute("em_validation_q")
    wanted = translation.condition(asked.entry, text, "validation") if text else None
    if wanted is not None:
        found.append({"type": "expression", "expression": str(wanted)})
    if asked.question.attribute("em_validation_sq"):
        asked.entry.lose("The validation of its rows is left out.")
    return found


def _filter(translation: Translation, asked: Asked, element: Element) -> None:
    for name, sign in (("array_filter", "contains"), ("array_filter_exclude", "notcontains")):
        source = asked.question.attribute(name)
        if not source:
            continue
        codes = [code.strip() for code in source.split(";") if code.strip()]
        others = [one for one in translation.asked.values() if one.question.code == codes[0]]
        if len(codes) != 1 or not others or others[0].question.sort not in ("M", "P"):
            asked.entry.lose("Rows filtered by another question are all shown.")
        elif element["type"] in CHOOSING:
            element["choicesVisibleIf"] = f"{{{others[0].name}}} {sign} {{item}}"
        else:
            for row in element.get("rows", []):
                said = f"{{{others[0].name}}} {sign} '{row['value']}'"
                row["visibleIf"] = f"({row['visibleIf']}) and {said}" if "visibleIf" in row else said


def _default(asked: Asked, element: Element) -> None:
    kind, rows = element["type"], asked.question.defaults
    plain_rows = [row for row in rows if not row.get("specialtype") and "{" not in row["defaultvalue"]]
    if len(plain_rows) < len(rows):
        asked.entry.lose("Answers filled in by an expression beforehand are left out.")
    if not plain_rows:
        return
    if kind == "checkbox":
        chosen = {option.id: option.code for option in asked.question.subquestions}
        ticked = [code_value(chosen[sub]) for row in plain_rows if (sub := row.get("sqid", "")) in chosen]
        if ticked:
            element["defaultValue"] = ticked
    elif kind in ("radiogroup", "dropdown", "text", "comment", "boolean", "rating"):
        element["defaultValue"] = code_value(plain_rows[0]["defaultvalue"])
    else:
        asked.entry.lose("Answers filled in beforehand are left out.")


def _note_rest(asked: Asked) -> None:
    question = asked.question
    if question.attribute("exclude_all_others"):
        asked.entry.lose("A choice that excludes all others may be chosen together with them here.")
    if question.attribute("prefix") or question.attribute("suffix"):
        asked.entry.lose("Words before or after its field are left out.")
    empty = ("", "0", "N", "Y", "1", "5000")
    unknown = sorted(
        name
        for name in question.attributes
        if name not in _LOOKS | _READ and question.attribute(name) not in empty and not name.startswith("time_limit_")
    )
    if question.attribute("time_limit") not in ("", "0"):
        asked.entry.lose("Its time limit is left out.")
    if unknown:
        asked.entry.lose(f"Attributes without a counterpart: {', '.join(unknown[:20])}.")
    if question.row.get("script") or any(key == "script" for key in question.attributes):
        asked.entry.lose("Its JavaScript is not taken over.")
