"""What is decided on a vector: linear heads, trained by `python -m benchmarks.heads` and kept as plain arrays."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Head:
    """Classes, one row of weights for each, and what is added."""

    classes: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    def logits(self, features: Matrix) -> Matrix:
        """One row per row of features, one column per class."""
        return np.asarray(features @ self.weights.T + self.bias, dtype=np.float32)

    def shares(self, features: Matrix) -> Matrix:
        """Probabilities of classes of which exactly one is true."""
        logits = self.logits(features)
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)

    def chances(self, features: Matrix) -> Matrix:
        """Probabilities of classes of which any number is true."""
        return np.asarray(1 / (1 + np.exp(-self.logits(features))), dtype=np.float32)


@lru_cache(maxsize=32)
def arrays(name: str) -> dict[str, NDArray[np.generic]]:
    """The arrays of one trained file."""
    with (
        (files("regard.analytics.text") / "trained" / f"{name}.npz").open("rb") as file,
        np.load(file, allow_pickle=False) as held,
    ):
        return {key: held[key] for key in held.files}


def head(name: str) -> Head:
    """A trained head."""
    held = arrays(name)
    return Head(
        classes=tuple(str(one) for one in held["classes"]),
        weights=held["weights"].astype(np.float32),
        bias=held["bias"].astype(np.float32),
    )


@lru_cache(maxsize=1)
def version() -> str:
    """A digest of everything that was trained, so that readings say by what they were made."""
    digest = hashlib.sha256()
    folder = files("regard.analytics.text") / "trained"
    for file in sorted((one for one in folder.iterdir() if one.name.endswith(".npz")), key=lambda one: one.name):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:8]
