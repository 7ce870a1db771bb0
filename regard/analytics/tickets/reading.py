"""Schedules and targets as people write them: checked, with a sentence for whatever is wrong."""

import re
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from regard.analytics.errors import RegardError
from regard.analytics.tickets.clocks import BUSINESS, CALENDAR
from regard.analytics.tickets.opening_hours import WEEKDAYS, OpeningHours, Span, Target

MEASURES = ("first_reply", "resolution")
LONGEST_MINUTES = 366 * 24 * 60
MOST_EXCEPTIONS = 1000
_KEYS = {"zone", "week", "country", "subdivision", "exceptions", "valid_from"}


class HoursRefused(RegardError):
    """Raised for opening hours that cannot be."""

    code = "hours_invalid"
    status = 422


class TargetRefused(RegardError):
    """Raised for a target that cannot be."""

    code = "target_invalid"
    status = 422


def read_hours(written: Mapping[str, Any]) -> OpeningHours:
    """Opening hours from what people write. Raises HoursRefused.

    >>> read_hours({"zone": "Europe/Rome", "week": {"monday": [["09:00", "13:00"]]}}).week[0]
    ((540, 780),)
    """
    if unknown := sorted(set(written) - _KEYS):
        raise HoursRefused(f"{unknown[0][:40]!r} is not part of opening hours. They have {', '.join(sorted(_KEYS))}.")
    week = written.get("week")
    if not isinstance(week, Mapping) or not any(week.values()):
        raise HoursRefused('`week` says when it is open, as {"monday": [["09:00", "17:00"]]}. It must name one day.')
    if unknown := sorted(set(week) - set(WEEKDAYS)):
        raise HoursRefused(f"{unknown[0][:40]!r} is no day of the week. Days are {', '.join(WEEKDAYS)}.")
    country, subdivision = _country(written.get("country") or "", written.get("subdivision") or "")
    return OpeningHours(
        zone=_zone(written.get("zone")),
        week=tuple(_spans(day, week.get(day) or []) for day in WEEKDAYS),
        country=country,
        subdivision=subdivision,
        exceptions=_exceptions(written.get("exceptions") or {}),
        valid_from=_day("valid_from", written["valid_from"]) if written.get("valid_from") else None,
    )


def write_hours(hours: OpeningHours) -> dict[str, Any]:
    """Opening hours as `read_hours` reads them."""
    return {
        "zone": hours.zone,
        "week": {day: _written(spans) for day, spans in zip(WEEKDAYS, hours.week, strict=True) if spans},
        "country": hours.country,
        "subdivision": hours.subdivision,
        "exceptions": {day.isoformat(): _written(spans) for day, spans in hours.exceptions},
        "valid_from": hours.valid_from.isoformat() if hours.valid_from else None,
    }


def read_target(
    *, measure: str, minutes: int | None, clock: str = CALENDAR, priority: str = "", valid_from: date | None = None
) -> Target:
    """A target, checked. Raises TargetRefused."""
    if measure not in MEASURES:
        raise TargetRefused(f"{measure[:40]!r} cannot be promised. What can is {' and '.join(MEASURES)}.")
    if clock not in (CALENDAR, BUSINESS):
        raise TargetRefused(f"{clock[:40]!r} is no clock. It is {CALENDAR} or {BUSINESS}.")
    if minutes is not None and not 0 < minutes <= LONGEST_MINUTES:
        raise TargetRefused(f"A target is of 1 to {LONGEST_MINUTES:,} minutes, not {minutes:,}.")
    priority = priority.strip().lower()
    if len(priority) > 40 or "\x00" in priority:
        raise TargetRefused("A priority has at most 40 characters.")
    return Target(measure, minutes, clock, priority, valid_from)


def _zone(name: Any) -> str:
    try:
        return ZoneInfo(str(name)).key
    except (KeyError, ValueError, OSError):
        raise HoursRefused(f"{str(name)[:60]!r} is no time zone. Name one as Europe/Rome or UTC.") from None


def _country(country: str, subdivision: str) -> tuple[str, str]:
    if not country:
        if subdivision:
            raise HoursRefused("A subdivision needs its `country`, as DE for the subdivision BY.")
        return "", ""
    import holidays  # noqa: PLC0415  # half a second that only schedules with a country need

    known = holidays.list_supported_countries(include_aliases=True)
    if country not in known or len(country) != 2:
        raise HoursRefused(f"No holidays are known of {country[:10]!r}. Give two letters after ISO 3166, as IT.")
    if subdivision and subdivision not in known[country]:
        parts = ", ".join(known[country]) or "none"
        raise HoursRefused(f"{country} has no subdivision {subdivision[:10]!r}. Those with holidays are {parts}.")
    return country, subdivision


def _exceptions(written: Any) -> tuple[tuple[date, tuple[Span, ...]], ...]:
    if not isinstance(written, Mapping):
        raise HoursRefused('`exceptions` gives days their own hours, as {"2026-12-24": [["09:00", "12:00"]]}.')
    if len(written) > MOST_EXCEPTIONS:
        raise HoursRefused(f"There are {len(written):,} exceptions, more than {MOST_EXCEPTIONS:,}. Leave out old ones.")
    found = ((_day("exceptions", day), _spans(day, spans or [])) for day, spans in written.items())
    return tuple(sorted(found))


def _spans(day: str, written: Any) -> tuple[Span, ...]:
    try:
        found = sorted((_minute(start), _minute(end)) for start, end in written)
    except (TypeError, ValueError):
        raise HoursRefused(f'The hours of {day} must be pairs of times, as [["09:00", "17:30"]].') from None
    if wrong := [pair for pair in found if pair[0] >= pair[1]]:
        start, end = (_clock(minute) for minute in wrong[0])
        raise HoursRefused(f"On {day} it closes at {end}, not after {start}. Give a night to both of its days.")
    if any(one[1] > other[0] for one, other in pairwise(found)):
        raise HoursRefused(f"The hours of {day} overlap. Give each stretch once.")
    return tuple(found)


def _minute(text: str) -> int:
    found = re.fullmatch(r"(\d\d):(\d\d)", text)
    minute = int(found[1]) * 60 + int(found[2]) if found and int(found[2]) < 60 else -1
    if not 0 <= minute <= 24 * 60:
        raise ValueError
    return minute


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _written(spans: tuple[Span, ...]) -> list[list[str]]:
    return [[_clock(start), _clock(end)] for start, end in spans]


def _day(name: str, value: Any) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        raise HoursRefused(f"`{name}` has {str(value)[:40]!r}, which is not a day. Write it as YYYY-MM-DD.") from None
