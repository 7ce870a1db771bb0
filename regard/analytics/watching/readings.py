"""A metric's course as arrays: values, sample sizes, and how much of each value is chance of the sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.analytics.metrics.estimates import Z

Numbers = NDArray[Any]


class Nature(StrEnum):
    """What kind of number a metric is: it decides the scale it is modelled on and how chance spreads it."""

    COUNT = "count"  # so many; multiplicative, at least Poisson
    AMOUNT = "amount"  # a sum of n values; multiplicative
    SHARE = "share"  # per cent of n, binomial
    NET = "net"  # per cent of n for less per cent of n against, -100 to 100
    MEAN = "mean"  # of n values
    TIME = "time"  # a median of n durations; multiplicative


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"

    @property
    def days(self) -> int:
        """Days in a period."""
        return 7 if self is Grain.WEEK else 1


@dataclass(frozen=True)
class Point:
    """One period of a metric, named by its first day; low and high are its 95 % interval where it has one."""

    day: date
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Readings:
    """Consecutive periods without gaps. `value` is nan where there is none.

    `spread` is the variance one of the n brings: of one answer, of one logarithm for times; for amounts what
    one unit of money adds to the variance.
    """

    nature: Nature
    grain: Grain
    days: tuple[date, ...]
    value: Numbers
    n: Numbers
    spread: float

    @property
    def is_multiplicative(self) -> bool:
        """Whether weekdays and trends multiply rather than add."""
        return self.nature in (Nature.COUNT, Nature.AMOUNT)

    @property
    def known(self) -> Numbers:
        """Which periods have a value."""
        found: Numbers = np.isfinite(self.value)
        return found


def read(points: Sequence[Point], *, nature: Nature, grain: Grain = Grain.DAY) -> Readings:
    """Points as arrays, from the first that rests on something to the last, days without one filled in.

    >>> read([Point(date(2026, 3, 1), 4, 4), Point(date(2026, 3, 3), 2, 2)], nature=Nature.COUNT).value.tolist()
    [4.0, 0.0, 2.0]
    """
    by_day = {point.day: point for point in points}
    first = min((point.day for point in points if point.n > 0), default=None)
    if first is None:
        return Readings(nature, grain, (), np.empty(0), np.empty(0), 1.0)
    count = (max(by_day) - first).days // grain.days + 1
    days = tuple(first + timedelta(days=grain.days * index) for index in range(count))
    rows = [by_day.get(day, Point(day, None, 0)) for day in days]
    n = np.array([row.n for row in rows], dtype=float)
    value = np.array([np.nan if row.value is None else row.value for row in rows], dtype=float)
    if nature in (Nature.COUNT, Nature.AMOUNT):
        value = np.nan_to_num(value)
    if nature is Nature.TIME:
        value = np.log(np.maximum(value, 1e-3))
    return Readings(nature, grain, days, value, n, _spread(rows, nature))


def _spread(rows: Sequence[Point], nature: Nature) -> float:
    """Pooled over all periods: a single day's own variance is too unsteady, and zero where all answers agree."""
    if nature is Nature.AMOUNT:
        n = sum(row.n for row in rows)
        return 2 * sum(abs(row.value or 0) for row in rows) / n if n else 1.0
    told = [(row.n, _halved(row, nature) ** 2 * row.n) for row in rows if row.low is not None and row.n > 1]
    told = [(n, spread) for n, spread in told if np.isfinite(spread)]
    if not told:
        return 1.0
    n, spread = np.array(sorted(told, key=lambda each: each[1])).T
    middle = int(np.searchsorted(np.cumsum(n), n.sum() / 2))
    least = 3 / n.sum() if nature is Nature.MEAN else 1e-9  # what never varied in so many may yet, by the rule of three
    return float(max(spread[min(middle, len(spread) - 1)], least))


def _halved(row: Point, nature: Nature) -> float:
    """The standard error that an interval speaks of."""
    low, high = row.low or 0.0, row.high or 0.0
    if nature is Nature.TIME:
        return float(np.log(max(high, 1e-3) / max(low, 1e-3)) / (2 * Z))
    return (high - low) / (2 * Z)
