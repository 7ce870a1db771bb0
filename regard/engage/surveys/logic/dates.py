"""Days and times in expressions. A survey has no time zone: what is written is what is meant."""

from datetime import datetime, timedelta

from regard.engage.surveys.logic.values import Value, is_plain_number


def as_date(value: Value) -> datetime | None:
    """The day or time a value says, None where it says none.

    >>> as_date("2026-11-22"), as_date("2026-11-22T10:30"), as_date("soon")
    (datetime.datetime(2026, 11, 22, 0, 0), datetime.datetime(2026, 11, 22, 10, 30), None)
    """
    if isinstance(value, datetime):
        return value
    if is_plain_number(value) or isinstance(value, bool):
        try:
            return datetime(1970, 1, 1) + timedelta(milliseconds=value)  # noqa: DTZ001  # no zone, on purpose
        except (OverflowError, ValueError):
            return None
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).replace(tzinfo=None)
        except ValueError:
            return None
    return None


def meeting(left: Value, right: Value) -> tuple[Value, Value]:
    """A text beside a date is read as a date; the date is cut to what the text says."""
    if isinstance(left, datetime) and isinstance(right, str):
        return _cut(left, len(right)), as_date(right)
    if isinstance(right, datetime) and isinstance(left, str):
        return as_date(left), _cut(right, len(left))
    return left, right


def _cut(at: datetime, length: int) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0) if length < 11 else at.replace(microsecond=0)


def months_between(one: datetime, other: datetime) -> int:
    """Whole months from one day to another."""
    months = (other.year - one.year) * 12 + other.month - one.month
    return months - 1 if other.day < one.day else months


def years_of(months: int) -> int:
    """Whole years, cut towards zero."""
    return int(months / 12)


def day_text(at: datetime) -> str:
    """A date as an answer holds it."""
    return at.strftime("%Y-%m-%d")
