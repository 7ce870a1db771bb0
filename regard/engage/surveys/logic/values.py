"""Values as answers carry them, compared and turned into numbers and text as SurveyJS does in a browser."""

import math
import re
from datetime import date, datetime
from typing import Any

Value = Any  # None, bool, number, text, datetime, a list or a mapping of values
_DIGITS = re.compile(r"[0-9]+")
_FLOAT = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INTEGER = re.compile(r"\s*[+-]?[0-9]+")
NAN = float("nan")


def is_empty(value: Value) -> bool:
    """Whether nothing was said.

    >>> [is_empty(one) for one in (None, "", [], {}, {"a": ""}, 0, False, " ")]
    [True, True, True, True, True, False, False, False]
    """
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return True
    if isinstance(value, dict):
        return all(is_empty(inner) for inner in value.values())
    return isinstance(value, list) and not value


def is_true(value: Value) -> bool:
    """Whether a condition with this value holds; an empty list does, as in a browser."""
    if isinstance(value, list | dict | datetime):
        return True
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def is_plain_number(value: Value) -> bool:
    """Whether this is a number and no truth value."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def number_of(value: Value) -> float | int:
    """The number a value stands for, NaN where none.

    >>> number_of("5"), number_of("1,5"), number_of("3-4"), number_of(True), number_of(" ")
    (5, 1.5, nan, nan, nan)
    """
    if is_plain_number(value):
        return tidy(value) if math.isfinite(value) else NAN
    if not isinstance(value, str):
        return NAN
    text = value.strip()
    if not text or (len(text) > 15 and _DIGITS.fullmatch(text)) or _has_operator(text):
        return NAN
    if text.startswith("0x"):
        digits = re.match(r"[0-9a-fA-F]+", text[2:])
        return int(digits[0], 16) if digits and len(text) <= 32 else NAN
    if text.count(",") == 1:
        text = text.replace(",", ".")
    return tidy(float(text)) if _FLOAT.fullmatch(text) else NAN


def _has_operator(text: str) -> bool:
    if text.rfind("-") > 0 or text.rfind("+") > 0:
        return _FLOAT.fullmatch(text) is None
    return any(sign in text for sign in "*^/%")


def is_number(value: Value) -> bool:
    """Whether a value stands for a number."""
    return not math.isnan(number_of(value))


def tidy(number: float) -> float | int:
    """A number without a needless point: 5 rather than 5.0."""
    if isinstance(number, float) and math.isfinite(number) and number == int(number) and abs(number) < 1e15:
        return int(number)
    return number


def converted(value: Value) -> Value:
    """A variable's value as expressions see it: texts that are a number or a truth value become one.

    >>> converted("12"), converted("007"), converted("true"), converted("0.5"), converted("yes")
    (12, '007', True, 0.5, 'yes')
    """
    if not isinstance(value, str) or not value:
        return value
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    if len(value) > 1 and value[0] in "'\"" and value[-1] in "'\"":
        return value[1:-1]
    number = number_of(value)
    if math.isnan(number):
        return value
    if value[0] == "0" and not value.startswith("0x") and len(value) > 1 and (value[1] not in ".," or len(value) < 2):
        return value
    return number


def loose_number(value: Value) -> float | int:  # noqa: PLR0911
    """The number JavaScript makes of a value in arithmetic."""
    if value is None:
        return 0
    if isinstance(value, bool):
        return int(value)
    if is_plain_number(value):
        return tidy(value)
    if isinstance(value, datetime):
        return tidy(value.timestamp() * 1000)
    if isinstance(value, list):
        return loose_number(text_of(value))
    if isinstance(value, str):
        text = value.strip()
        if not text:
            return 0
        return tidy(float(text)) if _FLOAT.fullmatch(text) else NAN
    return NAN


def text_of(value: Value) -> str:  # noqa: PLR0911
    """A value as a browser writes it.

    >>> text_of(2.0), text_of(True), text_of(["a", 1]), text_of(None)
    ('2', 'true', 'a,1', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        plain = tidy(value)
        return str(plain) if isinstance(plain, int) else repr(plain)
    if isinstance(value, list):
        return ",".join(text_of(inner) for inner in value)
    if isinstance(value, dict):
        return "[object Object]"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def are_equal(one: Value, other: Value, *, any_order: bool = False) -> bool:  # noqa: PLR0911
    """Whether two values are the same answer: "5" and 5 are, so are "Yes" and "yes".

    >>> (
    ...     are_equal("5", 5),
    ...     are_equal("Yes ", "yes"),
    ...     are_equal([1, 2], [2, 1]),
    ...     are_equal([1, 2], [2, 1], any_order=True),
    ... )
    (True, True, False, True)
    """
    if one is None and other is None:
        return True
    if (one is None and other == "") or (other is None and one == ""):
        return True
    if (one is None and other == []) or (other is None and one == []):
        return True
    if isinstance(one, str) and isinstance(other, str):
        return one.strip().lower() == other.strip().lower()
    if isinstance(one, datetime) and isinstance(other, datetime):
        return one == other
    if isinstance(one, list) and isinstance(other, list):
        return _lists_equal(one, other, any_order)
    if _same_number(one, other):
        return True
    if is_empty(one) != is_empty(other):
        return False
    if isinstance(one, bool) and isinstance(other, str):
        return text_of(one) == other.lower()
    if isinstance(other, bool) and isinstance(one, str):
        return text_of(other) == one.lower()
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(are_equal(one[key], other[key], any_order=any_order) for key in one)
    if isinstance(one, list | dict | datetime) or isinstance(other, list | dict | datetime):
        return False
    return is_empty(one) or loose_number(one) == loose_number(other)


def _lists_equal(one: list[Value], other: list[Value], any_order: bool) -> bool:
    if len(one) != len(other):
        return False
    if any_order:
        one, other = sorted(one, key=text_of), sorted(other, key=text_of)
    return all(are_equal(left, right, any_order=any_order) for left, right in zip(one, other, strict=True))


def _same_number(one: Value, other: Value) -> bool:
    if isinstance(one, list | dict | bool) or isinstance(other, list | dict | bool):
        return False
    if one is None or other is None or isinstance(one, datetime) or isinstance(other, datetime):
        return False
    if math.isnan(loose_number(one)) or math.isnan(loose_number(other)):
        return False
    left, right = _INTEGER.match(text_of(one)), _INTEGER.match(text_of(other))
    return bool(left and right) and loose_number(one) == loose_number(other)
