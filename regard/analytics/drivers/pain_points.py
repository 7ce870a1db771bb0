"""Pain points: what a row of the list says."""

from dataclasses import dataclass

from regard.analytics.drivers.outcomes import Outcome, Worth


@dataclass(frozen=True)
class PainPoint:
    """One row: where, what goes wrong, whom it touches, what it moves and what that costs."""

    key: str
    label: str
    touchpoint: str
    stage: str | None
    friction: str
    customers: int
    share: float
    trend: str  # rising | falling | steady
    effect: float
    low: float
    high: float
    raw: float
    n: int
    at_stake: float | None
    at_stake_low: float | None
    at_stake_high: float | None
    evidence: str  # effect | association | unclear
    reason: str


@dataclass(frozen=True)
class TooFew:
    """A friction met too seldom to estimate what it does."""

    key: str
    label: str
    touchpoint: str
    stage: str | None
    customers: int
    needed: int


@dataclass(frozen=True)
class FixFirst:
    """The ranked list, what it moves, and what a customer who buys again is worth."""

    outcome: Outcome
    worth: Worth | None
    rows: tuple[PainPoint, ...]
    too_few: tuple[TooFew, ...]
