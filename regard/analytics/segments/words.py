"""A condition as a person would say it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from regard.analytics.segments import comparisons as c
from regard.analytics.segments import conditions as n

Named = Callable[[str], str]


def describe(condition: n.AnyCondition, *, name_of: Named = str) -> str:
    """A sentence that says whom a condition holds for. `name_of` names a segment by its slug.

    >>> from regard.analytics.segments.reading import read_condition
    >>> ordered = {"type": "performed", "kind": "Order Completed", "window": {"type": "within", "days": 90}}
    >>> unhappy = {"type": "score", "metric": "csat", "test": {"op": "at_most", "value": 2}}
    >>> describe(read_condition({"type": "all", "conditions": [ordered | {"times": {"n": 2}}, unhappy]}))
    'Customers who have “Order Completed” at least 2 times in the last 90 days and whose last CSAT is at most 2.'
    """
    return f"Customers {_who(condition, name_of, outer=True)}."


def _who(condition: n.AnyCondition, name_of: Named, *, outer: bool = False) -> str:
    if isinstance(condition, n.AllOf | n.AnyOf):
        parts = [_who(one, name_of) for one in condition.conditions]
        joined = (" and " if isinstance(condition, n.AllOf) else " or ").join(parts)
        return joined if outer or len(parts) == 1 else f"({joined})"
    if isinstance(condition, n.Not):
        return f"not those {_who(condition.condition, name_of)}"
    if isinstance(condition, n.InSegment):
        return f"who are in the segment “{name_of(condition.slug)}”"
    return _LEAVES[type(condition)](condition)


def _performed(one: n.Performed) -> str:
    often = {
        "at_least": "" if one.times.n == 1 else f" at least {_times(one.times.n)}",
        "at_most": f" at most {_times(one.times.n)}",
        "exactly": f" exactly {_times(one.times.n)}",
    }[one.times.op]
    verb = "have"
    if one.times.n == 0 and one.times.op != "at_least":
        verb, often = "never have" if isinstance(one.window, c.Ever) else "have no", ""
    return f"who {verb} “{one.kind}”{_where(one.where)}{often}{_window(one.window)}"


def _score(one: n.ScoreIs) -> str:
    label = one.metric.upper() if one.metric in ("nps", "csat", "ces") else one.metric
    return f"whose {one.take} {label}{_window(one.window)} {_test(one.test)}"


def _value(one: n.ValueIs) -> str:
    return f"whose {one.take} value of “{one.kind}”{_where(one.where)}{_window(one.window)} {_test(one.test)}"


def _property(one: n.PropertyTaken) -> str:
    what = f"{one.take} “{one.name}” of “{one.kind}”"
    return f"whose {what}{_where(one.where)}{_window(one.window)} {_test(one.test)}"


def _seen(one: n.Seen) -> str:
    if isinstance(one.test, c.Missing):
        return "who were never seen"
    if isinstance(one.test, c.Exists):
        return "who were seen"
    return f"{one.which} seen {_test(one.test).removeprefix('is ')}"


def _account(one: n.InAccount) -> str:
    if one.trait is None and isinstance(one.test, c.Exists):
        return "who belong to an account"
    subject = "id" if one.trait is None else f"“{one.trait}”"
    return f"who belong to an account whose {subject} {_test(one.test)}"


def _bucket(one: n.Bucket) -> str:
    return f"drawn by lot “{one.salt}” ({one.low:g} to {one.high:g} %)"


_LEAVES: dict[type, Callable[[Any], str]] = {
    n.TraitIs: lambda one: f"whose “{one.name}” {_test(one.test)}",
    n.Performed: _performed,
    n.ScoreIs: _score,
    n.ValueIs: _value,
    n.PropertyTaken: _property,
    n.Seen: _seen,
    n.StageIs: lambda one: f"whose stage is {' or '.join(one.one_of)}",
    n.InAccount: _account,
    n.Bucket: _bucket,
}


def _times(n_times: int) -> str:
    return "once" if n_times == 1 else f"{n_times:,} times"


def _where(where: tuple[n.PropertyIs, ...]) -> str:
    tests = " and ".join(f"“{one.name}” {_test(one.test)}" for one in where)
    return f" where {tests}" if tests else ""


def _window(window: c.AnyWindow) -> str:
    if isinstance(window, c.Within):
        return f" in the last {_days(window.days)}"
    if isinstance(window, c.During):
        return f" from {_day(window.since)} until {_day(window.until)}"
    return ""


def _test(test: c.AnyTest) -> str:
    return _TESTS[type(test)](test)


_TESTS: dict[type, Callable[[Any], str]] = {
    c.Exists: lambda one: "is known",
    c.Missing: lambda one: "is not known",
    c.Is: lambda one: f"is {_shown(one.value)}",
    c.IsNot: lambda one: f"is not {_shown(one.value)}",
    c.OneOf: lambda one: f"is {_list(one.values)}",
    c.NoneOf: lambda one: f"is not {_list(one.values)}",
    c.Contains: lambda one: f"contains {_shown(one.value)}",
    c.StartsWith: lambda one: f"starts with {_shown(one.value)}",
    c.AtLeast: lambda one: f"is at least {_shown(one.value)}",
    c.AtMost: lambda one: f"is at most {_shown(one.value)}",
    c.MoreThan: lambda one: f"is more than {_shown(one.value)}",
    c.LessThan: lambda one: f"is less than {_shown(one.value)}",
    c.Equals: lambda one: f"is {_shown(one.value)}",
    c.Between: lambda one: f"is between {_shown(one.low)} and {_shown(one.high)}",
    c.Before: lambda one: f"is before {_day(one.day)}",
    c.After: lambda one: f"is after {_day(one.day)}",
    c.InLast: lambda one: f"is in the last {_days(one.days)}",
    c.NotInLast: lambda one: f"is longer ago than {_days(one.days)}",
    c.InNext: lambda one: f"is in the next {_days(one.days)}",
}


def _shown(value: bool | float | str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:,.15g}"
    return f"“{value}”"


def _list(values: tuple[bool | float | str, ...]) -> str:
    shown = [_shown(value) for value in values[:5]]
    more = len(values) - len(shown)
    return " or ".join([*shown, f"{more} others"] if more else shown)


def _days(days: int) -> str:
    return "day" if days == 1 else f"{days:,} days"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
