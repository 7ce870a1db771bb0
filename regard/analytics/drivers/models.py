"""The two models an effect rests on: what is to be expected, and whom a friction meets.

Both are ridge regressions, fitted always on other customers than they are applied to.
"""

import math

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from regard.analytics.drivers.history import Floats, Ints

RIDGE = 5.0


def fit_share(features: Floats, outcome: Floats, *, start: Floats | None = None, most_steps: int = 25) -> Floats:
    """Ridge logistic regression by Newton's method; the intercept is not shrunk. Returns the coefficients."""
    design = np.column_stack([np.ones(len(features)), features])
    penalty = np.full(design.shape[1], RIDGE)
    penalty[0] = 1e-6
    beta = _beginning(design.shape[1], outcome) if start is None else start
    for _ in range(most_steps):
        fitted = expit(design @ beta)
        gradient = design.T @ (outcome - fitted) - penalty * beta
        spread = np.maximum(fitted * (1 - fitted), 1e-6)
        step = np.linalg.solve((design.T * spread) @ design + np.diag(penalty), gradient)
        length = float(np.abs(step).max())
        beta = beta + step * min(1.0, 4.0 / max(length, 1e-12))
        if length < 1e-4:
            break
    return beta


def _beginning(length: int, outcome: Floats) -> Floats:
    beta = np.zeros(length)
    mean = float(np.clip(outcome.mean(), 1e-4, 1 - 1e-4)) if len(outcome) else 0.5
    beta[0] = math.log(mean / (1 - mean))
    return beta


def predict_share(features: Floats, beta: Floats) -> Floats:
    """Fitted probabilities."""
    return np.asarray(expit(beta[0] + features @ beta[1:]))


def predicted_shares(features: Floats, outcome: Floats, learn: npt.NDArray[np.bool_], fold: Ints) -> Floats:
    """For each row the probability foreseen by a model of the rows of other folds that are to be learnt from."""
    found = np.empty(len(outcome))
    everything = fit_share(features[learn], outcome[learn])  # only where each fold's own model starts from
    for part in range(int(fold.max()) + 1):
        here, from_here = fold == part, learn & (fold != part)
        model = fit_share(features[from_here], outcome[from_here], start=everything)
        found[here] = predict_share(features[here], model)
    return found


def predicted_means(features: Floats, outcome: Floats, learn: npt.NDArray[np.bool_], fold: Ints) -> Floats:
    """For each row the mean foreseen by a ridge regression on the rows of other folds that are to be learnt from."""
    design = np.column_stack([np.ones(len(features)), features])
    penalty = np.full(design.shape[1], RIDGE)
    penalty[0] = 1e-6
    found = np.empty(len(outcome))
    for part in range(int(fold.max()) + 1):
        here, from_here = fold == part, learn & (fold != part)
        known = design[from_here]
        found[here] = design[here] @ np.linalg.solve(known.T @ known + np.diag(penalty), known.T @ outcome[from_here])
    return found


def folds_of(customer: Ints, *, folds: int, split: int) -> Ints:
    """A fold for each row, by a mixing of the customer's code, so that neighbours do not go together."""
    mixed = (customer.astype(np.uint64) + np.uint64(1 + 7919 * split)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
    found: Ints = ((mixed >> np.uint64(33)) % np.uint64(folds)).astype(np.int64)
    return found
