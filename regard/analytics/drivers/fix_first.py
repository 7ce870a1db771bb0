"""What to fix first: pain points ranked by what they cost, each saying how it is known."""

from dataclasses import dataclass
from datetime import date, datetime

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.drivers.effects import Effect, effect_on_exposed, hidden_cause, holm
from regard.analytics.drivers.frictions import FRICTIONS
from regard.analytics.drivers.history import DAY, Floats, History, Ints, features, history, one_hot
from regard.analytics.drivers.knowledge import season_indicators, trait_indicators
from regard.analytics.drivers.outcomes import (
    HORIZON_DAYS,
    Outcome,
    Worth,
    observed,
    ordered_before,
    outcomes_of,
    usual_outcome,
    worth_of_return,
)
from regard.analytics.metrics.estimates import Z
from regard.analytics.scope import Scope, ScopeError

LEAST = 100  # encounters of each kind below which no effect is estimated
MOST = 40_000  # encounters of each kind above which they are thinned
PLACEBO_LEVEL = 0.01
LEAST_EVENTS = 10  # of the rarer result


@dataclass(frozen=True)
class PainPoint:
    """One row: where, what goes wrong, whom it touches, what it moves and what that costs."""

    key: str
    label: str
    touchpoint: str
    stage: str | None
    friction: str
    customers: int
    share: float
    trend: str  # rising | falling | steady
    effect: float
    low: float
    high: float
    raw: float
    n: int
    at_stake: float | None
    at_stake_low: float | None
    at_stake_high: float | None
    evidence: str  # effect | association | unclear
    reason: str


@dataclass(frozen=True)
class TooFew:
    """A friction met too seldom to estimate what it does."""

    key: str
    label: str
    touchpoint: str
    stage: str | None
    customers: int
    needed: int


@dataclass(frozen=True)
class FixFirst:
    """The ranked list, what it moves, and what a customer who buys again is worth."""

    outcome: Outcome
    worth: Worth | None
    rows: tuple[PainPoint, ...]
    too_few: tuple[TooFew, ...]


@dataclass(frozen=True)
class _Encounters:
    """The encounters of one friction at one touchpoint, as arrays."""

    touchpoint: str
    stage: str | None
    friction: str
    customer: Ints
    began: Ints
    second: Ints
    exposed: npt.NDArray[np.bool_]
    channel: npt.NDArray[np.object_]
    value: Floats

    @property
    def key(self) -> str:
        return f"{self.touchpoint}:{self.friction}"

    @property
    def label(self) -> str:
        return FRICTIONS[self.friction].label.format(self.touchpoint)

    def where(self, mask: npt.NDArray[np.bool_]) -> "_Encounters":
        """Some of them."""
        return _Encounters(
            self.touchpoint,
            self.stage,
            self.friction,
            self.customer[mask],
            self.began[mask],
            self.second[mask],
            self.exposed[mask],
            self.channel[mask],
            self.value[mask],
        )


@dataclass(frozen=True)
class _World:
    """Everything that the estimates of one question share."""

    past: History
    traits: Floats
    last_second: int
    since: int | None
    until: int
    active: int  # customers with anything in the scope's period


@dataclass(frozen=True)
class Ground:
    """What every question about one version of the log rests on: histories, traits, outcomes, the last moment."""

    past: History
    traits: Floats
    outcomes: dict[str, Outcome]
    usual: str
    worth: Worth | None
    as_of: datetime


def ground(log: ir.Table, *, as_of: datetime) -> Ground:
    """Read the log once. The last `HORIZON_DAYS` are left out of what a returning customer is worth."""
    past = history(log)
    known = outcomes_of(log)
    worth = worth_of_return(log, past, int(as_of.timestamp()) + 1)
    return Ground(past, trait_indicators(log, past.customers), known, usual_outcome(past), worth, as_of)


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
    world = _world(on, scope, of_segment)
    outcome, worth = on.outcomes[chosen], on.worth
    rows: list[PainPoint] = []
    too_few: list[TooFew] = []
    p_values: list[float] = []
    for found in _candidates(_in_segment(met, scope, of_segment), scope, world):
        touched = _touched(found, world)
        effect = _effect(found, outcome.name, world)
        if effect is None:
            too_few.append(TooFew(found.key, found.label, found.touchpoint, found.stage, touched, LEAST))
            continue
        bought = effect if chosen == "repurchase" else _effect(found, "repurchase", world) if worth else None
        rows.append(_pain_point(found, effect, bought, outcome, worth, touched, world))
        p_values.append(effect.p_value)
    rows = [_judged(row, held) for row, held in zip(rows, holm(p_values), strict=True)]
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


def _world(on: Ground, scope: Scope, of_segment: ir.Table) -> _World:
    end = int(on.as_of.timestamp()) + 1
    until = min(_second(scope.until), end) if scope.until else end
    since = _second(scope.since) if scope.since else None
    active = scope.in_period(of_segment).customer_id.nunique().to_pyarrow().as_py()
    return _World(on.past, on.traits, end, since, until, int(active))


def _second(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY


def _candidates(met: ir.Table, scope: Scope, world: _World) -> list[_Encounters]:
    """Frictions with something to show; a low score only where nothing else is recorded of the touchpoint."""
    at = scope.at_places(met)
    table = at.select(
        "customer_id",
        "touchpoint",
        "stage",
        "channel",
        "value",
        "friction",
        "exposed",
        began=at.began_at.epoch_seconds().cast("int64"),
        second=at.time.epoch_seconds().cast("int64"),
    ).to_pyarrow()
    names = table.column("touchpoint").to_pylist(), table.column("friction").to_pylist()
    labels = np.array([f"{friction}\0{touchpoint}" for touchpoint, friction in zip(*names, strict=True)], dtype=object)
    found = []
    for label in sorted(set(labels.tolist())):
        part = table.filter(pa.array(labels == label))
        if pc.sum(part.column("exposed")).as_py() >= 10:
            found.append(_arrays(part, world.past))
    recorded = {one.touchpoint for one in found if not FRICTIONS[one.friction].told and one.exposed.sum() >= LEAST}
    return [one for one in found if not (FRICTIONS[one.friction].told and one.touchpoint in recorded)]


def _arrays(part: pa.Table, past: History) -> _Encounters:
    stages = [stage for stage in part.column("stage").to_pylist() if stage]
    return _Encounters(
        part.column("touchpoint")[0].as_py(),
        max(set(stages), key=stages.count) if stages else None,
        part.column("friction")[0].as_py(),
        past.codes(part.column("customer_id").combine_chunks()),
        np.asarray(part.column("began"), dtype=np.int64),
        np.asarray(part.column("second"), dtype=np.int64),
        np.asarray(part.column("exposed"), dtype=bool),
        np.array(part.column("channel").to_pylist(), dtype=object),
        np.nan_to_num(np.asarray(part.column("value").cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=float)),
    )


def _touched(found: _Encounters, world: _World) -> int:
    inside = found.exposed & (found.second < world.until) & (found.second >= (world.since or 0))
    return len(np.unique(found.customer[inside]))


def _effect(found: _Encounters, outcome: str, world: _World) -> Effect | None:
    """The effect of one friction, None where there are too few encounters."""
    result = observed(outcome, world.past, found.customer, found.second, told=FRICTIONS[found.friction].told)
    usable = ~np.isnan(result) & _thinned(found.exposed & ~np.isnan(result)) & (found.second < world.until)
    if outcome != "score":
        usable &= found.second <= world.last_second - (HORIZON_DAYS + 1) * DAY
    found, result = found.where(usable), result[usable]
    if min(int(found.exposed.sum()), int((~found.exposed).sum())) < LEAST or _is_settled(result):
        return None
    return effect_on_exposed(_known(found, world, found.began), found.exposed, result, found.customer)


def _is_settled(result: Floats) -> bool:
    """Whether (nearly) all results are alike, so that nothing can have been moved."""
    levels, counts = np.unique(result, return_counts=True)
    return len(levels) < 2 or (len(levels) == 2 and int(counts.min()) < LEAST_EVENTS)


def _thinned(exposed: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Keep at most MOST of each kind, evenly spread."""
    kept = np.zeros(len(exposed), dtype=bool)
    for kind in (True, False):
        rows = np.flatnonzero(exposed == kind)
        step = max(1.0, len(rows) / MOST)
        kept[rows[np.unique((np.arange(min(len(rows), MOST)) * step).astype(np.int64))]] = True
    return kept


def _known(found: _Encounters, world: _World, second: Ints) -> Floats:
    context = [
        np.log1p(np.maximum(0.0, found.value)),
        *one_hot(found.channel),
        *season_indicators(second),
        *world.traits[found.customer].T,
    ]
    return features(world.past, found.customer, second, context)


def _placebo(found: _Encounters, world: _World) -> Effect | None:
    """The same estimate for what happened before the friction, from what was known before that."""
    old = world.past.days_since_first(found.customer, found.began) > HORIZON_DAYS
    found = found.where(old & _thinned(found.exposed & old))
    if min(int(found.exposed.sum()), int((~found.exposed).sum())) < LEAST:
        return None
    result = ordered_before(world.past, found.customer, found.began)
    if _is_settled(result):
        return None
    earlier = found.began - HORIZON_DAYS * DAY
    return effect_on_exposed(_known(found, world, earlier), found.exposed, result, found.customer)


def _pain_point(
    found: _Encounters,
    effect: Effect,
    bought: Effect | None,
    outcome: Outcome,
    worth: Worth | None,
    touched: int,
    world: _World,
) -> PainPoint:
    stake = _at_stake(touched, bought, worth)
    evidence, reason = _evidence(found, effect, outcome, world)
    return PainPoint(
        found.key,
        found.label,
        found.touchpoint,
        found.stage,
        found.friction,
        touched,
        touched / world.active if world.active else 0.0,
        _trend(found, world),
        effect.value * outcome.scale,
        effect.low * outcome.scale,
        effect.high * outcome.scale,
        effect.raw * outcome.scale,
        effect.exposed + effect.unexposed,
        *stake,
        evidence,
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


def _trend(found: _Encounters, world: _World) -> str:
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


def _evidence(found: _Encounters, effect: Effect, outcome: Outcome, world: _World) -> tuple[str, str]:
    """What may be claimed, before correcting for the number of pain points compared, and why."""
    raw = f"Plain difference {effect.raw * outcome.scale:+.2g} {outcome.unit}, adjusted {effect.value * outcome.scale:+.2g}."
    raw = raw.replace("-", "\u2212")
    adjusted = "Adjusted for orders, spend, tenure, recency, earlier scores, failures and contacts, channel, season and traits."
    if effect.low <= 0 <= effect.high or effect.value > 0:
        return "unclear", f"{adjusted} {raw} The interval includes no effect."
    if FRICTIONS[found.friction].told:
        return (
            "association",
            f"Known only from what customers say themselves, so common causes cannot be told apart. {raw}",
        )
    if effect.no_counterpart > 0.1:
        share = f"{100 * effect.no_counterpart:.0f} %"
        return "association", f"{share} of those touched have no counterpart among the others. {raw}"
    placebo = _placebo(found, world)
    if placebo is not None and placebo.p_value < PLACEBO_LEVEL and placebo.value < 0.5 * effect.value:
        return (
            "association",
            f"Those touched already bought less before it happened, so the placebo check failed. {raw}",
        )
    checked = "Placebo check passed." if placebo is not None else "Too little history for a placebo check."
    strength = hidden_cause(effect.baseline, effect.value) if outcome.unit == "pts" else None
    hidden = f" A hidden cause would have to act {strength:.1f}-fold on both to explain it away." if strength else ""
    return "effect", f"{adjusted} {raw} {checked}{hidden}"


def _judged(row: PainPoint, held: bool) -> PainPoint:
    if row.evidence != "effect" or held:
        return row
    reason = f"{row.reason} It does not hold when all pain points are tested together."
    return PainPoint(**{**row.__dict__, "evidence": "association", "reason": reason})


def _cost(row: PainPoint, outcome: str) -> float:
    """Money where buying again is what is moved and its worth is known, else customers times effect."""
    if outcome == "repurchase" and row.at_stake is not None:
        return row.at_stake
    return -row.effect * row.customers
