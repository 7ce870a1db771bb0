"""What an improvement did: the step and the change of trend when it was shipped, beside what the comparison did."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from regard.analytics.improvement.course import (
    LEAST_AFTER,
    LEAST_BEFORE,
    MOST_AFTER,
    Beside,
    Period,
    beside,
    design_of,
    first_weekday,
)
from regard.analytics.improvement.fitting import Fitted, Numbers, fit, spread_of
from regard.analytics.metrics.estimates import Z
from regard.analytics.watching.readings import Grain, Point

PLACEBOS = 8  # days on which nothing was shipped that are tried, at most
RESTLESS = 0.3  # of them that seem to show an effect, beyond which the course is held to move by itself
STEP, BEND, TREND = 2, 3, 10  # columns of the design; trends are per ten periods
HORIZON = {Grain.WEEK: 12, Grain.DAY: 42}  # periods after shipping that the effect is the mean of


@dataclass(frozen=True)
class Amount:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves nought out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Placebo:
    """The effect found for a day before, on which nothing was shipped."""

    day: date
    effect: Amount


@dataclass(frozen=True)
class Expected:
    """One period after: what was expected here without the improvement."""

    day: date
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Effect:
    """What was found; amounts in the metric's unit, trends per period. None where there is too little.

    `effect` is the mean over the periods after shipping (up to HORIZON); `step` is the change at once, `bend` that of
    the trend; `drift` is how the two sides moved apart before. `worthwhile` is the change that was hoped for.
    `periods_more` is how many further periods it takes to tell, None where no number does.
    """

    grain: Grain
    shipped: date
    has_comparison: bool
    periods: tuple[Period, ...]
    before: int
    after: int
    worthwhile: float
    is_worthwhile_usual: bool
    effect: Amount | None = None
    step: Amount | None = None
    bend: Amount | None = None
    drift: Amount | None = None
    autocorrelation: float | None = None
    placebos: tuple[Placebo, ...] = ()
    expected: tuple[Expected, ...] = ()
    periods_more: int | None = None

    @property
    def is_restless(self) -> bool:
        """Whether days on which nothing was shipped seem to show effects as well."""
        clear = sum(one.effect.is_clear for one in self.placebos)
        return clear >= 2 and clear > RESTLESS * len(self.placebos)


def estimate(
    here: Sequence[Point],
    there: Sequence[Point] | None,
    *,
    shipped: date,
    until: date,
    grain: Grain = Grain.WEEK,
    worthwhile: float | None = None,
) -> Effect:
    """Estimate what shipping on a day did to a course, beside a course it could not touch.

    Args:
        here: the metric where the improvement was made, a point for each period.
        there: the same metric where it was not; None leaves an interrupted time series without a comparison.
        until: periods that are not over by this day are left out.
        worthwhile: the smallest change that would be worth it; by default what the periods before scatter (their standard deviation).

    What both sides share (seasons, campaigns, prices) falls out of the difference; each keeps a trend of its own.
    """
    laid = beside(here, there, shipped=shipped, grain=grain, until=until)
    wanted = abs(worthwhile) if worthwhile is not None else _usual(laid)
    known = Effect(
        grain=grain,
        shipped=shipped,
        has_comparison=laid.has_comparison,
        periods=laid.periods,
        before=laid.before,
        after=laid.after,
        worthwhile=wanted,
        is_worthwhile_usual=worthwhile is None,
    )
    if laid.before < LEAST_BEFORE[grain] or laid.after < LEAST_AFTER[grain]:
        return replace(known, periods_more=_until_enough(laid))
    weekday = first_weekday(shipped=shipped, grain=grain)
    found = _fit(laid, weekday)
    return replace(
        known,
        effect=Amount(*found.told(_mean_over(found, _counted(laid)))),
        step=Amount(*found.told(_one(found, STEP))),
        bend=Amount(*found.told(_one(found, BEND) / TREND)),
        drift=_drift(laid, weekday),
        autocorrelation=found.autocorrelation,
        placebos=_placebos(laid, weekday),
        expected=_expected(laid, found, weekday),
        periods_more=_periods_more(laid, found, weekday, wanted),
    )


def _fit(laid: Beside, weekday: int, at: int = 0) -> Fitted:
    return fit(design_of(laid.positions, grain=laid.grain, weekday=weekday, at=at), laid.gap, laid.positions)


def _one(found: Fitted, column: int) -> Numbers:
    combination = np.zeros(found.coefficients.shape[1])
    combination[column] = 1.0
    return combination


def _mean_over(found: Fitted, since: Numbers) -> Numbers:
    """Step and change of trend as the mean over periods, each so many after shipping."""
    combination = _one(found, STEP)
    combination[BEND] = since.mean() / TREND
    return combination


def _counted(laid: Beside) -> Numbers:
    """The periods after that the effect is the mean of."""
    after: Numbers = laid.positions[(laid.positions >= 0) & (laid.positions < HORIZON[laid.grain])]
    return after


def _drift(laid: Beside, weekday: int) -> Amount | None:
    """How here and there moved apart before, per period."""
    early = laid.until(laid.before)
    columns = design_of(early.positions, grain=early.grain, weekday=weekday)
    kept = [index for index in range(columns.shape[1]) if index not in (STEP, BEND)]
    found = fit(columns[:, kept], early.gap, early.positions)
    return Amount(*found.told(_one(found, 1) / TREND))


def _placebos(laid: Beside, weekday: int) -> tuple[Placebo, ...]:
    """The same estimate for days before on which nothing was shipped, from what was known before shipping."""
    early = laid.until(laid.before)
    first, last = LEAST_BEFORE[laid.grain], early.before - LEAST_AFTER[laid.grain]
    if last < first:
        return ()
    found = []
    for index in np.unique(np.linspace(first, last, PLACEBOS).astype(int)).tolist():
        at = int(early.positions[index])
        fitted = _fit(early, weekday, at)
        since = early.positions[early.positions >= at] - at
        mean = _mean_over(fitted, since[since < HORIZON[laid.grain]])
        found.append(Placebo(early.periods[index].day, Amount(*fitted.told(mean))))
    return tuple(found)


def _expected(laid: Beside, found: Fitted, weekday: int) -> tuple[Expected, ...]:
    """For each period after, what was to be expected: the comparison's value, and the gap as it went before."""
    after = [index for index, row in enumerate(laid.periods) if row.is_after]
    columns = design_of(laid.positions, grain=laid.grain, weekday=weekday)[after]
    columns[:, [STEP, BEND]] = 0.0
    told = found.told_of(columns) + np.array([[laid.periods[index].other or 0.0] for index in after])
    return tuple(Expected(laid.periods[index].day, *row) for index, row in zip(after, told.tolist(), strict=True))


def _usual(laid: Beside) -> float:
    """How much the periods before scatter, on the side of the improvement."""
    values = [row.value for row in laid.periods if not row.is_after]
    return float(np.std(values, ddof=1)) if len(values) > 1 else 0.0


def _until_enough(laid: Beside) -> int | None:
    """How many periods are missing after; None where it was shipped too soon to ever know what was before."""
    if laid.before < LEAST_BEFORE[laid.grain]:
        return None
    return LEAST_AFTER[laid.grain] - laid.after


def _periods_more(laid: Beside, found: Fitted, weekday: int, wanted: float) -> int | None:
    """After how many further periods the interval would be no wider than what is hoped for, so that it decides.

    0 where it is so already, None where it will not be while the line is believed.
    """
    strength, variance = found.autocorrelation, float(found.weight @ found.variance)
    last = int(laid.positions[-1])
    for more in range(MOST_AFTER[laid.grain] - laid.after + 1):
        positions = np.concatenate([laid.positions, last + 1 + np.arange(more)])
        columns = design_of(positions, grain=laid.grain, weekday=weekday)[:, : found.coefficients.shape[1]]
        after = positions[(positions >= 0) & (positions < HORIZON[laid.grain])]
        scatter = spread_of(columns, positions, _mean_over(found, after), strength=strength, variance=variance)
        if 2 * Z * scatter <= wanted:
            return more
    return None
