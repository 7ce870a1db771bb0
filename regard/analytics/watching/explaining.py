"""Which part of the customers or touchpoints accounts for a deviation."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from regard.analytics.metrics.estimates import Numbers, Z
from regard.analytics.watching.readings import Nature

LEAST_SHARE = 0.3  # of the deviation, for a part to be named as what explains it
LEAST_CHANCE = 0.05  # after correction for all parts that were looked at
LEAST_N = 10


@dataclass(frozen=True)
class Part:
    """One value of a dimension, before the deviation and during it."""

    dimension: str
    value: str
    before: Numbers
    after: Numbers


@dataclass(frozen=True)
class Contribution:
    """A part's share of the deviation (1 is all of it; shares of one dimension add up to 1 for sums and means).

    `chance` is how likely a difference from the other parts so large is by accident, corrected by Holm (1979) for
    every part of every dimension that was looked at; `explains` says whether the part may be named.
    """

    dimension: str
    value: str
    share: float
    before: float | None
    after: float | None
    n: int
    chance: float
    explains: bool


def explain(
    parts: Sequence[Part], *, nature: Nature, before: Numbers, after: Numbers, expected: float | None = None
) -> list[Contribution]:
    """Rank parts by how clearly they, rather than the others, account for the change from `before` to `after`.

    Args:
        parts: every value of every dimension that is looked at.
        nature: counts and amounts are compared with `expected`, spread over the parts as before; the others with
            `before`, their change split into what changed in each part and what changed in its weight.

    Returns those that explain it first; largest share first, and of equal ones (to a tenth) the smallest part first, as
    it says most.
    """
    if nature in (Nature.COUNT, Nature.AMOUNT):
        judged = _of_sums(parts, before, after, expected if expected is not None else before.value or 0.0)
    else:
        judged = _of_means(parts, before, after)
    corrected = _holm([chance for _, _, chance in judged])
    order = sorted(range(len(judged)), key=lambda index: (-round(judged[index][1], 1), judged[index][0].before.n))
    found = [
        Contribution(
            part.dimension,
            part.value,
            share,
            part.before.value,
            part.after.value,
            part.after.n,
            chance,
            chance < LEAST_CHANCE and share >= LEAST_SHARE,
        )
        for (part, share, _), chance in ((judged[index], corrected[index]) for index in order)
    ]
    return sorted(found, key=lambda row: not row.explains)


Judged = tuple[Part, float, float]


def _of_sums(parts: Sequence[Part], before: Numbers, after: Numbers, expected: float) -> list[Judged]:
    """Each part against its share of what there should have been, and of what there was."""
    deviation = (after.value or 0.0) - expected
    if not before.value or not after.value or deviation == 0:
        return []
    per_row = abs(after.value) / max(after.n, 1)  # 1 for counts; what one order brings for amounts
    rows: dict[str, list[Judged]] = defaultdict(list)
    outs: dict[str, list[float]] = defaultdict(list)
    for part in parts:
        of_before = max((part.before.value or 0.0) / before.value, 0.0)
        mine = part.after.value or 0.0
        share = (mine - of_before * expected) / deviation
        usual = min(max(of_before, 0.5 / max(before.n, 1)), 1.0)
        variance = after.n * usual * (1 - usual) * (1 + after.n / max(before.n, 1))
        out = (mine - usual * after.value) / per_row / math.sqrt(variance) if variance > 0 else 0.0
        outs[part.dimension].append(out)
        rows[part.dimension].append((part, share, out if deviation > 0 else -out))
    judged: list[Judged] = []
    for dimension, found in rows.items():
        width = _restlessness(outs[dimension])
        judged += [(part, share, float(ndtr(-out / width))) for part, share, out in found]
    return judged


def _restlessness(outs: list[float]) -> float:
    """How much more than by chance the parts of a dimension differ anyway: from their middle, at least 1."""
    if len(outs) < 5:
        return 1.0
    return max(1.0, float(np.median(np.abs(outs))) / 0.6745)


def _of_means(parts: Sequence[Part], before: Numbers, after: Numbers) -> list[Judged]:
    """Each part's change against the change of all others together."""
    if before.value is None or after.value is None or not before.n or not after.n:
        return []
    change = after.value - before.value
    judged: list[Judged] = []
    for part in parts:
        if change == 0 or part.after.value is None or min(part.after.n, part.before.n) < LEAST_N:
            continue
        first, last = part.before.n / before.n, part.after.n / after.n
        was = part.before.value if part.before.value is not None else before.value
        rate = (first + last) / 2 * (part.after.value - was)
        middle = (part.after.value + was) / 2 - (before.value + after.value) / 2
        share = (rate + (last - first) * middle) / change
        judged.append((part, share, _chance(part, before, after, change)))
    return judged


def _chance(part: Part, before: Numbers, after: Numbers, change: float) -> float:
    """How likely the part moved further than the rest did, in the direction of the change, by accident."""
    moved, variance = 0.0, 0.0
    for mine, whole, sign in ((part.after, after, 1), (part.before, before, -1)):
        others = whole.n - mine.n
        if others < LEAST_N or mine.value is None or whole.value is None:
            return 1.0
        rest = (whole.value * whole.n - mine.value * mine.n) / others
        spread = _spread(mine) or _spread(whole)
        moved += sign * (mine.value - rest)
        variance += spread / mine.n + (_spread(whole) or spread) / others
    if variance <= 0:
        return 1.0
    return float(ndtr(-math.copysign(1, change) * moved / math.sqrt(variance)))


def _spread(numbers: Numbers) -> float:
    if numbers.low is None or numbers.high is None:
        return 0.0
    return ((numbers.high - numbers.low) / (2 * Z)) ** 2 * numbers.n


def _holm(chances: Sequence[float]) -> list[float]:
    order = sorted(range(len(chances)), key=lambda index: chances[index])
    corrected, worst = [0.0] * len(chances), 0.0
    for rank, index in enumerate(order):
        worst = max(worst, min(1.0, (len(chances) - rank) * chances[index]))
        corrected[index] = worst
    return corrected
