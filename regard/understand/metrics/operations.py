"""Say when somebody is there and what is promised. What was said before is kept, and stays true of its time."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from regard.analytics.errors import RegardError
from regard.analytics.tickets.reading import read_hours, read_target, write_hours
from regard.foundation.lake.api import Lake
from regard.understand.metrics.models import OpeningHours, Schedule, Target
from regard.understand.metrics.schedules import get_schedule, terms_now
from regard.understand.metrics.shelf import write_terms

MOST_SCHEDULES = 100
MOST_VERSIONS = 1000
SLUG = r"[a-z0-9][a-z0-9-]{0,63}"


class ScheduleRefused(RegardError):
    """A schedule cannot be saved or deleted as asked."""

    code = "schedule_refused"
    status = 422


def create_schedule(
    *, lake: Lake, name: str, hours: Mapping[str, Any], slug: str | None = None, owner: str = ""
) -> str:
    """Save a schedule; the first is the default. Return its slug. Raises ScheduleRefused, HoursRefused."""
    read = read_hours(hours)
    if read.valid_from is not None:
        raise ScheduleRefused("The first hours of a schedule hold from the beginning. Leave out `valid_from`.")
    name = _checked(name)
    with transaction.atomic():
        if Schedule.objects.count() >= MOST_SCHEDULES:
            raise ScheduleRefused(f"There are {MOST_SCHEDULES} schedules already. Delete one that no ticket names.")
        wanted = slug or slugify(name).replace("_", "-").strip("-")[:64] or "schedule"
        if not re.fullmatch(SLUG, wanted):
            raise ScheduleRefused("A slug is made of a to z, 0 to 9 and -, 64 at most.")
        if Schedule.objects.filter(slug=wanted).exists():
            raise ScheduleRefused(f"There is a schedule {wanted!r} already. Add hours to it, or give another slug.")
        is_first = not Schedule.objects.exists()
        made = Schedule.objects.create(slug=wanted, name=name, is_default=is_first)
        OpeningHours.objects.create(schedule=made, hours=write_hours(read), noted_by=owner)
        _publish(lake)
    return wanted


def add_opening_hours(*, lake: Lake, slug: str, hours: Mapping[str, Any], owner: str = "") -> None:
    """Change a schedule from `valid_from` on; without it, from the beginning. Raises NoSuchSchedule, HoursRefused."""
    read = read_hours(hours)
    with transaction.atomic():
        schedule = get_schedule(slug)
        if schedule.hours.count() >= MOST_VERSIONS:
            raise ScheduleRefused(f"{slug} was changed {MOST_VERSIONS:,} times already. Make a new schedule.")
        OpeningHours.objects.create(
            schedule=schedule, hours=write_hours(read), valid_from=read.valid_from, noted_by=owner
        )
        _publish(lake)


def change_schedule(*, lake: Lake, slug: str, name: str | None = None, is_default: bool | None = None) -> None:
    """Rename a schedule, or let it be the default. Raises NoSuchSchedule, ScheduleRefused."""
    with transaction.atomic():
        schedule = get_schedule(slug)
        if is_default is False and schedule.is_default:
            raise ScheduleRefused("One schedule must be the default. Make another one the default instead.")
        if is_default:
            Schedule.objects.filter(is_default=True).update(is_default=False)
            schedule.is_default = True
        if name is not None:
            schedule.name = _checked(name)
        schedule.save()
        _publish(lake)


def delete_schedule(*, lake: Lake, slug: str) -> None:
    """Delete a schedule with its history; the default one only as the last. Raises NoSuchSchedule, ScheduleRefused."""
    with transaction.atomic():
        schedule = get_schedule(slug)
        if schedule.is_default and Schedule.objects.count() > 1:
            raise ScheduleRefused(f"{slug} is the default. Make another one the default first.")
        schedule.delete()
        _publish(lake)


def set_target(
    *,
    lake: Lake,
    measure: str,
    minutes: int | None,
    clock: str = "calendar",
    priority: str = "",
    valid_from: date | None = None,
    owner: str = "",
) -> None:
    """Promise something for tickets opened from a day on; None for `minutes` takes it back. Raises TargetRefused."""
    read = read_target(measure=measure, minutes=minutes, clock=clock, priority=priority, valid_from=valid_from)
    with transaction.atomic():
        if Target.objects.count() >= MOST_VERSIONS:
            raise ScheduleRefused(f"Targets were set {MOST_VERSIONS:,} times already, the most there can be.")
        Target.objects.create(
            measure=read.measure,
            minutes=read.minutes,
            clock=read.clock,
            priority=read.priority,
            valid_from=read.valid_from,
            noted_by=owner,
        )
        _publish(lake)


def publish_terms(*, lake: Lake) -> None:
    """Write the copy that analyses read, where it is missing or not what the database says."""
    with transaction.atomic():
        _publish(lake)


def _publish(lake: Lake) -> None:
    """Inside the transaction, one at a time: a failed write undoes the change."""
    list(Schedule.objects.select_for_update().order_by("id"))
    write_terms(lake=lake, terms=terms_now())


def _checked(name: str) -> str:
    name = name.strip()
    if not name or len(name) > 120 or "\x00" in name:
        raise ScheduleRefused("A schedule needs a name of at most 120 characters.")
    return name
