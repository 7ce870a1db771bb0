"""Estimates with their intervals, from a handful of aggregates. All intervals are two-sided 95 %.

>>> share(45, 60)
Numbers(value=75.0, n=60, low=62.76..., high=84.22...)
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import bdtr, ndtr, stdtrit

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
    """A difference between two estimates; `word` is 'higher', 'lower' or 'no clear change'.

    `p` is how often chance alone makes a difference this large; it is below 0.05 where the interval leaves zero out.
    """

    value: float
    low: float
    high: float
    word: str
    p: float


def change(now: Numbers, before: Numbers, *, correlation: float = 0.0) -> Change | None:
    """The difference of two estimates, None where either has no interval.

    Its interval comes from the two intervals by the method of variance estimates recovery (Zou & Donner 2008),
    so it keeps their asymmetry: for shares this is Newcombe's hybrid score interval. Where the same people are in
    both, `correlation` is that of the two estimates.
    """
    if now.value is None or before.value is None:
        return None
    if now.low is None or now.high is None or before.low is None or before.high is None:
        return None
    difference = now.value - before.value
    below = _recovered(now.value - now.low, before.high - before.value, correlation)
    above = _recovered(now.high - now.value, before.value - before.low, correlation)
    low, high = difference - below, difference + above
    word = "higher" if low > 0 else "lower" if high < 0 else "no clear change"
    return Change(difference, low, high, word, _chance(difference, below if difference > 0 else above))


def _recovered(one: float, other: float, correlation: float) -> float:
    return math.sqrt(max(0.0, one * one + other * other - 2 * correlation * one * other))


def _chance(difference: float, margin: float) -> float:
    """The two-sided chance of a difference, from how far its 95 % interval reaches towards zero."""
    if margin <= 0:
        return 1.0 if difference == 0 else 0.0
    return float(2 * ndtr(-Z * abs(difference) / margin))


def benjamini_hochberg(chances: Sequence[float]) -> list[float]:
    """Adjusted chances: to call all below q a finding lets the expected share of false ones be q at most.

    Benjamini & Hochberg (1995).

    >>> benjamini_hochberg([0.01, 0.04, 0.03, 0.9])
    [0.04, 0.0533..., 0.0533..., 0.9]
    """
    order = sorted(range(len(chances)), key=lambda at: chances[at], reverse=True)
    adjusted, least = [0.0] * len(chances), 1.0
    for rank, at in enumerate(order):
        least = min(least, chances[at] * len(chances) / (len(chances) - rank))
        adjusted[at] = least
    return adjusted
