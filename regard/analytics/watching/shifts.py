"""Looking for a shift of the level that began on any day of the last weeks: a generalised likelihood ratio.

Willsky & Jones (1976). A level that shifts is learnt by whatever follows it, so that the deviations a shift leaves fade:
soon where the level is held to wander, hardly at all where it is held to be steady. For every day on which a shift may
have begun, the deviations since are therefore weighed by what a shift of that day would have left in each, which the filter
itself says. The largest of these sums, each in its own standard deviations, is the evidence; the day it belongs to is when
the shift began.
"""

from dataclasses import dataclass

import numpy as np

from regard.analytics.watching.following import CLIPPED_AT as LEARNT_UP_TO
from regard.analytics.watching.following import LEVEL, SLOPE, Expected, Following
from regard.analytics.watching.readings import Grain, Numbers

WINDOW = {Grain.DAY: 60, Grain.WEEK: 26}  # periods back to which a shift is looked for
CLIPPED_AT = 3.0  # one period says no more than that, in standard deviations


@dataclass(frozen=True)
class Evidence:
    """How far the most telling sum is out, in standard deviations and signed, and the period it begins with."""

    out: float
    since: int


class Shifts:
    """What would be left of a shift by one, begun on each of the last periods, and what the deviations say of it."""

    def __init__(self, following: Following) -> None:
        self.window = WINDOW[following.readings.grain]
        effects = following.season.shape[1] + 3
        self.left = np.zeros((0, effects))  # of the shift, in what is not yet known: one row per first period
        self.told, self.weight = np.zeros(0), np.zeros(0)
        self.began: Numbers = np.zeros(0, dtype=np.int64)

    def pass_by(self, following: Following) -> None:
        """A period that says nothing; what is left moves on as the level does."""
        self.left = self.left * following.fades
        self.left[:, LEVEL] += self.left[:, SLOPE]

    def look_at(self, following: Following, expected: Expected, index: int, out: float) -> Evidence:
        """A period that is so many standard deviations out: the evidence with it. Call `learn` or start anew after."""
        self._begin(index)
        leaves = self.left @ following.row(index) / np.sqrt(expected.variance[0])
        self.told = self.told + leaves * np.clip(out, -CLIPPED_AT, CLIPPED_AT)
        self.weight = self.weight + leaves**2
        sums = self.told / np.sqrt(np.maximum(self.weight, 1e-12))
        most = int(np.abs(sums).argmax())
        return Evidence(float(sums[most]), int(self.began[most]))

    def learn(self, following: Following, expected: Expected, index: int, out: float) -> None:
        """The period is learnt from, and what is left of a shift with it is less by what was learnt."""
        heeded = min(1.0, LEARNT_UP_TO / max(abs(out), 1e-12)) / expected.variance[0]
        leaves = self.left @ following.row(index)
        self.left = self.left - np.outer(leaves, expected.along[0] * heeded)
        self.pass_by(following)

    def _begin(self, index: int) -> None:
        """A shift may begin with this period too."""
        fresh = np.zeros((1, self.left.shape[1]))
        fresh[0, LEVEL] = 1.0
        last = slice(-self.window, None)
        self.left = np.vstack((self.left, fresh))[last]
        self.told, self.weight = np.append(self.told, 0.0)[last], np.append(self.weight, 0.0)[last]
        self.began = np.append(self.began, index)[last]
