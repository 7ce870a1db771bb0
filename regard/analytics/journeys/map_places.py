"""What the log says at each place of a map: scores, sentiment and money, counted once for every way to be alike.

Which step interactions are follows from their kind, touchpoint, stage, channel and actor alone, so that the log is
grouped by these once, and any map over the same part of the log is filled from that small table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import ibis.expr.types as ir

from regard.analytics.journeys.histories import DIMENSIONS, Step
from regard.analytics.metrics.estimates import Numbers, mean, net_promoter, share
from regard.analytics.metrics.scores import ABOVE_MIDDLE, TOP_QUARTER, experience, position, stars_of
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.analytics.scope import Scope

SENTIMENT = "sentiment"


@dataclass(frozen=True)
class Sums:
    """Sums over scores that are alike."""

    n: int = 0
    felt: float = 0.0  # on -1 to +1
    felt_squares: float = 0.0
    promoters: int = 0
    detractors: int = 0
    top: int = 0
    easy: int = 0
    stars: float = 0.0
    stars_squares: float = 0.0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Sums)))


@dataclass(frozen=True)
class Scores:
    """Scores of one metric, on a scale of so many points, at one place."""

    at: Step
    metric: str
    points: int
    sums: Sums


@dataclass(frozen=True)
class Values:
    """What was paid, or was worth so much, in one currency, at one place."""

    at: Step
    currency: str
    n: int
    amount: float


@dataclass(frozen=True)
class Places:
    """All scores and values within a scope, by place."""

    scores: tuple[Scores, ...]
    values: tuple[Values, ...]


@dataclass(frozen=True)
class Score:
    """How one metric stands: its name, label, unit and estimate."""

    metric: str
    label: str
    unit: str
    numbers: Numbers


@dataclass(frozen=True)
class Money:
    """How much money the interactions carry in one currency, and how many carry any."""

    currency: str
    amount: float
    n: int


def places_of(log: ir.Table, scope: Scope) -> Places:
    """Scores and values by place."""
    rows = scope.rows(log)
    rows = rows.filter(rows.kind.notin(BOOKKEEPING))
    return Places(tuple(_scores(rows)), tuple(_values(rows)))


def scores_at(places: Places, holds: Callable[[Step], bool]) -> tuple[Score, ...]:
    """Each metric asked at some places, most answers first; sentiment is none of them."""
    found: dict[tuple[str, int], Sums] = defaultdict(Sums)
    for one in places.scores:
        if one.metric != SENTIMENT and holds(one.at):
            found[one.metric, one.points if one.metric == "ces" else 0] += one.sums
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].n, pair[0]))
    return tuple(_score(metric, points, sums) for (metric, points), sums in ordered)


def feeling_at(places: Places, holds: Callable[[Step], bool]) -> Numbers:
    """The mean of all scores at some places, on -1 to +1."""
    return _felt(sum((one.sums for one in places.scores if holds(one.at)), Sums()))


def sentiment_at(places: Places, holds: Callable[[Step], bool]) -> Numbers:
    """The mean sentiment of what was written at some places, on -1 to +1; of nothing where the log has none."""
    return _felt(sum((one.sums for one in places.scores if one.metric == SENTIMENT and holds(one.at)), Sums()))


def money_at(places: Places, holds: Callable[[Step], bool]) -> tuple[Money, ...]:
    """The money at some places by currency."""
    found: dict[str, tuple[float, int]] = {}
    for one in places.values:
        if holds(one.at):
            amount, n = found.get(one.currency, (0.0, 0))
            found[one.currency] = (amount + one.amount, n + one.n)
    return tuple(Money(currency, *found[currency]) for currency in sorted(found))


def _felt(sums: Sums) -> Numbers:
    return mean(sums.felt, sums.felt_squares, sums.n)


def _score(metric: str, points: int, sums: Sums) -> Score:
    if metric in ("nps", "enps"):
        said = "NPS" if metric == "nps" else "Employee NPS"
        return Score(metric, said, "points", net_promoter(sums.promoters, sums.detractors, sums.n))
    if metric == "csat":
        return Score(metric, "CSAT", "%", share(sums.top, sums.n))
    if metric == "ces":
        return Score(metric, f"CES, {points}-point", "%", share(sums.easy, sums.n))
    if metric == "stars":
        return Score(metric, "Stars", "of 5", mean(sums.stars, sums.stars_squares, sums.n))
    return Score(metric, metric.upper() if len(metric) <= 4 else metric, "-1 to +1", _felt(sums))


def _scores(rows: ir.Table) -> Iterable[Scores]:
    found = rows.filter(
        rows.score.notnull() & rows.scale_min.notnull() & rows.scale_max.notnull() & (rows.scale_max > rows.scale_min)
    )
    felt, stars = experience(found), stars_of(found)
    points = (found.scale_max - found.scale_min + 1).round().cast("int64")
    found = found.mutate(asked=found.metric.fill_null("score"), points=points, felt=felt, stars=stars)
    table = found.group_by([*DIMENSIONS, "asked", "points"]).agg(
        n=found.count(),
        felt=found.felt.sum(),
        felt_squares=(found.felt * found.felt).sum(),
        promoters=(found.score >= 9).sum(),
        detractors=(found.score <= 6).sum(),
        top=(position(found) >= TOP_QUARTER).sum(),
        easy=(position(found) >= ABOVE_MIDDLE).sum(),
        stars=found.stars.sum(),
        stars_squares=(found.stars * found.stars).sum(),
    )
    for row in table.to_pyarrow().to_pylist():
        sums = Sums(*(row[one.name] for one in fields(Sums)))
        yield Scores(_place(row), row["asked"], row["points"], sums)


def _values(rows: ir.Table) -> Iterable[Values]:
    found = rows.filter(rows.value.notnull())
    table = found.group_by([*DIMENSIONS, "currency"]).agg(n=found.count(), amount=found.value.sum().cast("float64"))
    for row in table.to_pyarrow().to_pylist():
        yield Values(_place(row), row["currency"] or "", row["n"], row["amount"])


def _place(row: Mapping[str, Any]) -> Step:
    return Step(*(row[dimension] for dimension in DIMENSIONS))
