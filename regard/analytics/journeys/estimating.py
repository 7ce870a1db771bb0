"""Estimates over customers: each is one draw, whatever number of sessions or steps theirs are."""

import math
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from scipy.special import bdtr, bdtrik, stdtrit

from regard.analytics.journeys.histories import MICROSECONDS, Integers
from regard.analytics.metrics.estimates import NOTHING, Numbers, median

DAYS = 86_400.0 * MICROSECONDS
MANY = 2_000


def mean_per_unit(totals: npt.NDArray[Any], units: Integers) -> Numbers:
    """The mean of what units (sessions, say) amount to, with an interval that takes customers as what was sampled.

    Given is what each customer's units amount to together, and how many they are. One customer's sessions are alike, so
    treating sessions as independent would make the interval too narrow. This is the ratio of two sums over customers
    with its linearised variance (Cochran 1977, ch. 6).

    >>> mean_per_unit(np.array([6, 6]), np.array([2, 1])).value
    4.0
    """
    n, all_units = len(units), int(units.sum())
    if not n:
        return NOTHING
    value = float(totals.sum()) / all_units
    if n == 1:
        return Numbers(value, all_units, None, None)
    off = totals - value * units
    half = float(stdtrit(n - 1, 0.975)) * math.sqrt(n / (n - 1) * float(off @ off)) / all_units
    return Numbers(value, all_units, value - half, value + half)


def share_of_units(marked: Integers, units: Integers) -> Numbers:
    """The share of units that are marked, in per cent, likewise."""
    found = mean_per_unit(marked, units)
    if found.value is None or found.low is None or found.high is None:
        return Numbers(None if found.value is None else 100 * found.value, found.n, None, None)
    return Numbers(100 * found.value, found.n, 100 * max(0.0, found.low), 100 * min(1.0, found.high))


def median_days(microseconds: Integers) -> Numbers:
    """A median length of time in days, with its distribution-free interval.

    The same as `estimates.median` of the days; of many values only those that are asked for are put in their place.
    """
    n = len(microseconds)
    if n <= MANY:
        return median(cast(Sequence[float], microseconds / DAYS))
    lower = round(float(bdtrik(0.025, n, 0.5))) + 2  # a place or two off: the exact one is looked for from here
    while bdtr(lower - 1, n, 0.5) >= 0.025:
        lower -= 1
    lower -= 1
    places = [lower, (n - 1) // 2, n // 2, n - 1 - lower]
    found = np.partition(microseconds, places)[places] / DAYS
    return Numbers(float(found[1] + found[2]) / 2, n, float(found[0]), float(found[3]))
