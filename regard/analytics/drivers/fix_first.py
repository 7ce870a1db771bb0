"""What to fix first: pain points ranked by what they cost, each saying how it is known."""

import ibis.expr.types as ir
import numpy as np

from regard.analytics.drivers.effects import Effect, effect_on_exposed, holm
from regard.analytics.drivers.encountered import LEAST, MOST, Encounters, candidates, thinned
from regard.analytics.drivers.frictions import FRICTIONS
from regard.analytics.drivers.ground import Ground, World, ground, known_before, world_of
from regard.analytics.drivers.history import DAY
from regard.analytics.drivers.judging import evidence, is_settled, judged, trend
from regard.analytics.drivers.outcomes import HORIZON_DAYS, Outcome, Worth, observed
from regard.analytics.drivers.pain_points import FixFirst, PainPoint, TooFew
from regard.analytics.metrics.estimates import Z
from regard.analytics.scope import Scope, ScopeError

SEVERAL = 5  # times as many encounters are looked at for a score, since few are followed by one

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
    for found in candidates(scope.at_places(_in_segment(met, scope, of_segment)), on.past):
        touched = _touched(found, world)
        effect = _effect(found, outcome.name, world)
        if effect is None:
            too_few.append(TooFew(found.key, found.label, found.touchpoint, found.stage, touched, LEAST))
            continue
        bought = effect if chosen == "repurchase" else _effect(found, "repurchase", world) if worth else None
        rows.append(_pain_point(found, effect, bought, outcome, worth, touched, world))
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
    found = scope.at_places(scope.in_period(_in_segment(met, scope, of_segment)))
    return found.filter((found.touchpoint == touchpoint) & (found.friction == friction) & found.exposed)


def _in_segment(met: ir.Table, scope: Scope, of_segment: ir.Table) -> ir.Table:
    return met.semi_join(of_segment.select("customer_id"), "customer_id") if scope.segment else met


def _touched(found: Encounters, world: World) -> int:
    inside = found.exposed & (found.second < world.until) & (found.second >= (world.since or 0))
    return len(np.unique(found.customer[inside]))


def _effect(found: Encounters, outcome: str, world: World) -> Effect | None:
    """The effect of one friction, None where there are too few encounters."""
    followed = found.second < world.until
    if outcome != "score":
        followed &= found.second <= world.last_second - (HORIZON_DAYS + 1) * DAY
    found = found.where(thinned(followed, found.exposed, most=SEVERAL * MOST if outcome == "score" else MOST))
    result = observed(outcome, world.past, found.customer, found.second, told=FRICTIONS[found.friction].told)
    kept = thinned(~np.isnan(result), found.exposed)
    found, result = found.where(kept), result[kept]
    if not found.is_enough() or is_settled(result):
        return None
    return effect_on_exposed(known_before(found, world, found.began), found.exposed, result, found.customer)


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
    claim, reason = evidence(found, effect, outcome, world)
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
