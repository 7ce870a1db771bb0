"""What the model answered, believed only where it has the shape that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

import msgspec

from regard.analytics.text import Emotion, Opinion, Reading
from regard.analytics.text.aspect_words import ASPECTS

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Feeling = Annotated[float, msgspec.Meta(ge=-1, le=1)]


class Felt(msgspec.Struct, frozen=True):
    """How something was meant."""

    label: Literal["positive", "neutral", "negative", "mixed", "unsure"]
    sentiment: Feeling
    certainty: Share

    @property
    def value(self) -> float | None:
        """None where the model is unsure."""
        return None if self.label == "unsure" else round(self.sentiment, 4)


class Intensity(msgspec.Struct, frozen=True):
    """One emotion."""

    name: Literal["joy", "anger", "sadness", "fear", "surprise", "disgust"]
    intensity: Share


class Judged(Felt, frozen=True):
    """One clause."""

    aspect: str | None
    emotions: tuple[Intensity, ...]
    intent: Literal["praise", "complaint", "question", "request", "bug", "leaving"] | None


class JudgedText(msgspec.Struct, frozen=True):
    """One text."""

    clauses: tuple[Judged, ...]
    whole: Felt


class _Usage(msgspec.Struct, frozen=True):
    total_tokens: int | None = None


class _Message(msgspec.Struct, frozen=True):
    content: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Message


class _Completion(msgspec.Struct, frozen=True):
    choices: tuple[_Choice, ...]
    usage: _Usage | None = None


class _Judgements(msgspec.Struct, frozen=True):
    texts: tuple[JudgedText, ...]


class Unreadable(ValueError):
    """Raised where the answer is not what was asked for, with the tokens it cost all the same."""

    def __init__(self, why: str, tokens: int | None = None) -> None:
        super().__init__(why)
        self.tokens = tokens


def answer_in(body: bytes, *, texts: Sequence[Sequence[str]]) -> tuple[tuple[JudgedText, ...], int | None]:
    """Judgements and the tokens they cost, where that was said. Raises Unreadable."""
    try:
        told = msgspec.json.decode(body, type=_Completion)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Unreadable("it did not answer as OpenAI's chat completions do") from None
    tokens = told.usage.total_tokens if told.usage else None
    content = told.choices[0].message.content if told.choices else None
    try:
        found = msgspec.json.decode(_bare(content or ""), type=_Judgements).texts
    except (msgspec.MsgspecError, UnicodeEncodeError):
        raise Unreadable("its judgements are not in the shape asked for", tokens) from None
    if [len(one.clauses) for one in found] != [len(clauses) for clauses in texts]:
        raise Unreadable("it judged more or fewer clauses than it was given", tokens)
    return found, tokens


def judged(reading: Reading, told: JudgedText) -> Reading:
    """A reading with the model's judgements in place of its own; places, vectors and language stay."""
    opinions = tuple(_with(opinion, one) for opinion, one in zip(reading.opinions, told.clauses, strict=True))
    whole = told.whole
    return replace(
        reading,
        opinions=opinions,
        sentiment=whole.value,
        label=whole.label,
        certainty=round(whole.certainty, 4),
    )


def _with(opinion: Opinion, told: Judged) -> Opinion:
    emotions: dict[Emotion, float] = {one.name: round(one.intensity, 3) for one in told.emotions if one.intensity > 0}
    return replace(
        opinion,
        aspect=told.aspect if told.aspect in ASPECTS else None,
        sentiment=told.value,
        label=told.label,
        certainty=round(told.certainty, 4),
        emotions=emotions,
        intent=told.intent,
    )


def _bare(content: str) -> bytes:
    """The JSON alone, where a model put it into a fence or wrote something around it."""
    start, end = content.find("{"), content.rfind("}")
    return content[start : end + 1].encode()
