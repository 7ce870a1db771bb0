"""Looking at a watch: what its metrics did, held against what was expected. Looking twice changes nothing."""

from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from regard.analytics.metrics.measure import find_metric
from regard.analytics.scope import Scope
from regard.analytics.watching import grouping
from regard.analytics.watching.course import Course, Deviation
from regard.analytics.watching.readings import Grain
from regard.analytics.watching.stretches import nature_of, stretch_of
from regard.analytics.watching.thresholds import limits_for
from regard.foundation.lake.api import Lake, with_members
from regard.understand.watch.causes import causes_of
from regard.understand.watch.courses import course_of, whole_days_until
from regard.understand.watch.models import Alert, Finding, SeenCourse, Watch

SAME = timedelta(days=3)  # the first day may move this much when rows come late


def look(*, lake: Lake, slug: str, force: bool = False) -> int:
    """Look at an open watch; return how many new alerts that raised.

    Does nothing where neither the log nor the watch changed since the last look, where the watch is closed, or where
    somebody else is looking at it.
    """
    with transaction.atomic():
        found = Watch.objects.select_for_update(skip_locked=True, no_key=True)
        watch = found.filter(slug=slug, closed_at=None).first()
        version = lake.version
        if watch is None or (not force and watch.looked_version == version):
            return 0
        before = watch.alerts.count()
        _look_at(lake, watch)
        watch.looked_at, watch.looked_version, watch.trouble = timezone.now(), version, ""
        watch.save()
        return watch.alerts.count() - before


def scope_of(watch: Watch) -> Scope:
    """The scope a watch is about, its saved segment not looked up yet."""
    written = watch.scope
    return Scope(
        channels=tuple(written.get("channels") or ()),
        stage=written.get("stage"),
        touchpoint=written.get("touchpoint"),
        segment=written.get("segment"),
    )


def _look_at(lake: Lake, watch: Watch) -> None:
    until, scope = whole_days_until(lake=lake, now=timezone.now()), with_members(lake=lake, scope=scope_of(watch))
    grain = Grain(watch.grain)
    limits = limits_for(false_alarms=watch.false_alarms, metrics=len(watch.metrics), grain=grain)
    watch.as_of = until
    fresh: list[Finding] = []
    for name in watch.metrics:
        course, unit = course_of(
            lake=lake,
            name=name,
            scope=scope,
            until=until,
            limits=limits,
            grain=grain,
            country=watch.country,
            since=watch.baseline_since,
            watch_from=watch.watch_from,
            new_levels=_new_levels(watch, name),
        )
        _keep(watch, name, unit, course)
        for deviation in course.deviations:
            finding = _finding(watch, name, unit, course, deviation)
            causes = causes_of(
                lake=lake, name=name, scope=scope, course=course, deviation=deviation, unit=unit, until=until
            )
            finding.explained_by = [asdict(cause) for cause in causes]
            if finding._state.adding:
                fresh.append(finding)
            else:
                finding.save()
        _take_back(watch, name, course)
    _raise(watch, fresh)
    _close_what_recovered(watch)


def _new_levels(watch: Watch, name: str) -> set[date]:
    accepted = Finding.objects.filter(watch=watch, metric=name, alert__reason="new_level")
    return set(accepted.values_list("since", flat=True))


def _keep(watch: Watch, name: str, unit: str, course: Course) -> None:
    bands = [asdict(band) | {"day": band.day.isoformat()} for band in course.bands]
    SeenCourse.objects.update_or_create(
        watch=watch, metric=name, defaults={"unit": unit, "watched_since": course.watched_since, "bands": bands}
    )


def _finding(watch: Watch, name: str, unit: str, course: Course, deviation: Deviation) -> Finding:
    """The finding of this deviation, brought up to date; a new one without an alert where there is none yet."""
    stretch = stretch_of(course.bands, deviation, nature=nature_of(find_metric(name)))
    finding = _stored(watch, name, deviation) or Finding(
        watch=watch, metric=name, since=deviation.since, noticed=deviation.noticed
    )
    finding.kind, finding.until, finding.size, finding.stands = deviation.kind, deviation.until, deviation.size, True
    finding.actual, finding.expected, finding.n = stretch.actual, stretch.expected, stretch.n
    finding.missed, finding.unit = stretch.missed, unit
    return finding


def _stored(watch: Watch, name: str, deviation: Deviation) -> Finding | None:
    """The one noted earlier of the same metric, in the same direction, at the same time."""
    for finding in Finding.objects.filter(watch=watch, metric=name).order_by("since"):
        same_way = (finding.size > 0) == (deviation.size > 0)
        begins = deviation.since - SAME <= finding.since <= max(deviation.noticed, deviation.since + SAME)
        inside = finding.since <= deviation.since and (finding.until is None or deviation.since < finding.until)
        if finding.since == deviation.since or (same_way and (begins or inside)):
            return finding
    return None


def _take_back(watch: Watch, name: str, course: Course) -> None:
    """Findings that rows which came later took back; what a person resolved stays as it is."""
    kept = {each.pk for each in (_stored(watch, name, deviation) for deviation in course.deviations) if each}
    gone = Finding.objects.filter(watch=watch, metric=name, stands=True).exclude(alert__state="resolved")
    gone.exclude(pk__in=kept).update(stands=False)


def _raise(watch: Watch, fresh: list[Finding]) -> None:
    """Put new findings into the alerts they belong to, or into new ones."""
    open_alerts = [(alert, list(alert.findings.all())) for alert in watch.alerts.exclude(state="resolved")]
    for matter in grouping.group([_as_grouped(finding) for finding in fresh]):
        members = [finding for finding in fresh if _as_grouped(finding) in matter]
        home = next(
            (alert for alert, told in open_alerts if grouping.belongs(matter[0], [_as_grouped(one) for one in told])),
            None,
        )
        if home is None:
            number = (watch.alerts.aggregate(last=Max("number"))["last"] or 0) + 1
            home = Alert.objects.create(watch=watch, number=number, raised_at=timezone.now())
        for finding in members:
            finding.alert = home
            finding.save()


def _as_grouped(finding: Finding) -> grouping.Finding:
    deviation = Deviation(finding.kind, finding.since, finding.noticed, finding.until, finding.size)
    causes = tuple((cause["dimension"], cause["value"]) for cause in finding.explained_by if cause["explains"])
    return grouping.Finding(finding.metric, deviation, causes)


def _close_what_recovered(watch: Watch) -> None:
    """An alert whose metrics are all back, or that was taken back, is over."""
    for alert in watch.alerts.exclude(state="resolved"):
        told = list(alert.findings.all())
        if all(finding.until is not None or not finding.stands for finding in told):
            alert.state, alert.resolved_at = "resolved", timezone.now()
            alert.reason = "recovered" if any(finding.stands for finding in told) else "false_alarm"
            alert.save()
