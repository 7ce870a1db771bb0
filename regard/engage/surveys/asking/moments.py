"""The days of a calendar on which a plan asks, in a zone."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

RHYTHMS = ("once", "weekly", "monthly")


def last_moment(
    *, rhythm: str, on_date: date | None, weekday: int, month_day: int, hour: int, zone: str, now: datetime
) -> datetime | None:
    """The last time the plan was due, at or before `now`; None where it was not yet.

    >>> from datetime import UTC
    >>> now = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    >>> given = dict(on_date=None, weekday=0, month_day=31, hour=10, zone="Europe/Berlin", now=now)
    >>> last_moment(rhythm="monthly", **given).isoformat()  # the last day, as February has no 31st
    '2026-02-28T10:00:00+01:00'
    >>> last_moment(rhythm="weekly", **given).isoformat()
    '2026-02-23T10:00:00+01:00'
    """
    here = ZoneInfo(zone)
    today = now.astimezone(here).date()
    if rhythm == "once":
        days = [on_date] if on_date else []
    elif rhythm == "weekly":
        latest = today - timedelta(days=(today.weekday() - weekday) % 7)
        days = [latest, latest - timedelta(days=7)]
    else:
        month = today.replace(day=1)
        days = [_in_month(month, month_day), _in_month((month - timedelta(days=1)).replace(day=1), month_day)]
    moments = (datetime.combine(day, time(hour), here) for day in days)
    return next((moment for moment in moments if moment <= now), None)


def _in_month(month: date, day: int) -> date:
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
