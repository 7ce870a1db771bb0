"""What to fix first over REST."""

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Query, Router

from regard.analytics.drivers.fix_first import FixFirst, PainPoint
from regard.analytics.drivers.outcomes import HORIZON_DAYS
from regard.decide.fix_first.queries import Voices, list_fix_first, list_voices
from regard.decide.fix_first.words import PainInWords, list_pain_in_words
from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import NumbersOut, Schema, ScopeQuery, lake

router = Router(tags=["fix first"])

CHOICES = {
    "repurchase": f"Repurchase within {HORIZON_DAYS} days",
    "return": f"Return within {HORIZON_DAYS} days",
    "score": "Next score",
}


class Choice(Schema):
    """Something that pain points may move."""

    key: str
    label: str


class QuoteOut(Schema):
    """What one customer said soon after."""

    interaction_id: str
    customer_id: str
    text: CustomerWords
    channel: str | None
    kind: str
    time: datetime
    score: float | None


class PainPointOut(Schema):
    """One row of the list."""

    rank: int
    key: str
    label: str
    touchpoint: str
    stage: str | None
    friction: str
    customers: int
    share: float
    effect: float
    low: float
    high: float
    raw: float
    n: int
    at_stake: float | None
    at_stake_low: float | None
    at_stake_high: float | None
    evidence: Literal["effect", "association", "unclear"]
    reason: str
    trend: Literal["rising", "falling", "steady"]
    interactions: int
    sentences: int
    quotes: list[QuoteOut]


class TooFewOut(Schema):
    """A friction met too seldom to estimate what it does."""

    key: str
    label: str
    touchpoint: str
    stage: str | None
    customers: int
    needed: int


class FixFirstOut(Schema):
    """The list, what it moves, and how money at stake is worked out."""

    moves: str
    moves_label: str
    choices: list[Choice]
    unit: str
    horizon_days: int
    currency: str | None
    value_per_customer: float | None
    formula: str
    rows: list[PainPointOut]
    too_few: list[TooFewOut]


class SaidInWordsOut(Schema):
    """A text in which somebody says so; what names or reaches a person is masked."""

    interaction_id: str
    customer_id: str
    text: CustomerWords
    channel: str | None
    time: datetime


class PainInWordsOut(Schema):
    """A topic that hurts. `effect` is what complaining of it goes with, in `unit`; null where too few did, or too lately."""

    rank: int
    topic: str
    name: str
    customers: int
    prevalence: NumbersOut
    severity: NumbersOut
    effect: float | None
    effect_low: float | None
    effect_high: float | None
    score: float
    low: float
    high: float
    worth: float
    worth_of: int
    sentences: list[SaidInWordsOut]


class WordsOut(Schema):
    """Pain points found in what people say, among how many of them, and what they are held to move."""

    moves: str
    unit: str
    people: int
    opinions: int
    rows: list[PainInWordsOut]


class MovesQuery(ScopeQuery):
    """A scope, and what is moved."""

    moves: Literal["repurchase", "return", "score"] | None = None


@router.get("/fix-first", response=FixFirstOut)
def get_fix_first(request: HttpRequest, query: Query[MovesQuery]) -> dict[str, object]:
    """Pain points ranked by what they cost, each with its effect, interval and evidence."""
    scope = query.scope()
    found = list_fix_first(lake=lake(), scope=scope, moves=query.moves)
    voices = list_voices(lake=lake(), scope=scope, keys=[row.key for row in found.rows])
    return {
        "moves": found.outcome.name,
        "moves_label": CHOICES[found.outcome.name],
        "choices": [{"key": key, "label": label} for key, label in CHOICES.items()],
        "unit": found.outcome.unit,
        "horizon_days": HORIZON_DAYS,
        "currency": found.worth.currency if found.worth else None,
        "value_per_customer": found.worth.value if found.worth else None,
        "formula": _formula(found),
        "rows": [_row(rank, row, voices[row.key]) for rank, row in enumerate(found.rows, 1)],
        "too_few": [dict(row.__dict__) for row in found.too_few],
    }


@router.get("/fix-first/words", response=WordsOut)
def list_fix_first_words(request: HttpRequest, query: Query[MovesQuery]) -> dict[str, object]:
    """Topics that hurt, ranked by whom times how badly (times what they go with, where that is clear), with their sentences."""
    found = list_pain_in_words(lake=lake(), scope=query.scope(), moves=query.moves)
    return {
        "moves": found.outcome.name,
        "unit": found.outcome.unit,
        "people": found.people,
        "opinions": found.opinions,
        "rows": [_in_words(rank, row) for rank, row in enumerate(found.rows, 1)],
    }


def _in_words(rank: int, row: PainInWords) -> dict[str, object]:
    pain, moved = row.pain, row.pain.moved
    return {
        "rank": rank,
        "topic": pain.topic,
        "name": row.name,
        "customers": pain.people,
        "prevalence": pain.prevalence.__dict__,
        "severity": pain.severity.__dict__,
        "effect": -moved.value if moved else None,
        "effect_low": -moved.high if moved else None,
        "effect_high": -moved.low if moved else None,
        "score": pain.score,
        "low": pain.low,
        "high": pain.high,
        "worth": pain.worth,
        "worth_of": pain.worth_of,
        "sentences": [{name: getattr(one, name) for name in SaidInWordsOut.model_fields} for one in row.sentences],
    }


def _row(rank: int, row: PainPoint, voices: Voices) -> dict[str, object]:
    return {
        "rank": rank,
        **row.__dict__,
        "interactions": voices.interactions,
        "sentences": voices.sentences,
        "quotes": [dict(quote.__dict__) for quote in voices.quotes],
    }


def _formula(found: FixFirst) -> str:
    if found.worth is None:
        return "No money at stake is stated: too few customers here buy again, or orders carry no single currency."
    worth = found.worth
    return (
        f"At stake = customers touched x effect on buying again within {HORIZON_DAYS} days x "
        f"{worth.value:,.2f} {worth.currency}, the mean spend in those days of a customer who buys again (n {worth.n:,}). "
        "One customer can meet several, so rows do not add up."
    ).replace(" x ", " × ")
