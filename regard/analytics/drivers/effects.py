"""The effect of a friction on those it touched, doubly robust and cross-fitted.

The estimand is the average effect on the exposed: what they did, less what they would have done without the
friction. With outcome model m0 (fitted on the unexposed) and propensity e, both fitted on other customers'
encounters than they are applied to,

    effect = mean over exposed of (Y - m0) - mean over unexposed, weighted e/(1-e), of (Y - m0)

which is right if either model is (Robins, Rotnitzky & Zhao 1994; Moodie, Saarela & Stephens 2018 for the exposed;
cross-fitting after Chernozhukov et al. 2018). The variance sums influence by customer, since one customer may have
several encounters. Where there are few encounters, models of half of them are so unsteady that intervals come out too
narrow: there the models learn from four fifths, over several ways to split, of which the median is taken and whose
differences are part of the variance (Chernozhukov et al. 2018, definition 3.3), and Student's t stands for the normal.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from regard.analytics.drivers.history import Floats, Ints
from regard.analytics.drivers.models import folds_of, predicted_means, predicted_shares
from regard.analytics.drivers.sensitivity import Sensitivity, known_strengths, sensitivity_of

CLIP = 0.98  # a propensity above this is cut: such encounters have no counterpart
FEW, MANY = 6_000, 30_000  # encounters up to which splits are repeated, and from which on two folds suffice
SPLITS = 3

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Overlap:
    """Whether those a friction touched have their like among the others.

    `no_counterpart` is the share of the exposed whose propensity is at the limit, `counterparts` how many unexposed
    encounters the comparison amounts to, `imbalance` the largest difference that weighting left in any feature, in
    standard deviations.
    """

    no_counterpart: float
    counterparts: float
    imbalance: float


@dataclass(frozen=True)
class Effect:
    """An effect with its interval, the plain difference beside it, and what it rests on."""

    value: float
    low: float
    high: float
    error: float
    raw: float
    exposed: int
    unexposed: int
    p_value: float
    baseline: float  # mean outcome of the exposed had nothing gone wrong
    overlap: Overlap
    sensitivity: Sensitivity


@dataclass(frozen=True)
class _Split:
    """What one way of splitting the customers gave."""

    value: float
    variance: float
    scale: float  # of the bound on the bias by a hidden cause
    overlap: Overlap


def effect_on_exposed(features: Floats, exposed: Marks, outcome: Floats, customer: Ints) -> Effect:
    """Estimate the effect of `exposed` on `outcome`.

    Args:
        features: shape (n, k), known before the encounter.
        exposed: shape (n,).
        outcome: shape (n,), 0/1 or a number.
        customer: shape (n,), codes; encounters of one customer stay in one fold and one cluster.
    """
    return effects_on_exposed(features, exposed, [outcome], customer)[0]


def effects_on_exposed(features: Floats, exposed: Marks, outcomes: Sequence[Floats], customer: Ints) -> list[Effect]:
    """The same for several outcomes of the same encounters, which share one propensity."""
    n = len(exposed)
    everybody = np.ones(n, dtype=bool)
    splits: list[list[_Split]] = [[] for _ in outcomes]
    for split in range(SPLITS if n <= FEW else 1):
        fold = folds_of(customer, folds=5 if n <= MANY else 2, split=split)
        propensity = np.minimum(predicted_shares(features, exposed.astype(float), everybody, fold), CLIP)
        overlap = _overlap(features, exposed, propensity)
        for index, outcome in enumerate(outcomes):
            model = predicted_shares if _is_share(outcome) else predicted_means
            expected = model(features, outcome, ~exposed, fold)
            splits[index].append(_split(exposed, outcome - expected, propensity, customer, overlap))
    return [
        _effect(features, exposed, outcome, customer, found) for outcome, found in zip(outcomes, splits, strict=True)
    ]


def _is_share(outcome: Floats) -> bool:
    return bool(np.isin(outcome, (0.0, 1.0)).all())


def _split(exposed: Marks, residual: Floats, propensity: Floats, customer: Ints, overlap: Overlap) -> _Split:
    n, share = len(residual), float(exposed.mean())
    weight = np.where(exposed, 0.0, propensity / (1 - propensity))
    total = max(float(weight.sum()), 1e-12)
    control = float((weight * residual).sum() / total)
    value = float(residual[exposed].mean()) - control
    representer = np.where(exposed, 1 / share, -weight * n / total)
    off = residual - control - np.where(exposed, value, 0.0)
    clusters = np.bincount(np.unique(customer, return_inverse=True)[1], weights=representer * off / n)
    scale = math.sqrt(float(np.mean(off**2)) * float(np.mean(representer**2)))
    return _Split(value, float((clusters**2).sum()), scale, overlap)


def _overlap(features: Floats, exposed: Marks, propensity: Floats) -> Overlap:
    weight = propensity[~exposed] / (1 - propensity[~exposed])
    total = max(float(weight.sum()), 1e-12)
    difference = features[exposed].mean(axis=0) - weight @ features[~exposed] / total
    return Overlap(
        float((propensity[exposed] >= CLIP).mean()),
        total**2 / max(float((weight**2).sum()), 1e-12),
        float(np.abs(difference).max(initial=0.0)),
    )


def _effect(features: Floats, exposed: Marks, outcome: Floats, customer: Ints, splits: Sequence[_Split]) -> Effect:
    value = float(np.median([one.value for one in splits]))
    variance = float(np.median([one.variance + (one.value - value) ** 2 for one in splits]))
    touched = len(np.unique(customer[exposed]))
    error = math.sqrt(variance * touched / max(touched - 1, 1))
    freedom = max(touched - 1.0, 1.0)
    reach = float(stdtrit(freedom, 0.975))
    middle = min(splits, key=lambda one: abs(one.value - value))
    return Effect(
        value,
        value - reach * error,
        value + reach * error,
        error,
        float(outcome[exposed].mean() - outcome[~exposed].mean()),
        int(exposed.sum()),
        int((~exposed).sum()),
        float(2 * stdtr(freedom, -abs(value) / error)) if error > 0 else 1.0,
        float(outcome[exposed].mean()) - value,
        middle.overlap,
        sensitivity_of(value, error, reach, scale=middle.scale, known=known_strengths(features, exposed, outcome)),
    )


def holm(p_values: list[float], *, level: float = 0.05) -> list[bool]:
    """Which of several tests hold when all are corrected together (Holm 1979).

    >>> holm([0.01, 0.04, 0.03])
    [True, False, False]
    """
    held = [False] * len(p_values)
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        if p_values[index] > level / (len(p_values) - rank):
            break
        held[index] = True
    return held
