"""The effect of a friction on those it touched, doubly robust and cross-fitted.

The estimand is the average effect on the exposed: what they did, less what they would have done without the
friction. With outcome model m0 (fitted on the unexposed) and propensity e, both fitted on other customers'
encounters than they are applied to,

    effect = mean over exposed of (Y - m0) - mean over unexposed, weighted e/(1-e), of (Y - m0)

which is right if either model is (Robins, Rotnitzky & Zhao 1994; Moodie, Saarela & Stephens 2018 for the exposed;
cross-fitting after Chernozhukov et al. 2018). The variance sums influence by customer, since one
customer may have several encounters.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, ndtr

from regard.analytics.drivers.history import Floats, Ints
from regard.analytics.metrics.estimates import Z

RIDGE = 5.0
CLIP = 0.98  # a propensity above this is cut: such encounters have no counterpart


@dataclass(frozen=True)
class Effect:
    """An effect with its interval, the plain difference beside it, and what it rests on."""

    value: float
    low: float
    high: float
    raw: float
    exposed: int
    unexposed: int
    p_value: float
    baseline: float  # mean outcome of the exposed had nothing gone wrong
    no_counterpart: float  # share of the exposed whose propensity is at the limit

    @property
    def error(self) -> float:
        """Standard error."""
        return (self.high - self.low) / (2 * Z)


def effect_on_exposed(features: Floats, exposed: npt.NDArray[np.bool_], outcome: Floats, customer: Ints) -> Effect:
    """Estimate the effect of `exposed` on `outcome`.

    Args:
        features: shape (n, k), known before the encounter.
        exposed: shape (n,).
        outcome: shape (n,), 0/1 or a number.
        customer: shape (n,), codes; encounters of one customer stay in one fold and one cluster.
    """
    fold = _fold_of(customer)
    is_binary = bool(np.isin(outcome, (0.0, 1.0)).all())
    expected = np.empty(len(outcome))
    propensity = np.empty(len(outcome))
    for part in (0, 1):
        here, there = fold == part, fold != part
        usable = there & ~exposed
        propensity[here] = predict_share(features[here], fit_share(features[there], exposed[there].astype(float)))
        if is_binary:
            expected[here] = predict_share(features[here], fit_share(features[usable], outcome[usable]))
        else:
            expected[here] = _predict_mean(features[here], _fit_mean(features[usable], outcome[usable]))
    return _combine(exposed, outcome, expected, np.minimum(propensity, CLIP), customer)


def _combine(
    exposed: npt.NDArray[np.bool_], outcome: Floats, expected: Floats, propensity: Floats, customer: Ints
) -> Effect:
    n, share = len(outcome), float(exposed.mean())
    residual = outcome - expected
    odds = propensity / (1 - propensity)
    weight = np.where(exposed, 0.0, odds)
    control = float((weight * residual).sum() / max(weight.sum(), 1e-12))
    value = float(residual[exposed].mean()) - control
    influence = np.where(
        exposed, residual - control - value, -(weight * n / max(weight.sum(), 1e-12)) * share * (residual - control)
    )
    influence /= share * n
    clusters = np.bincount(np.unique(customer, return_inverse=True)[1], weights=influence)
    error = math.sqrt(float((clusters**2).sum()))
    raw = float(outcome[exposed].mean() - outcome[~exposed].mean())
    return Effect(
        value,
        value - Z * error,
        value + Z * error,
        raw,
        int(exposed.sum()),
        int((~exposed).sum()),
        float(2 * ndtr(-abs(value) / error)) if error > 0 else 1.0,
        float(outcome[exposed].mean()) - value,
        float((propensity[exposed] >= CLIP).mean()),
    )


def _fold_of(customer: Ints) -> Ints:
    """Two folds of customers, by a mixing of the code so that neighbours do not go together."""
    mixed = (customer.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(40)
    return (mixed & np.uint64(1)).astype(np.int64)


def fit_share(features: Floats, outcome: Floats, *, most_steps: int = 25) -> Floats:
    """Ridge logistic regression by Newton's method; the intercept is not shrunk. Returns the coefficients."""
    design = np.column_stack([np.ones(len(features)), features])
    penalty = np.full(design.shape[1], RIDGE)
    penalty[0] = 1e-6
    beta = np.zeros(design.shape[1])
    mean = float(np.clip(outcome.mean(), 1e-4, 1 - 1e-4)) if len(outcome) else 0.5
    beta[0] = math.log(mean / (1 - mean))
    for _ in range(most_steps):
        fitted = expit(design @ beta)
        gradient = design.T @ (outcome - fitted) - penalty * beta
        spread = np.maximum(fitted * (1 - fitted), 1e-6)
        step = np.linalg.solve((design.T * spread) @ design + np.diag(penalty), gradient)
        length = float(np.abs(step).max())
        beta = beta + step * min(1.0, 4.0 / max(length, 1e-12))
        if length < 1e-6:
            break
    return beta


def predict_share(features: Floats, beta: Floats) -> Floats:
    """Fitted probabilities."""
    return np.asarray(expit(beta[0] + features @ beta[1:]))


def _fit_mean(features: Floats, outcome: Floats) -> Floats:
    design = np.column_stack([np.ones(len(features)), features])
    penalty = np.full(design.shape[1], RIDGE)
    penalty[0] = 1e-6
    return np.asarray(np.linalg.solve(design.T @ design + np.diag(penalty), design.T @ outcome))


def _predict_mean(features: Floats, beta: Floats) -> Floats:
    return np.asarray(beta[0] + features @ beta[1:])


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


def hidden_cause(baseline: float, effect: float) -> float | None:
    """How strongly a hidden cause would have to act to explain an effect on a share away: the E-value.

    A risk ratio, of the hidden cause on the friction and on the outcome both (VanderWeele & Ding 2017). None where
    the shares do not allow it.

    >>> round(hidden_cause(0.40, -0.10), 2)
    2.0
    """
    after = baseline + effect
    if not (0 < baseline < 1 and 0 < after < 1) or effect == 0:
        return None
    ratio = max(after / baseline, baseline / after)
    return ratio + math.sqrt(ratio * (ratio - 1))
