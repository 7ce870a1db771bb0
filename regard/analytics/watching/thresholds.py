"""Where an alarm begins, from how many false ones are wanted.

A watch that wants at most r false alarms a month over m metrics allows each metric r / (m · periods a month) per
period. A third of that goes to single periods far out: their score must exceed the normal quantile. The rest goes to
shifts (shifts.py), whose limit h follows from the wanted run length: of independent normal deviations looked at 60 periods
back, each clipped at 3,

    run length = exp(h² / 2 + 0.44)

which 1,500 simulated courses of 1,500 periods bear out within 15 % for h from 2.2 to 4.2. How a metric moves is itself learnt from
its past and never quite right, so that limits are set for 0.9 of what was asked; benchmarks/watching.md has what came of it.

Many counts looked at side by side (topics) have one-sided sums instead: CUSUMs (Page 1954) with reference k = 1/2, best for shifts
of one standard deviation, whose limit h follows by Siegmund's approximation (1985)

    run length of one side = (exp(2k(h + 1.166)) - 2k(h + 1.166) - 1) / (2k²)

with half of the alarms for single periods, and half of the rest for either side.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from scipy.optimize import brentq
from scipy.special import ndtri

from regard.analytics.errors import RegardError
from regard.analytics.watching.readings import Grain

DAYS_OF_A_MONTH = 365.2425 / 12
SINGLE = 0.35  # of the false alarms may come of single periods
SIMULATED = 0.44
REFERENCE = 0.5
OVERSHOOT = 1.166
LEAST, MOST = 0.01, 10.0
CAUTION = 0.9
OFTEN = 0.2  # of periods, beyond which no limit makes sense


class RateRefused(RegardError):
    """Raised for a rate of false alarms that cannot be had."""

    code = "rate_refused"
    status = 422


@dataclass(frozen=True)
class Limits:
    """How far out one period may be, and how far out or how high a sum of them, in standard deviations."""

    single: float
    summed: float


def limits_for(*, false_alarms: float, metrics: int = 1, grain: Grain = Grain.DAY) -> Limits:
    """Limits under which `metrics` metrics together give `false_alarms` a month where nothing happens.

    >>> limits_for(false_alarms=1, metrics=6)
    Limits(single=3.13..., summed=3.25...)
    """
    allowed = _allowed(false_alarms, metrics, grain)
    single, shifts = min(SINGLE * allowed, OFTEN), min((1 - SINGLE) * allowed, OFTEN)
    return Limits(_quantile(single), sqrt(2 * max(-log(shifts) - SIMULATED, 0.02)))


def cusum_limits_for(*, false_alarms: float, metrics: int = 1, grain: Grain = Grain.DAY) -> Limits:
    """The same for CUSUMs with reference 1/2.

    >>> cusum_limits_for(false_alarms=1, metrics=6)
    Limits(single=3.02..., summed=4.85...)
    """
    half = min(_allowed(false_alarms, metrics, grain) / 2, OFTEN)
    return Limits(_quantile(half), _cusum_limit(2 / half))


def _allowed(false_alarms: float, metrics: int, grain: Grain) -> float:
    """False alarms a period of one metric."""
    if not LEAST <= false_alarms <= MOST:
        raise RateRefused(f"{false_alarms} false alarms a month cannot be had: choose {LEAST} to {MOST:.0f}.")
    return CAUTION * false_alarms * grain.days / (DAYS_OF_A_MONTH * max(metrics, 1))


def _quantile(share: float) -> float:
    return float(-ndtri(share / 2))


def _cusum_limit(run_length: float) -> float:
    def excess(limit: float) -> float:
        reach = 2 * REFERENCE * (limit + OVERSHOOT)
        return (exp(reach) - reach - 1) / (2 * REFERENCE**2) - run_length

    return float(brentq(excess, 0.05, 60.0))
