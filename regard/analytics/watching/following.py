"""Following a level that may drift, with its seasons: a Kalman filter that many candidate settings share.

West & Harrison (1997), dynamic linear models. The state is a level, a damped slope, one effect per column of
the season, and the day's own deviation, which may persist from day to day. A period's own sampling variance
comes on top. What is counted is followed on the logarithm, one period ahead linearised (their chapter 14).
A value far out moves the state no more than one at 2.5 standard deviations would (Huber 1964).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from regard.analytics.watching.readings import Nature, Numbers, Readings

LEVEL, SLOPE = 0, 1
CLIPPED_AT = 2.5
STEPS, STEP, CLOSE = 6, 1.5, 1e-7  # of Newton's method, how far one goes at most, and how near is near enough


@dataclass(frozen=True)
class Setting:
    """How a metric moves, one number per candidate."""

    own: Numbers  # variance of a day of its own, beyond sampling
    persistence: Numbers  # how much of that the next day keeps, 0 to 1
    drift: Numbers  # variance by which the level moves each period
    slope: Numbers  # standard deviation of the slope
    keeps_slope: Numbers  # how much of its slope the next period keeps

    def among(self, chosen: Numbers) -> "Setting":
        """Some of the candidates."""
        return Setting(
            self.own[chosen], self.persistence[chosen], self.drift[chosen], self.slope[chosen], self.keeps_slope[chosen]
        )


@dataclass(frozen=True)
class State:
    """What is believed before a period: mean (candidates, effects) and covariance (candidates, effects, effects)."""

    mean: Numbers
    cov: Numbers


@dataclass(frozen=True)
class Expected:
    """A period as it was expected: on the metric's own scale, relative to the centre for what is counted."""

    centre: Numbers
    variance: Numbers  # of the prediction; relative (divided by centre squared) for counts and amounts
    sampled: Numbers  # the part of it that comes from the sample
    along: Numbers  # how each effect goes with the period: (candidates, effects)

    @property
    def belief(self) -> Numbers:
        """The part of the variance that a larger sample would not take away."""
        return self.variance - self.sampled


@dataclass(frozen=True)
class Following:
    """A metric, its seasons and a setting."""

    readings: Readings
    season: Numbers
    setting: Setting
    scale: float  # variance of a value around its season, roughly

    def begin(self) -> State:
        """What is believed before the first period."""
        effects = self.season.shape[1]
        candidates = len(self.setting.own)
        multiplicative = self.readings.is_multiplicative
        seasonal = 4.0 if multiplicative else 25 * self.scale  # closed on Sundays is not unheard of
        prior = np.array([0.25 if multiplicative else 25 * self.scale, 0.0, *([seasonal] * effects), 0.0])
        cov = np.tile(np.diag(prior), (candidates, 1, 1))
        cov[:, SLOPE, SLOPE] = self.setting.slope**2
        cov[:, -1, -1] = self.setting.own
        mean = np.zeros((candidates, effects + 3))
        mean[:, LEVEL] = self._first_level()
        return State(mean, cov)

    def expect(self, state: State, index: int) -> Expected:
        """The period of that index as this state expects it."""
        row = self.row(index)
        told = state.mean @ row
        along = state.cov @ row
        around = along @ row
        centre = np.exp(np.clip(told, -12, 25)) if self.readings.is_multiplicative else told
        sampled = self._sampled(centre, index)
        return Expected(centre, around + sampled, sampled, along)

    def learn(self, state: State, index: int, expected: Expected) -> tuple[State, Numbers]:
        """The state after a period, and how far out the period was in standard deviations."""
        residual = self.readings.value[index] - expected.centre
        if self.readings.is_multiplicative:
            residual = residual / expected.centre
        out = residual / np.sqrt(expected.variance)
        weight = np.minimum(1.0, CLIPPED_AT / np.maximum(np.abs(out), 1e-12))
        variance = expected.variance
        if self.readings.is_multiplicative:
            residual, variance = self._bent(index, expected)
        along = expected.along
        gain = along * (weight / variance)[:, None]
        mean = state.mean + gain * residual[:, None]
        return State(mean, state.cov - gain[:, :, None] * along[:, None, :]), out

    def advance(self, state: State) -> State:
        """What is believed of the next period before anything is known of it."""
        fades, keep = self.fades, self.setting.persistence
        mean = state.mean * fades
        mean[:, LEVEL] += mean[:, SLOPE]
        cov = state.cov * fades[:, :, None] * fades[:, None, :]
        cov[:, LEVEL, :] += cov[:, SLOPE, :]
        cov[:, :, LEVEL] += cov[:, :, SLOPE]
        cov[:, LEVEL, LEVEL] += self.setting.drift
        cov[:, SLOPE, SLOPE] += self.setting.slope**2 * (1 - self.setting.keeps_slope**2)
        cov[:, -1, -1] += self.setting.own * (1 - keep**2)
        return State(mean, cov)

    @cached_property
    def fades(self) -> Numbers:
        """How much of each effect the next period keeps."""
        fades = np.ones((len(self.setting.persistence), self.season.shape[1] + 3))
        fades[:, SLOPE], fades[:, -1] = self.setting.keeps_slope, self.setting.persistence
        return fades

    def forget_level(self, state: State) -> State:
        """The same seasons, with the level open again."""
        cov = state.cov.copy()
        cov[:, LEVEL, LEVEL] += 1.0 if self.readings.is_multiplicative else 25 * self.scale
        return replace(state, cov=cov)

    def _bent(self, index: int, expected: Expected) -> tuple[Numbers, Numbers]:
        """Residual and variance on the logarithm, linearised where the period will be believed to lie, by Newton."""
        value, unit = self.readings.value[index], expected.sampled * expected.centre
        moved = np.zeros_like(expected.centre)
        residual, variance = moved, expected.variance
        belief = expected.belief
        for _ in range(STEPS):
            centre = np.maximum(expected.centre * np.exp(moved), 1e-6)
            residual = moved + np.minimum(np.maximum((value - centre) / centre, -STEP), STEP)
            variance = belief + unit / centre
            before, moved = moved, belief / variance * residual
            if np.abs(moved - before).max() < CLOSE:
                break
        return residual, variance

    def row(self, index: int) -> Numbers:
        """How much of each effect a period shows."""
        row: Numbers = self._rows[index]
        return row

    @cached_property
    def _rows(self) -> Numbers:
        """For each period how much of each effect it shows: the level, no slope, its seasons, its own deviation."""
        ones = np.ones((len(self.season), 1))
        return np.hstack((ones, 0 * ones, self.season, ones))

    def _first_level(self) -> float:
        value = self.readings.value[self.readings.known][:60]
        middle = float(np.median(value)) if len(value) else 0.0
        return float(np.log(max(middle, value.mean() if len(value) else 0, 0.05))) if self._is_log() else middle

    def _is_log(self) -> bool:
        return self.readings.is_multiplicative

    def _sampled(self, centre: Numbers, index: int) -> Numbers:
        n = max(float(self.readings.n[index]), 1.0)
        match self.readings.nature:
            case Nature.COUNT:
                return 1 / centre
            case Nature.AMOUNT:
                return self.readings.spread / centre
            case Nature.SHARE:
                part = np.clip(centre / 100, 0.01, 0.99)
                return 1e4 * part * (1 - part) / n
            case _:
                return np.full_like(centre, self.readings.spread / n)
