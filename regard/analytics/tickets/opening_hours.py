"""When somebody is there: weekly hours on the clock of a zone, holidays of a country, days that are different.

A schedule is the history of such hours. What it said on a day stays true of that day when it is changed later.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

Span = tuple[int, int]  # from and to, in minutes of the clock on the wall: 9:00 to 13:00 is (540, 780)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class OpeningHours:
    """What a schedule says from `valid_from` on; None is from the beginning.

    `week` has seven days, Monday first. On the holidays of `country` (and its `subdivision`) it is closed all day.
    `exceptions` are days with hours of their own; without any, the day is closed. They come before everything else.
    """

    zone: str
    week: tuple[tuple[Span, ...], ...]
    country: str = ""
    subdivision: str = ""
    exceptions: tuple[tuple[date, tuple[Span, ...]], ...] = ()
    valid_from: date | None = None
    noted_at: datetime | None = None


@dataclass(frozen=True)
class Schedule:
    """A schedule: its slug, and all that was ever noted of its hours, in the order it was noted."""

    slug: str
    hours: tuple[OpeningHours, ...]

    def in_force(self) -> tuple[OpeningHours, ...]:
        """What holds, oldest first: of two with the same `valid_from`, the one noted later."""
        newest = {one.valid_from: one for one in self.hours}
        return tuple(sorted(newest.values(), key=lambda one: one.valid_from or date.min))

    def as_noted_by(self, moment: datetime) -> "Schedule":
        """The schedule as it was known at a moment; the first hours stay, since there was always a schedule."""
        known = [one for one in self.hours if one.noted_at is None or one.noted_at <= moment]
        return Schedule(self.slug, tuple(known) or self.hours[:1])


@dataclass(frozen=True)
class Target:
    """What was promised: `measure` (first_reply or resolution) within `minutes` on a clock (calendar or business).

    For tickets of a `priority`, or of any where it is empty, opened on `valid_from` or later. None for `minutes` takes
    the promise back.
    """

    measure: str
    minutes: int | None
    clock: str
    priority: str = ""
    valid_from: date | None = None
    noted_at: datetime | None = None


@dataclass(frozen=True)
class ServiceTerms:
    """The schedules by slug, the one that holds where a ticket names none, and what was promised."""

    schedules: dict[str, Schedule] = field(default_factory=dict)
    default: str = ""
    targets: tuple[Target, ...] = ()

    def as_noted_by(self, moment: datetime) -> "ServiceTerms":
        """The terms as they were known at a moment."""
        return ServiceTerms(
            {slug: one.as_noted_by(moment) for slug, one in self.schedules.items()},
            self.default,
            tuple(one for one in self.targets if one.noted_at is None or one.noted_at <= moment),
        )
