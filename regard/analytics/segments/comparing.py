"""A value and what it is held against, as an expression that is true or false and never null."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias, cast

import ibis
import ibis.expr.types as ir

from regard.analytics.scope import instant
from regard.analytics.segments import comparisons as c

NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?$"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ].*)?$"


Now: TypeAlias = (
    datetime | ir.TimestampScalar
)  # an expression where a question is written once and asked at many moments


def moment(at: Now) -> ir.Scalar:
    """A point in time as an expression."""
    if isinstance(at, ir.TimestampScalar):
        return at
    return cast(ir.Scalar, ibis.literal(at.astimezone(UTC), type="timestamp('UTC', 6)"))


def in_window(time: ir.TimestampColumn, window: c.AnyWindow, now: Now) -> ir.BooleanValue | None:
    """Whether a time lies in a window, None where every time until now does."""
    if isinstance(window, c.Within):
        return cast(ir.BooleanValue, time > moment(now - timedelta(days=window.days)))
    if isinstance(window, c.During):
        return cast(ir.BooleanValue, (time >= instant(window.since)) & (time < instant(window.until)))
    return None


def text_holds(value: ir.StringValue, test: c.AnyTest, now: Now) -> ir.BooleanValue:
    """A text against any test: numbers and days are read out of it, and what is none of either never holds."""
    if isinstance(test, c.Temporal):
        return time_holds(moment_in(value), test, now)
    if isinstance(test, c.Numeric):
        return number_holds(number_in(value), test)
    if isinstance(test, c.Presence):
        return _presence(value, test)
    return _sure(_OF_TEXTS[type(test)](value, test))


def number_holds(value: Any, test: c.AnyTest) -> ir.BooleanValue:
    """A number against a test of numbers."""
    if isinstance(test, c.Presence):
        return _presence(value, test)
    return _sure(_OF_NUMBERS[type(test)](value, test))


def time_holds(value: Any, test: c.AnyTest, now: Now) -> ir.BooleanValue:
    """A time against a test of times."""
    if isinstance(test, c.Presence):
        return _presence(value, test)
    return _sure(_OF_TIMES[type(test)](value, test, now))


_OF_TEXTS: dict[type, Callable[[Any, Any], Any]] = {
    c.Is: lambda value, test: _equal(value, (test.value,)),
    c.IsNot: lambda value, test: ~_equal(value, (test.value,)),
    c.OneOf: lambda value, test: _equal(value, test.values),
    c.NoneOf: lambda value, test: ~_equal(value, test.values),
    c.Contains: lambda value, test: value.lower().contains(ibis.literal(test.value).lower()),
    c.StartsWith: lambda value, test: value.lower().startswith(ibis.literal(test.value).lower()),
}
_OF_NUMBERS: dict[type, Callable[[Any, Any], Any]] = {
    c.AtLeast: lambda value, test: value >= _number(test.value),
    c.AtMost: lambda value, test: value <= _number(test.value),
    c.MoreThan: lambda value, test: value > _number(test.value),
    c.LessThan: lambda value, test: value < _number(test.value),
    c.Equals: lambda value, test: value == _number(test.value),
    c.Between: lambda value, test: (value >= _number(test.low)) & (value <= _number(test.high)),
}
_OF_TIMES: dict[type, Callable[[Any, Any, Now], Any]] = {
    c.Before: lambda value, test, now: value < instant(test.day),
    c.After: lambda value, test, now: value >= instant(test.day + timedelta(days=1)),
    c.InLast: lambda value, test, now: (value > _days_from(now, -test.days)) & (value <= moment(now)),
    c.NotInLast: lambda value, test, now: value <= _days_from(now, -test.days),
    c.InNext: lambda value, test, now: (value > moment(now)) & (value <= _days_from(now, test.days)),
}


def number_in(value: ir.StringValue) -> ir.FloatingValue:
    """The number a text is, null where it is none."""
    return cast(ir.FloatingValue, ibis.cases((value.re_search(NUMBER), value.try_cast("float64"))))


def moment_in(value: ir.StringValue) -> ir.TimestampValue:
    """The time a text is (a day is its midnight, UTC), null where it is none."""
    read = value.try_cast("timestamp('UTC', 6)")
    return cast(ir.TimestampValue, ibis.cases((value.re_search(DAY), read)))


def _equal(value: ir.StringValue, wanted: tuple[bool | float | str, ...]) -> ir.BooleanValue:
    texts = [one for one in wanted if isinstance(one, str)]
    texts += ["true" if one else "false" for one in wanted if isinstance(one, bool)]
    numbers = [float(one) for one in wanted if isinstance(one, int | float) and not isinstance(one, bool)]
    parts = []
    if texts:
        parts.append(_sure(value.isin([ibis.literal(text) for text in texts])))
    if numbers:
        parts.append(_sure(number_in(value).isin([_number(number) for number in numbers])))
    return parts[0] if len(parts) == 1 else cast(ir.BooleanValue, parts[0] | parts[1])


def _presence(value: Any, test: c.Presence) -> ir.BooleanValue:
    return cast(ir.BooleanValue, value.notnull() if isinstance(test, c.Exists) else value.isnull())


def _number(value: float) -> ir.Scalar:
    return cast(ir.Scalar, ibis.literal(float(value), type="float64"))


def _days_from(now: Now, days: int) -> ir.Scalar:
    return moment(now + timedelta(days=days))


def _sure(holds: Any) -> ir.BooleanValue:
    return cast(ir.BooleanValue, holds.fill_null(False))
