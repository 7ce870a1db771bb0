"""What a property takes, and a sentence where it is given something else."""

from collections.abc import Mapping

from regard.engage.surveys.definition import properties as known
from regard.engage.surveys.logic.functions import FUNCTIONS
from regard.engage.surveys.logic.parsing import ExpressionRefused, parse
from regard.engage.surveys.logic.tree import functions_in

LONGEST_TEXT = 20_000


def wrong_kind(value: object, kind: known.Kind) -> str:
    """Why a value cannot stand there; empty where it can.

    >>> wrong_kind("yes", known.BOOL), wrong_kind("{a} >", known.CONDITION)
    ('This must be true or false.', 'The expression cannot be read at its end: {a} >')
    """
    if isinstance(kind, tuple):
        return "" if value in kind else f"This must be one of {', '.join(kind)}."
    if kind == known.CONDITION:
        return _wrong_condition(value)
    if kind in (known.WORDS, known.HTML):
        return "" if _is_words(value) else "This must be a text, or an object with a text for each language."
    return "" if _fits(value, kind) else _SENTENCES[kind]


_SENTENCES = {
    known.TEXT: "This must be a text.",
    known.BOOL: "This must be true or false.",
    known.NUMBER: "This must be a number.",
    known.WHOLE: "This must be a whole number of 0 or more.",
    known.CHOICES: "This must be a list of choices.",
    known.LIST: "This must be a list.",
    known.ELEMENTS: "This must be a list of questions.",
    known.OBJECT: "This must be an object.",
}


def _fits(value: object, kind: str) -> bool:  # noqa: PLR0911
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    match kind:
        case known.TEXT:
            return isinstance(value, str) and len(value) <= LONGEST_TEXT and "\x00" not in value
        case known.BOOL:
            return isinstance(value, bool)
        case known.NUMBER:
            return is_number and abs(float(value)) < 1e15  # type: ignore[arg-type]
        case known.WHOLE:
            return is_number and float(value).is_integer() and 0 <= float(value) < 1e9  # type: ignore[arg-type]
        case known.CHOICES | known.LIST | known.ELEMENTS:
            return isinstance(value, list)
        case known.OBJECT:
            return isinstance(value, Mapping)
        case _:
            return True


def _is_words(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(isinstance(key, str) and len(key) <= 20 and _fits(text, known.TEXT) for key, text in value.items())
    return _fits(value, known.TEXT)


def _wrong_condition(value: object) -> str:
    if not isinstance(value, str):
        return "This must be an expression, such as {name} = 'value'."
    if not value.strip():
        return ""
    try:
        unknown = sorted(functions_in(parse(value)) - FUNCTIONS.keys())
    except ExpressionRefused as error:
        return str(error)
    return f"There is no function {unknown[0]!r}. Known are {', '.join(sorted(FUNCTIONS))}." if unknown else ""
