"""Drivers: what each friction moves, of all that may be moved, and how each is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir

from regard.analytics.drivers.effects import Effect, holm
from regard.analytics.drivers.encountered import LEAST, Encounters, candidates
from regard.analytics.drivers.estimating import effects_of
from regard.analytics.drivers.fix_first import customers_touched, in_segment
from regard.analytics.drivers.ground import Ground, World, world_of
from regard.analytics.drivers.judging import HOLDS_NOT, evidence, placebo_for, trend
from regard.analytics.drivers.outcomes import Outcome
from regard.analytics.scope import Scope

ORDER = ("effect", "association", "unclear")


@dataclass(frozen=True)
class Moved:
    """What one driver does to one outcome, in the outcome's unit, and how that is known.

    Per customer and encounter, with a 95 % interval; `plain` is the plain difference. `robustness` is the share of what is left
    open of both, of whom it meets and of the outcome, that a hidden cause would have to explain to explain all of it away, and
    `robustness_of_interval` for the interval to include no effect; one as strong as the strongest known feature would move
    the estimate by `as_known`. `no_counterpart`, `counterparts` and `imbalance` say whether those touched could be
    compared with their like.
    """

    outcome: str
    value: float
    low: float
    high: float
    plain: float
    p_value: float
    exposed: int
    unexposed: int
    evidence: str  # effect | association | unclear
    reason: str
    robustness: float
    robustness_of_interval: float
    as_known: float
    no_counterpart: float
    counterparts: float
    imbalance: float


@dataclass(frozen=True)
class Driver:
    """A friction at a touchpoint: whom it touches, and what it moves. What too few encounters speak of is left out."""

    key: str
    label: str
    touchpoint: str
    stage: str | None
    friction: str
    customers: int
    share: float
    trend: str  # rising | falling | steady
    evidence: str  # the strongest of what is moved; too_few where nothing could be estimated
    moved: tuple[Moved, ...]

    def of(self, outcome: str) -> Moved | None:
        """What it does to one outcome; None where too few encounters speak of it."""
        return next((one for one in self.moved if one.outcome == outcome), None)


@dataclass(frozen=True)
class Drivers:
    """Every driver, the best known and costliest first, and what may be moved. `needed` encounters of each kind are the least."""

    outcomes: tuple[Outcome, ...]
    rows: tuple[Driver, ...]
    needed: int = LEAST


def drivers(met: ir.Table, on: Ground, *, scope: Scope, of_segment: ir.Table) -> Drivers:
    """What every friction does to scores, to buying again (or coming back) and to spend.

    Args and estimates are those of `fix_first`. For each outcome all drivers are tested together (Holm), so that of all
    that move nothing one in twenty times a single one is called an effect.
    """
    world = world_of(on, scope, of_segment)
    outcomes = _outcomes(on)
    rows = [
        _driver(found, outcomes, world)
        for found in candidates(scope.at_places(in_segment(met, scope, of_segment)), on.past)
    ]
    for outcome in outcomes:
        rows = list(_tested_together(rows, outcome.name))
    return Drivers(outcomes, tuple(sorted((_with_evidence(row) for row in rows), key=_rank)))


def _outcomes(on: Ground) -> tuple[Outcome, ...]:
    """The score, buying again where customers do and else coming back, and spend where there is one currency."""
    back = "repurchase" if on.worth is not None else "return"
    return tuple(on.outcomes[name] for name in ("score", back, "spend") if name in on.outcomes)


def _driver(found: Encounters, outcomes: Sequence[Outcome], world: World) -> Driver:
    effects = effects_of(found, [outcome.name for outcome in outcomes], world)
    touched = customers_touched(found, world)
    placebo_of = placebo_for(found, world)
    moved = [
        _moved(effects[outcome.name], outcome, *evidence(found.friction, effects[outcome.name], outcome, placebo_of))
        for outcome in outcomes
        if outcome.name in effects
    ]
    share = touched / world.active if world.active else 0.0
    return Driver(
        found.key,
        found.label,
        found.touchpoint,
        found.stage,
        found.friction,
        touched,
        share,
        trend(found, world),
        "too_few",
        tuple(moved),
    )


def _moved(effect: Effect, outcome: Outcome, claim: str, reason: str) -> Moved:
    scale, overlap, sensitivity = outcome.scale, effect.overlap, effect.sensitivity
    return Moved(
        outcome.name,
        scale * effect.value,
        scale * effect.low,
        scale * effect.high,
        scale * effect.raw,
        effect.p_value,
        effect.exposed,
        effect.unexposed,
        claim,
        reason,
        sensitivity.robustness,
        sensitivity.of_interval,
        scale * sensitivity.as_known,
        overlap.no_counterpart,
        overlap.counterparts,
        overlap.imbalance,
    )


def _tested_together(rows: Sequence[Driver], outcome: str) -> Iterator[Driver]:
    """The rows once all are tested together for one outcome."""
    told = [one for row in rows if (one := row.of(outcome)) is not None]
    held = iter(holm([one.p_value for one in told]))
    for row in rows:
        one = row.of(outcome)
        if one is None or next(held) or one.evidence != "effect":
            yield row
            continue
        weaker = replace(one, evidence="association", reason=f"{one.reason} {HOLDS_NOT}")
        yield replace(row, moved=tuple(weaker if each is one else each for each in row.moved))


def _with_evidence(row: Driver) -> Driver:
    found = {one.evidence for one in row.moved}
    return replace(row, evidence=next((claim for claim in ORDER if claim in found), "too_few"))


def _rank(row: Driver) -> tuple[int, float, str]:
    """By evidence, then by customers touched times what it does to buying again or coming back."""
    rank = (*ORDER, "too_few").index(row.evidence)
    back = next((one for one in row.moved if one.outcome != "score"), next(iter(row.moved), None))
    return rank, back.value * row.customers if back else -float(row.customers), row.key
