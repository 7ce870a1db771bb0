"""The days the log covers, in seconds from its first midnight."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from regard.simulator.plan import LATE_RISE_DAYS, MONTHS

Numbers = NDArray[Any]

DAY = 86_400.0
HOUR = 3_600.0

# Cumulative share of the day's interactions by the end of each hour.
_HOURS = np.array([1, 1, 0, 0, 1, 2, 4, 8, 10, 12, 12, 13, 14, 12, 11, 12, 13, 16, 19, 22, 22, 16, 8, 3], dtype=float)
_BY_HOUR = np.concatenate([[0.0], np.cumsum(_HOURS) / _HOURS.sum()])


@dataclass(frozen=True)
class Calendar:
    """A span of whole days whose last day is `end`."""

    days: int
    end: dt.date

    @property
    def start(self) -> dt.date:
        """The first day."""
        return self.end - dt.timedelta(days=self.days - 1)

    @property
    def horizon(self) -> float:
        """Seconds from the first midnight to the one after the last day."""
        return self.days * DAY

    @property
    def rise_at(self) -> float:
        """When parcels begin to be late more often: the last quarter, or the last half of a short log."""
        return max(self.horizon - LATE_RISE_DAYS * DAY, self.horizon / 2)

    @property
    def epoch(self) -> int:
        """The first midnight in microseconds since 1970, UTC."""
        return (self.start - dt.date(1970, 1, 1)).days * 86_400_000_000

    @property
    def day_weights(self) -> Numbers:
        """How busy each day of the calendar is."""
        days = np.datetime64(self.start, "D") + np.arange(self.days)
        weights: Numbers = np.array(MONTHS)[days.astype("datetime64[M]").astype(int) % 12]
        return weights

    def is_winter(self, at: Numbers) -> Numbers:
        """Whether each second falls in December or January."""
        month = (np.datetime64(self.start, "s") + _whole(at)).astype("datetime64[M]").astype(int) % 12
        return np.isin(month, (11, 0))


def _whole(at: Numbers) -> Numbers:
    seconds: Numbers = np.clip(at, -3e9, 3e9).astype("timedelta64[s]")
    return seconds


def daytime(at: Numbers, draw: Numbers) -> Numbers:
    """The same day at an hour people are awake, by a uniform draw.

    >>> daytime(np.array([DAY * 3]), np.array([0.5])) // HOUR - 72
    array([16.])
    """
    return np.floor(at / DAY) * DAY + np.interp(draw, _BY_HOUR, np.arange(25)) * HOUR


def awake(at: Numbers) -> Numbers:
    """The same moment, put off to the morning when it falls in the night."""
    hour = at % DAY / HOUR
    return np.where(hour < 7, at + 7 * HOUR, at)


def office_time(at: Numbers, draw: Numbers) -> Numbers:
    """The same day between 8 and 19 o'clock, by a uniform draw."""
    return np.floor(at / DAY) * DAY + (8 + 11 * draw) * HOUR
