"""The functions expressions may call. Each takes its arguments and what it may look at."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import reduce
from typing import Protocol

from regard.engage.surveys.logic.dates import as_date, months_between, years_of
from regard.engage.surveys.logic.operators import is_more, plus
from regard.engage.surveys.logic.values import NAN, Value, is_number, is_plain_number, is_true, number_of, tidy


class Surroundings(Protocol):
    """What a function may look at besides its arguments."""

    now: datetime

    def is_ready(self, name: str) -> bool:
        """Whether everything on a page or in a panel is answered as it should be."""

    def shown(self, name: str) -> Value:
        """An answer in the words of its choices."""


def _flat(values: list[Value]) -> list[Value]:
    found: list[Value] = []
    for value in values:
        if isinstance(value, list):
            found += _flat(value)
        elif value is not None:
            found.append(number_of(value) if is_number(value) else value)
    return found


def _sum(values: list[Value], around: Surroundings) -> Value:
    total: Value = 0
    for value in _flat(values):
        total = plus(total, value)
    return total


def _average(values: list[Value], around: Surroundings) -> Value:
    found = _flat(values)
    total = _sum(values, around)
    return (tidy(total / len(found)) if is_plain_number(total) else NAN) if found else 0


def _least(values: list[Value], around: Surroundings) -> Value:
    return reduce(lambda best, one: one if is_more(best, one) else best, found) if (found := _flat(values)) else None


def _most(values: list[Value], around: Surroundings) -> Value:
    return reduce(lambda best, one: one if is_more(one, best) else best, found) if (found := _flat(values)) else None


def _count(values: list[Value], around: Surroundings) -> Value:
    return len(_flat(values))


def _round(values: list[Value], around: Surroundings) -> Value:
    found = _flat(values)
    if not found or not is_plain_number(found[0]):
        return NAN
    digits = found[1] if len(found) > 1 and is_plain_number(found[1]) else 0
    factor = 10**digits
    if not math.isfinite(found[0]):
        return found[0]
    return tidy(math.floor(found[0] * factor * (1 + 2.220446049250313e-16) + 0.5) / factor)


def _iif(values: list[Value], around: Surroundings) -> Value:
    if len(values) < 2:
        return None
    return values[1] if is_true(values[0]) else values[2] if len(values) > 2 else None


def _age(values: list[Value], around: Surroundings) -> Value:
    born = as_date(values[0]) if values and is_true(values[0]) else None
    if born is None:
        return None
    months = months_between(born, around.now)
    return months if len(values) > 1 and values[1] == "months" else years_of(months)


def _today(values: list[Value], around: Surroundings) -> Value:
    days = values[0] if values and is_plain_number(values[0]) else 0
    return around.now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=float(days))


def _now(values: list[Value], around: Surroundings) -> Value:
    return around.now


def _date(values: list[Value], around: Surroundings) -> Value:
    return as_date(values[0]) if values and is_true(values[0]) else None


def _date_difference(values: list[Value], around: Surroundings) -> Value:
    if len(values) < 2 or not (is_true(values[0]) and is_true(values[1])):
        return None
    one, other = as_date(values[0]), as_date(values[1])
    if one is None or other is None:
        return None
    unit = values[2] if len(values) > 2 and values[2] else "days"
    if unit == "days":
        return abs((other.date() - one.date()).days)
    months = months_between(one, other)
    return months if unit == "months" else years_of(months)


def _date_added(values: list[Value], around: Surroundings) -> Value:
    at = as_date(values[0]) if len(values) > 1 else None
    if at is None or not is_plain_number(values[1]):
        return None
    if len(values) > 2 and values[2] not in (None, "days"):
        return None
    return at + timedelta(days=float(values[1]))


def _part_of_date(part: Callable[[datetime], int]) -> "Function":
    def found(values: list[Value], around: Surroundings) -> Value:
        at = as_date(values[0]) if values and is_true(values[0]) else around.now
        return None if at is None else part(at)

    return found


def _is_ready(values: list[Value], around: Surroundings) -> Value:
    return bool(values) and isinstance(values[0], str) and around.is_ready(values[0])


def _shown(values: list[Value], around: Surroundings) -> Value:
    return around.shown(str(values[0])) if values else None


def _part_of_text(values: list[Value], around: Surroundings) -> Value:
    if len(values) < 2 or not isinstance(values[0], str) or not is_plain_number(values[1]):
        return ""
    start = max(0, int(values[1]))
    end = max(0, int(values[2])) if len(values) > 2 and is_plain_number(values[2]) else len(values[0])
    return values[0][min(start, end) : max(start, end)]


Function = Callable[[list[Value], Surroundings], Value]
FUNCTIONS: dict[str, Function] = {
    "iif": _iif,
    "isContainerReady": _is_ready,
    "sum": _sum,
    "avg": _average,
    "min": _least,
    "max": _most,
    "count": _count,
    "round": _round,
    "age": _age,
    "today": _today,
    "currentDate": _now,
    "getDate": _date,
    "dateDiff": _date_difference,
    "diffDays": lambda values, around: _date_difference(values[:2], around) or 0,
    "dateAdd": _date_added,
    "year": _part_of_date(lambda at: at.year),
    "getYear": _part_of_date(lambda at: at.year),
    "currentYear": lambda values, around: around.now.year,
    "month": _part_of_date(lambda at: at.month),
    "day": _part_of_date(lambda at: at.day),
    "weekday": _part_of_date(lambda at: (at.weekday() + 1) % 7),
    "displayValue": _shown,
    "substring": _part_of_text,
}
