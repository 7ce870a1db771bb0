"""Texts with vectors, planted in clusters."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

SUBJECTS = (
    "parcel late", "card declined", "app crashes", "long queue", "voucher refused", "wrong size", "friendly staff",
    "refund missing", "password reset", "broken zip", "rude driver", "fair price", "dark colour", "slow website",
)  # fmt: skip
FILLERS = ("again", "yesterday", "honestly", "sadly", "today", "twice", "since Monday", "for my brother")
DIMENSIONS = 48


@dataclass(frozen=True)
class Planted:
    """Texts, their vectors, and the subject each was planted in."""

    texts: list[str]
    vectors: npt.NDArray[np.float32]
    subject: npt.NDArray[np.int64]

    def only(self, rows: npt.NDArray[np.integer]) -> "Planted":
        """Some of them, in that order."""
        return Planted([self.texts[row] for row in rows], self.vectors[rows], self.subject[rows])


def planted(*, subjects: int = 8, each: int = 40, seed: int = 0, noise: float = 0.1) -> Planted:
    """So many texts about each subject; a subject has the same place whatever the seed."""
    rng = np.random.default_rng(seed)
    middles = np.random.default_rng(99).normal(size=(len(SUBJECTS), DIMENSIONS))
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    subject = np.repeat(np.arange(subjects), each)
    vectors = middles[subject] + rng.normal(0, noise, (len(subject), DIMENSIONS))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [
        f"The {SUBJECTS[one].replace(' ', ' ' if n % 3 else ' very ')} {FILLERS[int(rng.integers(len(FILLERS)))]}, number {seed}.{n}"
        for n, one in enumerate(subject)
    ]
    return Planted(texts, vectors.astype(np.float32), subject)


def joined(*parts: Planted) -> Planted:
    """One after the other."""
    return Planted(
        [text for part in parts for text in part.texts],
        np.vstack([part.vectors for part in parts]),
        np.concatenate([part.subject for part in parts]),
    )
