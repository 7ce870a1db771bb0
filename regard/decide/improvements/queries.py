"""Questions about improvements: which there are, what each did, and what was done about it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from regard.analytics.drivers.frictions import FRICTIONS
from regard.analytics.errors import RegardError
from regard.analytics.improvement.verdict import Verdict
from regard.analytics.metrics.measure import find_metric
from regard.decide.improvements.models import Improvement
from regard.decide.improvements.operations import get_improvement
from regard.decide.improvements.series import Assessed, assess, in_words
from regard.decide.improvements.words import GONE, name_of
from regard.foundation.lake.api import Lake


@dataclass(frozen=True)
class ImprovementRow:
    """An improvement as lists show it. `trouble` says why what it did cannot be worked out, where that fails."""

    number: int
    name: str
    owner: str
    kind: str
    subject: str
    about: str
    scope: dict[str, Any]
    comparison: dict[str, Any] | None
    grain: str
    state: str
    planned_date: date | None
    shipped_date: date | None
    cost: Decimal | None
    currency: str
    worthwhile: float | None
    opened_at: datetime
    told: int
    verdict: Verdict | None
    trouble: str


@dataclass(frozen=True)
class StepRow:
    """One thing that was done about it."""

    kind: str
    at: datetime
    by: str
    text: str


@dataclass(frozen=True)
class ImprovementPage:
    """One improvement: what it did, None before it has shipped, and its history."""

    improvement: ImprovementRow
    assessed: Assessed | None
    steps: list[StepRow]


def list_improvements(*, lake: Lake) -> list[ImprovementRow]:
    """All improvements: those under way first, then what was shipped, newest first, then what was dropped."""
    order = {"planned": 0, "idea": 1, "shipped": 2, "dropped": 3}
    rows = sorted(
        Improvement.objects.all(),
        key=lambda one: (order[one.state], -(one.shipped_date or date.min).toordinal(), -one.pk),
    )
    return [_row(lake, one)[0] for one in rows]


def find_improvement(*, lake: Lake, number: int) -> ImprovementPage:
    """One improvement. Raises NoImprovement."""
    found = get_improvement(number)
    row, assessed = _row(lake, found)
    steps = [StepRow(one.kind, one.at, one.by, one.text) for one in found.steps.order_by("pk")]
    return ImprovementPage(row, assessed, steps)


def _row(lake: Lake, one: Improvement) -> tuple[ImprovementRow, Assessed | None]:
    assessed, trouble = None, ""
    try:
        assessed = assess(lake=lake, improvement=one)
    except RegardError as error:  # a segment that is gone, for instance: the others can still be shown
        trouble = str(error)
    row = ImprovementRow(
        number=one.pk,
        name=one.name,
        owner=one.owner,
        kind=one.kind,
        subject=one.subject,
        about=about(one, lake=lake),
        scope=one.scope,
        comparison=one.comparison,
        grain=one.grain,
        state=one.state,
        planned_date=one.planned_date,
        shipped_date=one.shipped_date,
        cost=one.cost,
        currency=one.currency,
        worthwhile=one.worthwhile,
        opened_at=one.opened_at,
        told=one.told.count(),
        verdict=assessed.verdict if assessed else None,
        trouble=trouble,
    )
    return row, assessed


def about(one: Improvement, *, lake: Lake) -> str:
    """What it is to make better, in words."""
    if one.kind == "friction":
        touchpoint, _, friction = one.subject.rpartition(":")
        return FRICTIONS[friction].label.format(touchpoint)
    place = in_words(one.scope)
    if one.kind == "topic":
        return f"“{name_of(lake=lake, topic=one.subject) or GONE}”" + (f" of {place}" if place else "")
    return find_metric(one.subject).label + (f" of {place}" if place else "")
