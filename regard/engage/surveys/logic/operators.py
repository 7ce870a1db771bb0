"""What the operators of expressions do, as SurveyJS does it: answers of all kinds meet in one comparison."""

import math
from collections.abc import Callable

from regard.engage.surveys.logic.dates import meeting
from regard.engage.surveys.logic.values import (
    NAN,
    Value,
    are_equal,
    is_empty,
    is_number,
    is_plain_number,
    is_true,
    loose_number,
    text_of,
    tidy,
)


def equal(left: Value, right: Value, *, in_order: bool = False) -> bool:
    """Whether both are the same answer; lists in any order, unless order is what they say."""
    left, right = meeting(left, right)
    return are_equal(_nothing(left), _nothing(right), any_order=not in_order)


def _nothing(value: Value) -> Value:
    return None if value == "undefined" else value


def greater(left: Value, right: Value) -> bool:
    """Whether left is more than right. Nothing is neither more nor less than anything."""
    if left is None or right is None:
        return False
    left, right = meeting(left, right)
    return left is not None and right is not None and is_more(left, right)


def is_more(left: Value, right: Value) -> bool:
    """Whether left comes after right: texts by their letters, all else by the number it stands for."""
    left, right = (text_of(one) if isinstance(one, list | dict) else one for one in (left, right))
    if isinstance(left, str) and isinstance(right, str):
        return left > right
    return bool(loose_number(left) > loose_number(right))


def less(left: Value, right: Value) -> bool:
    """Whether left is less than right."""
    return greater(right, left)


def contains(left: Value, right: Value) -> bool:
    """Whether a list holds a value, or all of several; whether a text holds a text."""
    return _contains(left, right, True)


def notcontains(left: Value, right: Value) -> bool:
    """The opposite, true where nothing was said."""
    if not is_true(left) and not is_empty(right):
        return True
    return _contains(left, right, False)


def _contains(left: Value, right: Value, wanted: bool) -> bool:
    if isinstance(left, list) and not left:
        return not wanted
    if not is_true(left) and left is not False and not (is_plain_number(left) and left == 0):
        return False
    if not isinstance(left, list):
        if not is_true(right):
            return False
        found = text_of(right).lower() in text_of(left).lower()
        return found if wanted else not found
    for one in right if isinstance(right, list) else [right]:
        if not any(are_equal(held, one, any_order=True) for held in left):
            return not wanted
    return wanted


def anyof(left: Value, right: Value) -> bool:
    """Whether one of several was chosen."""
    if is_empty(left) or is_empty(right):
        return is_empty(right)
    if not isinstance(left, list):
        return contains(right, left)
    if not isinstance(right, list):
        return contains(left, right)
    return any(contains(left, one) for one in right)


def noneof(left: Value, right: Value) -> bool:
    """Whether none of several was chosen."""
    return not anyof(left, right)


def allof(left: Value, right: Value) -> bool:
    """Whether all of several were chosen."""
    if not is_true(left) and not is_empty(right):
        return False
    if not isinstance(right, list):
        return contains(left, right)
    return all(contains(left, one) for one in right)


def _filled(value: Value, beside: Value) -> Value:
    """What stands in for nothing in arithmetic."""
    if not is_empty(value):
        return value
    if is_plain_number(beside):
        return 0
    if isinstance(value, str):
        return value
    if isinstance(beside, str):
        return ""
    return [] if isinstance(beside, list) else 0


def plus(left: Value, right: Value) -> Value:
    """A sum of numbers; texts are joined."""
    if isinstance(left, list) and isinstance(right, list):
        return [*left, *right]
    if isinstance(left, list) or isinstance(right, list):
        return text_of(left) + text_of(right) if _is_lone(left) and _is_lone(right) else _plus_list(left, right)
    if isinstance(left, str | dict) or isinstance(right, str | dict):
        return text_of(left) + text_of(right)
    if not is_number(left) or not is_number(right):
        return tidy(loose_number(left) + loose_number(right))
    return _rounded(left + right, max(_decimals(left), _decimals(right)))


def _is_lone(value: Value) -> bool:
    """Whether a browser takes this for one number, though it may be a list."""
    return is_number(value[0] if isinstance(value, list) and len(value) == 1 else value)


def _plus_list(left: Value, right: Value) -> Value:
    several, one = (left, right) if isinstance(left, list) else (right, left)
    if isinstance(one, str):
        joined = ", ".join(text_of(each) for each in several)
        return joined + one if several is left else one + joined
    if is_plain_number(one):
        return _rounded(sum(each for each in [*several, one] if is_plain_number(each)), 12)
    return text_of(left) + text_of(right)


def minus(left: Value, right: Value) -> Value:
    """A difference."""
    return _rounded(loose_number(left) - loose_number(right), max(_decimals(left), _decimals(right)))


def mul(left: Value, right: Value) -> Value:
    """A product."""
    return _rounded(loose_number(left) * loose_number(right), _decimals(left) + _decimals(right))


def div(left: Value, right: Value) -> Value:
    """A quotient, nothing where it would be divided by nothing."""
    if not is_true(right):
        return None
    divisor = loose_number(right)
    return tidy(loose_number(left) / divisor) if divisor else NAN


def mod(left: Value, right: Value) -> Value:
    """A remainder, with the sign of what is divided."""
    if not is_true(right):
        return None
    one, other = loose_number(left), loose_number(right)
    return tidy(math.fmod(one, other)) if other and math.isfinite(one) else NAN


def power(left: Value, right: Value) -> Value:
    """A power."""
    try:
        found = loose_number(left) ** loose_number(right)
    except (OverflowError, ZeroDivisionError):
        return math.inf
    return NAN if isinstance(found, complex) else tidy(float(found))


def _decimals(value: Value) -> int:
    if isinstance(value, float) and not value.is_integer():
        return len(text_of(value).partition(".")[2])
    if isinstance(value, str) and is_number(value):
        return len(value.partition(".")[2])
    return 0


def _rounded(value: float, digits: int) -> float | int:
    if not math.isfinite(value):
        return value
    return tidy(round(value, digits) if digits else value)


def both(left: Value, right: Value) -> Value:
    """`and`: the right one where the left one holds."""
    return right if is_true(left) else left


def either(left: Value, right: Value) -> Value:
    """`or`: the left one where it holds."""
    return left if is_true(left) else right


_ARITHMETIC: dict[str, Callable[[Value, Value], Value]] = {
    "and": both,
    "or": either,
    "plus": plus,
    "minus": minus,
    "mul": mul,
    "div": div,
    "mod": mod,
    "power": power,
}
_COMPARING: dict[str, Callable[[Value, Value], bool]] = {
    "greater": greater,
    "less": less,
    "contains": contains,
    "notcontains": notcontains,
    "anyof": anyof,
    "noneof": noneof,
    "allof": allof,
}


def apply(operator: str, left: Value, right: Value, *, in_order: bool = False) -> Value:
    """What an operator makes of two values."""
    if operator in _ARITHMETIC:
        left = _filled(left, right)
        return _ARITHMETIC[operator](left, _filled(right, left))
    if operator == "equal":
        return equal(left, right, in_order=in_order)
    if operator == "notequal":
        return not equal(left, right, in_order=in_order)
    if operator == "greaterorequal":
        return equal(left, right) or greater(left, right)
    if operator == "lessorequal":
        return equal(left, right) or less(left, right)
    return _COMPARING[operator](left, right)
