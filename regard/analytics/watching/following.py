"""Following a level that may drift, with its seasons: a Kalman filter that many candidate settings share.

West & Harrison (1997), dynamic linear models. The state is a level, a damped slope, one effect per column of
the season, and the day's own deviation, which may persist from day to day. A period's own sampling variance
comes on top. What is counted is followed on the logarithm, one period ahead linearised (their chapter 14).
A value far out moves the state no more than one at 2.5 standard deviations would (Huber 1964).
"""

from dataclasses import dataclass, replace

import numpy as np

from regard.analytics.watching.readings import Nature, Numbers, Readings

LEVEL, SLOPE = 0, 1
DAMPED = 0.98
CLIPPED_AT = 2.5
STEPS, STEP = 6, 1.5  # of Newton's method, and how far one goes at most


@dataclass(frozen=True)
class Setting:
    """How a metric moves, one number per candidate."""

    own: Numbers  # variance of a day of its own, beyond sampling
    persistence: Numbers  # how much of that the next day keeps, 0 to 1
    drift: Numbers  # variance by which the level moves each period
    slope: Numbers  # standard deviation of the slope

    def only(self, index: int) -> "Setting":
        """One of the candidates."""
        return Setting(*(np.atleast_1d(each[index]) for each in (self.own, self.persistence, self.drift, self.slope)))


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
        row = self._row(index)
        told = state.mean @ row
        around = np.einsum("bij,i,j->b", state.cov, row, row)
        centre = np.exp(np.clip(told, -12, 25)) if self.readings.is_multiplicative else told
        sampled = self._sampled(centre, index)
        return Expected(centre, around + sampled, sampled)

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
        along = state.cov @ self._row(index)
        gain = along * (weight / variance)[:, None]
        mean = state.mean + gain * residual[:, None]
        return State(mean, state.cov - gain[:, :, None] * along[:, None, :]), out

    def advance(self, state: State) -> State:
        """What is believed of the next period before anything is known of it."""
        mean, cov = state.mean.copy(), state.cov.copy()
        keep = self.setting.persistence
        mean[:, SLOPE] *= DAMPED
        mean[:, LEVEL] += mean[:, SLOPE]
        mean[:, -1] *= keep
        for axis in (1, 2):
            turned = np.swapaxes(cov, 1, axis)
            turned[:, SLOPE] *= DAMPED
            turned[:, LEVEL] += turned[:, SLOPE]
            turned[:, -1] *= keep[:, None]
        cov[:, LEVEL, LEVEL] += self.setting.drift
        cov[:, SLOPE, SLOPE] += self.setting.slope**2 * (1 - DAMPED**2)
        cov[:, -1, -1] += self.setting.own * (1 - keep**2)
        return State(mean, cov)

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
        for _ in range(STEPS):
            centre = np.maximum(expected.centre * np.exp(moved), 1e-6)
            residual = moved + np.clip((value - centre) / centre, -STEP, STEP)
            variance = expected.belief + unit / centre
            moved = expected.belief / variance * residual
        return residual, variance

    def _row(self, index: int) -> Numbers:
        return np.concatenate(([1.0, 0.0], self.season[index], [1.0]))

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
