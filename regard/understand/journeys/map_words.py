"""The interactions behind each number of a map, and what customers said of its steps."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, Literal, cast

import ibis
import ibis.expr.types as ir

from regard.analytics.journeys.histories import DIMENSIONS, Step
from regard.analytics.journeys.map_definition import MOST_EVIDENCE, JourneyMap
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.record.customers.api import list_names
from regard.understand.journeys.map_people import check_step
from regard.understand.journeys.maps import Laid

What = Literal["all", "scored", "valued", "said"]
MOST_ROWS = 200
QUOTES = 3


@dataclass(frozen=True)
class Shown:
    """One interaction behind a number of a map."""

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
    text: str | None
    value: Decimal | None
    currency: str | None


@dataclass(frozen=True)
class Evidence:
    """What customers said about a step, by its number: what was pinned to it first, then the newest."""

    step: int
    is_pinned: bool
    said: Shown


def map_interactions(
    *, lake: Lake, scope: Scope, journey_map: JourneyMap, step: int, what: What = "all", limit: int = 50
) -> tuple[int, list[Shown]]:
    """How many interactions are a step (`all`), score it, carry its money or say something of it, and the newest."""
    check_step(journey_map, step)
    laid = Laid.over(lake, scope, journey_map)
    found = _rows_of(laid, step, what)
    total = int(cast(ir.IntegerScalar, found.count()).to_pyarrow().as_py())
    newest = found.order_by([ibis.desc("time"), ibis.desc("id")]).limit(max(1, min(limit, MOST_ROWS)))
    return total, _shown(lake, newest.to_pyarrow().to_pylist())


def map_evidence(*, lake: Lake, scope: Scope, journey_map: JourneyMap) -> list[Evidence]:
    """For each step what is pinned to it and, where that is less than three, the newest that customers said."""
    laid = Laid.over(lake, scope, journey_map)
    pinned = {one: number for number, step in enumerate(journey_map.steps) for one in step.evidence}
    log = lake.interactions()
    rows = log.filter(log.id.isin(list(pinned))).to_pyarrow().to_pylist() if pinned else []
    found = [Evidence(pinned[one.id], True, one) for one in _shown(lake, rows)]
    said = [row for row in _said(laid) if row["id"] not in pinned]
    for number, _ in enumerate(journey_map.steps):
        wanted = max(0, QUOTES - sum(one.step == number for one in found))
        here = [row for row in said if laid.felt(number)(_place(row))][:wanted]
        found += [Evidence(number, False, one) for one in _shown(lake, here)]
    return sorted(found, key=lambda one: (one.step, not one.is_pinned, -one.said.time.timestamp(), one.said.id))


def _said(laid: Laid) -> list[dict[str, Any]]:
    """The newest few texts of every place there is, newest first."""
    rows = laid.scope.rows(laid.asked.lake.interactions())
    rows = rows.filter(rows.text.notnull() & (rows.text.strip() != "") & (rows.actor == "customer"))
    rank = ibis.row_number().over(group_by=list(DIMENSIONS), order_by=[ibis.desc("time"), ibis.desc("id")])
    rows = rows.mutate(place_rank=rank).filter(lambda table: table.place_rank < QUOTES + MOST_EVIDENCE)
    ordered = rows.drop("place_rank").order_by([ibis.desc("time"), ibis.desc("id")])
    return list(ordered.to_pyarrow().to_pylist())


def _rows_of(laid: Laid, step: int, what: What) -> ir.Table:
    log = laid.scope.rows(laid.asked.lake.interactions())
    holds = laid.felt(step) if what in ("scored", "said") else laid.at(step)
    places = [one for one in laid.asked.index.histories.steps if holds(one)]
    found = log.filter(_among(log, places))
    if what == "scored":
        known = found.score.notnull() & found.scale_min.notnull() & (found.scale_max > found.scale_min)
        return found.filter(known)
    if what == "valued":
        return found.filter(found.value.notnull())
    return found.filter(found.text.notnull() & (found.text.strip() != "")) if what == "said" else found


def _among(log: ir.Table, places: list[Step]) -> ir.BooleanValue:
    """Which rows lie at one of these places."""
    if not places:
        return cast(ir.BooleanValue, ibis.literal(value=False))
    separator = ibis.literal("\x1f")
    told = reduce(
        lambda one, other: one + separator + other,
        [cast(ir.StringColumn, log[dimension].fill_null("\x1e")) for dimension in DIMENSIONS],
    )
    keys = ["\x1f".join(_key(getattr(one, dimension)) for dimension in DIMENSIONS) for one in places]
    return reduce(or_, [told.isin(keys[at : at + 500]) for at in range(0, len(keys), 500)])


def _key(value: str | None) -> str:
    return "\x1e" if value is None else value


def _place(row: dict[str, Any]) -> Step:
    return Step(*(row[dimension] for dimension in DIMENSIONS))


def _shown(lake: Lake, rows: list[dict[str, Any]]) -> list[Shown]:
    names = list_names(lake=lake, customer_ids=sorted({row["customer_id"] for row in rows}))
    columns = [name for name in Shown.__annotations__ if name != "customer_name"]
    return [Shown(**{name: row[name] for name in columns}, customer_name=names.get(row["customer_id"])) for row in rows]
