"""Estimates with their intervals, from a handful of aggregates. All intervals are two-sided 95 %.

>>> share(45, 60)
Numbers(value=75.0, n=60, low=62.76..., high=84.22...)
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, stdtrit

Z = 1.959963984540054


@dataclass(frozen=True)
class Numbers:
    """A value, the sample size it rests on, and its interval. None where it cannot be computed."""

    value: float | None
    n: int
    low: float | None
    high: float | None


NOTHING = Numbers(None, 0, None, None)


def count(n: float) -> Numbers:
    """A complete count: known, not estimated, so without an interval."""
    return Numbers(float(n), int(n), None, None)


def total(amount: float | None, n: int) -> Numbers:
    """A complete sum over `n` rows, likewise without an interval."""
    return Numbers(float(amount or 0), n, None, None)


def share(part: float, n: int) -> Numbers:
    """A proportion in per cent with Wilson's score interval (Wilson 1927)."""
    if n <= 0:
        return NOTHING
    p = part / n
    centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return Numbers(100 * p, int(n), 100 * max(0.0, min(centre - half, p)), 100 * min(1.0, max(centre + half, p)))


def net_promoter(promoters: float, detractors: float, n: int) -> Numbers:
    """Net promoter score, -100 to +100.

    The interval is the adjusted Wald of Rocks (2016): three pseudo-answers, 3/4 promoter, 3/2 passive and
    3/4 detractor, keep it honest for small n, where the plain one is far too narrow.
    """
    if n <= 0:
        return NOTHING
    value = (promoters - detractors) / n
    m = n + 3
    p, d = (promoters + 0.75) / m, (detractors + 0.75) / m
    half = Z * math.sqrt((p + d - (p - d) ** 2) / m)
    low, high = max(-1.0, p - d - half), min(1.0, p - d + half)
    return Numbers(100 * value, int(n), 100 * min(low, value), 100 * max(high, value))


def mean(total_: float, squares: float, n: int) -> Numbers:
    """A mean with Student's t interval, from the sum and the sum of squares. One value has no interval."""
    if n <= 0:
        return NOTHING
    value = total_ / n
    if n == 1:
        return Numbers(value, 1, None, None)
    variance = max(0.0, (squares - n * value * value) / (n - 1))
    half = float(stdtrit(n - 1, 0.975)) * math.sqrt(variance / n)
    return Numbers(value, int(n), value - half, value + half)


def median(values: Sequence[float]) -> Numbers:
    """A median with its distribution-free interval, from order statistics (binomial, at least 95 %)."""
    ordered = np.sort(np.asarray(values, dtype=float))
    n = len(ordered)
    if n == 0:
        return NOTHING
    below = bdtr(np.arange(n + 1), n, 0.5)  # how likely at most k values lie below the median
    lower = int(np.searchsorted(below, 0.025)) - 1
    upper = n - 1 - lower
    if lower < 0:
        return Numbers(float(np.median(ordered)), n, None, None)
    return Numbers(float(np.median(ordered)), n, float(ordered[lower]), float(ordered[upper]))


@dataclass(frozen=True)
class Change:
    """A difference between two periods; `word` is 'higher', 'lower' or 'no clear change'."""

    value: float
    low: float
    high: float
    word: str


def change(now: Numbers, before: Numbers) -> Change | None:
    """The difference of two independent estimates, None where either has no interval.

    Its interval comes from the two intervals by the method of variance estimates recovery (Zou & Donner 2008),
    so it keeps their asymmetry: for shares this is Newcombe's hybrid score interval.
    """
    if now.value is None or before.value is None:
        return None
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return None
    difference = now.value - before.value
    low = difference - math.hypot(now.value - now.low, before.high - before.value)
    high = difference + math.hypot(now.high - now.value, before.value - before.low)
    word = "higher" if low > 0 else "lower" if high < 0 else "no clear change"
    return Change(difference, low, high, word)
