"""What risk answers over REST."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from regard.foundation.rest.api import NumbersOut, Schema

Name = Literal["contracts", "orders", "visits"]


class BinOut(Schema):
    """Customers with chances alike: the mean chance, and the share that left."""

    low: float
    high: float
    n: int
    left: int
    expected: float
    happened: NumbersOut


class JudgedOut(Schema):
    """Chances against what happened; shares are between 0 and 1."""

    n: int
    left: int
    auc: NumbersOut = Field(description="How often one who left had the higher chance than one who stayed.")
    brier: NumbersOut
    brier_base: float = Field(description="Brier's score of giving everybody the share that left.")
    error: float = Field(description="Expected calibration error over the bins.")
    error_by_chance: float = Field(description="What that error comes to where every chance is right.")
    expected: NumbersOut = Field(description="How many should have left; the interval is what chance leaves of it.")
    bins: list[BinOut]


class GainOut(Schema):
    """What the trees add in area to plain logistic regression on the same customers."""

    value: float
    low: float
    high: float
    p: float


class BackTestOut(Schema):
    """What was foreseen at `cut` from what was known by then, against what happened."""

    cut: date
    learnt_from: int = Field(description="Periods; 0 where it was tested on other customers at the same time.")
    judged: JudgedOut
    plain: JudgedOut
    gain: GainOut | None


class VerdictOut(Schema):
    """Whether the scores can be relied on."""

    state: Literal["predicts", "doubtful", "stopped"]
    is_off: bool
    sentences: list[str]


class WeightOut(Schema):
    """How much something moves the log-odds of leaving: mean over customers, without sign."""

    feature: str
    label: str
    family: str
    weight: float


class RiskCardOut(Schema):
    """Scores: of which model and day, how good they were, and what they come to."""

    name: Name
    outcome: str
    days: int
    bound: float
    version: str
    as_of: date = Field(description="The day after the last that was looked at.")
    made_at: datetime
    is_over_time: bool
    rows: int
    left: int
    customers: int
    leaving: NumbersOut
    worth: float
    stake: float
    currency: str | None
    verdict: VerdictOut
    tests: list[BackTestOut]
    weights: list[WeightOut]
    notes: list[str]


class RiskOut(Schema):
    """A risk, null where no scores have been made; and of which risks there are scores."""

    names: list[Name]
    risk: RiskCardOut | None


class ReasonOut(Schema):
    """What one thing adds to the log-odds of leaving, and what was known of it."""

    feature: str
    label: str
    family: str
    told: str | None
    adds: float


class CustomerRiskOut(Schema):
    """One customer: `base` and what all reasons add make `log_odds`, whose chance is `chance`."""

    customer_id: str
    name: str | None
    chance: float
    health: int
    worth: float
    stake: float
    base: float
    log_odds: float
    reasons: list[ReasonOut]


class CustomersAtRiskOut(Schema):
    """Customers in an order."""

    by: str
    currency: str | None
    rows: list[CustomerRiskOut]


class ForeseenOut(Schema):
    """A customer at a back-test."""

    customer_id: str
    name: str | None
    cut: date
    chance: float
    left: bool


class ForeseenListOut(Schema):
    """The customers behind a point of the calibration."""

    rows: list[ForeseenOut]


class Asked(Schema):
    """What was asked for."""

    name: Name
    is_asked: bool
