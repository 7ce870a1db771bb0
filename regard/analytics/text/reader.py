"""The reader that comes with Regard: small models on one core, nothing fetched, nothing sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from regard.analytics.text.aspects import aspect_of
from regard.analytics.text.contracts import Opinion, Reader, Reading
from regard.analytics.text.emotions import emotions_of
from regard.analytics.text.encoders import english, multilingual
from regard.analytics.text.encoders.space import WIDTH, encode, has_multilingual, unit
from regard.analytics.text.encoders.wording import in_words
from regard.analytics.text.heads import Matrix, head, version
from regard.analytics.text.intents import intents_of
from regard.analytics.text.languages import language_of
from regard.analytics.text.sentences import Span, clauses_of
from regard.analytics.text.sentiment import sentiment_of, sentiment_of_all, weighed
from regard.analytics.text.turns import parted

WAY = 3
"""Goes up when texts are cut or encoded in another way, so that readings of both are never mixed."""

MOST_OPINIONS = 60
"""Clauses read of one text; what follows in a longer one is left out."""


class LocalReader:
    """Splits a text, turns each clause into a vector, and lets the heads say what they dare."""

    @property
    def model(self) -> str:
        """Encoders, trained heads, and the way in which both are used."""
        encoders = [english.NAME, *([multilingual.NAME] if has_multilingual() else [])]
        return "+".join([*encoders, f"heads.{version()}", f"way.{WAY}"])

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> list[Reading]:
        """One reading per text, in order. A text's reading is the same in whatever company it is read."""
        known = languages or [None] * len(texts)
        return [self._read(text, language) for text, language in zip(texts, known, strict=True)]

    def _read(self, text: str, language: str | None) -> Reading:
        spoken = language or language_of(text)
        spans = _clauses(text)
        if not spans:
            return Reading(spoken, np.zeros(WIDTH, dtype=np.float32))
        said = [text[start:end] for start, end in spans]
        found = encode(said, language=spoken)
        felt = head(f"{found.encoder}.sentiment").shares(found.raw, said)
        emotions = emotions_of(said, head(f"{found.encoder}.emotions"), found.raw)
        intents = intents_of(said, head(f"{found.encoder}.intents"), found.raw, felt)
        opinions = tuple(
            Opinion(
                start=span[0],
                end=span[1],
                aspect=aspect_of(clause),
                sentiment=sentiment.value,
                label=sentiment.label,
                certainty=sentiment.certainty,
                emotions=emotion,
                intent=intent,
                vector=vector,
            )
            for span, clause, sentiment, emotion, intent, vector in zip(
                spans, said, map(sentiment_of, felt), emotions, intents, found.shared, strict=True
            )
        )
        weights = _weights(spans)
        whole = sentiment_of_all(felt, weights)
        return Reading(spoken, unit(weights @ found.shared), opinions, whole.value, whole.label, whole.certainty)


def shares_of(text: str, *, language: str | None = None) -> Matrix:
    """How likely a text is negative, neutral, positive, as a reading decides it, for who measures the reader."""
    spans = _clauses(text)
    if not spans:
        return np.array([0, 1, 0], dtype=np.float32)
    said = [text[start:end] for start, end in spans]
    found = encode(said, language=language or language_of(text))
    return weighed(head(f"{found.encoder}.sentiment").shares(found.raw, said), _weights(spans))


def _clauses(text: str) -> list[Span]:
    spans = [half for span in clauses_of(text) for half in parted(text, span)]
    return [span for span in spans if _says_something(text[span[0] : span[1]])][:MOST_OPINIONS]


def _says_something(clause: str) -> bool:
    return any(map(str.isalnum, clause)) or any(map(str.isalpha, in_words(clause)))


def _weights(spans: Sequence[Span]) -> Matrix:
    """How much clauses count for the text: longer ones more."""
    return np.sqrt(np.array([end - start for start, end in spans], dtype=np.float32))


@lru_cache(maxsize=1)
def load_reader() -> Reader:
    """The reader that comes with Regard. Its models are opened when the first text is read, and stay open."""
    return LocalReader()
