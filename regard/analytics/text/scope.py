"""Whether a text belongs to what is known: how far it is from the examples, and how sure the best class is of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from regard.analytics.text.contracts import Vector

NEIGHBOURS = 5
RIDGE = 1.0


@dataclass(frozen=True, eq=False)
class Scope:
    """What was learnt of the examples: scores above `threshold` belong, and 95 of 100 examples do."""

    examples: Vector
    weights: NDArray[np.float64]
    classes: tuple[str, ...]
    centre: NDArray[np.float64]
    spread: NDArray[np.float64]
    threshold: float

    def score(self, vectors: Vector) -> NDArray[np.float64]:
        """One number per vector, higher the more it belongs: the best class's value and the mean likeness to the five nearest examples."""
        return np.asarray(((self._signs(vectors) - self.centre) / self.spread).sum(axis=1))

    def classify(self, vectors: Vector) -> list[str]:
        """The best class of each vector, whether or not it belongs."""
        return [self.classes[best] for best in self._values(vectors).argmax(axis=1)]

    def _values(self, vectors: Vector) -> NDArray[np.float64]:
        return np.asarray(_with_one(vectors) @ self.weights)

    def _signs(self, vectors: Vector) -> NDArray[np.float64]:
        return np.column_stack([self._values(vectors).max(axis=1), _likeness(vectors, self.examples)])


def learn_scope(*, vectors: Vector, labels: list[str]) -> Scope:
    """What separates the classes (least squares, one against all) and where examples lie; scales from folds apart."""
    classes = tuple(sorted(set(labels)))
    wanted = np.array([[1.0 if label == one else -1.0 for one in classes] for label in labels])
    signs = np.zeros((len(labels), 2))
    folds = np.arange(len(labels)) % min(5, len(labels))
    for fold in range(folds.max() + 1 if len(labels) > 1 else 0):
        kept, out = folds != fold, folds == fold
        learnt = _least_squares(vectors[kept], wanted[kept])
        signs[out] = np.column_stack(
            [(_with_one(vectors[out]) @ learnt).max(axis=1), _likeness(vectors[out], vectors[kept])]
        )
    centre, spread = signs.mean(axis=0), np.maximum(signs.std(axis=0), 1e-6)
    threshold = float(np.quantile(((signs - centre) / spread).sum(axis=1), 0.05))
    return Scope(vectors, _least_squares(vectors, wanted), classes, centre, spread, threshold)


def _least_squares(vectors: Vector, wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    given = _with_one(vectors)
    return np.asarray(np.linalg.solve(given.T @ given + RIDGE * np.eye(given.shape[1]), given.T @ wanted))


def _with_one(vectors: Vector) -> NDArray[np.float64]:
    return np.column_stack([vectors.astype(np.float64), np.ones(len(vectors))])


def _likeness(vectors: Vector, examples: Vector) -> NDArray[np.float64]:
    k = min(NEIGHBOURS, len(examples))
    found = []
    for start in range(0, len(vectors), 512):
        likeness = vectors[start : start + 512] @ examples.T
        found.append(np.partition(likeness, -k, axis=1)[:, -k:].mean(axis=1))
    return np.asarray(np.concatenate(found), dtype=np.float64) if found else np.zeros(0)
