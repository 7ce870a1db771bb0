"""What customers say: sentences that fit the language, the matter and the mood."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pyarrow as pa

from regard.simulator.calendar import Numbers

LANGUAGES = ("de", "en", "es", "fr", "pt")
TONES = ("bad", "neutral", "good", "question")

# Said without opening or closing; the tone of an answer is the topic of the question.
_BARE = ("answer", "thanks")

Words = dict[str, Any]


@dataclass(frozen=True)
class Talk:
    """What is to be said, one per position; a word for all stands for an array of it."""

    language: Numbers
    topic: Numbers | str
    tone: Numbers | str
    number: Numbers | None = None  # days late or minutes waited, where a sentence names it

    def only(self, mask: Numbers) -> "Talk":
        """What is said at the positions of the mask."""
        topic = self.topic if isinstance(self.topic, str) else self.topic[mask]
        tone = self.tone if isinstance(self.tone, str) else self.tone[mask]
        return Talk(self.language[mask], topic, tone, None if self.number is None else self.number[mask])


@cache
def phrases(language: str) -> Words:
    """The clauses of one language: products, openings, closings, and topics by tone."""
    return tomllib.loads(files(__package__).joinpath(f"{language}.toml").read_text("utf-8"))


def say(rng: np.random.Generator, talk: Talk) -> pa.Array:
    """A text for each position, combined from clauses that fit it."""
    count = len(talk.language)
    topic, tone = np.broadcast_to(talk.topic, count), np.broadcast_to(talk.tone, count)
    number = np.full(count, 4) if talk.number is None else talk.number
    draws = rng.random((count, 7))
    texts = [
        _text(phrases(language), about, feeling, int(many), draw)
        for language, about, feeling, many, draw in zip(
            talk.language.tolist(), topic.tolist(), tone.tolist(), number.tolist(), draws.tolist(), strict=True
        )
    ]
    return pa.array(texts, pa.string())


def _text(words: Words, topic: str, tone: str, number: int, draw: list[float]) -> str:
    of_topic = words[topic]
    tone = next(one for one in (tone, "neutral", "question") if one in of_topic)
    said = _one(of_topic[tone], draw[0])
    if topic in _BARE:
        return said
    return " ".join(_framed(words, tone, _filled(words, said, number, draw), draw))


def _filled(words: Words, clause: str, number: int, draw: list[float]) -> str:
    if "{" not in clause:
        return clause
    products = words["products"]
    filled = clause.format(product=products[int(draw[1] * len(products))], n=max(number, 2))
    return filled[0].upper() + filled[1:]


def _framed(words: Words, tone: str, said: str, draw: list[float]) -> Iterator[str]:
    if draw[2] < 0.55:
        yield _one(words["open"][tone], draw[3])
    yield said
    if draw[4] < 0.5:
        yield _one(words["close"][tone], draw[5])


def _one(clauses: list[str], draw: float) -> str:
    return clauses[int(draw * len(clauses))]
