"""What must fit together in a definition: scales and metrics, limits, names that expressions speak of."""

import re
from collections.abc import Iterator
from functools import cache

from regard.engage.surveys.definition.walking import Part, conditions_of, pages_of, questions_of, value_of
from regard.engage.surveys.logic.parsing import ExpressionRefused, parse
from regard.engage.surveys.logic.tree import names_in

_ACCENT = re.compile(r"#[0-9a-fA-F]{6}")
SCALES = {"nps": (0.0, 10.0), "enps": (0.0, 10.0), "csat": None, "ces5": (1.0, 5.0), "ces7": (1.0, 7.0), "stars": None}


def scale_of(question: Part) -> tuple[float, float] | None:
    """The ends of a question's scale, None where it has none.

    >>> scale_of({"type": "rating"}), scale_of({"type": "rating", "rateValues": [1, {"value": 7}]})
    ((1.0, 5.0), (1.0, 7.0))
    """
    kind = question.get("type")
    if kind == "slider":
        return float(question.get("min") or 0), float(_or(question.get("max"), 100))
    if kind != "rating":
        return None
    given = [value_of(one) for one in question.get("rateValues") or []]
    if given:
        numbers = [float(one) for one in given if isinstance(one, int | float) and not isinstance(one, bool)]
        return (min(numbers), max(numbers)) if len(numbers) == len(given) else None
    low, step = float(_or(question.get("rateMin"), 1)), float(question.get("rateStep") or 1)
    if "rateCount" in question and "rateMax" not in question:
        return low, low + step * (question["rateCount"] - 1)
    return low, float(_or(question.get("rateMax"), 5))


def _or(value: float | None, otherwise: float) -> float:
    return otherwise if value is None else value


def faults_of_question(question: Part) -> Iterator[tuple[str, str]]:
    """What does not fit together in one question: where in it, and what."""
    kind = question.get("type")
    regard = question.get("regard")
    if isinstance(regard, dict):
        yield from _of_metric(question, regard.get("metric"))
        if "consent" in regard and kind != "boolean":
            yield "regard.consent", "Consent is asked with a question of type boolean."
    scale = _safe_scale(question)
    if kind in ("rating", "slider") and scale is not None and not scale[0] < scale[1]:
        yield ("rateMax" if kind == "rating" else "max"), "The scale must end above its beginning."
    if kind == "rating" and scale is not None and (scale[1] - scale[0]) / (question.get("rateStep") or 1) > 100:
        yield "rateMax", "A rating has at most 100 steps. A slider takes more."
    if kind in ("radiogroup", "checkbox", "dropdown", "tagbox", "ranking", "imagepicker") and not question.get(
        "choices"
    ):
        yield "choices", "This question needs choices."
    if kind == "matrix" and not (question.get("columns") and question.get("rows")):
        yield "rows", "A matrix needs rows and columns."
    if kind == "multipletext" and not question.get("items"):
        yield "items", "This question needs at least one line in items."
    if question.get("sliderType") not in (None, "single"):
        yield "sliderType", "A slider here has one value. Use two sliders for a range."
    for index, validator in enumerate(question.get("validators") or []):
        if isinstance(validator, dict) and isinstance(validator.get("regex"), str):
            yield from _of_regex(validator["regex"], f"validators[{index}].regex")


def _safe_scale(question: Part) -> tuple[float, float] | None:
    try:
        return scale_of(question)
    except (TypeError, ValueError):
        return None  # said elsewhere


def _of_metric(question: Part, metric: object) -> Iterator[tuple[str, str]]:
    if not isinstance(metric, str) or metric not in SCALES:
        return
    wanted, scale = SCALES[metric], _safe_scale(question)
    if question.get("type") not in ("rating", "slider") or scale is None:
        yield "regard.metric", "A metric is measured with a rating of numbers."
    elif wanted is not None and scale != wanted:
        yield (
            "regard.metric",
            f"{metric.upper()} is asked from {wanted[0]:g} to {wanted[1]:g}; this scale is {scale[0]:g} to {scale[1]:g}.",
        )


def _of_regex(pattern: str, where: str) -> Iterator[tuple[str, str]]:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        yield where, "This is no regular expression."
        return
    if len(pattern) > 300 or _REPEATED_REPEAT.search(pattern):
        yield where, "This expression could take very long on some answers. Do not repeat what is repeated already."


_REPEATED_REPEAT = re.compile(r"[+*}]\)?\s*\)[+*{]")


def faults_of_regard(definition: Part) -> Iterator[tuple[str, str]]:
    """What does not fit together in what a survey says to Regard alone."""
    regard = definition["regard"]
    theme = regard.get("theme")
    accent = theme.get("accent") if isinstance(theme, dict) else None
    if accent is not None and not (isinstance(accent, str) and _ACCENT.fullmatch(accent)):
        yield "regard.theme.accent", "A colour is written as #0b6b5b."
    if regard.get("anonymous") is not True:
        return
    for where, question in questions_of(definition):
        said = question.get("regard")
        if isinstance(said, dict) and said.get("consent"):
            yield f"{where}.regard.consent", "Nobody can consent in an anonymous survey: it is not known who does."
        if question.get("type") == "file":
            yield where, "An anonymous survey takes no files: they carry names and times."


@cache
def _spoken_of(expression: str) -> frozenset[str]:
    try:
        return frozenset(names_in(parse(expression)))
    except ExpressionRefused:
        return frozenset()


def doubts_of(definition: Part) -> Iterator[tuple[str, str]]:
    """What is allowed and probably not meant."""
    names = {question["name"].lower() for _, question in questions_of(definition)}
    names |= {str(one.get("name", "")).lower() for one in definition.get("calculatedValues") or []}
    names |= {"item", "choice", "row", "panel", "pageno", "pagecount", "locale", "self"}
    for where, expression in conditions_of(definition):
        for name in sorted(_spoken_of(expression)):
            first = re.split(r"[.\[]", name.lstrip("#"))[0].lower().removesuffix("-comment")
            if name.lower() not in names and first not in names:
                yield where, f"No question and no calculated value is named {name!r}."
    for where, page in pages_of(definition):
        if isinstance(page, dict) and not (page.get("elements") or page.get("questions")):
            yield where, "This page has no questions and is not shown."
