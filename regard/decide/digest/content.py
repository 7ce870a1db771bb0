"""What a week came to: changes that are real, alerts, and what costs most."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from scipy.special import ndtr

from regard.analytics.drivers.effects import holm
from regard.analytics.errors import RegardError
from regard.analytics.metrics.measure import find_metric
from regard.analytics.metrics.metric import Metric
from regard.analytics.scope import Scope
from regard.analytics.watching.course import Band
from regard.analytics.watching.readings import Grain
from regard.analytics.watching.thresholds import limits_for
from regard.decide.fix_first.api import PainPoint, list_fix_first
from regard.foundation.lake.api import Lake
from regard.understand.watch.api import course_of, find_watch, list_watches, whole_days_until

WEEK = timedelta(days=7)
MOST_FIXES, MOST_ALERTS = 3, 12
METRICS = (
    *("nps", "csat", "ces", "stars", "experience", "repeat_purchase"),
    *("first_reply_hours", "resolution_hours", "first_contact_resolution", "reopen_rate"),
    *("revenue", "orders", "order_value", "customers", "interactions"),
)


class NoWeek(RegardError):
    """The log holds no whole week up to the day asked for."""

    code = "digest_no_week"
    status = 422


@dataclass(frozen=True)
class Line:
    """One metric in the week: what it was, and what was expected of it from the weeks before.

    `word` is higher, lower, as expected, or too new (less than 16 weeks of history).
    """

    metric: str
    label: str
    unit: str
    value: float
    n: int
    expected: float | None
    low: float | None
    high: float | None
    word: str
    is_better: bool


@dataclass(frozen=True)
class Told:
    """An alert, as its watch tells it."""

    watch: str
    slug: str
    title: str
    state: str


@dataclass(frozen=True)
class Fix:
    """A pain point and what is known of its cost."""

    label: str
    customers: int
    effect: float
    low: float
    high: float
    unit: str
    evidence: str
    at_stake: float | None
    currency: str


@dataclass(frozen=True)
class Digest:
    """A week of a company. `until` is the Monday after it."""

    organisation: str
    since: date
    until: date
    lines: tuple[Line, ...]
    alerts: tuple[Told, ...]
    watches: int
    fixes: tuple[Fix, ...]

    @property
    def changes(self) -> tuple[Line, ...]:
        """The lines that are off what was expected, beyond chance."""
        return tuple(line for line in self.lines if line.word in ("higher", "lower"))


def digest_of(*, lake: Lake, organisation: str, until: date | None = None) -> Digest:
    """The last whole week (Monday to Sunday, UTC) that ended on or before `until`. Raises NoWeek.

    A change is called one if the week lies outside what its metric's earlier weeks let expect, with Holm's correction for all
    metrics that are looked at.
    """
    last = whole_days_until(lake=lake, now=datetime.now(UTC))
    end = min(until or last, last)
    end -= timedelta(days=end.weekday())
    lines = lake.remember(("digest", end), lambda: _lines(lake, end))
    if not lines:
        raise NoWeek(f"Nothing was recorded in the week before {end}. Record something, or give another day.")
    return Digest(
        organisation,
        end - WEEK,
        end,
        lines,
        _alerts(end),
        sum(row.state != "closed" for row in list_watches()),
        _fixes(lake, end),
    )


def _lines(lake: Lake, end: date) -> tuple[Line, ...]:
    found = []
    for name in METRICS:
        metric = find_metric(name)
        course, unit = course_of(
            lake=lake,
            name=name,
            scope=Scope(),
            until=end,
            limits=limits_for(false_alarms=1, grain=Grain.WEEK),
            grain=Grain.WEEK,
            watch_from=end - WEEK,
        )
        band = course.bands[-1] if course.bands else None
        if band is not None and band.value is not None and band.n >= metric.minimum_n / 3:
            found.append((metric, unit, band))
    scores = [0.0 if band.score is None else band.score for _, _, band in found]
    held = holm([2 * float(ndtr(-abs(score))) for score in scores])
    return tuple(_line(*row, is_change=sure) for row, sure in zip(found, held, strict=True))


def _line(metric: Metric, unit: str, band: Band, *, is_change: bool) -> Line:
    up = (band.score or 0.0) > 0
    word = "too new" if band.score is None else ("higher" if up else "lower") if is_change else "as expected"
    value = band.value if band.value is not None else 0.0
    known = (band.expected, band.low, band.high)
    return Line(metric.name, metric.label, unit, value, band.n, *known, word, up == (metric.direction == "up"))


def _alerts(end: date) -> tuple[Told, ...]:
    """Alerts that are still on, or that began or ended in the week."""
    told = []
    for row in list_watches():
        for alert in find_watch(slug=row.slug).alerts:
            began, ended = alert.since >= end - WEEK, alert.until is not None and alert.until >= end - WEEK
            if alert.since < end and (alert.state != "resolved" or began or ended):
                told.append(Told(row.name, row.slug, alert.title, alert.state))
    return tuple(sorted(told, key=lambda one: one.state == "resolved")[:MOST_ALERTS])


def _fixes(lake: Lake, end: date) -> tuple[Fix, ...]:
    found = list_fix_first(lake=lake, scope=Scope(since=end - timedelta(days=91), until=end))
    currency = found.worth.currency if found.worth and found.worth.currency else ""
    known = [row for row in found.rows if row.evidence != "unclear"]
    return tuple(_fix(row, found.outcome.unit, currency) for row in known[:MOST_FIXES])


def _fix(row: PainPoint, unit: str, currency: str) -> Fix:
    told = (row.label, row.customers, row.effect, row.low, row.high)
    return Fix(*told, unit, row.evidence, row.at_stake, currency)
