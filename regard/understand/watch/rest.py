"""Watches over REST."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Router
from pydantic import Field

from regard.analytics.scope import Scope
from regard.foundation.rest.api import Day, Schema, lake, who
from regard.understand.watch.looking import look
from regard.understand.watch.operations import (
    acknowledge_alert,
    close_watch,
    create_watch,
    decide,
    resolve_alert,
)
from regard.understand.watch.queries import WatchPage, find_watch, list_courses, list_watches

router = Router(tags=["watch"])
Slug = Path[Annotated[str, Field(max_length=64)]]
Number = Path[Annotated[int, Field(ge=1, le=1_000_000)]]


class WatchedScope(Schema):
    """The part of the log a watch is about."""

    channels: list[str] = Field(default=[], max_length=20)
    stage: str | None = Field(None, max_length=40)
    touchpoint: str | None = Field(None, max_length=255)
    segment: str | None = Field(None, max_length=255, description="trait:NAME=VALUE, or segment:SLUG.")


class WatchOut(Schema):
    """A watch and where it stands."""

    slug: str
    name: str
    kind: str
    state: str = Field(description="calm, alert (one is open), answered (somebody is at it) or closed.")
    about: str = Field(description="The scope in words.")
    metrics: list[str]
    scope: WatchedScope
    grain: str
    country: str = Field(description="Whose public holidays are expected; empty for none.")
    baseline_since: date | None
    watch_from: date
    false_alarms: float = Field(description="Wanted at most a month over all metrics where nothing happens.")
    owner: str
    opened_at: datetime
    closed_at: datetime | None
    conclusion: str
    looked_at: datetime | None
    as_of: date | None = Field(description="The day after the last whole one looked at.")
    trouble: str = Field(description="Why the last look failed, empty where it did not.")
    open_alerts: int
    alerts: int


class Watches(Schema):
    """All watches, those with an open alert first."""

    rows: list[WatchOut]


class CauseOut(Schema):
    """A part of the customers or touchpoints, and its share of a deviation."""

    dimension: str
    value: str
    share: float = Field(description="Of the deviation; 1 is all of it, more where others made up for it.")
    before: float | None
    after: float | None
    n: int
    chance: float = Field(description="How likely by accident, corrected for every part looked at.")
    explains: bool


class FindingOut(Schema):
    """One metric's part in an alert; per day or week for sums."""

    metric: str
    label: str
    unit: str
    is_better: bool
    kind: str = Field(description="spike, a single period, or shift, which stayed.")
    since: date
    noticed: date
    until: date | None = Field(description="The first period back; none while it lasts.")
    size: float = Field(description="In standard deviations, signed.")
    actual: float | None
    expected: float | None
    n: int
    missed: float | None = Field(description="What a sum fell short by in all; none for other metrics.")
    stands: bool = Field(description="False where rows that came later took it back.")
    explained_by: list[CauseOut]


class AfterActionOut(Schema):
    """How an alert went."""

    days_to_detect: int
    hours_to_answer: float | None
    days_to_recover: int | None


class AlertOut(Schema):
    """An alert: what was not expected, since when, and where it stands."""

    number: int
    title: str
    state: str
    since: date
    until: date | None
    raised_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: str
    resolved_at: datetime | None
    resolved_by: str
    reason: str
    note: str
    findings: list[FindingOut]
    after_action: AfterActionOut


class MomentOut(Schema):
    """An entry of the timeline: began, alert, acknowledged, decided, resolved or closed."""

    at: datetime
    kind: str
    by: str
    text: str
    alert: int | None


class WatchPageOut(Schema):
    """One watch: its alerts, open ones first, its timeline, and medians over its alerts."""

    watch: WatchOut
    alerts: list[AlertOut]
    timeline: list[MomentOut]
    median_days_to_detect: float | None
    median_hours_to_answer: float | None
    median_days_to_recover: float | None


class BandOut(Schema):
    """A period: what it was, and the 95 % band it was expected in, made of the periods before it."""

    day: date
    value: float | None
    n: int
    expected: float | None
    low: float | None
    high: float | None
    score: float | None = Field(description="How unusual, in standard deviations.")


class CourseOut(Schema):
    """A metric's periods with their bands."""

    metric: str
    label: str
    unit: str
    direction: str
    minimum_n: int
    watched_since: date | None
    bands: list[BandOut]


class Courses(Schema):
    """The courses of a watch's metrics as last looked at; empty before the first look."""

    rows: list[CourseOut]


class NewWatch(Schema):
    """A watch to begin."""

    name: str = Field(max_length=120)
    metrics: list[str] = Field(max_length=12)
    kind: Literal["metric", "launch", "market", "crisis"] = "metric"
    scope: WatchedScope = Field(default_factory=lambda: WatchedScope.model_validate({}))
    grain: Literal["day", "week"] = "day"
    country: str = Field("", max_length=2)
    baseline_since: Day | None = None
    watch_from: Day | None = Field(None, description="The log's newest day when left out.")
    false_alarms: float = 1.0
    slug: str | None = Field(None, max_length=64)


class NewDecision(Schema):
    """A decision; with an alert, it counts as an answer to it."""

    text: str = Field(max_length=4_000)
    alert: int | None = None


class Resolution(Schema):
    """Why an alert is over."""

    reason: Literal["fixed", "expected", "new_level", "false_alarm", "recovered"]
    text: str = Field("", max_length=4_000)


class Conclusion(Schema):
    """What a watch came to."""

    conclusion: str = Field("", max_length=4_000)


@router.get("/watches", response=Watches)
def get_watches(request: HttpRequest) -> dict[str, Any]:
    """All watches, those with an open alert first, closed ones last."""
    return {"rows": list_watches()}


@router.post("/watches", response=WatchPageOut)
def post_watch(request: HttpRequest, wanted: NewWatch) -> WatchPage:
    """Begin a watch and look at it at once."""
    told = wanted.model_dump(exclude={"scope"})
    place = wanted.scope
    scope = Scope(channels=tuple(place.channels), stage=place.stage, touchpoint=place.touchpoint, segment=place.segment)
    slug = create_watch(lake=lake(), scope=scope, owner=who(request=request), **told)
    look(lake=lake(), slug=slug)
    return find_watch(slug=slug)


@router.get("/watches/{slug}", response=WatchPageOut)
def get_watch(request: HttpRequest, slug: Slug) -> WatchPage:
    """One watch with its alerts and its timeline."""
    return find_watch(slug=slug)


@router.get("/watches/{slug}/courses", response=Courses)
def get_watch_courses(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The courses of a watch's metrics with what was expected of them, as last looked at."""
    return {"rows": list_courses(slug=slug)}


@router.post("/watches/{slug}/look", response=WatchPageOut)
def look_at_watch(request: HttpRequest, slug: Slug) -> WatchPage:
    """Look at a watch now, whatever it saw last."""
    look(lake=lake(), slug=slug, force=True)
    return find_watch(slug=slug)


@router.post("/watches/{slug}/decisions", response=WatchPageOut)
def post_watch_decision(request: HttpRequest, slug: Slug, wanted: NewDecision) -> WatchPage:
    """Write a decision into the timeline."""
    decide(slug=slug, text=wanted.text, alert=wanted.alert, by=who(request=request))
    return find_watch(slug=slug)


@router.post("/watches/{slug}/alerts/{number}/acknowledge", response=WatchPageOut)
def acknowledge_watch_alert(request: HttpRequest, slug: Slug, number: Number) -> WatchPage:
    """Say that somebody is at it."""
    acknowledge_alert(slug=slug, number=number, by=who(request=request))
    return find_watch(slug=slug)


@router.post("/watches/{slug}/alerts/{number}/resolve", response=WatchPageOut)
def resolve_watch_alert(request: HttpRequest, slug: Slug, number: Number, wanted: Resolution) -> WatchPage:
    """Close an alert with a reason; `new_level` makes where it went what is expected."""
    resolve_alert(slug=slug, number=number, reason=wanted.reason, text=wanted.text, by=who(request=request))
    return find_watch(slug=slug)


@router.post("/watches/{slug}/close", response=WatchPageOut)
def post_watch_close(request: HttpRequest, slug: Slug, wanted: Conclusion) -> WatchPage:
    """End a watch; what it saw and what was decided stays."""
    close_watch(slug=slug, conclusion=wanted.conclusion)
    return find_watch(slug=slug)
