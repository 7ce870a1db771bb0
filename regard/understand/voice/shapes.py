"""What voice looks like over REST."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from regard.analytics.scope import Scope
from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import NumbersOut, Schema, ScopeQuery
from regard.understand.voice.sentences import Wanted

Label = Literal["positive", "neutral", "negative", "mixed", "unsure"]
Emotion = Literal["joy", "anger", "sadness", "fear", "surprise", "disgust"]
Intent = Literal["praise", "complaint", "question", "request", "bug", "leaving"]
TopicId = Annotated[str, StringConstraints(max_length=64, pattern=r"^[\w-]+$")]


class ReadingOut(Schema):
    """How far reading is: interactions that carry a text, different texts, those read, texts a second."""

    said: int
    texts: int
    read: int
    waiting: int
    rate: float
    seconds_left: float | None
    model: str


class SaidFiguresOut(Schema):
    """What was said: opinions, texts, customers, mean sentiment, and how many of each kind."""

    n: int
    texts: int
    customers: int
    is_small: bool
    sentiment: NumbersOut
    unsure: NumbersOut
    negative: NumbersOut
    labels: dict[str, int]
    intents: dict[str, int]
    emotions: dict[str, int]
    languages: dict[str, int]


class VoiceChangeOut(Schema):
    """A change with its interval; `word` is higher, lower or no clear change, corrected for how many are compared."""

    value: float
    low: float
    high: float
    word: str
    adjusted_p: float | None = None


class RiseOut(Schema):
    """More people name it than its season lets expect: so many instead of so many, since a day."""

    since: date
    noticed: date
    people: int
    expected: float
    times: float
    low: float
    high: float


class TopicOut(Schema):
    """One topic in a scope."""

    id: str
    name: str
    parent: str | None
    words: list[str]
    is_pinned: bool
    was_named: bool
    figures: SaidFiguresOut
    share: NumbersOut
    volume: VoiceChangeOut | None = Field(
        description="Customers who name it, in % more or fewer than the period before."
    )
    feeling: VoiceChangeOut | None
    course: list[int]
    rise: RiseOut | None
    kinds: list[str]


class VoiceOut(Schema):
    """What people said in a scope."""

    progress: ReadingOut
    whole: SaidFiguresOut
    before: SaidFiguresOut | None
    topics: list[TopicOut]
    edges: list[date]
    drift: float | None
    unplaced: int


class AspectOut(Schema):
    """What is named within a topic, and in how many texts."""

    aspect: CustomerWords
    n: int


class TopicDetailOut(Schema):
    """One topic closely."""

    topic: TopicOut
    parts: list[TopicOut]
    channels: dict[str, SaidFiguresOut]
    touchpoints: dict[str, SaidFiguresOut]
    aspects: list[AspectOut]


class VoiceCellOut(Schema):
    """The share of negative opinions of a topic on a channel."""

    topic: str
    channel: str
    n: int
    negative: NumbersOut


class VoiceHeatOut(Schema):
    """Cells in no order."""

    cells: list[VoiceCellOut]


class SaidOut(Schema):
    """One opinion in a text, from `first` to `last`."""

    part: int
    first: int
    last: int
    aspect: CustomerWords | None
    sentiment: float | None
    label: str
    certainty: float
    emotions: dict[str, float]
    intent: str | None
    topic: str | None
    topic_name: str | None
    parent: str | None
    is_wanted: bool
    is_checked: bool


class SentenceOut(Schema):
    """A text as somebody said it, with its opinions."""

    interaction_id: str
    customer_id: str
    time: datetime
    channel: str | None
    touchpoint: str | None
    kind: str
    score: float | None
    scale_max: float | None
    matter_id: str | None
    language: str | None
    text: str
    opinions: list[SaidOut]


class SentencesOut(Schema):
    """A page of texts."""

    rows: list[SentenceOut]
    total: int
    next_offset: int | None
    is_masked: bool


class VoiceQuery(ScopeQuery):
    """The part of the log that is asked about, and whose voice."""

    voices: Literal["customers", "public"] = Field(
        "customers", description="What customers said, or public authors who are nobody's customer as far as is proved."
    )

    def scope(self) -> Scope:
        """As the core knows it."""
        return replace(super().scope(), voices=self.voices)


class SentencesQuery(VoiceQuery):
    """Which texts, and in which order."""

    topic: TopicId | None = None
    label: Label | None = None
    emotion: Emotion | None = None
    intent: Intent | None = None
    language: str | None = Field(None, max_length=12)
    aspect: str | None = Field(None, max_length=200)
    checked: bool | None = Field(None, description="Whether a person looked at them.")
    order: Literal["newest", "strongest", "typical", "unsure", "drawn"] = "newest"
    limit: int = Field(20, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)
    unmasked: bool = Field(False, description="With names, addresses and numbers; noted in the audit log.")

    def wanted(self) -> Wanted:
        """As the domain knows it."""
        return Wanted(self.topic, self.label, self.emotion, self.intent, self.language, self.aspect, self.checked, None)


class NewCorrection(Schema):
    """What an opinion is; what is left out stays as it was read, an empty text is none."""

    interaction_id: str = Field(max_length=64)
    part: int = Field(ge=0, le=10_000)
    label: Label | None = None
    emotion: Emotion | Literal[""] | None = None
    intent: Intent | Literal[""] | None = None
    topic: TopicId | Literal[""] | None = None
    is_opinion: bool = True
    is_right: bool = False
    was_drawn: bool = False


class MadeOut(Schema):
    """The number of what was made."""

    id: int


class CorrectionOut(Schema):
    """One correction."""

    id: int
    interaction_id: str
    part: int
    was: dict[str, Any]
    is_right: bool
    is_opinion: bool
    label: str | None
    emotion: str | None
    intent: str | None
    topic: str | None
    made_at: datetime
    made_by: str
    taken_back_at: datetime | None


class AgreementOut(Schema):
    """How often people agreed with what was read, of opinions drawn at random."""

    looked: int
    sentiment: NumbersOut
    topic: NumbersOut
    intent: NumbersOut


class CorrectionsOut(Schema):
    """Corrections, the newest first, and how good reading is by those drawn at random."""

    agreement: AgreementOut
    rows: list[CorrectionOut]


class NewWish(Schema):
    """What a topic is to be."""

    kind: Literal["rename", "merge", "split", "pin", "teach"]
    topic: TopicId | Literal[""] = Field(description="Which one; empty to teach a new topic by a first example.")
    name: str = Field("", max_length=80, description="Of a rename, or of a new topic.")
    into: TopicId | None = Field(None, description="Of a merge: the topic it becomes part of.")
    parts: int = Field(2, ge=2, le=8, description="Of a split.")
    interaction_id: str | None = Field(None, max_length=64, description="Of teaching: whose opinion belongs there.")
    part: int | None = Field(None, ge=0, le=10_000)


class WishOut(Schema):
    """One wish."""

    id: int
    kind: str
    topic: str
    into: str
    name: str
    parts: int | None
    wished_at: datetime
    wished_by: str
    taken_back_at: datetime | None


class WishesOut(Schema):
    """Wishes, the newest first."""

    rows: list[WishOut]
