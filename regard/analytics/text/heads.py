"""What is decided on a vector, and in English on words as well: linear heads, trained by `python -m benchmarks.heads`, plain arrays."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from regard.analytics.text.terms import terms_of, words_of

Matrix = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Head:
    """Classes, one row of weights for each, and what is added; and one row of weights per known term."""

    classes: tuple[str, ...]
    weights: Matrix
    bias: Matrix
    words: Matrix | None = None
    known: dict[str, int] = field(default_factory=dict, repr=False)

    def logits(self, features: Matrix, sentences: Sequence[str]) -> Matrix:
        """One row per sentence and its row of features, one column per class."""
        logits = features @ self.weights.T + self.bias
        if self.words is not None:
            logits = logits + np.array([_of_words(sentence, self.words, self.known) for sentence in sentences]).reshape(
                logits.shape
            )
        return np.asarray(logits, dtype=np.float32)

    def shares(self, features: Matrix, sentences: Sequence[str]) -> Matrix:
        """Probabilities of classes of which exactly one is true."""
        logits = self.logits(features, sentences)
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float32)

    def chances(self, features: Matrix, sentences: Sequence[str]) -> Matrix:
        """Probabilities of classes of which any number is true."""
        return np.asarray(1 / (1 + np.exp(-self.logits(features, sentences))), dtype=np.float32)


def _of_words(sentence: str, weights: Matrix, known: dict[str, int]) -> Matrix:
    words = words_of(sentence)
    rows = [row for term in terms_of(words) if (row := known.get(term)) is not None]
    return np.asarray(weights[rows].sum(axis=0) / math.sqrt(max(len(words), 1)), dtype=np.float32)


@lru_cache(maxsize=32)
def arrays(name: str) -> dict[str, NDArray[np.generic]]:
    """The arrays of one trained file."""
    path = files("regard.analytics.text") / "trained" / f"{name}.npz"
    with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
        return {key: held[key] for key in held.files}


@lru_cache(maxsize=16)
def head(name: str) -> Head:
    """A trained head, loaded once."""
    held = arrays(name)
    terms = terms_in(held["terms"]) if "terms" in held else []
    return Head(
        classes=tuple(str(one) for one in held["classes"]),
        weights=held["weights"].astype(np.float32),
        bias=held["bias"].astype(np.float32),
        words=held["words"].astype(np.float32) if terms else None,
        known={term: row for row, term in enumerate(terms)},
    )


def terms_in(letters: NDArray[np.generic]) -> list[str]:
    """Terms out of the letters in which they are kept."""
    return letters.tobytes().decode("utf-8").split("\n") if letters.size else []


@lru_cache(maxsize=1)
def version() -> str:
    """A digest of everything that was trained, so that readings say by what they were made."""
    digest = hashlib.sha256()
    folder = files("regard.analytics.text") / "trained"
    for file in sorted((one for one in folder.iterdir() if one.name.endswith(".npz")), key=lambda one: one.name):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:8]
