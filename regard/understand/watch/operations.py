"""Begin and end watches, and answer their alerts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from regard.analytics.errors import RegardError
from regard.analytics.metrics.measure import find_metric
from regard.analytics.scope import Scope
from regard.analytics.watching.readings import Grain
from regard.analytics.watching.season import check_country
from regard.analytics.watching.thresholds import limits_for
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake, with_members
from regard.understand.metrics.api import measure_metric
from regard.understand.watch.courses import whole_days_until
from regard.understand.watch.models import Alert, Decision, Watch

KINDS = ("metric", "launch", "market", "crisis")
REASONS = {
    "fixed": "what caused it was put right",
    "expected": "it was known beforehand",
    "new_level": "this is how it is from now on",
    "false_alarm": "there was nothing",
    "recovered": "it went back by itself",
}
MOST_WATCHES, MOST_METRICS = 100, 12
SLUG = r"[a-z0-9][a-z0-9-]{0,63}"
DAY = timedelta(days=1)


class WatchRefused(RegardError):
    """A watch, a decision or an answer cannot be as asked."""

    code = "watch_refused"
    status = 422


class NoWatch(RegardError):
    """There is no such watch, or no such alert in it."""

    code = "watch_unknown"
    status = 404


def create_watch(
    *,
    lake: Lake,
    name: str,
    metrics: Sequence[str],
    kind: str = "metric",
    scope: Scope | None = None,
    grain: str = "day",
    country: str = "",
    baseline_since: date | None = None,
    watch_from: date | None = None,
    false_alarms: float = 1.0,
    owner: str = "",
    slug: str | None = None,
) -> str:
    """Begin to watch metrics over a scope; return the watch's slug.

    Alarms are raised for days from `watch_from` on (the log's newest day by default); what lies before, from
    `baseline_since` on, is history to learn from. `false_alarms` is how many a month are acceptable over all metrics
    together where nothing happens. Raises WatchRefused, UnknownMetric, UnknownCountry, RateRefused, ScopeError.
    """
    scope = scope or Scope()
    wanted = _checked_metrics(metrics)
    _check(name, kind, grain)
    code = check_country(country)
    limits_for(false_alarms=false_alarms, metrics=len(wanted), grain=Grain(grain))
    scope = with_members(lake=lake, scope=scope)
    begin = watch_from or whole_days_until(lake=lake, now=timezone.now())
    if baseline_since is not None and baseline_since >= begin:
        raise WatchRefused(f"The baseline begins on {baseline_since}, which is not before the watch does on {begin}.")
    for metric in wanted:  # so that who asks is told now what a metric lacks
        measure_metric(lake=lake, name=metric, scope=replace(scope, since=begin, until=begin + DAY))
    with transaction.atomic():
        if Watch.objects.filter(closed_at=None).count() >= MOST_WATCHES:
            raise WatchRefused(f"There are {MOST_WATCHES} open watches already. Close one that nobody needs.")
        made = Watch.objects.create(
            slug=_slug_for(name, slug),
            name=name.strip(),
            kind=kind,
            metrics=wanted,
            scope=_written(scope),
            grain=grain,
            country=code,
            baseline_since=baseline_since,
            watch_from=begin,
            false_alarms=false_alarms,
            owner=owner,
            opened_at=timezone.now(),
        )
        note(verb="created", subject=f"watch:{made.slug}", detail={"metrics": wanted, "kind": kind})
    return made.slug


def close_watch(*, slug: str, conclusion: str = "") -> None:
    """End a watch: it is looked at no more. What it saw and what was decided stays. Raises NoWatch, WatchRefused."""
    with transaction.atomic():
        watch = get_watch(slug, lock=True)
        if watch.closed_at is not None:
            raise WatchRefused(f"The watch {slug!r} was closed on {watch.closed_at:%d %B %Y} already.")
        watch.closed_at, watch.conclusion = timezone.now(), _text(conclusion, least=0)
        watch.save()
        note(verb="closed", subject=f"watch:{slug}")


def decide(*, slug: str, text: str, by: str = "", alert: int | None = None) -> None:
    """Write a decision into a watch's timeline; given an alert, it counts as an answer to it. Raises NoWatch."""
    with transaction.atomic():
        watch = get_watch(slug, lock=True)
        about = None if alert is None else get_alert(watch, alert)
        now = timezone.now()
        Decision.objects.create(watch=watch, alert=about, at=now, by=by, text=_text(text))
        if about is not None and about.state == "open":
            _acknowledge(about, by, now)
        note(verb="decided", subject=f"watch:{slug}", detail={"alert": alert})


def acknowledge_alert(*, slug: str, number: int, by: str = "") -> None:
    """Say that somebody is at it. Raises NoWatch, WatchRefused."""
    with transaction.atomic():
        alert = get_alert(get_watch(slug, lock=True), number)
        if alert.state != "open":
            raise WatchRefused(f"Alert {number} is {alert.state} already.")
        _acknowledge(alert, by, timezone.now())
        note(verb="acknowledged", subject=f"watch:{slug}", detail={"alert": number})


def resolve_alert(*, slug: str, number: int, reason: str, text: str = "", by: str = "") -> None:
    """Close an alert with a reason: fixed, expected, new_level or false_alarm. Raises NoWatch, WatchRefused.

    With `new_level` the metric is expected to stay where it went, from the day it left on.
    """
    if reason not in REASONS:
        raise WatchRefused(f"{reason[:40]!r} is no reason. Give one of {', '.join(REASONS)}.")
    with transaction.atomic():
        watch = get_watch(slug, lock=True)
        alert = get_alert(watch, number)
        if alert.state == "resolved":
            raise WatchRefused(f"Alert {number} is resolved already.")
        if alert.state == "open":
            _acknowledge(alert, by, timezone.now())
        alert.state, alert.reason, alert.note = "resolved", reason, _text(text, least=0)
        alert.resolved_at, alert.resolved_by = timezone.now(), by
        alert.save()
        if reason == "new_level":
            _accept(watch, alert)
        note(verb="resolved", subject=f"watch:{slug}", detail={"alert": number, "reason": reason})


def get_watch(slug: str, *, lock: bool = False) -> Watch:
    """The watch of that slug. Raises NoWatch."""
    found = Watch.objects.select_for_update() if lock else Watch.objects.all()
    watch = found.filter(slug=slug).first()
    if watch is None:
        raise NoWatch(f"There is no watch {slug[:64]!r}. `regard watch list` names them.")
    return watch


def get_alert(watch: Watch, number: int) -> Alert:
    """The alert of that number. Raises NoWatch."""
    alert = watch.alerts.filter(number=number).first()
    if alert is None:
        raise NoWatch(f"The watch {watch.slug!r} has no alert {number}.")
    return alert


def _acknowledge(alert: Alert, by: str, at: datetime) -> None:
    alert.state, alert.acknowledged_at, alert.acknowledged_by = "acknowledged", at, by
    alert.save()


def _accept(watch: Watch, alert: Alert) -> None:
    """What is left of the deviation ends where the log does; the next look learns the level anew."""
    until = watch.as_of or alert.raised_at.date()
    for finding in alert.findings.filter(until=None):
        finding.until = max(until, finding.since + DAY)
        finding.save()
    watch.looked_version = None  # so that the next look is a real one
    watch.save()


def _checked_metrics(metrics: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(find_metric(name).name for name in metrics))
    if not 1 <= len(wanted) <= MOST_METRICS:
        raise WatchRefused(f"A watch has 1 to {MOST_METRICS} metrics, not {len(wanted)}.")
    return wanted


def _check(name: str, kind: str, grain: str) -> None:
    if not name.strip() or len(name.strip()) > 120 or "\x00" in name:
        raise WatchRefused("A watch needs a name of at most 120 characters.")
    if kind not in KINDS:
        raise WatchRefused(f"{kind[:40]!r} is no kind of watch. Give one of {', '.join(KINDS)}.")
    if grain not in tuple(Grain):
        raise WatchRefused(f"{grain[:40]!r} is no grain. Give day or week.")


def _text(text: str, *, least: int = 1) -> str:
    text = text.strip()
    if not least <= len(text) <= 4_000 or "\x00" in text:
        raise WatchRefused(
            "Write a text of 1 to 4,000 characters." if least else "The text is too long: at most 4,000."
        )
    return text


def _written(scope: Scope) -> dict[str, object]:
    return {
        "channels": list(scope.channels),
        "stage": scope.stage,
        "touchpoint": scope.touchpoint,
        "segment": scope.segment,
    }


def _slug_for(name: str, asked: str | None) -> str:
    if asked is not None:
        if not re.fullmatch(SLUG, asked):
            raise WatchRefused("A slug is made of a to z, 0 to 9 and -, 64 at most.")
        if Watch.objects.filter(slug=asked).exists():
            raise WatchRefused(f"There is a watch {asked!r} already.")
        return asked
    stem = slugify(name).replace("_", "-").strip("-")[:60] or "watch"
    taken = set(Watch.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, 10_000))) if slug not in taken)
