"""What is answered about journey maps over REST."""

from datetime import datetime
from decimal import Decimal

from pydantic import Field

from regard.analytics.journeys.map_definition import JourneyMap
from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import NumbersOut, Schema


class MapRow(Schema):
    """A saved map in the list."""

    slug: str
    name: str
    owner: str
    persona: str | None
    stages: int
    steps: int
    unseen: int = Field(description="Steps that say no interactions: assumptions for certain.")
    version: int
    saved_at: datetime
    saved_by: str


class Maps(Schema):
    """All saved maps by name."""

    rows: list[MapRow]


class MapOut(Schema):
    """A saved map as it stood in one version."""

    slug: str
    version: int
    newest: int = Field(description="The number of the newest version: what a change is based on.")
    definition: JourneyMap
    saved_at: datetime
    saved_by: str
    created_at: datetime


class MapVersionOut(Schema):
    """A version of a map."""

    number: int
    saved_at: datetime
    saved_by: str


class MapVersions(Schema):
    """The versions of a map, newest first."""

    rows: list[MapVersionOut]


class NewMap(Schema):
    """A map to save."""

    definition: JourneyMap
    slug: str | None = Field(None, max_length=64, description="Made of the name when left out.")


class ChangedMap(Schema):
    """A map to save anew."""

    definition: JourneyMap
    based_on: int | None = Field(
        None, ge=1, description="The version that was changed; where another was saved since, nothing is."
    )


class StepScoreOut(Schema):
    """How one metric stands at a step."""

    metric: str
    label: str
    unit: str
    numbers: NumbersOut


class StepMoneyOut(Schema):
    """Money that the interactions of a step carry."""

    currency: str
    amount: float
    n: int


class MapWayOut(Schema):
    """From a step to the next one: `share` in per cent, `days` the median, what is done on the way as means."""

    share: NumbersOut
    lately: int = Field(description="Who came so near the log's end that they may still go on.")
    days: NumbersOut
    quartiles: list[float] | None
    interactions: NumbersOut
    repeats: NumbersOut
    channel_switches: NumbersOut


class OnwardOut(Schema):
    """The next step that was seen, by number from 0."""

    to: int
    step: str
    way: MapWayOut


class FilledStepOut(Schema):
    """A step with its figures; shares are in per cent, feeling and sentiment on -1 to +1."""

    stage: str
    step: str
    owner: str
    is_assumption: bool = Field(description="Nothing in the log is this step.")
    customers: int
    share: NumbersOut = Field(description="Of all customers on the map.")
    interactions: int
    repeats: int = Field(description="Interactions that only repeated the one before.")
    looped: NumbersOut = Field(description="Left it for another step and were back in the very next one.")
    ended: NumbersOut = Field(description="Last seen here, and not on the map for its window.")
    onward: OnwardOut | None
    feeling: NumbersOut
    scores: list[StepScoreOut]
    sentiment: NumbersOut
    money: list[StepMoneyOut]


class DeviatingOut(Schema):
    """A way the map does not know; steps by number from 0, -1 is the start."""

    start: str
    end: str
    share: NumbersOut
    customers: int
    start_step: int
    end_step: int


class FilledMapOut(Schema):
    """A map with its figures."""

    name: str
    segment: str | None = Field(description="Whom the figures are about.")
    window_days: float
    customers: int
    fitting: NumbersOut
    has_sentiment: bool = Field(description="Whether anything in this part of the log tells the sentiment of texts.")
    steps: list[FilledStepOut]
    ways: list[DeviatingOut]


class MapInteraction(Schema):
    """An interaction behind a number of a map."""

    id: str
    time: datetime
    customer_id: str
    customer_name: str | None
    kind: str
    channel: str | None
    touchpoint: str | None
    metric: str | None
    score: float | None
    scale_max: float | None
    text: CustomerWords | None
    value: Decimal | None
    currency: str | None


class MapInteractions(Schema):
    """How many interactions stand behind a number, and the newest of them."""

    total: int
    rows: list[MapInteraction]


class MapEvidenceOut(Schema):
    """What a customer said about a step."""

    step: int
    is_pinned: bool
    said: MapInteraction


class MapEvidence(Schema):
    """What customers said, by step; what was pinned first, then the newest."""

    rows: list[MapEvidenceOut]
