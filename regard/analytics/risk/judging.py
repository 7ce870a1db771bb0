"""How good chances were, against what happened: the area under the curve, Brier's score, calibration. Intervals are 95 %."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from regard.analytics.metrics.estimates import NOTHING, Numbers, Z, share
from regard.analytics.risk.features import Flags, Floats

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Customers with chances alike: the mean chance, and the share that left."""

    low: float
    high: float
    n: int
    left: int
    expected: float
    happened: Numbers


@dataclass(frozen=True)
class Judged:
    """Chances against what happened. Shares and chances are between 0 and 1.

    `auc` is how often one who left had the higher chance than one who stayed. `brier` is the mean squared error, `brier_base`
    that of giving everybody the share that left. `error` is the mean distance of bins from the diagonal, weighted by size;
    `error_by_chance` is what it comes to on average where every chance is right. `expected` is how many should have left,
    with the range that chance alone would leave of it.
    """

    n: int
    left: int
    auc: Numbers
    brier: Numbers
    brier_base: float
    error: float
    error_by_chance: float
    expected: Numbers
    bins: tuple[Bin, ...]


def judge(chances: Floats, left: Flags) -> Judged:
    """Chances (n,) against what happened (n,)."""
    n = len(left)
    if n == 0:
        return Judged(0, 0, NOTHING, NOTHING, 0.0, 0.0, 0.0, NOTHING, ())
    squares = (chances - left) ** 2
    half = Z * float(squares.std(ddof=1)) / math.sqrt(n) if n > 1 else 0.0
    brier = Numbers(float(squares.mean()), n, max(0.0, float(squares.mean()) - half), float(squares.mean()) + half)
    base = float(left.mean())
    bins = bins_of(chances, left)
    total, spread = float(chances.sum()), Z * math.sqrt(float((chances * (1 - chances)).sum()))
    return Judged(
        n,
        int(left.sum()),
        area(chances, left),
        brier,
        base * (1 - base),
        sum(one.n * abs(one.expected - one.left / one.n) for one in bins) / n,
        sum(one.n * math.sqrt(2 / math.pi * one.expected * (1 - one.expected) / one.n) for one in bins) / n,
        Numbers(total, n, max(0.0, total - spread), min(float(n), total + spread)),
        bins,
    )


def bins_of(chances: Floats, left: Flags, *, most: int = BINS) -> tuple[Bin, ...]:
    """Customers in up to ten groups of like size by their chance; equal chances stay together."""
    edges = np.unique(np.quantile(chances, np.linspace(0, 1, most + 1)[1:-1], method="higher"))
    number = np.searchsorted(edges, chances, side="right")
    found = []
    for at in np.unique(number):
        here = number == at
        n, gone = int(here.sum()), int(left[here].sum())
        happened = _as_share(share(gone, n))
        among = chances[here]
        found.append(Bin(float(among.min()), float(among.max()), n, gone, float(among.mean()), happened))
    return tuple(found)


def _as_share(numbers: Numbers) -> Numbers:
    value, low, high = numbers.value or 0.0, numbers.low or 0.0, numbers.high or 0.0
    return Numbers(value / 100, numbers.n, low / 100, high / 100)


def area(chances: Floats, left: Flags) -> Numbers:
    """The area under the curve, its variance after DeLong et al. (1988), its interval symmetrical in the log-odds."""
    n1, n0 = int(left.sum()), int((~left).sum())
    if not n1 or not n0:
        return Numbers(None, len(left), None, None)
    found, above, below = _placements(chances, left)
    if n1 < 2 or n0 < 2:
        return Numbers(found, len(left), None, None)
    error = math.sqrt(float(above.var(ddof=1)) / n1 + float(below.var(ddof=1)) / n0)
    return _in_log_odds(found, error, len(left), n1, n0)


def _in_log_odds(found: float, error: float, n: int, n1: int, n0: int) -> Numbers:
    edge = min(max(found, 0.5 / max(n1 * n0, 2)), 1 - 0.5 / max(n1 * n0, 2))
    centre, half = math.log(edge / (1 - edge)), Z * error / (edge * (1 - edge))
    low, high = (1 / (1 + math.exp(-(centre + sign * half))) for sign in (-1, 1))
    return Numbers(found, n, min(low, found), max(high, found))


@dataclass(frozen=True)
class Gain:
    """What one set of chances adds in area to another on the same customers."""

    value: float
    low: float
    high: float
    p: float


def gain(chances: Floats, other: Floats, left: Flags) -> Gain | None:
    """The difference of two areas on the same customers, after DeLong et al. (1988); None without leavers and stayers."""
    n1, n0 = int(left.sum()), int((~left).sum())
    if n1 < 2 or n0 < 2:
        return None
    one, other_one = _placements(chances, left), _placements(other, left)
    value = one[0] - other_one[0]
    variance = float((one[1] - other_one[1]).var(ddof=1)) / n1 + float((one[2] - other_one[2]).var(ddof=1)) / n0
    error = math.sqrt(variance)
    p = float(2 * ndtr(-abs(value) / error)) if error > 0 else 1.0
    return Gain(value, value - Z * error, value + Z * error, p)


def _placements(chances: Floats, left: Flags) -> tuple[float, Floats, Floats]:
    """The area, and for each leaver and stayer the share of the others on the right side of them."""
    n1, n0 = int(left.sum()), int((~left).sum())
    together = ranks(chances)
    above = (together[left] - ranks(chances[left])) / n0
    below = 1 - (together[~left] - ranks(chances[~left])) / n1
    return float(above.mean()), np.asarray(above), np.asarray(below)


def ranks(values: Floats) -> Floats:
    """From 1; equal values share the mean of theirs.

    >>> ranks(np.array([3.0, 1.0, 3.0])).tolist()
    [2.5, 1.0, 2.5]
    """
    _, place, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[place], dtype=np.float64)
