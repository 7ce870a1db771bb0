"""Drivers over REST."""

from typing import Literal

from django.http import HttpRequest
from ninja import Query, Router

from regard.analytics.drivers.moved import Driver
from regard.decide.drivers.queries import list_drivers
from regard.foundation.rest.api import Schema, ScopeQuery, lake

router = Router(tags=["drivers"])


class MovableOut(Schema):
    """Something that drivers may move."""

    key: str
    label: str
    unit: str


class MovedOut(Schema):
    """What one driver does to one outcome, in its unit, with a 95 % interval, and how that is known.

    `plain` is the plain difference. `robustness` is the share of what is left open of both that a hidden cause would have to
    explain to explain all of it away, `robustness_of_interval` for the interval to include no effect; one as strong as the
    strongest known feature would move the estimate by `as_known`. `no_counterpart` (share of those touched), `counterparts`
    (others the comparison amounts to) and `imbalance` (standard deviations) say whether like was compared with like.
    """

    outcome: str
    value: float
    low: float
    high: float
    plain: float
    p_value: float
    exposed: int
    unexposed: int
    evidence: Literal["effect", "association", "unclear"]
    reason: str
    robustness: float
    robustness_of_interval: float
    as_known: float
    no_counterpart: float
    counterparts: float
    imbalance: float


class DriverOut(Schema):
    """A friction at a touchpoint: whom it touches, and what it moves."""

    key: str
    label: str
    touchpoint: str
    stage: str | None
    friction: str
    customers: int
    share: float
    trend: Literal["rising", "falling", "steady"]
    evidence: Literal["effect", "association", "unclear", "too_few"]
    moved: list[MovedOut]


class DriversOut(Schema):
    """All drivers, the best known first; `needed` encounters of each kind are the least to estimate anything."""

    outcomes: list[MovableOut]
    rows: list[DriverOut]
    needed: int


@router.get("/drivers", response=DriversOut)
def get_drivers(request: HttpRequest, query: Query[ScopeQuery]) -> dict[str, object]:
    """What each friction does to scores, to buying again (or coming back) and to spend."""
    found = list_drivers(lake=lake(), scope=query.scope())
    return {
        "outcomes": [{"key": one.name, "label": one.label, "unit": one.unit} for one in found.outcomes],
        "rows": [_row(row) for row in found.rows],
        "needed": found.needed,
    }


def _row(row: Driver) -> dict[str, object]:
    return {**row.__dict__, "moved": [dict(one.__dict__) for one in row.moved]}
