"""The reader that comes with Regard: small models on one core, nothing fetched, nothing sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from regard.analytics.text.contracts import Opinion, Reader, Reading, Vector
from regard.analytics.text.encoders import english as english_encoder
from regard.analytics.text.heads import arrays, version
from regard.analytics.text.languages import language_of
from regard.analytics.text.sentences import Span, clauses_of
from regard.analytics.text.sentiment import Sentiment, sentiment_head, sentiment_of

MOST_OPINIONS = 60
"""Clauses read of one text; what follows in a longer one is left out."""


class LocalReader:
    """Splits a text, turns each clause into a vector, and lets the heads say what they dare."""

    @property
    def model(self) -> str:
        """Encoder and trained heads."""
        return f"{english_encoder.NAME}+heads.{version()}"

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> list[Reading]:
        """One reading per text, in order. A text's reading is the same in whatever company it is read."""
        known = languages or [None] * len(texts)
        return [self._read(text, language) for text, language in zip(texts, known, strict=True)]

    def _read(self, text: str, language: str | None) -> Reading:
        spans = [span for span in clauses_of(text) if any(map(str.isalnum, text[span[0] : span[1]]))][:MOST_OPINIONS]
        spoken = language or language_of(text)
        if not spans:
            return Reading(spoken, np.zeros(english_encoder.WIDTH, dtype=np.float32))
        vectors = _centred(english_encoder.english().encode([text[start:end] for start, end in spans]))
        said = [sentiment_of(row) for row in sentiment_head().shares(vectors)]
        opinions = tuple(_opinion(*one) for one in zip(spans, said, vectors, strict=True))
        return Reading(spoken, _whole(vectors, spans), opinions)


def _opinion(span: Span, said: Sentiment, vector: Vector) -> Opinion:
    return Opinion(
        start=span[0],
        end=span[1],
        aspect=None,
        sentiment=said.value,
        label=said.label,
        certainty=said.certainty,
        emotions={},
        intent=None,
        vector=vector,
    )


def _centred(vectors: Vector) -> Vector:
    moved = vectors - arrays("sentiment")["centre"].astype(np.float32)
    return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _whole(vectors: Vector, spans: Sequence[Span]) -> Vector:
    """The text's vector: that of its clauses, longer ones counting more."""
    weights = np.sqrt(np.array([end - start for start, end in spans], dtype=np.float32))
    whole = weights @ vectors
    return np.asarray(whole / max(float(np.linalg.norm(whole)), 1e-9), dtype=np.float32)


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """The reader that comes with Regard. Its models are opened when the first text is read, and stay open."""
    return LocalReader()
