"""Questions about schedules and targets: which there are, and what was said of them when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from regard.analytics.errors import RegardError
from regard.analytics.tickets import opening_hours as core
from regard.analytics.tickets.reading import read_hours
from regard.understand.metrics.models import OpeningHours, Schedule, Target


class NoSuchSchedule(RegardError):
    """Raised for a schedule that does not exist."""

    code = "schedule_not_found"
    status = 404


@dataclass(frozen=True)
class HoursRow:
    """What was noted of a schedule once: the hours as people write them, since when they hold, who noted them when."""

    hours: dict[str, Any]
    valid_from: date | None
    noted_at: datetime
    noted_by: str


@dataclass(frozen=True)
class ScheduleRow:
    """One schedule with its history, oldest first."""

    slug: str
    name: str
    is_default: bool
    hours: tuple[HoursRow, ...]


@dataclass(frozen=True)
class TargetRow:
    """What was promised once, since when it holds, who noted it when. None for minutes takes a promise back."""

    measure: str
    priority: str
    minutes: int | None
    clock: str
    valid_from: date | None
    noted_at: datetime
    noted_by: str


def list_schedules() -> list[ScheduleRow]:
    """All schedules, the default one first."""
    found = Schedule.objects.prefetch_related("hours").order_by("-is_default", "slug")
    return [_row(one) for one in found]


def find_schedule(*, slug: str) -> ScheduleRow:
    """One schedule. Raises NoSuchSchedule."""
    return _row(get_schedule(slug))


def list_targets() -> list[TargetRow]:
    """All that was ever promised, oldest first."""
    return [
        TargetRow(one.measure, one.priority, one.minutes, one.clock, one.valid_from, one.noted_at, one.noted_by)
        for one in Target.objects.all()
    ]


def get_schedule(slug: str) -> Schedule:
    """The schedule of that slug. Raises NoSuchSchedule."""
    found = Schedule.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuchSchedule(f"There is no schedule {slug[:64]!r}. `regard schedules list` shows all.")
    return found


def terms_now() -> core.ServiceTerms:
    """Schedules and targets as the core knows them."""
    default = Schedule.objects.filter(is_default=True).values_list("slug", flat=True).first()
    schedules = {
        one.slug: core.Schedule(one.slug, tuple(_hours(noted) for noted in one.hours.all()))
        for one in Schedule.objects.prefetch_related("hours").order_by("slug")
    }
    targets = tuple(
        core.Target(one.measure, one.minutes, one.clock, one.priority, one.valid_from, one.noted_at)
        for one in Target.objects.all()
    )
    return core.ServiceTerms(schedules, default or "", targets)


def _hours(noted: OpeningHours) -> core.OpeningHours:
    read = read_hours({**noted.hours, "valid_from": noted.valid_from})
    return core.OpeningHours(
        read.zone, read.week, read.country, read.subdivision, read.exceptions, noted.valid_from, noted.noted_at
    )


def _row(one: Schedule) -> ScheduleRow:
    hours = tuple(HoursRow(noted.hours, noted.valid_from, noted.noted_at, noted.noted_by) for noted in one.hours.all())
    return ScheduleRow(one.slug, one.name, one.is_default, hours)
