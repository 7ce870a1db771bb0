"""How long contracts last, over REST."""

from datetime import date

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from regard.analytics.value.survival import Curve
from regard.foundation.rest.api import Schema, ScopeQuery, lake
from regard.understand.value.queries import survival_in
from regard.understand.value.rest import ExpectedOut

router = Router(tags=["value"])


class SurvivalStepOut(Schema):
    """From this day of a contract on: the share that lasts longer."""

    day: int
    share: float
    low: float | None
    high: float | None
    at_risk: int
    ended: int


class SurvivalCurveOut(Schema):
    """One group's contracts; the median in days."""

    group: str
    contracts: int
    ended: int
    seen_until: int
    steps: list[SurvivalStepOut]
    median: ExpectedOut


class LogRankOut(Schema):
    """The log-rank test of whether curves differ."""

    statistic: float
    degrees: int
    p: float


class SurvivalOut(Schema):
    """How long contracts last."""

    as_of: date
    by: str | None
    curves: list[SurvivalCurveOut]
    comparison: LogRankOut | None
    notes: list[str]


class SurvivalQuery(ScopeQuery):
    """A scope, and by which trait to tell contracts apart. With `since`, contracts that started on that day or later."""

    by: str | None = Field(None, max_length=120, description="trait.NAME")


@router.get("/value/survival", response=SurvivalOut)
def get_survival(request: HttpRequest, query: Query[SurvivalQuery]) -> dict[str, object]:
    """How long contracts last, from start to cancellation; those that still run count for as long as they were seen."""
    found = survival_in(lake=lake(), scope=query.scope(), by=query.by)
    return {
        **{name: getattr(found, name) for name in ("as_of", "by", "comparison")},
        "curves": [_curve(curve) for curve in found.curves],
        "notes": list(found.notes),
    }


def _curve(curve: Curve) -> dict[str, object]:
    return {
        **{name: getattr(curve, name) for name in ("group", "contracts", "ended", "seen_until")},
        "steps": [dict(step.__dict__) for step in curve.steps],
        "median": dict(curve.median.__dict__),
    }
