"""Linear heads, fitted by L-BFGS: plain enough to be read, exact enough to be repeated."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from regard.analytics.text.contracts import Vector

Floats = NDArray[np.float64]


def scaled(vectors: Vector) -> tuple[Floats, Floats, Floats]:
    """Each number about its mean and in its standard deviation: the numbers, the means, the deviations."""
    mean, deviation = vectors.mean(axis=0).astype(np.float64), vectors.std(axis=0).astype(np.float64)
    return (vectors - mean) / deviation, mean, deviation


def unscaled(weights: Floats, bias: Floats, mean: Floats, deviation: Floats) -> tuple[Floats, Floats]:
    """A head on scaled numbers as the same head on plain ones."""
    plain = weights / deviation
    return plain, bias - plain @ mean


def centred(vectors: Vector, centre: Vector) -> Floats:
    """Vectors about their mean, of unit length again."""
    moved = vectors - centre
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float64)


def softmax_head(
    features: Any, shares: Floats, *, weights: Floats | None = None, penalty: float = 1.0
) -> tuple[Floats, Floats]:
    """Multinomial logistic regression on shares of classes: weights and what is added."""
    n, d = features.shape
    k = shares.shape[1]
    weight = np.ones((n, 1)) if weights is None else weights[:, None]

    def loss(theta: Floats) -> tuple[float, Floats]:
        w = theta[: k * d].reshape(k, d)
        logits = features @ w.T + theta[k * d :]
        logits = logits - logits.max(axis=1, keepdims=True)
        log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        gap = (np.exp(log_p) - shares) * weight
        value = -float((weight * shares * log_p).sum()) + penalty / 2 * float((w * w).sum())
        return value, np.concatenate([((features.T @ gap).T + penalty * w).ravel(), gap.sum(axis=0)])

    found = minimize(loss, np.zeros(k * d + k), jac=True, method="L-BFGS-B", options={"maxiter": 500, "ftol": 1e-9})
    return found.x[: k * d].reshape(k, d), found.x[k * d :]


def chances_head(features: Any, marks: Floats, *, penalty: float = 1.0) -> tuple[Floats, Floats]:
    """One logistic regression per column of marks, which may lie anywhere from 0 to 1."""
    d = features.shape[1]
    found = [_logistic(features, marks[:, at], penalty=penalty) for at in range(marks.shape[1])]
    return np.array([one[:d] for one in found]), np.array([one[d] for one in found])


def _logistic(features: Any, marks: Floats, *, penalty: float) -> Floats:
    d = features.shape[1]

    def loss(theta: Floats) -> tuple[float, Floats]:
        logits = features @ theta[:d] + theta[d]
        value = float((np.logaddexp(0, logits) - marks * logits).sum()) + penalty / 2 * float(theta[:d] @ theta[:d])
        gap = 1 / (1 + np.exp(-logits)) - marks
        return value, np.append(features.T @ gap + penalty * theta[:d], gap.sum())

    return np.asarray(
        minimize(loss, np.zeros(d + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-9}).x
    )
