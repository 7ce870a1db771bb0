"""Times as the tools write them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

_SHAPES = (
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%m/%d/%Y %H:%M",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y",
    "%m/%d/%y %H:%M",
    "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y",
)


def time_of(text: str, zone: tzinfo = UTC) -> datetime | None:
    """The time a cell says; where it says no zone, in `zone`. None where it says none.

    >>> time_of("2016-07-20 12:49:25").isoformat(), time_of("7/20/2016 12:49").isoformat(), time_of("soon")
    ('2016-07-20T12:49:25+00:00', '2016-07-20T12:49:00+00:00', None)
    """
    stripped = text.strip()
    if len(stripped) < 6 or not stripped[0].isdigit() or stripped.startswith("1980-01-01"):
        return None  # LimeSurvey writes 1980 where it may not say when
    try:
        found = datetime.fromisoformat(stripped.replace("Z", "+00:00")) if "-" in stripped else None
    except ValueError:
        found = None
    for shape in _SHAPES if found is None else ():
        try:
            found = datetime.strptime(stripped, shape)  # noqa: DTZ007 - the zone is added below
            break
        except ValueError:
            continue
    if found is None:
        return None
    placed = found if found.tzinfo else found.replace(tzinfo=zone)
    return placed.astimezone(UTC)


def zone_of(name: str) -> tzinfo | None:
    """A time zone by name, None for one nobody knows."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        return None
