"""How long contracts last: Kaplan and Meier's curve, with contracts that still run counted for as long as they were seen.

The variance is Greenwood's, the interval symmetrical on log(-log(S)), which keeps it between 0 and 1 (Kalbfleisch &
Prentice 1980); the median's interval is where the curve's meets one half (Brookmeyer & Crowley 1982); curves are
compared by the log-rank test.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import ibis
import ibis.expr.types as ir
import numpy as np
from scipy.special import chdtrc

from regard.analytics.metrics.estimates import Numbers, Z
from regard.analytics.metrics.metric import ALL
from regard.analytics.scope import Scope, ScopeError, traits
from regard.analytics.value.histories import Floats
from regard.analytics.value.purchases import DAY, last_day, number_of

STARTED = ("Subscription Started", "Subscription Renewed")
CANCELLED = "Subscription Cancelled"
MOST_GROUPS = 6


@dataclass(frozen=True)
class Step:
    """From this day of a contract on: the share that lasts longer, its interval, and how many were still seen that day."""

    day: int
    share: float
    low: float | None
    high: float | None
    at_risk: int
    ended: int


@dataclass(frozen=True)
class Curve:
    """One group's contracts. `median` is in days, None where more than half still run; nothing is known after `seen_until`."""

    group: str
    contracts: int
    ended: int
    seen_until: int
    steps: tuple[Step, ...]
    median: Numbers


@dataclass(frozen=True)
class Comparison:
    """Whether curves differ: the log-rank statistic, its degrees of freedom and p."""

    statistic: float
    degrees: int
    p: float


@dataclass(frozen=True)
class Survival:
    """How long the contracts of a scope last, as of the end of a day, by a trait."""

    as_of: date
    by: str | None
    curves: tuple[Curve, ...]
    comparison: Comparison | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Lives:
    """Contracts by how long they were seen: `ended` and `going` at each of `days`, which are distinct and in order."""

    days: Floats
    ended: Floats
    going: Floats

    @property
    def at_risk(self) -> Floats:
        """How many were still seen when each day began."""
        leaving = self.ended + self.going
        return np.asarray(leaving.sum() - np.cumsum(leaving) + leaving)


def survival(log: ir.Table, *, scope: Scope, as_of: datetime, by: str | None = None) -> Survival:
    """How long contracts last, from when they started until they were cancelled.

    With `since`, of contracts that started on that day or later; `until` looks from an earlier day. `by` is trait.NAME,
    of whose values the six with most contracts are shown. Raises ScopeError.
    """
    today = last_day(scope, as_of)
    spells, lost = _spells(log, scope, today, by)
    lives = _lives(spells)
    notes = []
    if lost:
        notes.append(f"{lost:,} contracts were cancelled whose start is not in the log; they are left out.")
    if len(lives) > MOST_GROUPS:
        notes.append(f"Of {len(lives)} values of {by} the {MOST_GROUPS} with most contracts are shown.")
    shown = dict(sorted(lives.items(), key=lambda pair: -float(pair[1].at_risk[0]))[:MOST_GROUPS])
    curves = tuple(curve_of(group, shown[group]) for group in sorted(shown))
    comparison = compare([shown[group] for group in sorted(shown)]) if len(shown) > 1 else None
    return Survival(today, by, curves, comparison, tuple(notes))


def curve_of(group: str, lives: Lives) -> Curve:
    """Kaplan and Meier's estimate, a step for each day on which a contract ended."""
    at_risk = lives.at_risk
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.cumprod(1 - lives.ended / at_risk)
        variance = np.cumsum(lives.ended / (at_risk * (at_risk - lives.ended)))
        spread = Z * np.sqrt(variance) / np.abs(np.log(share))
        low, high = share ** np.exp(spread), share ** np.exp(-spread)
    steps = tuple(
        Step(
            int(lives.days[at]),
            float(share[at]),
            _known(low[at]),
            _known(high[at]),
            int(at_risk[at]),
            int(lives.ended[at]),
        )
        for at in np.flatnonzero(lives.ended)
    )
    n = int((lives.ended + lives.going).sum())
    middle = _first(steps, [step.share for step in steps])
    median = Numbers(
        middle, n, _first(steps, [step.low for step in steps]), _first(steps, [step.high for step in steps])
    )
    return Curve(group, n, int(lives.ended.sum()), int(lives.days[-1]), steps, median)


def compare(groups: list[Lives]) -> Comparison:
    """The log-rank test of whether contracts of several groups last as long."""
    days = np.unique(np.concatenate([lives.days[lives.ended > 0] for lives in groups]))
    at_risk = np.stack([_seen_on(lives, days) for lives in groups])
    ended = np.stack([_ended_on(lives, days) for lives in groups])
    all_risk, all_ended = at_risk.sum(0), ended.sum(0)
    surplus = (ended - at_risk * all_ended / all_risk).sum(1)
    spread = all_ended * np.divide(all_risk - all_ended, all_risk - 1, out=np.zeros_like(all_risk), where=all_risk > 1)
    share = at_risk / all_risk
    covariance = np.diag((share * spread).sum(1)) - (share * spread) @ share.T
    kept = slice(0, len(groups) - 1)
    statistic = float(surplus[kept] @ np.linalg.pinv(covariance[kept, kept]) @ surplus[kept])
    degrees = len(groups) - 1
    return Comparison(statistic, degrees, float(chdtrc(degrees, statistic)))


def lives_of(days: list[float], ended: list[bool]) -> Lives:
    """Lives from one entry per contract: how long each was seen and whether it ended then."""
    known, at = np.unique(np.asarray(days, dtype=np.float64), return_inverse=True)
    over = np.asarray(np.bincount(at, weights=np.asarray(ended, dtype=np.float64)), dtype=np.float64)
    return Lives(known, over, np.bincount(at).astype(np.float64) - over)


def _spells(log: ir.Table, scope: Scope, today: date, by: str | None) -> tuple[ir.Table, int]:
    """One row per contract with `days` and `ended`, and how many were cancelled that never started."""
    rows = scope.at_places(scope.of_segment(log))
    rows = rows.filter(rows.kind.isin((*STARTED, CANCELLED)))
    rows = rows.filter(rows.time.epoch_seconds() < (number_of(today) + 1) * DAY)
    day = (rows.time.epoch_seconds() // DAY).cast("int64")
    keyed = rows.mutate(day=day, contract=rows.matter_id.fill_null(""))
    spells = keyed.group_by(["customer_id", "contract"]).agg(
        start=keyed.day.min(where=keyed.kind.isin(STARTED)),
        end=keyed.day.min(where=keyed.kind == CANCELLED),
    )
    lost = int(spells.filter(spells.start.isnull()).count().to_pyarrow().as_py())
    spells = spells.filter(spells.start.notnull())
    if scope.since:
        spells = spells.filter(spells.start >= number_of(scope.since))
    until = spells.end.fill_null(number_of(today))
    spells = spells.mutate(days=ibis.greatest(until - spells.start, 0), ended=spells.end.notnull())
    return _grouped(spells, log, by), lost


def _grouped(spells: ir.Table, log: ir.Table, by: str | None) -> ir.Table:
    if by is None:
        return spells.mutate(group=ibis.literal(ALL))
    if not by.startswith("trait."):
        raise ScopeError(f"Contracts cannot be grouped by {by[:60]!r}. Use trait.NAME, as trait.country.")
    told = traits(log, by.removeprefix("trait."))
    joined = spells.left_join(told, "customer_id")
    return joined.mutate(group=joined.trait.fill_null("unknown"))


def _lives(spells: ir.Table) -> dict[str, Lives]:
    counted = spells.group_by(["group", "days"]).agg(ended=spells.ended.sum(), n=spells.count())
    found = counted.order_by(["group", "days"]).to_pyarrow()
    groups = np.asarray(found.column("group").to_pylist(), dtype=object)
    days, ended, n = (np.asarray(found.column(name).to_numpy(), dtype=np.float64) for name in ("days", "ended", "n"))
    return {
        str(group): Lives(days[groups == group], ended[groups == group], (n - ended)[groups == group])
        for group in dict.fromkeys(groups)
    }


def _seen_on(lives: Lives, days: Floats) -> Floats:
    at = np.searchsorted(lives.days, days)
    return np.append(lives.at_risk, 0.0)[at]


def _ended_on(lives: Lives, days: Floats) -> Floats:
    at = np.minimum(np.searchsorted(lives.days, days), len(lives.days) - 1)
    return np.where(lives.days[at] == days, lives.ended[at], 0.0)


def _first(steps: tuple[Step, ...], shares: Sequence[float | None]) -> float | None:
    """The first day on which a course has come down to one half."""
    for step, share in zip(steps, shares, strict=True):
        if share is not None and share <= 0.5:
            return float(step.day)
    return None


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) and 0 < value < 1 else None
