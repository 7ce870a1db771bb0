"""What is read out of one text, and who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Label = Literal["positive", "neutral", "negative", "mixed", "unsure"]
Emotion = Literal["joy", "anger", "sadness", "fear", "surprise", "disgust"]
Intent = Literal["praise", "complaint", "question", "request", "bug", "leaving"]
EMOTIONS: tuple[Emotion, ...] = ("joy", "anger", "sadness", "fear", "surprise", "disgust")
INTENTS: tuple[Intent, ...] = ("praise", "complaint", "question", "request", "bug", "leaving")


@dataclass(frozen=True, eq=False)
class Opinion:
    """One thing said, at `text[start:end]`.

    `sentiment` runs from -1 to 1 and is None where the reader does not dare to say; `certainty` is the probability it gives its
    `label`. `emotions` holds only those dared, each with its intensity from 0 to 1.
    """

    start: int
    end: int
    aspect: str | None
    sentiment: float | None
    label: Label
    certainty: float
    emotions: dict[Emotion, float]
    intent: Intent | None
    vector: Vector = field(repr=False)


@dataclass(frozen=True, eq=False)
class Reading:
    """One text as read. The vector has unit length, or is all zeros where there was nothing to read.

    `sentiment`, `label` and `certainty` are of the text as a whole, as they are of an opinion.
    """

    language: str | None
    vector: Vector = field(repr=False)
    opinions: tuple[Opinion, ...] = ()
    sentiment: float | None = None
    label: Label = "unsure"
    certainty: float = 0.0


class Reader(Protocol):
    """What turns texts into readings: the models that come with Regard, or any other that keeps to this.

    `model` names everything that decides, so that readings of two models are never mixed and old ones can be found.
    """

    @property
    def model(self) -> str:
        """Id and version of the models."""

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> list[Reading]:
        """One reading per text, in order. A language given (ISO 639-1) is believed."""
