"""How unusual a period is, as a standard normal score, and the bounds a usual one keeps.

Small samples are lopsided: a share of 95 % cannot rise by much, a count of 2 cannot fall. Deviations are therefore
taken as Pearson type III with the skewness their nature implies, turned normal by the cube root of Wilson and
Hilferty (1931); the variance was itself estimated, so Student's t stands for the normal.
"""

import numpy as np
from scipy.special import ndtri, stdtr, stdtrit

from regard.analytics.watching.following import Expected
from regard.analytics.watching.readings import Nature, Readings
from regard.analytics.watching.settling import Settled

BAND = 0.95
MOST_SKEWED = 2.5


def skew_of(settled: Settled, expected: Expected, index: int) -> float:
    """The skewness of a period's deviation."""
    readings, n = settled.following.readings, max(float(settled.following.readings.n[index]), 1.0)
    centre, variance = float(expected.centre[0]), float(expected.variance[0])
    belief = max(float(expected.belief[0]), 0.0)
    match readings.nature:
        case Nature.COUNT:
            third = 1 / centre**2 + 3 * belief / centre + 2 * belief**2
        case Nature.SHARE:
            part = min(max(centre / 100, 0.0), 1.0)
            third = 1e6 * part * (1 - part) * (1 - 2 * part) / n**2
        case Nature.NET:
            mean, spread = centre / 100, readings.spread / 1e4
            third = 1e6 * (mean - 3 * mean * (spread + mean**2) + 2 * mean**3) / n**2
        case _:
            return settled.skew
    return float(np.clip(third / variance**1.5, -MOST_SKEWED, MOST_SKEWED))


def step_of(readings: Readings, expected: Expected, index: int) -> float:
    """Half the distance to the next possible value, in standard deviations: nothing lies in between."""
    width = float(np.sqrt(expected.variance[0]))
    n = max(float(readings.n[index]), 1.0)
    match readings.nature:
        case Nature.COUNT:
            return 0.5 / (float(expected.centre[0]) * width)
        case Nature.SHARE | Nature.NET:
            return 50 / n / width
        case _:
            return 0.0


def score(out: float, *, skew: float, freedom: float) -> float:
    """The standard normal score of a deviation in standard deviations.

    >>> round(score(2.0, skew=0.0, freedom=1e6), 3), round(score(2.0, skew=0.8, freedom=1e6), 2)
    (2.0, 1.76)
    """
    straight = _straightened(out, skew)
    tail = float(stdtr(freedom, -abs(straight)))
    return float(-np.sign(straight) * ndtri(max(tail, 1e-300)))


def bounds(
    expected: Expected, *, skew: float, freedom: float, nature: Nature, width: float = 1.0
) -> tuple[float, float]:
    """The band that a usual period keeps with 95 %, on the metric's own scale."""
    reach = float(stdtrit(freedom, (1 + BAND) / 2))
    centre, reached = float(expected.centre[0]), width * float(np.sqrt(expected.variance[0]))
    low, high = (_bent(side * reach, skew) * reached for side in (-1, 1))
    if nature in (Nature.COUNT, Nature.AMOUNT):
        return max(centre * (1 + low), 0.0), centre * (1 + high)
    if nature is Nature.TIME:
        return float(np.exp(centre + low)), float(np.exp(centre + high))
    least, most = {Nature.SHARE: (0.0, 100.0), Nature.NET: (-100.0, 100.0)}.get(nature, (-np.inf, np.inf))
    return max(centre + low, least), min(centre + high, most)


def _straightened(out: float, skew: float) -> float:
    if abs(skew) < 1e-3:
        return out
    if skew < 0:
        return -_straightened(-out, -skew)
    root = np.cbrt(max(skew * out / 2 + 1, 0.0))
    return float(6 / skew * (root - 1) + skew / 6)


def _bent(normal: float, skew: float) -> float:
    if abs(skew) < 1e-3:
        return normal
    if skew < 0:
        return -_bent(-normal, -skew)
    return float(2 / skew * (max(1 + skew * normal / 6 - skew**2 / 36, 0.0) ** 3 - 1))
