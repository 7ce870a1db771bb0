"""Schedules and targets over REST."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field, StrictBool, StrictInt

from regard.analytics.tickets.reading import LONGEST_MINUTES
from regard.foundation.rest.api import Day, Schema, lake, who
from regard.understand.metrics.operations import (
    add_opening_hours,
    change_schedule,
    create_schedule,
    delete_schedule,
    set_target,
)
from regard.understand.metrics.schedules import find_schedule, list_schedules, list_targets

router = Router(tags=["metrics"])
Slug = Path[Annotated[str, Field(max_length=64)]]
Clock = Annotated[str, Field(pattern=r"^\d\d:\d\d$", description="On the clock of the zone, 00:00 to 24:00.")]
Hours = Annotated[list[Annotated[list[Clock], Field(min_length=2, max_length=2)]], Field(max_length=48)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class OpeningHoursIn(Schema):
    """When somebody is there, from a day on."""

    zone: str = Field(max_length=60, description="A time zone, as Europe/Rome.")
    week: dict[Weekday, Hours] = Field(description="The hours of each day; days left out are closed.")
    country: str = Field("", max_length=2, description="Closed on its public holidays; two letters after ISO 3166.")
    subdivision: str = Field("", max_length=20, description="A part of the country with holidays of its own.")
    exceptions: dict[Day, Hours] = Field({}, description="Days with hours of their own; closed where empty.")
    valid_from: Day | None = Field(None, description="From the beginning where left out.")

    def written(self) -> dict[str, Any]:
        """As the core reads it."""
        return {**self.model_dump(), "exceptions": {str(day): hours for day, hours in self.exceptions.items()}}


class NotedHours(Schema):
    """What was noted of a schedule once."""

    hours: dict[str, Any]
    valid_from: date | None = Field(description="None is from the beginning.")
    noted_at: datetime
    noted_by: str = Field(description="Empty for the command line.")


class ScheduleOut(Schema):
    """A schedule and all that was ever noted of its hours, oldest first."""

    slug: str = Field(description="Tickets name it in their property `schedule`.")
    name: str
    is_default: bool = Field(description="Holds for tickets that name none.")
    hours: list[NotedHours]


class Schedules(Schema):
    """All schedules, the default one first."""

    rows: list[ScheduleOut]


class NewSchedule(Schema):
    """A schedule to save."""

    name: str = Field(max_length=120)
    slug: str | None = Field(None, max_length=64, description="Made of the name when left out.")
    hours: OpeningHoursIn


class ScheduleChange(Schema):
    """What to change of a schedule; its hours are added to, never changed."""

    name: str | None = Field(None, max_length=120)
    is_default: StrictBool | None = None


class TargetIn(Schema):
    """A promise for tickets opened from a day on."""

    measure: Literal["first_reply", "resolution"]
    minutes: StrictInt | None = Field(ge=1, le=LONGEST_MINUTES, description="null takes the promise back.")
    clock: Literal["calendar", "business"] = "calendar"
    priority: str = Field("", max_length=40, description="Of any priority where empty.")
    valid_from: Day | None = Field(None, description="From the beginning where left out.")


class TargetOut(Schema):
    """What was promised once. Of two for the same priority and day, the one noted later holds."""

    measure: str
    priority: str
    minutes: int | None
    clock: str
    valid_from: date | None
    noted_at: datetime
    noted_by: str


class Targets(Schema):
    """All that was ever promised, oldest first."""

    rows: list[TargetOut]


@router.get("/schedules", response=Schedules)
def get_schedules(request: HttpRequest) -> dict[str, Any]:
    """All schedules, with all that was ever noted of their hours."""
    return {"rows": list_schedules()}


@router.post("/schedules", response=ScheduleOut)
def post_schedule(request: HttpRequest, wanted: NewSchedule) -> Any:
    """Save a schedule. The first one is the default."""
    slug = create_schedule(
        lake=lake(), name=wanted.name, hours=wanted.hours.written(), slug=wanted.slug, owner=who(request=request)
    )
    return find_schedule(slug=slug)


@router.get("/schedules/{slug}", response=ScheduleOut)
def get_one_schedule(request: HttpRequest, slug: Slug) -> Any:
    """One schedule with its history."""
    return find_schedule(slug=slug)


@router.post("/schedules/{slug}/hours", response=ScheduleOut)
def post_opening_hours(request: HttpRequest, slug: Slug, hours: OpeningHoursIn) -> Any:
    """Change the hours of a schedule from `valid_from` on. What held before stays true of its time."""
    add_opening_hours(lake=lake(), slug=slug, hours=hours.written(), owner=who(request=request))
    return find_schedule(slug=slug)


@router.patch("/schedules/{slug}", response=ScheduleOut)
def patch_schedule(request: HttpRequest, slug: Slug, change: ScheduleChange) -> Any:
    """Rename a schedule, or make it the default."""
    change_schedule(lake=lake(), slug=slug, name=change.name, is_default=change.is_default)
    return find_schedule(slug=slug)


@router.delete("/schedules/{slug}", response=Schedules)
def delete_one_schedule(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """Delete a schedule with its history."""
    delete_schedule(lake=lake(), slug=slug)
    return {"rows": list_schedules()}


@router.get("/targets", response=Targets)
def get_targets(request: HttpRequest) -> dict[str, Any]:
    """All that was ever promised of tickets."""
    return {"rows": list_targets()}


@router.post("/targets", response=Targets)
def post_target(request: HttpRequest, wanted: TargetIn) -> dict[str, Any]:
    """Promise something, or take it back."""
    set_target(lake=lake(), **wanted.model_dump(), owner=who(request=request))
    return {"rows": list_targets()}
