"""Which channel, touchpoint, stage, trait or segment accounts for a deviation, asked of the log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from regard.analytics.metrics.estimates import NOTHING, Numbers
from regard.analytics.metrics.measure import Estimate, find_metric
from regard.analytics.scope import Scope
from regard.analytics.watching.course import Course, Deviation
from regard.analytics.watching.explaining import Contribution, Part, explain
from regard.analytics.watching.readings import Nature
from regard.analytics.watching.stretches import is_within, nature_of
from regard.foundation.lake.api import Lake, NotWorkedOut, with_members
from regard.record.segments.api import list_choices, list_segments
from regard.understand.metrics.api import measure_metric
from regard.understand.watch.courses import in_one_unit

PLACES = ("channel", "stage", "touchpoint", "source")
MOST_TRAITS, MOST_SEGMENTS, MOST_VALUES = 6, 8, 30
BEFORE = timedelta(days=56)
SHOWN = 5
NAMING = {"name", "first_name", "last_name", "firstName", "lastName", "email", "phone", "address", "username"}


def causes_of(
    *, lake: Lake, name: str, scope: Scope, course: Course, deviation: Deviation, unit: str, until: date
) -> list[Contribution]:
    """What accounts for a deviation, those that explain it first; at most five."""
    metric = find_metric(name)
    nature = nature_of(metric)
    after = replace(scope, since=deviation.since, until=deviation.until or until)
    before = replace(scope, since=_first_day(course, deviation), until=deviation.since)
    if before.since is None or before.since >= deviation.since or deviation.since >= (deviation.until or until):
        return []
    whole = [_whole(lake, name, each, unit) for each in (before, after)]
    parts = list(_parts(lake, name, before, after, unit, nature))
    expected = sum(band.expected or 0.0 for band in course.bands if is_within(band.day, deviation))
    found = explain(parts, nature=nature, before=whole[0], after=whole[1], expected=expected)
    return found[:SHOWN]


def _first_day(course: Course, deviation: Deviation) -> date | None:
    days = [band.day for band in course.bands if deviation.since - BEFORE <= band.day < deviation.since]
    return min(days, default=None)


def _parts(lake: Lake, name: str, before: Scope, after: Scope, unit: str, nature: Nature) -> Iterator[Part]:
    for dimension in _dimensions(lake, before, nature):
        first, last = (_groups(lake, name, scope, dimension, unit) for scope in (before, after))
        values = sorted(
            first.keys() | last.keys(), key=lambda each: (-first.get(each, last.get(each, NOTHING)).n, each)
        )
        for value in values[:MOST_VALUES]:
            yield Part(dimension, value, first.get(value, _none(nature)), last.get(value, _none(nature)))
    if before.segment is not None:
        return
    for segment in list_segments(lake=lake)[:MOST_SEGMENTS]:
        try:
            pair = [
                _whole(
                    lake, name, with_members(lake=lake, scope=replace(each, segment=f"segment:{segment.slug}")), unit
                )
                for each in (before, after)
            ]
        except NotWorkedOut:
            continue
        yield Part("segment", segment.slug, *pair)


def _dimensions(lake: Lake, scope: Scope, nature: Nature) -> Iterator[str]:
    for place in PLACES:
        if not getattr(scope, "channels" if place == "channel" else place, None):
            yield place
    if nature is Nature.COUNT:
        yield "kind"
    told = [each for each in list_choices(lake=lake).profile_traits if 2 <= len(each["values"]) < 20]
    told = [each for each in told if each["name"] not in NAMING]
    for trait in told[:MOST_TRAITS]:
        yield f"trait.{trait['name']}"


def _groups(lake: Lake, name: str, scope: Scope, dimension: str, unit: str) -> dict[str, Numbers]:
    rows, _ = in_one_unit(measure_metric(lake=lake, name=name, scope=scope, by=dimension), unit)
    return {row.group: _numbers(row) for row in rows}


def _whole(lake: Lake, name: str, scope: Scope, unit: str) -> Numbers:
    rows, _ = in_one_unit(measure_metric(lake=lake, name=name, scope=scope), unit)
    return _numbers(rows[0]) if rows else NOTHING


def _numbers(row: Estimate) -> Numbers:
    return Numbers(row.value, row.n, row.low, row.high)


def _none(nature: Nature) -> Numbers:
    return Numbers(0.0, 0, None, None) if nature in (Nature.COUNT, Nature.AMOUNT) else NOTHING
