"""What somebody felt who writes: Ekman's six emotions, only those that are dared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from regard.analytics.text.contracts import Emotion
from regard.analytics.text.heads import Head, Matrix

DARED = 0.5
"""Heads are shifted so that at one half precision and recall are balanced."""


def emotions_of(sentences: Sequence[str], head: Head, vectors: Matrix) -> list[dict[Emotion, float]]:
    """Per sentence the emotions dared, each with its intensity from 0 to 1."""
    return [
        {
            cast(Emotion, name): round(float(chance), 3)
            for name, chance in zip(head.classes, row, strict=True)
            if chance >= DARED
        }
        for row in head.chances(vectors, sentences)
    ]
