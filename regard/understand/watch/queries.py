"""Questions about watches: which there are, what they saw, what was decided, how it went."""

from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from regard.analytics.metrics.measure import find_metric
from regard.understand.watch.models import Alert, Finding, Watch
from regard.understand.watch.operations import get_watch
from regard.understand.watch.words import scope_in_words, title_of


@dataclass(frozen=True)
class WatchRow:
    """A watch as lists show it; `state` is calm, alert (an alert is open), answered (somebody is at it) or closed."""

    slug: str
    name: str
    kind: str
    state: str
    about: str
    metrics: list[str]
    scope: dict[str, Any]
    grain: str
    country: str
    baseline_since: date | None
    watch_from: date
    false_alarms: float
    owner: str
    opened_at: datetime
    closed_at: datetime | None
    conclusion: str
    looked_at: datetime | None
    as_of: date | None
    trouble: str
    open_alerts: int
    alerts: int


@dataclass(frozen=True)
class FindingRow:
    """One metric's part in an alert."""

    metric: str
    label: str
    unit: str
    is_better: bool
    kind: str
    since: date
    noticed: date
    until: date | None
    size: float
    actual: float | None
    expected: float | None
    n: int
    missed: float | None
    stands: bool
    explained_by: list[dict[str, Any]]


@dataclass(frozen=True)
class AfterAction:
    """How one alert went. Days run in the log's time, hours to an answer on the clock; None while it has not come.

    `days_to_detect` counts the whole days until it could be told from chance, `days_to_recover` those until every metric
    was back, `hours_to_answer` the time from the alert to the first acknowledgement.
    """

    days_to_detect: int
    hours_to_answer: float | None
    days_to_recover: int | None


@dataclass(frozen=True)
class AlertRow:
    """An alert: its findings, where it stands, and how it went."""

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
    findings: list[FindingRow]
    after_action: AfterAction


@dataclass(frozen=True)
class Moment:
    """One entry of the timeline: began, alert, acknowledged, decided, resolved or closed."""

    at: datetime
    kind: str
    by: str
    text: str
    alert: int | None


@dataclass(frozen=True)
class CourseRow:
    """A metric's periods with their bands, as last looked at."""

    metric: str
    label: str
    unit: str
    direction: str
    minimum_n: int
    watched_since: date | None
    bands: list[dict[str, Any]]


@dataclass(frozen=True)
class WatchPage:
    """Everything about one watch. The figures are medians over its alerts."""

    watch: WatchRow
    alerts: list[AlertRow]
    timeline: list[Moment]
    median_days_to_detect: float | None
    median_hours_to_answer: float | None
    median_days_to_recover: float | None


def list_watches() -> list[WatchRow]:
    """All watches: those with an open alert first, closed ones last."""
    order = {"alert": 0, "answered": 1, "calm": 2, "closed": 3}
    rows = [_row(watch) for watch in Watch.objects.prefetch_related("alerts")]
    return sorted(rows, key=lambda row: (order[row.state], row.name.lower()))


def find_watch(*, slug: str) -> WatchPage:
    """One watch with its alerts, newest first, and its timeline, oldest first. Raises NoWatch."""
    watch = get_watch(slug)
    found = watch.alerts.prefetch_related("findings").order_by("-number")
    alerts = sorted((_alert(one) for one in found), key=lambda row: (row.state == "resolved", -row.number))
    figures = [row.after_action for row in alerts]
    return WatchPage(
        _row(watch),
        alerts,
        _timeline(watch, alerts),
        _median([each.days_to_detect for each in figures]),
        _median([each.hours_to_answer for each in figures]),
        _median([each.days_to_recover for each in figures]),
    )


def list_courses(*, slug: str) -> list[CourseRow]:
    """The courses of a watch's metrics, in the watch's order; empty before the first look. Raises NoWatch."""
    watch = get_watch(slug)
    seen = {course.metric: course for course in watch.courses.all()}
    rows = []
    for name in watch.metrics:
        if (course := seen.get(name)) is not None:
            metric = find_metric(name)
            told = (name, metric.label, course.unit or metric.unit, metric.direction, metric.minimum_n)
            rows.append(CourseRow(*told, course.watched_since, course.bands))
    return rows


def _row(watch: Watch) -> WatchRow:
    states = [alert.state for alert in watch.alerts.all()]
    state = "alert" if "open" in states else "answered" if "acknowledged" in states else "calm"
    fields = (
        *("slug", "name", "kind", "metrics", "scope", "grain", "country", "baseline_since", "watch_from"),
        *("false_alarms", "owner", "opened_at", "closed_at", "conclusion", "looked_at", "as_of", "trouble"),
    )
    return WatchRow(
        **{name: getattr(watch, name) for name in fields},
        state="closed" if watch.closed_at else state,
        about=scope_in_words(watch),
        open_alerts=sum(each != "resolved" for each in states),
        alerts=len(states),
    )


def _alert(alert: Alert) -> AlertRow:
    found = sorted(alert.findings.all(), key=lambda one: (one.since, one.metric))
    standing = [one for one in found if one.stands] or found
    back = all(one.until is not None for one in standing)
    until = max((one.until for one in standing if one.until), default=None) if back else None
    fields = ("number", "state", "raised_at", "acknowledged_at", "acknowledged_by", "resolved_at", "resolved_by")
    return AlertRow(
        **{name: getattr(alert, name) for name in fields},
        reason=alert.reason,
        note=alert.note,
        title=title_of(alert, standing),
        since=standing[0].since,
        until=until,
        findings=[_finding(one) for one in found],
        after_action=_after_action(alert, standing, until),
    )


def _finding(finding: Finding) -> FindingRow:
    metric = find_metric(finding.metric)
    fields = (
        *("metric", "kind", "since", "noticed", "until", "size", "actual", "expected", "n", "missed", "stands"),
        "explained_by",
    )
    return FindingRow(
        **{name: getattr(finding, name) for name in fields},
        label=metric.label,
        unit=finding.unit or metric.unit,
        is_better=(finding.size > 0) == (metric.direction == "up"),
    )


def _after_action(alert: Alert, findings: list[Finding], until: date | None) -> AfterAction:
    since = min(finding.since for finding in findings)
    noticed = min(finding.noticed for finding in findings)
    answered = alert.acknowledged_at
    return AfterAction(
        (noticed - since).days + 1,
        None if answered is None else round((answered - alert.raised_at).total_seconds() / 3600, 2),
        None if until is None else (until - since).days,
    )


def _timeline(watch: Watch, alerts: list[AlertRow]) -> list[Moment]:
    moments = [Moment(watch.opened_at, "began", watch.owner, "", None)]
    for row in alerts:
        moments.append(Moment(row.raised_at, "alert", "", row.title, row.number))
        if row.acknowledged_at:
            moments.append(Moment(row.acknowledged_at, "acknowledged", row.acknowledged_by, "", row.number))
        if row.resolved_at:
            text = f"{row.reason.replace('_', ' ')}{': ' if row.note else ''}{row.note}"
            moments.append(Moment(row.resolved_at, "resolved", row.resolved_by, text, row.number))
    for decision in watch.decisions.select_related("alert"):
        number = decision.alert.number if decision.alert else None
        moments.append(Moment(decision.at, "decided", decision.by, decision.text, number))
    if watch.closed_at:
        moments.append(Moment(watch.closed_at, "closed", "", watch.conclusion, None))
    return sorted(moments, key=lambda moment: moment.at)


def _median(values: list[int] | list[float | None] | list[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(median(known)) if known else None
