"""Questions about risk, answered from the scores beside the log."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from regard.analytics.errors import RegardError
from regard.analytics.metrics.estimates import NOTHING, Numbers
from regard.analytics.risk.features import Feature, Known, known_of
from regard.analytics.risk.judging import gain, judge
from regard.analytics.risk.terms import terms_named
from regard.analytics.risk.verdict import BackTest, verdict_of
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.risk.store import Card, Made, RiskNotMade, find_made, list_made

MOST_CUSTOMERS = 500
ORDERS = ("stake", "chance", "health")


class UnknownRiskOrder(RegardError):
    """Raised for an order in which customers cannot be ranked."""

    code = "risk_order_unknown"
    status = 422


class CustomerNotScored(RegardError):
    """Raised for a customer without a score."""

    code = "customer_not_scored"
    status = 404


@dataclass(frozen=True)
class Reason:
    """What one feature adds to the log-odds of leaving, and what was known of it."""

    feature: str
    label: str
    family: str
    told: str | None
    adds: float


@dataclass(frozen=True)
class CustomerRisk:
    """One customer's chance of leaving. `base` and what all reasons add make `log_odds`, whose chance is `chance`.

    `stake` is the chance times `worth`: what was spent in a year, and what running contracts cost.
    """

    customer_id: str
    chance: float
    health: int
    worth: float
    stake: float
    base: float
    log_odds: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Foreseen:
    """A customer at a back-test: the chance at that time, and whether they left."""

    customer_id: str
    cut: date
    chance: float
    left: bool


@dataclass(frozen=True)
class RiskOf:
    """The card, as it reads for some customers: how many are scored, how many of them should leave, and the back-tests."""

    card: Card
    customers: int
    leaving: Numbers
    worth: float
    stake: float


def get_made(*, lake: Lake, name: str) -> Made:
    """The newest scores. Raises RiskNotMade or RiskRefused."""
    terms_named(name)
    made = find_made(lake=lake, name=name)
    if made is None:
        raise RiskNotMade(
            f"No scores of {name} have been made yet. `regard risk make {name}` makes them; the worker does each night."
        )
    return made


def list_names(*, lake: Lake) -> list[str]:
    """Of which risks there are scores."""
    return [made.card.name for made in list_made(lake=lake)]


def risk_in(*, lake: Lake, name: str, scope: Scope) -> RiskOf:
    """How good the scores are, and what they come to, for the customers of a segment or for all. Raises RiskNotMade."""
    made = get_made(lake=lake, name=name)
    return lake.remember(
        ("risk", str(made.folder), scope.segment, scope.members_as_of), lambda: _risk_in(lake, made, scope)
    )


def _risk_in(lake: Lake, made: Made, scope: Scope) -> RiskOf:
    scores = _of_segment(lake, _scores(lake, made), scope)
    summed = scores.aggregate(
        n=scores.count(),
        leaving=scores.chance.sum(),
        spread=(scores.chance * (1 - scores.chance)).sum(),
        worth=scores.worth.sum(),
        stake=(scores.chance * scores.worth).sum(),
    )
    row = summed.to_pyarrow().to_pylist()[0]
    n, half = int(row["n"]), 1.96 * float(row["spread"] or 0.0) ** 0.5
    total = float(row["leaving"] or 0.0)
    leaving = Numbers(total, n, max(0.0, total - half), min(float(n), total + half)) if n else NOTHING
    card = made.card
    if scope.segment:
        tests = tuple(_judged(lake, made, test, scope) for test in card.tests)
        card = replace(card, tests=tests, verdict=verdict_of(tests, card.terms.bound))
    return RiskOf(card, n, leaving, float(row["worth"] or 0.0), float(row["stake"] or 0.0))


def _judged(lake: Lake, made: Made, test: BackTest, scope: Scope) -> BackTest:
    rows = _tests(lake, made)
    found = _of_segment(lake, rows.filter(rows.cut == test.cut), scope).to_pyarrow()
    chances, plain = (np.asarray(found.column(name).to_numpy(), dtype=np.float64) for name in ("chance", "plain"))
    left = np.asarray(found.column("left").to_numpy(zero_copy_only=False), dtype=bool)
    return BackTest(test.cut, test.learnt_from, judge(chances, left), judge(plain, left), gain(chances, plain, left))


def list_at_risk(*, lake: Lake, name: str, scope: Scope, by: str = "stake", limit: int = 50) -> list[CustomerRisk]:
    """The customers with most at stake (`stake`), most likely to leave (`chance`) or to stay (`health`). Raises RiskNotMade."""
    if by not in ORDERS:
        raise UnknownRiskOrder(f"Customers cannot be ranked by {by[:40]!r}. Use {', '.join(ORDERS)}.")
    made = get_made(lake=lake, name=name)
    scores = _of_segment(lake, _scores(lake, made), scope)
    scores = scores.mutate(stake=scores.chance * scores.worth)
    wanted: dict[str, list[Any]] = {
        "stake": [ibis.desc("stake"), ibis.desc("chance"), "customer_id"],
        "chance": [ibis.desc("chance"), ibis.desc("worth"), "customer_id"],
        "health": ["chance", ibis.desc("worth"), "customer_id"],
    }
    found = scores.order_by(wanted[by]).limit(max(1, min(limit, MOST_CUSTOMERS))).to_pyarrow()
    return explained(made, found)


def find_customer_risk(*, lake: Lake, name: str, customer_id: str) -> CustomerRisk:
    """One customer's chance with its reasons. Raises RiskNotMade or CustomerNotScored."""
    made = get_made(lake=lake, name=name)
    scores = _scores(lake, made)
    found = scores.filter(scores.customer_id == customer_id).to_pyarrow()
    if not found.num_rows:
        raise CustomerNotScored(
            f"{customer_id[:80]} has no score of {name}: they had left by {made.card.as_of:%Y-%m-%d}, or were not there yet."
        )
    return explained(made, found)[0]


def list_chances(*, lake: Lake, name: str, customer_ids: Iterable[str]) -> dict[str, tuple[float, float]]:
    """For each of some customers the chance of leaving, and the worth that is at stake; who has no score is left out.

    Raises RiskNotMade.
    """
    scores = _scores(lake, get_made(lake=lake, name=name))
    wanted = ibis.memtable({"customer_id": pa.array(sorted(set(customer_ids)), pa.string())})
    found = scores.semi_join(wanted, "customer_id").select("customer_id", "chance", "worth").to_pyarrow()
    return {row["customer_id"]: (row["chance"], row["worth"] or 0.0) for row in found.to_pylist()}


def list_foreseen(
    *,
    lake: Lake,
    name: str,
    scope: Scope,
    cut: date,
    low: float = 0.0,
    high: float = 1.0,
    left: bool | None = None,
    limit: int = 50,
) -> list[Foreseen]:
    """The customers behind a point of the calibration: of chances between two, at one cut; the likeliest first."""
    made = get_made(lake=lake, name=name)
    rows = _tests(lake, made)
    rows = _of_segment(lake, rows.filter((rows.cut == cut) & (rows.chance >= low) & (rows.chance <= high)), scope)
    if left is not None:
        rows = rows.filter(rows.left == left)
    found = rows.order_by([ibis.desc("chance"), "customer_id"]).limit(max(1, min(limit, MOST_CUSTOMERS))).to_pyarrow()
    return [Foreseen(one["customer_id"], one["cut"], one["chance"], one["left"]) for one in found.to_pylist()]


def explained(made: Made, rows: pa.Table) -> list[CustomerRisk]:
    """Rows of the scores with their reasons, the strongest first."""
    if not rows.num_rows:
        return []
    known = known_of(rows, made.card.features)
    hazard = made.hazard()
    why, log_odds = hazard.explain(known.matrix), hazard.log_odds(known.matrix)
    kept = rows.select(["customer_id", "chance", "health", "worth"]).to_pylist()
    return [
        CustomerRisk(
            row["customer_id"],
            row["chance"],
            row["health"],
            row["worth"] or 0.0,
            row["chance"] * (row["worth"] or 0.0),
            why.base,
            float(log_odds[at]),
            _reasons(known, at, why.parts[at]),
        )
        for at, row in enumerate(kept)
    ]


def _reasons(known: Known, at: int, adds: np.ndarray) -> tuple[Reason, ...]:
    order = np.argsort(-np.abs(adds), kind="stable")
    return tuple(
        _reason(known, at, known.features[number], float(adds[number])) for number in order if adds[number] != 0
    )


def _reason(known: Known, at: int, feature: Feature, adds: float) -> Reason:
    told = known.told.column(feature.name)[at].as_py()
    if isinstance(told, float):
        told = None if np.isnan(told) else f"{told:,.0f}" if abs(told) >= 10 or told == int(told) else f"{told:.1f}"
    return Reason(feature.name, feature.label, feature.family, None if told is None else str(told)[:60], adds)


def _scores(lake: Lake, made: Made) -> ir.Table:
    return lake.read(Path(made.scores), name=f"risk_{made.card.name}_{made.card.version}")


def _tests(lake: Lake, made: Made) -> ir.Table:
    return lake.read(Path(made.tests), name=f"risk_tests_{made.card.name}_{made.card.version}")


def _of_segment(lake: Lake, rows: ir.Table, scope: Scope) -> ir.Table:
    if not scope.segment:
        return rows
    log = lake.interactions()
    return rows.semi_join(scope.of_segment(log).select("customer_id").distinct(), "customer_id")
