"""Metrics over REST."""

from datetime import date

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.analytics.metrics.estimates import Numbers
from regard.foundation.rest.api import Schema, ScopeQuery, lake
from regard.understand.metrics.queries import ScoreCard, Tile, list_metrics, measure_metric, score_card

router = Router(tags=["metrics"])


class MetricOut(Schema):
    """What a metric is."""

    metric: str
    label: str
    description: str
    unit: str
    direction: str
    family: str
    minimum_n: int


class EstimateOut(Schema):
    """One number with its sample size and 95 % interval."""

    metric: str
    group: str
    value: float | None
    n: int
    low: float | None
    high: float | None
    unit: str
    variant: str = Field(description="How it was asked, where that makes it another figure: 7-point, 5-point.")
    is_small: bool = Field(description="n is below the least at which the figure is worth reading.")


class ChangeOut(Schema):
    """The difference from the period before."""

    value: float
    low: float
    high: float
    unit: str
    word: str
    p: float = Field(description="How often chance alone makes a difference this large.")


class PeriodOut(Schema):
    """One point of a course."""

    since: date
    until: date
    value: float | None
    n: int
    low: float | None
    high: float | None


class TileOut(MetricOut):
    """A headline: its numbers, its change, its course over eight periods."""

    value: float | None
    n: int
    low: float | None
    high: float | None
    change: ChangeOut | None
    series: list[PeriodOut]


class ScoreCardOut(Schema):
    """The headlines of a scope and the period they are compared with."""

    since: date | None
    until: date | None
    previous_since: date | None
    previous_until: date | None
    metrics: list[TileOut]


class GroupQuery(ScopeQuery):
    """A scope, and how to group it."""

    by: str | None = Field(None, max_length=120, description="A dimension, a grain, trait.NAME or properties.NAME.")
    as_of: str | None = Field(
        None, max_length=40, description="As it stood at a moment (ISO 8601, UTC); a day alone counts to its end."
    )
    as_known: bool = Field(False, description="With `as_of`: only what had been received by then as well.")


@router.get("/metrics", response=list[MetricOut])
def list_all_metrics(request: HttpRequest) -> list[dict[str, object]]:
    """List every metric of the catalogue."""
    return [_metric(tile) for tile in list_metrics()]


@router.get("/metrics/{metric}", response=list[EstimateOut])
def get_metric(request: HttpRequest, query: Query[GroupQuery], metric: Path[str]) -> list[dict[str, object]]:
    """Measure one metric over a scope, by a dimension."""
    estimates = measure_metric(
        lake=lake(), name=metric, scope=query.scope(), by=query.by, as_of=query.as_of, as_known=query.as_known
    )
    return [dict(estimate.__dict__) for estimate in estimates]


@router.get("/scorecard", response=ScoreCardOut)
def get_scorecard(request: HttpRequest, query: Query[ScopeQuery]) -> dict[str, object]:
    """The six headlines with their change and their course."""
    return _score_card(score_card(lake=lake(), scope=query.scope()))


def _metric(metric: object) -> dict[str, object]:
    names = ("label", "description", "unit", "direction", "family", "minimum_n")
    return {"metric": metric.name, **{name: getattr(metric, name) for name in names}}  # type: ignore[attr-defined]


def unit_of_change(unit: str) -> str:
    """The unit of a difference: that of two shares is in points."""
    return "pts" if unit in ("%", "points") else unit


def _numbers(numbers: Numbers) -> dict[str, object]:
    return dict(numbers.__dict__)


def _score_card(card: ScoreCard) -> dict[str, object]:
    return {
        "since": card.scope.since,
        "until": card.scope.until,
        "previous_since": card.previous.since if card.previous else None,
        "previous_until": card.previous.until if card.previous else None,
        "metrics": [_tile(tile) for tile in card.tiles],
    }


def _tile(tile: Tile) -> dict[str, object]:
    unit = unit_of_change(tile.metric.unit)
    return {
        **_metric(tile.metric),
        **_numbers(tile.numbers),
        "change": {**tile.change.__dict__, "unit": unit} if tile.change else None,
        "series": [
            {"since": period.since, "until": period.until, **_numbers(period.numbers)} for period in tile.series
        ],
    }
