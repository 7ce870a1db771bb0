"""The journey as stages: who passes, who does not go on, and how each stage feels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from regard.analytics.metrics.estimates import Numbers, mean
from regard.analytics.metrics.scores import experience, scored
from regard.analytics.schema.interactions import STAGES
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.analytics.scope import Scope

LEAST_SCORES = 30


@dataclass(frozen=True)
class DropOff:
    """Customers seen at a stage and at none later before leaving: their number and share (0 to 1)."""

    customers: int
    share: float


@dataclass(frozen=True)
class Touchpoint:
    """How one touchpoint feels, on -1 to +1."""

    touchpoint: str
    numbers: Numbers


@dataclass(frozen=True)
class Stage:
    """One stage of the journey within a scope."""

    stage: str
    customers: int
    interactions: int
    experience: Numbers
    worst: Touchpoint | None
    drop_off: DropOff | None


@dataclass(frozen=True)
class Journey:
    """All stages in order, and how many interactions have no stage."""

    stages: tuple[Stage, ...]
    scored: int
    unplaced: int


def journey(log: ir.Table, *, scope: Scope) -> Journey:
    """The journey of the customers in `scope`.

    Experience is the mean of all scores on the common scale -1 to +1. The worst touchpoint of a stage is
    the one with the lowest mean among those with at least 30 scores. Drop-off counts customers seen at a stage
    and at none of the later ones; leaving (departure) is no going on.
    """
    rows = scope.rows(log)
    rows = rows.filter(rows.kind.notin(BOOKKEEPING))
    felt = _by_touchpoint(rows)
    passed = _passed(rows)
    volume = {row["stage"]: row["n"] for row in _volume(rows)}
    stages = tuple(_stage(name, index, volume, felt, passed) for index, name in enumerate(STAGES))
    return Journey(stages, sum(row["n"] for row in felt), volume.get(None, 0))


def _by_touchpoint(rows: ir.Table) -> list[Mapping[str, Any]]:
    found = scored(rows)
    value = experience(found)
    table = found.group_by(["stage", "touchpoint"]).agg(
        n=found.count(), total=value.sum(), squares=(value * value).sum()
    )
    return list(table.to_pyarrow().to_pylist())


def _volume(rows: ir.Table) -> list[Mapping[str, Any]]:
    return list(rows.group_by("stage").agg(n=rows.count()).to_pyarrow().to_pylist())


def _passed(rows: ir.Table) -> list[tuple[int, int]]:
    """(set of stages as bits, customers) for every set that occurs."""
    placed = rows.filter(rows.stage.isin(STAGES))
    bit = ibis.cases(*[(placed.stage == name, 1 << index) for index, name in enumerate(STAGES)], else_=0)
    sets = placed.group_by("customer_id").agg(stages=bit.bit_or())
    table = sets.group_by("stages").agg(n=sets.count()).to_pyarrow()
    return [(row["stages"], row["n"]) for row in table.to_pylist()]


def _stage(
    name: str,
    index: int,
    volume: Mapping[str | None, int],
    felt: list[Mapping[str, Any]],
    passed: list[tuple[int, int]],
) -> Stage:
    here = [row for row in felt if row["stage"] == name]
    customers = sum(n for stages, n in passed if stages >> index & 1)
    return Stage(name, customers, volume.get(name, 0), _pooled(here), _worst(here), _drop_off(index, customers, passed))


def _pooled(rows: list[Mapping[str, Any]]) -> Numbers:
    sums = np.array([(row["total"], row["squares"], row["n"]) for row in rows]).reshape(-1, 3).sum(axis=0)
    return mean(float(sums[0]), float(sums[1]), int(sums[2]))


def _worst(rows: list[Mapping[str, Any]]) -> Touchpoint | None:
    enough = [row for row in rows if row["n"] >= LEAST_SCORES]
    if len(enough) < 2:
        return None
    worst = min(enough, key=lambda row: (row["total"] / row["n"], row["touchpoint"]))
    return Touchpoint(worst["touchpoint"], mean(worst["total"], worst["squares"], worst["n"]))


def _drop_off(index: int, customers: int, passed: list[tuple[int, int]]) -> DropOff | None:
    departure = STAGES.index("departure")
    if not customers or index >= departure - 1:
        return None
    later = sum(1 << stage for stage in range(index + 1, departure))
    lost = sum(n for stages, n in passed if stages >> index & 1 and not stages & later)
    return DropOff(lost, lost / customers)
