"""What to fix first: pain points ranked by what they cost, each saying how it is known."""

import ibis.expr.types as ir
import numpy as np

from regard.analytics.drivers.effects import Effect, holm
from regard.analytics.drivers.encountered import LEAST, Encounters, candidates
from regard.analytics.drivers.estimating import effects_of
from regard.analytics.drivers.frictions import FRICTIONS
from regard.analytics.drivers.ground import Ground, World, ground, world_of
from regard.analytics.drivers.judging import evidence, judged, placebo_for, trend
from regard.analytics.drivers.outcomes import Outcome, Worth
from regard.analytics.drivers.pain_points import FixFirst, PainPoint, TooFew
from regard.analytics.metrics.estimates import Z
from regard.analytics.scope import Scope, ScopeError

__all__ = ["FixFirst", "Ground", "PainPoint", "TooFew", "exposures", "fix_first", "ground"]


def fix_first(met: ir.Table, on: Ground, *, scope: Scope, of_segment: ir.Table, moves: str | None = None) -> FixFirst:
    """Rank pain points by what they cost the customers they touched in `scope`.

    Whom a pain point touched is counted in the scope's period; what it does to them is estimated from all encounters
    up to the period's end that have been followed long enough, within the scope's channels and segment.

    Args:
        met: all encounters of the log, as `encounters` gives them.
        on: the ground of the same log.
        of_segment: the log's rows of the scope's segment: its customers are counted.
        moves: repurchase, return or score; by default what this log can speak of best.
    """
    chosen = moves or on.usual
    if chosen not in on.outcomes:
        raise ScopeError(f"Nothing is known to move {chosen!r}. Choose one of {', '.join(on.outcomes)}.")
    world = world_of(on, scope, of_segment)
    outcome, worth = on.outcomes[chosen], on.worth
    rows: list[PainPoint] = []
    too_few: list[TooFew] = []
    p_values: list[float] = []
    for found in candidates(scope.at_places(in_segment(met, scope, of_segment)), on.past):
        touched = customers_touched(found, world)
        effects = effects_of(found, sorted({chosen, "repurchase"} if worth else {chosen}), world)
        effect = effects.get(chosen)
        if effect is None:
            too_few.append(TooFew(found.key, found.label, found.touchpoint, found.stage, touched, LEAST))
            continue
        rows.append(_pain_point(found, effect, effects.get("repurchase"), outcome, worth, touched, world))
        p_values.append(effect.p_value)
    rows = [judged(row, held=held) for row, held in zip(rows, holm(p_values), strict=True)]
    order = {"effect": 0, "association": 1, "unclear": 2}
    rows.sort(key=lambda row: (order[row.evidence], -_cost(row, chosen), row.key))
    return FixFirst(outcome, worth, tuple(rows), tuple(too_few))


def exposures(met: ir.Table, *, key: str, scope: Scope, of_segment: ir.Table) -> ir.Table:
    """The encounters of `met` at which one pain point happened, within `scope`."""
    touchpoint, _, friction = key.rpartition(":")
    if friction not in FRICTIONS or not touchpoint:
        raise ScopeError(f"There is no pain point {key!r}. Take one from the list of what to fix first.")
    found = scope.at_places(scope.in_period(in_segment(met, scope, of_segment)))
    return found.filter((found.touchpoint == touchpoint) & (found.friction == friction) & found.exposed)


def in_segment(met: ir.Table, scope: Scope, of_segment: ir.Table) -> ir.Table:
    """The encounters of the scope's segment."""
    return met.semi_join(of_segment.select("customer_id"), "customer_id") if scope.segment else met


def customers_touched(found: Encounters, world: World) -> int:
    """How many customers the friction met within the scope's period."""
    inside = found.exposed & (found.second < world.until) & (found.second >= (world.since or 0))
    return len(np.unique(found.customer[inside]))


def _pain_point(
    found: Encounters,
    effect: Effect,
    bought: Effect | None,
    outcome: Outcome,
    worth: Worth | None,
    touched: int,
    world: World,
) -> PainPoint:
    stake = _at_stake(touched, bought, worth)
    claim, reason = evidence(found.friction, effect, outcome, placebo_for(found, world))
    return PainPoint(
        found.key,
        found.label,
        found.touchpoint,
        found.stage,
        found.friction,
        touched,
        touched / world.active if world.active else 0.0,
        trend(found, world),
        effect.value * outcome.scale,
        effect.low * outcome.scale,
        effect.high * outcome.scale,
        effect.raw * outcome.scale,
        effect.exposed + effect.unexposed,
        *stake,
        claim,
        reason,
    )


def _at_stake(
    touched: int, bought: Effect | None, worth: Worth | None
) -> tuple[float | None, float | None, float | None]:
    """Customers touched x effect on buying again x what one who buys again is worth, as a loss above 0."""
    if bought is None or worth is None:
        return None, None, None
    value = -touched * bought.value * worth.value
    error = touched * float(np.hypot(worth.value * bought.error, bought.value * worth.error))
    return value, value - Z * error, value + Z * error


def _cost(row: PainPoint, outcome: str) -> float:
    """Money where buying again is what is moved and its worth is known, else customers times effect."""
    if outcome == "repurchase" and row.at_stake is not None:
        return row.at_stake
    return -row.effect * row.customers
