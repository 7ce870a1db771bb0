"""A metric's course against what was expected of it, and where it left that."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from regard.analytics.watching.following import Expected, State
from regard.analytics.watching.judging import bounds, score, skew_of, step_of
from regard.analytics.watching.readings import Grain, Nature, Point, Readings, read
from regard.analytics.watching.season import season_of
from regard.analytics.watching.settling import settle
from regard.analytics.watching.shifts import Shifts
from regard.analytics.watching.thresholds import Limits

LEAST_HISTORY = {Grain.DAY: 42, Grain.WEEK: 16}  # periods before anything can be called unusual
SETTLED_EVERY = 28  # periods, after which how the metric moves is settled anew
WHOLLY_EVERY = 4  # times, after which every way to move is considered again
RECOVERED_AT = 5.0  # logarithm of how much likelier the old level is than the new one
GIVEN_UP_AFTER = {Grain.DAY: 91, Grain.WEEK: 26}  # periods, after which the new level is what is expected
OPENING = 7  # periods in which a level learnt anew is not held against anything


@dataclass(frozen=True)
class Band:
    """A period with what was expected of it: the centre and the 95 % band, on the metric's own scale.

    `score` is how unusual it was, in standard deviations; None where nothing could be said.
    """

    day: date
    value: float | None
    n: int
    expected: float | None
    low: float | None
    high: float | None
    score: float | None


@dataclass(frozen=True)
class Deviation:
    """A stretch off what was expected: a single `spike`, or a `shift` that stayed.

    `since` is the first period off, `noticed` the period with which it became clear, `until` the first period back
    (None while it lasts). `size` is the mean distance in standard deviations, signed.
    """

    kind: str
    since: date
    noticed: date
    until: date | None
    size: float


@dataclass(frozen=True)
class Course:
    """All periods with their bands, what deviated, and from which day on the metric was watched."""

    bands: tuple[Band, ...]
    deviations: tuple[Deviation, ...]
    watched_since: date | None
    persistence: float = 0.0


def course(
    points: Sequence[Point],
    *,
    nature: Nature,
    limits: Limits,
    grain: Grain = Grain.DAY,
    country: str = "",
    watch_from: date | None = None,
    new_levels: Collection[date] = (),
) -> Course:
    """What was expected of each period from those before it, and where the metric left that for good reason.

    Args:
        points: one per period, in any order.
        limits: from `limits_for`, by the wanted rate of false alarms.
        watch_from: what lies before is history to learn from; by default as much as is needed.
        new_levels: days from which on a new level was accepted, so that it is expected.
    """
    readings = read(points, nature=nature, grain=grain)
    known = np.flatnonzero(readings.known)
    if len(known) <= LEAST_HISTORY[grain]:
        return Course(tuple(_unjudged(readings, index) for index in range(len(readings.days))), (), None)
    start = int(known[LEAST_HISTORY[grain]])
    if watch_from is not None:
        start = max(start, next((i for i, day in enumerate(readings.days) if day >= watch_from), len(readings.days)))
    watcher = _Watcher(readings, season_of(readings, country=country), limits, start, frozenset(new_levels))
    return watcher.run()


class _Watcher:
    """Goes through the periods once; state is kept so that it can go back to where a shift began."""

    def __init__(
        self, readings: Readings, season: np.ndarray, limits: Limits, start: int, new: frozenset[date]
    ) -> None:
        self.readings, self.season, self.limits, self.start, self.new = readings, season, limits, start, new
        self.learnt = readings.known.copy()  # which periods taught us something
        self.bands: list[Band] = [_unjudged(readings, index) for index in range(len(readings.days))]
        self.scores = np.full(len(readings.days), np.nan)
        self.states: list[State] = []
        self.accepted: set[int] = set()  # where the level was learnt anew
        self.deviations: list[Deviation] = []
        self.since: int | None = None
        self.back_since: int | None = None
        self.settled = settle(readings, season, known=self._known_before(start))
        self._replay(start)
        self._reset(quiet_until=start)

    def run(self) -> Course:
        for index in range(self.start, len(self.readings.days)):
            if self.since is None and (index - self.start) % SETTLED_EVERY == 0 and index > self.start:
                self._settle_anew(index)
            if self.readings.days[index] in self.new:
                self._accept(index)
            self._judge(index)
        if self.since is not None:
            self._close(None)
        days = self.readings.days
        keeps = float(self.settled.following.setting.persistence[0])
        since = days[self.start] if self.start < len(days) else None
        return Course(tuple(self.bands), tuple(self.deviations), since, keeps)

    def _settle_anew(self, index: int) -> None:
        """Among what was plausible four weeks ago; among everything now and then."""
        wholly = (index - self.start) % (SETTLED_EVERY * WHOLLY_EVERY) == 0
        among = None if wholly else self.settled.plausible
        self.settled = settle(self.readings, self.season, known=self._known_before(index), among=among)
        self._replay(index)

    def _known_before(self, index: int) -> np.ndarray:
        known = self.learnt.copy()
        known[index:] = False
        return known

    def _replay(self, until: int) -> None:
        """Follow the metric again from the beginning, with the setting as it is now."""
        following = self.settled.following
        self.states = [following.begin()]
        for index in range(until):
            state = self.states[-1]
            if index in self.accepted or self.readings.days[index] in self.new:
                state = following.forget_level(state)
            if self.learnt[index]:
                expected = following.expect(state, index)
                if index < self.start and index >= 7:
                    self._draw(index, expected)
                state, _ = following.learn(state, index, expected)
            self.states.append(following.advance(state))

    def _judge(self, index: int) -> None:
        following, state = self.settled.following, self.states[index]
        expected = following.expect(state, index)
        if self.readings.known[index]:
            self._draw(index, expected)
            if index >= self.quiet_until:
                if self.since is None:
                    self._look_for_alarm(index, expected)
                else:
                    self._look_for_return(index)
            if self.since is None:
                state = self.states[index]  # which looking may have changed
                expected = following.expect(state, index)
                state, out = following.learn(state, index, expected)
                self.shifts.learn(following, expected, index, float(out[0]))
            else:
                state = self.states[index]
        elif self.since is None:
            self.shifts.pass_by(following)
        self.learnt[index] = self.since is None and self.readings.known[index]
        self.states[index + 1 :] = [following.advance(state)]

    def _look_for_alarm(self, index: int, expected: Expected) -> None:
        found = self.shifts.look_at(self.settled.following, expected, index, float(self.scores[index]))
        step = step_of(self.readings, expected, index)
        skew = skew_of(self.settled, expected, index)
        inward = self._out(index, expected)
        inward = np.sign(inward) * max(abs(inward) - step, 0.0)
        far = abs(score(float(inward), skew=skew, freedom=self.settled.freedom))
        if abs(found.out) / self.settled.lasting > self.limits.summed:
            self._open("shift", found.since, index)
        elif far > self.limits.single:
            self._open("spike", index, index)

    def _open(self, kind: str, since: int, noticed: int) -> None:
        """Go back to where it began and hold on to what was expected then."""
        following = self.settled.following
        for index in range(since, noticed):
            self.learnt[index] = False
            self.states[index + 1] = following.advance(self.states[index])
        for index in range(since, noticed + 1):
            if self.readings.known[index]:
                self._draw(index, following.expect(self.states[index], index))
        self.kind, self.since, self.noticed = kind, since, noticed
        scores = self.scores[since : noticed + 1]
        size = float(np.nanmean(scores))
        self.assumed = float(np.sign(size) * np.clip(abs(size), 1.0, 4.0))
        self.back, self.back_since = 0.0, None

    def _look_for_return(self, index: int) -> None:
        out = float(np.clip(self.scores[index], -5, 5))
        before, self.back = self.back, max(0.0, self.back + self.assumed**2 / 2 - self.assumed * out)
        if before == 0.0 and self.back > 0:
            self.back_since = index
        if self.back > RECOVERED_AT:
            self._resume(self.back_since if self.back_since is not None else index, index)
        elif index - (self.since or 0) >= GIVEN_UP_AFTER[self.readings.grain]:
            self._accept(index)

    def _resume(self, back: int, index: int) -> None:
        """It came back at `back`: learn again from there."""
        self._close(back)
        following = self.settled.following
        for each in range(back, index):
            state = self.states[each]
            if self.readings.known[each]:
                state, _ = following.learn(state, each, following.expect(state, each))
                self.learnt[each] = True
            self.states[each + 1] = following.advance(state)
        self._reset(quiet_until=index + 1)

    def _accept(self, index: int) -> None:
        """From here on the level is learnt anew."""
        if self.since is not None:
            self._close(index)
        self.accepted.add(index)
        self.states[index] = self.settled.following.forget_level(self.states[index])
        self._reset(quiet_until=index + OPENING)

    def _close(self, until: int | None) -> None:
        assert self.since is not None
        days = self.readings.days
        if self.kind == "spike" and (until is None or until - self.since > 3) and self.noticed < len(days) - 3:
            self.kind = "shift"
        scores = self.scores[self.since : until]
        size = float(np.nanmean(scores)) if np.isfinite(scores).any() else 0.0
        ended = None if until is None else days[until]
        self.deviations.append(Deviation(self.kind, days[self.since], days[self.noticed], ended, size))
        self.since = None

    def _reset(self, *, quiet_until: int) -> None:
        self.since = None
        self.kind, self.noticed, self.assumed, self.back = "", 0, 0.0, 0.0
        self.back_since = None
        self.shifts = Shifts(self.settled.following)
        self.quiet_until = quiet_until

    def _out(self, index: int, expected: Expected) -> float:
        residual = float(self.readings.value[index] - expected.centre[0])
        if self.readings.is_multiplicative:
            residual /= float(expected.centre[0])
        return residual / float(np.sqrt(expected.variance[0])) / self.settled.width

    def _draw(self, index: int, expected: Expected) -> None:
        skew = skew_of(self.settled, expected, index)
        freedom, nature = self.settled.freedom, self.readings.nature
        self.scores[index] = score(self._out(index, expected), skew=skew, freedom=freedom)
        low, high = bounds(expected, skew=skew, freedom=freedom, nature=nature, width=self.settled.width)
        centre = float(expected.centre[0])
        row = _unjudged(self.readings, index)
        shown = float(np.exp(centre)) if nature is Nature.TIME else centre
        self.bands[index] = Band(row.day, row.value, row.n, shown, low, high, float(self.scores[index]))


def _unjudged(readings: Readings, index: int) -> Band:
    value = float(readings.value[index])
    shown = None if np.isnan(value) else float(np.exp(value)) if readings.nature is Nature.TIME else value
    return Band(readings.days[index], shown, int(readings.n[index]), None, None, None, None)
