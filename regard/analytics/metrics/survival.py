"""How long until something happens, where it has not happened to everybody yet (Kaplan & Meier 1958)."""

import math
from collections.abc import Sequence

import numpy as np

from regard.analytics.metrics.estimates import NOTHING, Numbers, Z


def median_wait(waited: Sequence[float], happened: Sequence[bool]) -> Numbers:
    """The time by which half have had it, with the interval of Brookmeyer & Crowley (1982) on the log-log scale.

    None for the value where fewer than half ever had it, and for a bound that is not reached.

    >>> median_wait([1, 2, 3, 4], [True, True, True, True]).value
    2.0
    """
    n = len(waited)
    if n == 0:
        return NOTHING
    times, known = np.asarray(waited, dtype=float), np.asarray(happened, dtype=bool)
    moments = np.unique(times[known])
    if len(moments) == 0:
        return Numbers(None, n, None, None)
    ordered = np.sort(times)
    at_risk = n - np.searchsorted(ordered, moments, side="left")
    events = np.searchsorted(np.sort(times[known]), moments, side="right") - np.searchsorted(
        np.sort(times[known]), moments, side="left"
    )
    survived = np.cumprod(1 - events / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(np.where(at_risk > events, events / (at_risk * (at_risk - events)), np.inf))
        spread = np.sqrt(greenwood) / np.abs(np.log(survived))
        turned = np.log(-np.log(survived)) - math.log(math.log(2))
        within = np.abs(turned) <= Z * spread
    found = _first(moments, survived <= 0.5)
    inside = moments[within & np.isfinite(turned)]
    after = moments[(turned > Z * spread) & np.isfinite(turned)]
    low = float(inside[0]) if len(inside) else found
    high = float(after[0]) if len(after) else None
    return Numbers(found, n, low, high if found is not None else None)


def _first(moments: np.ndarray, reached: np.ndarray) -> float | None:
    return float(moments[reached][0]) if reached.any() else None
