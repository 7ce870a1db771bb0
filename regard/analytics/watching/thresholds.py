"""Where an alarm begins, from how many false ones are wanted.

A watch that wants at most r false alarms a month over m metrics allows each metric r / (m · periods a month) per
period. Half of that goes to single periods far out: their score must exceed the normal quantile. The other half goes to
shifts: a two-sided CUSUM (Page 1954) with reference k = 1/2, best for shifts of one standard deviation, whose
limit h follows from the wanted run length by Siegmund's approximation (1985)

    run length of one side = (exp(2k(h + 1.166)) - 2k(h + 1.166) - 1) / (2k²)

with half of it for both sides. How a metric moves is itself learnt from its past and never quite right, so that limits
are set for 0.9 of what was asked; benchmarks/watching.md has what came of it.
"""

from dataclasses import dataclass
from math import exp

from scipy.optimize import brentq
from scipy.special import ndtri

from regard.analytics.errors import RegardError
from regard.analytics.watching.readings import Grain

DAYS_OF_A_MONTH = 365.2425 / 12
REFERENCE = 0.5
OVERSHOOT = 1.166
LEAST, MOST = 0.01, 10.0
CAUTION = 0.9


class RateRefused(RegardError):
    """Raised for a rate of false alarms that cannot be had."""

    code = "rate_refused"
    status = 422


@dataclass(frozen=True)
class Limits:
    """How far out one period may be, and how high the CUSUM may climb, in standard deviations."""

    single: float
    summed: float


def limits_for(*, false_alarms: float, metrics: int = 1, grain: Grain = Grain.DAY) -> Limits:
    """Limits under which `metrics` metrics together give `false_alarms` a month where nothing happens.

    >>> limits_for(false_alarms=1, metrics=6)
    Limits(single=3.02..., summed=4.85...)
    """
    if not LEAST <= false_alarms <= MOST:
        raise RateRefused(f"{false_alarms} false alarms a month cannot be had: choose {LEAST} to {MOST:.0f}.")
    per_period = CAUTION * false_alarms * grain.days / (DAYS_OF_A_MONTH * max(metrics, 1))
    half = min(per_period / 2, 0.2)
    return Limits(float(-ndtri(half / 2)), _limit_of(2 / half))


def _limit_of(run_length: float) -> float:
    def excess(limit: float) -> float:
        reach = 2 * REFERENCE * (limit + OVERSHOOT)
        return (exp(reach) - reach - 1) / (2 * REFERENCE**2) - run_length

    return float(brentq(excess, 0.05, 60.0))
