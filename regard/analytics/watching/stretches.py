"""What a deviation amounts to: what there was and what was expected, over the periods it lasted."""

from dataclasses import dataclass
from datetime import date

from regard.analytics.metrics.metric import Metric
from regard.analytics.watching.course import Band, Deviation
from regard.analytics.watching.readings import Nature


@dataclass(frozen=True)
class Stretch:
    """Actual and expected, per period for sums and over all answers otherwise.

    `missed` is what sums fell short by (negative where there was more), None where the metric is no sum.
    """

    actual: float | None
    expected: float | None
    n: int
    periods: int
    missed: float | None


def nature_of(metric: Metric) -> Nature:
    """What kind of number a metric of the catalogue is.

    >>> from regard.analytics.metrics.measure import find_metric
    >>> [nature_of(find_metric(name)).value for name in ("nps", "csat", "revenue", "orders", "resolution_hours")]
    ['net', 'share', 'amount', 'count', 'time']
    """
    if metric.unit == "points":
        return Nature.NET
    if metric.unit == "%":
        return Nature.SHARE
    if metric.minimum_n == 0:
        return Nature.AMOUNT if metric.unit == "currency" else Nature.COUNT
    return Nature.TIME if metric.unit in ("hours", "minutes", "seconds", "days") else Nature.MEAN


def stretch_of(bands: tuple[Band, ...], deviation: Deviation, *, nature: Nature) -> Stretch:
    """The figures of the periods from the first off to the last before it was back."""
    rows = [band for band in bands if is_within(band.day, deviation) and band.value is not None]
    rows = [band for band in rows if band.expected is not None]
    if not rows:
        return Stretch(None, None, 0, 0, None)
    values = [(band.value or 0.0, band.expected or 0.0, band.n) for band in rows]
    n = sum(count for _, _, count in values)
    if nature in (Nature.COUNT, Nature.AMOUNT):
        actual, expected = (sum(row[index] for row in values) for index in (0, 1))
        return Stretch(actual / len(rows), expected / len(rows), n, len(rows), expected - actual)
    weight = max(n, 1)
    actual, expected = (sum(row[index] * row[2] for row in values) / weight for index in (0, 1))
    return Stretch(actual, expected, n, len(rows), None)


def is_within(day: date, deviation: Deviation) -> bool:
    """Whether a period belongs to the deviation."""
    return day >= deviation.since and (deviation.until is None or day < deviation.until)
