"""Scores of labels, with intervals drawn from resampled texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.int64]
DRAWS = 500


@dataclass(frozen=True)
class Scored:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]".replace("0.", ".")


def macro_f1(told: Labels, said: Labels, classes: tuple[int, ...]) -> float:
    """The mean of the classes' F1."""
    return float(np.mean([_f1(told == one, said == one) for one in classes]))


def scored(told: Labels, said: Labels, classes: tuple[int, ...]) -> Scored:
    """Macro F1 with an interval from resampled texts."""
    rng = np.random.default_rng(0)
    size = max(*classes, int(told.max()), int(said.max())) + 1
    pairs = told * size + said
    drawn = []
    for _ in range(DRAWS):
        table = np.bincount(pairs[rng.integers(0, len(pairs), len(pairs))], minlength=size * size).reshape(size, size)
        both = table.sum(axis=0) + table.sum(axis=1)
        drawn.append(np.mean([2 * table[one, one] / max(both[one], 1) for one in classes]))
    return Scored(macro_f1(told, said, classes), *(float(one) for one in np.quantile(drawn, [0.025, 0.975])))


def marks_f1(told: NDArray[np.bool_], said: NDArray[np.bool_]) -> Scored:
    """The mean F1 of columns of yes and no."""
    rng = np.random.default_rng(0)
    drawn = []
    for _ in range(DRAWS):
        rows = rng.integers(0, len(told), len(told))
        drawn.append(np.mean([_f1(told[rows, at], said[rows, at]) for at in range(told.shape[1])]))
    value = float(np.mean([_f1(told[:, at], said[:, at]) for at in range(told.shape[1])]))
    return Scored(value, *(float(one) for one in np.quantile(drawn, [0.025, 0.975])))


def auroc(inside: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
    """How often one inside scores above one outside."""
    ranks = np.argsort(np.argsort(np.concatenate([inside, outside]))) + 1
    n, m = len(inside), len(outside)
    return float((ranks[:n].sum() - n * (n + 1) / 2) / (n * m))


def _f1(told: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    return 2 * float((told & said).sum()) / max(float(told.sum() + said.sum()), 1.0)
