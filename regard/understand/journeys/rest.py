"""Journeys over REST."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router

from regard.analytics.journeys.stages import Stage
from regard.foundation.rest.api import Schema, ScopeQuery, lake
from regard.understand.journeys.paths_rest import router as paths_router
from regard.understand.journeys.queries import journey_of

router = Router(tags=["journeys"])


class Experience(Schema):
    """A mean score on -1 to +1 with its interval."""

    value: float
    low: float | None
    high: float | None
    n: int


class Worst(Experience):
    """The touchpoint of a stage with the lowest mean."""

    touchpoint: str


class DropOffOut(Schema):
    """Customers who go no further: their share (0 to 1) and number."""

    share: float
    customers: int
    next_stage: str | None


class StageOut(Schema):
    """One stage of the journey."""

    stage: str
    label: str
    customers: int
    interactions: int
    experience: Experience | None
    worst: Worst | None
    drop_off: DropOffOut | None


class JourneyOut(Schema):
    """The journey of a scope."""

    since: date | None
    until: date | None
    scored: int
    stages: list[StageOut]
    unplaced: int


@router.get("/journey", response=JourneyOut)
def get_journey(request: HttpRequest, query: Query[ScopeQuery]) -> dict[str, object]:
    """The stages of the journey with volume, drop-off and experience."""
    found = journey_of(lake=lake(), scope=query.scope())
    names = [stage.stage for stage in found.stages]
    following = dict(zip(names, [*names[1:], None], strict=True))
    return {
        "since": query.since,
        "until": query.until,
        "scored": found.scored,
        "stages": [_stage(stage, following[stage.stage]) for stage in found.stages],
        "unplaced": found.unplaced,
    }


def _stage(stage: Stage, next_stage: str | None) -> dict[str, object]:
    return {
        "stage": stage.stage,
        "label": stage.stage.capitalize(),
        "customers": stage.customers,
        "interactions": stage.interactions,
        "experience": stage.experience.__dict__ if stage.experience.value is not None else None,
        "worst": {"touchpoint": stage.worst.touchpoint, **stage.worst.numbers.__dict__} if stage.worst else None,
        "drop_off": {**stage.drop_off.__dict__, "next_stage": next_stage} if stage.drop_off else None,
    }


router.add_router("", paths_router)
