"""Made-up courses here and there: shared weather, each side's own errors, and an effect that is known."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from regard.analytics.improvement.effect import HORIZON
from regard.analytics.watching.readings import Grain, Point

SHIPPED = date(2026, 6, 1)  # a Monday


@dataclass(frozen=True)
class World:
    """How many weeks before and after, how errors carry over, and what shipping does.

    Errors of each side have variance 1 in the long run. Shared by both are a season, a trend and shocks. With `answers`,
    each week is the mean of about so many answers of its own scatter, which vary from week to week.
    """

    before: int = 52
    after: int = 12
    carried: float = 0.3
    step: float = 0.0
    bend: float = 0.0  # per week
    drift: float = 0.0  # of this side against the other, per week
    answers: int = 0

    @property
    def effect(self) -> float:
        """The mean effect over the weeks that count."""
        return self.step + self.bend * float(np.arange(min(self.after, HORIZON[Grain.WEEK])).mean())

    @property
    def until(self) -> date:
        """The day after the last week."""
        return SHIPPED + timedelta(weeks=self.after)

    def draw(self, seed: int) -> tuple[list[Point], list[Point]]:
        """A point a week on each side, the same for the same seed."""
        rng = np.random.default_rng([seed, self.before, self.after])
        weeks = np.arange(-self.before, self.after)
        shared = 20 + 3 * np.sin(weeks / 8.3) + 0.05 * weeks + _carried(rng, len(weeks), 0.7)
        change = np.where(weeks >= 0, self.step + self.bend * weeks, 0.0)
        here = shared + 2 + self.drift * weeks + change + _carried(rng, len(weeks), self.carried)
        there = shared + _carried(rng, len(weeks), self.carried)
        return self._points(rng, weeks, here), self._points(rng, weeks, there)

    def _points(self, rng: np.random.Generator, weeks: np.ndarray, values: np.ndarray) -> list[Point]:
        n = np.maximum(rng.poisson(self.answers, len(weeks)), 2) if self.answers else np.full(len(weeks), 100)
        if self.answers:
            values = values + rng.normal(size=len(weeks)) * np.sqrt(self.answers / n)
        days = [SHIPPED + timedelta(weeks=int(week)) for week in weeks]
        return [Point(day, float(value), int(count)) for day, value, count in zip(days, values, n, strict=True)]


def _carried(rng: np.random.Generator, count: int, strength: float) -> np.ndarray:
    """First-order autoregression of variance 1."""
    fresh = rng.normal(size=count) * np.sqrt(1 - strength**2)
    found = np.empty(count)
    found[0] = rng.normal()
    for index in range(1, count):
        found[index] = strength * found[index - 1] + fresh[index]
    return found
