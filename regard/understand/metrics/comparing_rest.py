"""Metrics compared over REST: with a period before, and group by group."""

import math
from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.analytics.metrics.comparing import Standing
from regard.analytics.metrics.estimates import Change
from regard.analytics.metrics.measure import find_metric
from regard.analytics.metrics.splitting import GroupPart, Part
from regard.analytics.scope import Scope, ScopeError
from regard.foundation.rest.api import Day, NumbersOut, Schema, lake
from regard.understand.metrics.queries import compare_metric, rank_groups
from regard.understand.metrics.rest import ChangeOut, GroupQuery, unit_of_change

router = Router(tags=["metrics"])


class PartOut(Schema):
    """A part of a change with its 95 % interval; None where there is too little for one."""

    value: float
    low: float | None
    high: float | None


class PeopleOut(Schema):
    """A change as the same people feeling different, and different people. The two add up to it."""

    customers: int = Field(description="Who answered in both periods.")
    same: PartOut
    different: PartOut


class GroupPartOut(Schema):
    """What one group adds to a change."""

    group: str
    n: int
    n_before: int
    value: float | None
    value_before: float | None
    within: PartOut = Field(description="Its mean moved.")
    mix: PartOut = Field(description="Its share of the answers moved.")


class SplitOut(Schema):
    """A change within groups and between them. The two add up to it."""

    within: PartOut
    mix: PartOut
    groups: list[GroupPartOut]


class ComparedOut(Schema):
    """A metric in a period and in one before."""

    metric: str
    unit: str
    now: NumbersOut
    before: NumbersOut
    change: ChangeOut | None = Field(description="None where one of the two has no interval.")
    people: PeopleOut | None = Field(description="For means of answers, where somebody answered in both periods.")
    split: SplitOut | None = Field(description="For means of answers, where `by` names groups.")


class StandingOut(NumbersOut):
    """One group beside all others."""

    group: str
    is_small: bool = Field(description="Too few to be compared: shown greyed.")
    difference: ChangeOut | None = Field(description="From all other groups together.")
    adjusted_p: float | None = Field(description="Corrected for the number of groups (Benjamini and Hochberg).")
    is_different: bool = Field(description="adjusted_p is below 0.05.")


class Standings(Schema):
    """All groups, the best first; those with too few last."""

    metric: str
    unit: str
    rows: list[StandingOut]


class CompareQuery(GroupQuery):
    """A period, and what to compare it with: the one just before unless it is named."""

    before_since: Day | None = Field(None, description="First day of the other period.")
    before_until: Day | None = Field(None, description="Day after its last.")

    def before(self, scope: Scope) -> Scope | None:
        """The other period, None for the one just before. Raises ScopeError."""
        if self.before_since is None and self.before_until is None:
            return None
        if self.before_since is None or self.before_until is None:
            raise ScopeError("The other period needs both `before_since` and `before_until`.")
        return scope.over(since=self.before_since, until=self.before_until)


class RankQuery(GroupQuery):
    """A scope and the groups to compare."""

    by: str = Field(max_length=120, description="A dimension, trait.NAME or properties.NAME.")


@router.get("/metrics/{metric}/change", response=ComparedOut)
def compare_one_metric(request: HttpRequest, query: Query[CompareQuery], metric: Path[str]) -> dict[str, Any]:
    """Compare a metric with a period before: the change, and whether the same people feel different."""
    scope = query.scope()
    found = compare_metric(
        lake=lake(),
        name=metric,
        scope=scope,
        before=query.before(scope),
        by=query.by,
        as_of=query.as_of,
        as_known=query.as_known,
    )
    people = found.people and {
        "customers": found.people.customers,
        "same": _part(found.people.same),
        "different": _part(found.people.different),
    }
    split = found.split and {
        "within": _part(found.split.within),
        "mix": _part(found.split.mix),
        "groups": [_group(one) for one in found.split.groups],
    }
    return {
        "metric": found.metric,
        "unit": found.unit,
        "now": found.now,
        "before": found.before,
        "change": _change(found.change, found.unit),
        "people": people,
        "split": split,
    }


@router.get("/metrics/{metric}/groups", response=Standings)
def rank_metric_groups(request: HttpRequest, query: Query[RankQuery], metric: Path[str]) -> dict[str, Any]:
    """Compare each group with all others, corrected for their number, the best first."""
    unit = find_metric(metric).unit
    found = rank_groups(
        lake=lake(), name=metric, scope=query.scope(), by=query.by, as_of=query.as_of, as_known=query.as_known
    )
    return {"metric": metric, "unit": unit, "rows": [_standing(one, unit) for one in found]}


def _standing(one: Standing, unit: str) -> dict[str, Any]:
    return {
        **one.numbers.__dict__,
        "group": one.group,
        "is_small": one.is_small,
        "difference": _change(one.difference, unit),
        "adjusted_p": one.adjusted_p,
        "is_different": one.is_different,
    }


def _change(change: Change | None, unit: str) -> dict[str, Any] | None:
    return {**change.__dict__, "unit": unit_of_change(unit)} if change else None


def _part(part: Part) -> dict[str, float | None]:
    known = math.isfinite(part.low) and math.isfinite(part.high)
    return {"value": part.value, "low": part.low if known else None, "high": part.high if known else None}


def _group(one: GroupPart) -> dict[str, Any]:
    return {**one.__dict__, "within": _part(one.within), "mix": _part(one.mix)}
