"""By how many days one group spoke of something before another: how sure the first day of a rise is, and of two the days between.

A series of counts has one rate before some day and another from it on, a negative binomial's spread around both. With gamma
priors the rates integrate out, which leaves how likely each day is to be the first one (the change point of Poisson counts as
Raftery and Akman, 1986, have it, tempered by the spread). Two series are taken as independent, so the days between are
distributed as the difference of the two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from regard.analytics.topics.contracts import TopicsRefused

Numbers = npt.NDArray[np.float64]
SHAPE = 0.5  # of the prior of a rate: half an event
LEAST_DAYS = 4


@dataclass(frozen=True)
class Onset:
    """How likely each day is to be the first of the higher rate; `likely` sums to 1, its first entry is `first_day`'s."""

    first_day: date
    likely: Numbers


@dataclass(frozen=True)
class Lead:
    """Days from one onset to another: the middle one, 95 % of them, and how sure it is that the one came first."""

    days: int
    low: int
    high: int
    certainty: float

    def says(self) -> str:
        """The lead in words."""
        when = f"{abs(self.days)} {'day' if abs(self.days) == 1 else 'days'} {'before' if self.days > 0 else 'after'}"
        return f"{when if self.days else 'the same day as'} customers (95 %: {self.low} to {self.high})"


def find_onset(counts: Sequence[int] | npt.NDArray[np.integer], *, first_day: date, spread: float = 1.0) -> Onset:
    """When a series of daily counts that rose once began to. `spread` is its variance over its mean before; 1 is Poisson's.

    Raises TopicsRefused for fewer than four days or nothing counted.
    """
    said: Numbers = np.asarray(counts, dtype=np.float64) / max(spread, 1.0)
    if len(said) < LEAST_DAYS or said.sum() <= 0:
        raise TopicsRefused(
            "The beginning of a rise is looked for in four days and more, in which something was counted."
        )
    days = np.arange(1, len(said))
    before, rate = np.cumsum(said)[:-1], SHAPE * len(said) / said.sum()
    told = _marginal(before, days, rate) + _marginal(said.sum() - before, len(said) - days, rate)
    rises = (said.sum() - before) / (len(said) - days) > before / days
    told = np.where(rises, told, -np.inf)
    if not np.isfinite(told).any():
        raise TopicsRefused("The counts do not rise anywhere.")
    likely = np.exp(told - told.max())
    return Onset(first_day + timedelta(days=1), likely / likely.sum())


def lead_of(one: Onset, other: Onset) -> Lead:
    """By how many days `one` came before `other`."""
    between = np.convolve(other.likely, one.likely[::-1])
    least = (other.first_day - one.first_day).days - (len(one.likely) - 1)
    days, sums = least + np.arange(len(between)), np.cumsum(between)
    low, middle, high = (int(days[np.searchsorted(sums, at)]) for at in (0.025, 0.5, 0.975 - 1e-12))
    return Lead(middle, low, high, float(between[days > 0].sum()))


def spread_of(counts: Sequence[int] | npt.NDArray[np.integer]) -> float:
    """Variance over mean of counts, at least 1."""
    said: Numbers = np.asarray(counts, dtype=np.float64)
    return 1.0 if len(said) < LEAST_DAYS or said.mean() == 0 else max(1.0, float(said.var(ddof=1) / said.mean()))


def _marginal(counted: Numbers, days: npt.NDArray[np.integer], rate: float) -> Numbers:
    found: Numbers = gammaln(SHAPE + counted) - (SHAPE + counted) * np.log(rate + days) + SHAPE * np.log(rate)
    return found
