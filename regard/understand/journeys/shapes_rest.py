"""What is answered about journeys over REST."""

from datetime import date

from pydantic import Field

from regard.foundation.rest.api import NumbersOut, Schema


class FunnelStepOut(Schema):
    """One step of a funnel. Shares are in per cent, times in days (medians)."""

    step: str
    customers: int
    share: NumbersOut = Field(description="Of all who entered.")
    of_previous: NumbersOut = Field(description="Of those who reached the step before.")
    dropped: int = Field(description="Who reached it and came no further.")
    days_from_start: NumbersOut
    days_from_previous: NumbersOut


class FunnelGroupOut(Schema):
    """A funnel of one group."""

    group: str
    entered: int
    lately: int = Field(description="Of them, whose window is still open at the log's end.")
    steps: list[FunnelStepOut]


class FunnelOut(Schema):
    """A funnel: everybody first, then by group."""

    order: str
    window_days: float
    groups: list[FunnelGroupOut]
    left_out: int


class PathOut(Schema):
    """A path and the share (per cent) of customers who walked it; an empty name is no step."""

    nodes: list[str]
    customers: int
    share: NumbersOut


class LinkOut(Schema):
    """How many went from one node to another at a step (from 0)."""

    step: int
    start: str
    end: str
    customers: int


class PathsOut(Schema):
    """The most frequent paths, what is not listed, and the links between all of them."""

    over: str
    anchor: str | None
    direction: str
    n: int = Field(description="Customers with a path.")
    different: int = Field(description="How many different paths there are.")
    listed: list[PathOut]
    others: int = Field(description="Customers on paths that are not listed.")
    alone: int = Field(description="Paths that one customer only walked.")
    links: list[LinkOut]


class PlaceOut(Schema):
    """A node: who is there, who ended there, who turned back to it (per cent of its customers)."""

    node: str
    customers: int
    visits: int
    repeats: int
    ended: NumbersOut
    looped: NumbersOut


class PairOut(Schema):
    """How often one node followed another, and its share (per cent) of all that followed."""

    start: str
    end: str
    visits: int
    share: float


class FlowOut(Schema):
    """The flow between nodes."""

    over: str
    silent_days: float
    places: list[PlaceOut]
    pairs: list[PairOut]


class EndsOut(Schema):
    """Sessions that began or ended at a touchpoint."""

    touchpoint: str
    sessions: int


class SessionGroupOut(Schema):
    """Sessions of a group. Intervals take customers as what was sampled."""

    group: str
    sessions: int
    customers: int
    per_customer: float
    interactions: NumbersOut
    minutes: NumbersOut
    minutes_quartiles: list[float]
    single: NumbersOut = Field(description="Sessions of one interaction only, in per cent.")
    entries: list[EndsOut]
    exits: list[EndsOut]


class SessionsOut(Schema):
    """Sessions: all first, then by group."""

    gap_minutes: float
    groups: list[SessionGroupOut]
    left_out: int


class CellOut(Schema):
    """A cell of a triangle; not complete while its time is not over."""

    customers: int
    share: NumbersOut
    is_complete: bool


class CohortOut(Schema):
    """Those who began in one period."""

    begins: date
    customers: int
    cells: list[CellOut]


class RetentionOut(Schema):
    """The triangle, and the share over all complete cells of a column."""

    grain: str
    style: str
    columns: list[str]
    cohorts: list[CohortOut]
    overall: list[NumbersOut]


class WithinOut(Schema):
    """The share (per cent) who came within so many days, of those followed for as long."""

    days: int
    share: NumbersOut


class GoalGroupOut(Schema):
    """One group of those who started. Steps, switches and repeats are means."""

    group: str
    started: int
    reached: NumbersOut
    days: NumbersOut
    days_quartiles: list[float] | None
    within: list[WithinOut]
    steps: NumbersOut
    channel_switches: NumbersOut
    repeats: NumbersOut


class GoalOut(Schema):
    """The way from a start to a goal."""

    start: str
    goal: str
    groups: list[GoalGroupOut]
    left_out: int


class CreditOut(Schema):
    """What a node is credited with, in conversions."""

    node: str
    first: float
    last: float
    linear: float
    markov: float
    touched: int
    first_share: NumbersOut = Field(description="Of conversions with a touch, in per cent, over conversions.")
    last_share: NumbersOut


class CreditsOut(Schema):
    """Credits for a goal, and the conversions there were."""

    goal: str
    over: str
    lookback_days: float
    conversions: int
    customers: int
    without_touch: int
    nodes: list[CreditOut]


class JourneyCustomer(Schema):
    """A customer behind a number."""

    customer_id: str
    name: str | None


class JourneyCustomers(Schema):
    """The customers behind a number: how many, and a page of them."""

    total: int
    rows: list[JourneyCustomer]
    next_cursor: str | None


class CountedOut(Schema):
    """How many interactions have a value of a dimension."""

    dimension: str
    value: str
    interactions: int


class JourneyChoices(Schema):
    """What occurs in the log, most frequent first."""

    kind: list[str]
    touchpoint: list[str]
    stage: list[str]
    channel: list[str]
    counts: list[CountedOut] = Field(description="The same with how often each occurs.")
