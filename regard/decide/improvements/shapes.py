"""What improvements look like over REST."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from regard.foundation.rest.api import Day, NumbersOut, Schema


class ImprovedPlace(Schema):
    """A part of the log; what is left out is not narrowed."""

    channels: list[str] = Field(default=[], max_length=20)
    stage: str | None = Field(None, max_length=40)
    touchpoint: str | None = Field(None, max_length=255)
    segment: str | None = Field(None, max_length=255)


class ImprovementVerdict(Schema):
    """Whether it worked: worked, did_not, worse, not_yet or cannot, and why in a sentence."""

    answer: str
    sentence: str
    days_more: int | None = Field(description="After how many days more it can be told, where that is known.")


class ImprovementOut(Schema):
    """An improvement, and what it did where it has shipped."""

    number: int
    name: str
    owner: str
    kind: str = Field(description="friction, metric or topic.")
    subject: str
    about: str
    scope: ImprovedPlace
    comparison: ImprovedPlace | None = Field(description="What it is compared with; none for what is usual.")
    grain: str
    state: str
    planned_date: date | None
    shipped_date: date | None
    cost: Decimal | None
    currency: str
    worthwhile: float | None
    opened_at: datetime
    told: int
    verdict: ImprovementVerdict | None
    trouble: str


class Improvements(Schema):
    """All improvements, those under way first."""

    rows: list[ImprovementOut]


class AmountOut(Schema):
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float


class CoursePeriodOut(Schema):
    """A week or day: the value where it was improved, the value in the comparison, and what each rests on."""

    day: date
    value: float
    n: int
    other: float | None
    other_n: int
    is_after: bool


class ExpectedPeriodOut(Schema):
    """What was to be expected of a week or day without the improvement."""

    day: date
    value: float
    low: float
    high: float


class PlaceboOut(Schema):
    """The effect found for a day before on which nothing was shipped."""

    day: date
    effect: AmountOut


class EffectOut(Schema):
    """What was found. `drift` is how both sides moved apart before, per period; `bend` the change of the trend per period."""

    grain: str
    shipped: date
    has_comparison: bool
    periods: list[CoursePeriodOut]
    before: int
    after: int
    worthwhile: float
    is_worthwhile_usual: bool
    effect: AmountOut | None
    step: AmountOut | None
    bend: AmountOut | None
    drift: AmountOut | None
    autocorrelation: float | None
    placebos: list[PlaceboOut]
    expected: list[ExpectedPeriodOut]
    periods_more: int | None


class AssessedOut(Schema):
    """The before and after of an improvement beside a comparison."""

    label: str
    unit: str
    is_more_better: bool
    here_label: str
    there_label: str
    effect: EffectOut
    verdict: ImprovementVerdict


class ImprovementStepOut(Schema):
    """One thing that was done about it."""

    kind: str
    at: datetime
    by: str
    text: str


class ImprovementPageOut(Schema):
    """One improvement, what it did, and its history."""

    improvement: ImprovementOut
    assessed: AssessedOut | None
    steps: list[ImprovementStepOut]


class AddressOut(Schema):
    """An e-mail address or phone number."""

    kind: str
    value: str


class BehindOut(Schema):
    """Somebody behind an improvement."""

    customer_id: str
    name: str | None
    times: int
    last_at: datetime
    told_at: datetime | None
    told_by: str
    channel: str
    addresses: list[AddressOut]


class BehindPage(Schema):
    """Some of the people behind an improvement, those not told yet first."""

    rows: list[BehindOut]
    n: int
    told: int
    meaning: str


class NewlyTold(Schema):
    """Exactly those who are told now: nobody is ever in two such lists of one improvement."""

    rows: list[BehindOut]


class NewImprovement(Schema):
    """An improvement to begin."""

    name: str = Field(max_length=120)
    kind: Literal["friction", "metric", "topic"]
    subject: str = Field(max_length=300, description="The friction's key, Touchpoint:friction, or a metric's name.")
    scope: ImprovedPlace | None = None
    comparison: ImprovedPlace | None = Field(None, description="Left out: what is usual. Without any member: none.")
    owner: str = Field("", max_length=254)
    state: Literal["idea", "planned", "shipped", "dropped"] = "idea"
    planned_date: Day | None = None
    shipped_date: Day | None = None
    cost: Decimal | None = None
    currency: str = Field("", max_length=3)
    grain: Literal["day", "week"] = "week"
    worthwhile: float | None = Field(None, description="The smallest change that would be worth it, in the unit.")


class ImprovementChange(Schema):
    """What to change; what is left out stays."""

    name: str | None = Field(None, max_length=120)
    owner: str | None = Field(None, max_length=254)
    comparison: ImprovedPlace | None = None
    state: Literal["idea", "planned", "shipped", "dropped"] | None = None
    planned_date: Day | None = None
    shipped_date: Day | None = None
    cost: Decimal | None = None
    currency: str | None = Field(None, max_length=3)
    grain: Literal["day", "week"] | None = None
    worthwhile: float | None = None


class ImprovementNote(Schema):
    """A text."""

    text: str = Field(max_length=4_000)


class Telling(Schema):
    """By which channel people are told; all who were not told yet where nobody is named."""

    channel: str = Field(max_length=20)
    customer_ids: list[str] | None = Field(None, max_length=10_000)


class WantedTopicOut(Schema):
    """A topic in which people ask for something. `worth` is what those who ask have spent, known of `worth_of` of them."""

    topic: str
    name: str
    people: int
    prevalence: NumbersOut
    asking: NumbersOut
    worth: float
    worth_of: int
    customer_ids: list[str]
    told: int
    improvements: list[int]


class WantedOut(Schema):
    """Requests, those that most ask for first."""

    rows: list[WantedTopicOut]


class PeopleQuery(Schema):
    """Which of them."""

    offset: int = Field(0, ge=0, le=1_000_000)
    limit: int = Field(50, ge=1, le=500)
