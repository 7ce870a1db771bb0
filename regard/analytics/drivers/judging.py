"""What may be claimed of a pain point, and why."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np

from regard.analytics.drivers.effects import Effect, effect_on_exposed
from regard.analytics.drivers.encountered import Encounters, thinned
from regard.analytics.drivers.frictions import FRICTIONS
from regard.analytics.drivers.ground import World, known_before
from regard.analytics.drivers.history import DAY, Floats
from regard.analytics.drivers.outcomes import HORIZON_DAYS, Outcome, ordered_before
from regard.analytics.drivers.pain_points import PainPoint
from regard.analytics.drivers.sensitivity import hidden_cause
from regard.analytics.metrics.estimates import Z

PLACEBO_LEVEL = 0.01
LEAST_EVENTS = 10  # of the rarer result
MOST_WITHOUT_COUNTERPART = 0.1
LEAST_COUNTERPARTS = 30  # unexposed encounters that the comparison amounts to
MOST_IMBALANCE = 0.25  # standard deviations that weighting may leave in any feature (Stuart 2010)
HOLDS_NOT = "It does not hold when all pain points are tested together."
PlaceboOf = Callable[[], Effect | None]
LEAST_OF_RAW = 0.5  # of the plain difference must stay once customers are compared with their like


def evidence(friction: str, effect: Effect, outcome: Outcome, placebo_of: PlaceboOf) -> tuple[str, str]:
    """What may be claimed of a friction, before correcting for the number of pain points compared, and why."""
    raw = f"Plain difference {signed(effect.raw, outcome)} {outcome.unit}, adjusted {signed(effect.value, outcome)}."
    adjusted = "Adjusted for orders, spend, tenure, recency, earlier scores, failures and contacts, channel, season and traits."
    if effect.low <= 0 <= effect.high or effect.value > 0:
        return "unclear", f"{adjusted} {raw} The interval includes no effect."
    if FRICTIONS[friction].told:
        return (
            "association",
            f"Known only from what customers say themselves, so common causes cannot be told apart. {raw}",
        )
    gap = _gap(effect)
    if gap:
        return "association", f"{gap} {raw}"
    if abs(effect.value) < LEAST_OF_RAW * abs(effect.raw):
        return "association", f"Most of the plain difference is who those customers are, so the rest may be too. {raw}"
    placebo = placebo_of()
    if placebo is not None and placebo.p_value < PLACEBO_LEVEL and placebo.value < 0.5 * effect.value:
        return (
            "association",
            f"Those touched already bought less before it happened, so the placebo check failed. {raw}",
        )
    checked = "Placebo check passed." if placebo is not None else "Too little history for a placebo check."
    return "effect", f"{adjusted} {raw} {checked} {_hidden(effect, outcome)}"


def _gap(effect: Effect) -> str:
    """Why those touched cannot be compared with their like; empty where they can."""
    overlap = effect.overlap
    if overlap.no_counterpart > MOST_WITHOUT_COUNTERPART:
        return f"{100 * overlap.no_counterpart:.0f} % of those touched have no counterpart among the others."
    if overlap.counterparts < LEAST_COUNTERPARTS:
        return f"The comparison rests on as few as {overlap.counterparts:.0f} others."
    if overlap.imbalance > MOST_IMBALANCE:
        return f"Those touched still differ from those they are compared with, by {overlap.imbalance:.2f} deviations."
    return ""


def _hidden(effect: Effect, outcome: Outcome) -> str:
    """What a hidden cause would have to do."""
    strength = hidden_cause(effect.baseline, effect.value) if outcome.unit == "pts" else None
    if strength:
        return f"A hidden cause would have to act {strength:.1f}-fold on both to explain it away."
    share = f"{100 * effect.sensitivity.robustness:.0f} %"
    return f"A hidden cause would have to explain {share} of what is left open of both to explain it away."


def signed(value: float, outcome: Outcome) -> str:
    """A number in the outcome's unit with its sign."""
    return f"{value * outcome.scale:+.2g}".replace("-", "\u2212")


def judged(row: PainPoint, *, held: bool) -> PainPoint:
    """The row once all are tested together."""
    if row.evidence != "effect" or held:
        return row
    reason = f"{row.reason} {HOLDS_NOT}"
    return replace(row, evidence="association", reason=reason)


def trend(found: Encounters, world: World) -> str:
    """Whether the share of encounters that go wrong rose or fell against the period before (two-sided 95 %)."""
    length = world.until - world.since if world.since else HORIZON_DAYS * DAY
    now = (found.second < world.until) & (found.second >= world.until - length)
    before = (found.second < world.until - length) & (found.second >= world.until - 2 * length)
    n, m = int(now.sum()), int(before.sum())
    if not n or not m:
        return "steady"
    p, q = float(found.exposed[now].mean()), float(found.exposed[before].mean())
    pooled = (p * n + q * m) / (n + m)
    error = float(np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m)))
    if error == 0 or abs(p - q) < Z * error:
        return "steady"
    return "rising" if p > q else "falling"


def is_settled(result: Floats) -> bool:
    """Whether (nearly) all results are alike, so that nothing can have been moved."""
    levels, counts = np.unique(result, return_counts=True)
    return len(levels) < 2 or (len(levels) == 2 and int(counts.min()) < LEAST_EVENTS)


def placebo_for(found: Encounters, world: World) -> PlaceboOf:
    """The placebo check of these encounters, made when first asked for."""
    return cache(lambda: _placebo(found, world))


def _placebo(found: Encounters, world: World) -> Effect | None:
    """The same estimate for what happened before the friction, from what was known before that."""
    old = world.past.days_since_first(found.customer, found.began) > HORIZON_DAYS
    found = found.where(thinned(old, found.exposed))
    if not found.is_enough():
        return None
    result = ordered_before(world.past, found.customer, found.began)
    if is_settled(result):
        return None
    earlier = found.began - HORIZON_DAYS * DAY
    return effect_on_exposed(known_before(found, world, earlier), found.exposed, result, found.customer)
