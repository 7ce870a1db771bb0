"""The two courses an improvement is judged by: where it was made, and where it was not."""

from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
from django.utils import timezone

from regard.analytics.drivers.frictions import FRICTIONS
from regard.analytics.improvement.effect import Effect, estimate
from regard.analytics.improvement.verdict import Verdict, judge
from regard.analytics.metrics.measure import find_metric
from regard.analytics.scope import Scope, instant
from regard.analytics.watching.readings import Grain, Point
from regard.decide.improvements.models import Improvement
from regard.decide.improvements.operations import scope_of
from regard.decide.improvements.words import GONE, UNIT, courses_of, name_of
from regard.foundation.lake.api import Lake, encounter_table, with_members
from regard.record.interactions.api import list_choices
from regard.understand.voice.api import opinion_token
from regard.understand.watch.api import read_points, whole_days_until

LONGEST = timedelta(days=3 * 365)


@dataclass(frozen=True)
class Sides:
    """A number here and there, with what they are called. `there` is None where there is nothing to compare with."""

    label: str
    unit: str
    is_more_better: bool
    here: list[Point]
    here_label: str
    there: list[Point] | None
    there_label: str


@dataclass(frozen=True)
class Assessed:
    """What an improvement did, as far as it can be told, with the courses it is told from."""

    label: str
    unit: str
    is_more_better: bool
    here_label: str
    there_label: str
    effect: Effect
    verdict: Verdict


def assess(*, lake: Lake, improvement: Improvement, as_of: date | None = None) -> Assessed | None:
    """The before and after of an improvement; None before it has shipped. Kept per version of the log."""
    if improvement.shipped_date is None or improvement.state != "shipped":
        return None
    until = min(whole_days_until(lake=lake, now=timezone.now()), as_of or date.max)
    key: tuple[object, ...] = (
        "improvement",
        improvement.pk,
        improvement.kind,
        improvement.subject,
        str(improvement.scope),
        str(improvement.comparison),
        improvement.grain,
        improvement.shipped_date,
        improvement.worthwhile,
        until,
    )
    if improvement.kind == "topic":
        key = (*key, opinion_token(lake=lake))
    return lake.remember(key, lambda: _assess(lake, improvement, until))


def _assess(lake: Lake, improvement: Improvement, until: date) -> Assessed:
    shipped = improvement.shipped_date or until
    grain = Grain(improvement.grain)
    since = shipped - LONGEST
    found = _SIDES[improvement.kind](lake, improvement, since, until)
    effect = estimate(
        found.here, found.there, shipped=shipped, until=until, grain=grain, worthwhile=improvement.worthwhile
    )
    unit = "percentage points" if found.unit == "%" else found.unit
    verdict = judge(effect, is_more_better=found.is_more_better, unit=unit)
    return Assessed(found.label, found.unit, found.is_more_better, found.here_label, found.there_label, effect, verdict)


def _of_metric(lake: Lake, improvement: Improvement, since: date, until: date) -> Sides:
    metric, grain = find_metric(improvement.subject), Grain(improvement.grain)
    since, until = _whole(since, grain), _whole(until, grain)

    def read(scope: Scope) -> tuple[list[Point], str]:
        asked = with_members(lake=lake, scope=scope)
        return read_points(lake=lake, metric=metric, scope=asked, since=since, until=until, grain=grain)

    here, unit = read(scope_of(improvement.scope))
    place = improvement.comparison if improvement.comparison is not None else _other_channels(lake, improvement.scope)
    there = read(scope_of(place))[0] if place else None
    return Sides(
        metric.label,
        unit or metric.unit,
        metric.direction == "up",
        here,
        in_words(improvement.scope) or "everywhere",
        there,
        in_words(place) if place else "",
    )


def _of_friction(lake: Lake, improvement: Improvement, since: date, until: date) -> Sides:
    """Here is the friction at its touchpoint. There is the same one at all others, or any other where there is none."""
    touchpoint, _, friction = improvement.subject.rpartition(":")
    met = encounter_table(lake=lake)
    met = met.filter((met.time >= instant(since)) & (met.time < instant(until)))
    here = _shares(met.filter((met.touchpoint == touchpoint) & (met.friction == friction)), improvement.grain)
    there, label = None, ""
    if improvement.comparison is None:
        others = met.filter(met.touchpoint != touchpoint)
        there, label = _shares(others.filter(others.friction == friction), improvement.grain), "the same elsewhere"
        if not there:
            told = [one.name for one in FRICTIONS.values() if one.told]
            there = _shares(others.filter(others.friction.notin(told)), improvement.grain)
            label = "all frictions elsewhere"
    elif improvement.comparison:
        at = scope_of(improvement.comparison).at_places(met.filter(met.touchpoint != touchpoint))
        there = _shares(at.filter(at.friction == friction), improvement.grain)
        label = f"the same, {in_words(improvement.comparison)}"
    name = FRICTIONS[friction].label.format(touchpoint)
    return Sides(name, "%", False, here, touchpoint, there or None, label if there else "")


def _of_topic(lake: Lake, improvement: Improvement, since: date, until: date) -> Sides:
    """Here is how often the topic hurts. There is how often anything else does, or the topic where it was left as it was."""
    grain = Grain(improvement.grain)
    period = scope_of(improvement.scope).over(since=_whole(since, grain), until=_whole(until, grain))
    here, there = courses_of(lake=lake, topic=improvement.subject, scope=period, grain=improvement.grain)
    name = name_of(lake=lake, topic=improvement.subject) or GONE
    place, label = improvement.comparison, "all that hurts otherwise"
    if place:
        elsewhere = scope_of(place).over(since=period.since, until=period.until)
        there, label = (
            courses_of(lake=lake, topic=improvement.subject, scope=elsewhere, grain=grain)[0],
            in_words(place),
        )
    beside = there if place is None or place else []
    here_label = in_words(improvement.scope) or name
    return Sides(f"Hurt by “{name}”", UNIT, False, here, here_label, beside or None, label if beside else "")


_SIDES = {"friction": _of_friction, "metric": _of_metric, "topic": _of_topic}


def _shares(met: ir.Table, grain: str) -> list[Point]:
    """By period, the share of encounters at which it happened, in per cent."""
    unit = "W" if grain == "week" else "D"
    told = met.group_by(day=met.time.truncate(unit).date()).agg(n=met.count(), part=met.exposed.cast("int64").sum())
    rows = told.order_by(ibis.asc("day")).to_pyarrow().to_pylist()
    return [Point(row["day"], 100 * row["part"] / row["n"], row["n"]) for row in rows]


def _other_channels(lake: Lake, place: dict[str, object]) -> dict[str, object]:
    """Where an improvement is about some channels, all others; nothing where it is not."""
    own = place.get("channels")
    if not isinstance(own, list) or not own:
        return {}
    known = [str(one["channel"]) for one in list_choices(lake=lake).channels]
    others = [one for one in known if one not in own]
    return {**place, "channels": others} if others else {}


def in_words(place: dict[str, object]) -> str:
    """A place of the log as a person would say it."""
    told = []
    channels = place.get("channels")
    if isinstance(channels, list):
        told.append(", ".join(channels))
    told += [str(place[name]) for name in ("stage", "touchpoint", "segment") if place.get(name)]
    return " · ".join(told)


def _whole(day: date, grain: Grain) -> date:
    return day - timedelta(days=day.weekday()) if grain is Grain.WEEK else day
