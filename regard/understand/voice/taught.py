"""A reader that was taught: what people corrected weighs in when similar things are read from then on."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from regard.analytics.text import Reader, Reading
from regard.foundation.lake.api import Lake
from regard.understand.voice.corrections import SENTIMENT_OF
from regard.understand.voice.models import Correction
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.runs import read_opinions, vectors_of

NEAR = 0.9  # cosine of two opinions from which on one is corrected as the other was
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Example:
    """One correction that others follow."""

    id: int
    label: str | None
    intent: str | None


@dataclass(frozen=True)
class TaughtOpinion:
    """An opinion as the nearest correction says, with the number of that."""

    opinion: Any
    taught: int
    label: str
    sentiment: float | None
    intent: str | None
    certainty: float

    def __getattr__(self, name: str) -> Any:
        return getattr(self.opinion, name)


@dataclass(frozen=True)
class TaughtReader:
    """A reader, and the examples whose word wins where an opinion is nearly one of them."""

    reader: Reader
    examples: tuple[Example, ...] = ()
    vectors: Vectors = field(default_factory=lambda: np.empty((0, 0), np.float32))

    @property
    def model(self) -> str:
        """Of the reader: what was taught is said of each opinion that followed it."""
        return self.reader.model

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> list[Reading]:
        """What each text says."""
        found = self.reader.read(texts, languages=languages)
        if not self.examples:
            return found
        return [replace(one, opinions=tuple(self._told(each) for each in one.opinions)) for one in found]

    def _told(self, opinion: Any) -> Any:
        near = self.vectors @ np.asarray(opinion.vector, np.float32)
        best = int(near.argmax())
        if near[best] < NEAR:
            return opinion
        example = self.examples[best]
        label = example.label or opinion.label
        felt = opinion.sentiment if label == opinion.label else SENTIMENT_OF[label]
        intent = opinion.intent if example.intent is None else example.intent or None
        return TaughtOpinion(opinion, example.id, label, felt, intent, float(near[best]))


def taught(*, lake: Lake, reader: Reader) -> Reader:
    """The reader with all corrections of sentiment and intent that hold."""
    told = {
        (one.key, one.part): Example(one.pk, one.label, one.intent)
        for one in Correction.objects.filter(taken_back_at=None, is_right=False, is_opinion=True)
        if one.label is not None or one.intent is not None
    }
    found = vectors_at(lake=lake, wanted=set(told), model=reader.model) if told else {}
    if not found:
        return reader
    return TaughtReader(reader, tuple(told[one] for one in found), np.stack([found[one] for one in found]))


def vectors_at(*, lake: Lake, wanted: set[tuple[str, int]], model: str) -> dict[tuple[str, int], Vectors]:
    """The vectors of some opinions, of those that a model read."""
    found: dict[tuple[str, int], Vectors] = {}
    for run in followed(lake=lake).readings:
        if run.model != model:
            continue
        opinions = read_opinions(lake=lake, run=run).select(["key", "part"])
        places = list(zip(opinions["key"].to_pylist(), opinions["part"].to_pylist(), strict=True))
        vectors = vectors_of(lake=lake, run=run)
        found |= {one: np.asarray(vectors[at], np.float32) for at, one in enumerate(places) if one in wanted}
    return found
