"""Rising topics: more people speak of them than the season, the weekday and the general talkativeness explain.

Each topic's people a day are held against two expectations, and both must be exceeded:

* its own level: a discounted mean that leaves out the last seven days, times the weekday, times what the same days of a year ago
  brought (never less than once);
* its share of all that is said: the same, times how many people speak of other topics that day. So a campaign that makes
  everybody talk makes nothing rise, and a channel that falls silent does neither.

Around an expectation people are spread as negative binomial: by chance, by how well the level is known, by what the topic's own days
were spread beyond that. The smaller of the two normal scores goes into a one-sided CUSUM (Page 1954), next to a limit for a single day,
as `watching.thresholds` sets them for the wanted rate of false alarms over all topics together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, chdtri, ndtri

from regard.analytics.topics.contracts import TopicsRefused
from regard.analytics.watching.thresholds import MOST, REFERENCE, Limits, cusum_limits_for

Numbers = npt.NDArray[np.float64]

HISTORY = 42  # days before anything can be called unusual
GUARD = 7  # days that an expectation leaves out, so that a rise is not taken for the level
KEEPS, KEEPS_WEEKDAYS = 0.98, 0.995  # of its weight a day has a day later
UNHEARD, UNHEARD_DAYS = 0.25, 10  # people in so many days: what is believed of a topic nobody spoke of
WEEKDAYS_LEARNT = 20.0  # people before a weekday's own pattern counts half
POOLED = 30.0  # days before a topic's own spread counts half
YEAR, AROUND = 364, 10  # days: the same weekday a year ago, and how far around it is looked
CLIPPED = 4.0  # one day adds no more
CAUTION = 1.3  # a fortnight's sums are few: what they say is taken higher than it was seen
ONE_SIDED = 1.5  # only one of two sides is watched, which alone would allow 2; levels are not quite known
FOLLOWED = 91  # days, after which the new level is what is expected
BLOCK, MOST_CARRIED = 14, 6.0  # days that are summed to see how they hang together, and how much variance that may add


@dataclass(frozen=True)
class Rise:
    """A topic of which more people speak than expected.

    `since` is the first day of it, `noticed` the day on which that became clear, `until` the first day back (None while it
    lasts). `people` spoke of it in those days, `expected` were; `times` as often, with the 95 % interval.
    """

    topic: str
    since: date
    noticed: date
    until: date | None
    people: int
    expected: float
    times: float
    low: float
    high: float

    def says(self, name: str) -> str:
        """The rise in words."""
        return (
            f"“{name}”: {self.people:,} people since {self.since:%-d %B %Y}, {self.expected:.3g} expected: "
            f"{self.times:.1f} times as many ({self.low:.1f} to {self.high:.1f})."
        )


@dataclass(frozen=True)
class Rising:
    """All rises in the order they were noticed, and what was watched: topics, days, the rate of false alarms asked for."""

    rises: tuple[Rise, ...]
    topics: int
    days: int
    false_alarms: float

    def on(self, day: date) -> tuple[Rise, ...]:
        """Those noticed by then that last."""
        return tuple(one for one in self.rises if one.noticed <= day and (one.until is None or one.until > day))


def rising(
    people: npt.NDArray[np.integer],
    *,
    topics: Sequence[str],
    first_day: date,
    false_alarms: float = 1.0,
    watch_from: date | None = None,
) -> Rising:
    """Which topics rose, and when.

    Args:
        people: how many people spoke of each topic each day, shape (days, topics), without gaps.
        false_alarms: a month, over all topics together, where nothing happens; 0.01 to 5.
        watch_from: what lies before is history; by default 42 days are.
    """
    counts: Numbers = np.asarray(people, dtype=np.float64)
    if counts.ndim != 2 or counts.shape[1] != len(topics):
        raise TopicsRefused(f"Give people by day and topic: there are {len(topics)} topics and counts {counts.shape}.")
    if (counts < 0).any():
        raise TopicsRefused("A day cannot have fewer than no people. Look where the counts come from.")
    start = HISTORY if watch_from is None else max(HISTORY, (watch_from - first_day).days)
    limits = cusum_limits_for(false_alarms=min(ONE_SIDED * false_alarms, MOST), metrics=max(len(topics), 1))
    watch = _Watch(counts, start, limits)
    for day in range(len(counts)):
        watch.look(day)
    days = max(len(counts) - start, 0)
    rises = [_rise(topics[one.topic], one, counts, watch, first_day) for one in watch.found]
    return Rising(tuple(sorted(rises, key=lambda one: (one.noticed, one.topic))), len(topics), days, false_alarms)


@dataclass
class _Stretch:
    """A rise by day numbers."""

    topic: int
    since: int
    noticed: int
    until: int | None = None


class _Expectation:
    """One level per topic per unit of exposure, discounted, with its weekdays and its own spread."""

    def __init__(self, usual: Numbers) -> None:
        topics = len(usual)
        self.counted, self.exposed = np.full(topics, UNHEARD), UNHEARD_DAYS * usual
        self.seen, self.foreseen = np.zeros((7, topics)), np.zeros((7, topics))
        self.squares, self.weight = np.zeros(topics), np.zeros(topics)
        self.blocks, self.recent = np.zeros(topics), np.zeros((BLOCK, topics))

    def plain(self, exposure: Numbers) -> Numbers:
        """What the level alone lets expect."""
        level: Numbers = self.counted / self.exposed * exposure
        return level

    def weekday(self, day: int) -> Numbers:
        """What the day of the week does, drawn towards nothing while little is known."""
        times: Numbers = (self.seen[day % 7] + WEEKDAYS_LEARNT) / (self.foreseen[day % 7] + WEEKDAYS_LEARNT)
        return times

    def learn(self, day: int, people: Numbers, exposure: Numbers, mask: npt.NDArray[np.bool_]) -> None:
        """Take a day in, for the topics of the mask."""
        level = self.plain(exposure)
        weekday = self.weekday(day)
        self.seen[:, mask] *= KEEPS_WEEKDAYS
        self.foreseen[:, mask] *= KEEPS_WEEKDAYS
        self.seen[day % 7, mask] += people[mask]
        self.foreseen[day % 7, mask] += level[mask]
        self.counted[mask] = KEEPS * self.counted[mask] + people[mask]
        self.exposed[mask] = KEEPS * self.exposed[mask] + (exposure * weekday)[mask]

    def spread(self) -> Numbers:
        """How much wider than chance each topic's days are, at least 1, drawn towards all topics' mean."""
        pooled = (
            max(float(self.squares.sum() / max(self.weight.sum(), 1e-9)), 1.0) if self.weight.sum() > POOLED else 1.0
        )
        return np.maximum((self.squares + POOLED * pooled) / (self.weight + POOLED), 1.0)

    def carried(self) -> Numbers:
        """How much further sums of scores wander than if days were apart: from sums of two weeks, drawn towards all topics'."""
        pooled = float(self.blocks.sum() / max(self.squares.sum(), 1e-9)) if self.weight.sum() > POOLED else 1.0
        seen = (self.blocks + POOLED * max(pooled, 1.0)) / (self.squares + POOLED)
        wander: Numbers = np.sqrt(np.clip(CAUTION * seen, 1.0, MOST_CARRIED))
        return wander

    def judge(self, people: Numbers, expected: Numbers, mask: npt.NDArray[np.bool_]) -> Numbers:
        """The day's normal scores; what they say of the spread is kept for the topics of the mask."""
        known = np.maximum(self.counted, UNHEARD) * (1 + KEEPS) / 2
        chance = expected + expected**2 / known
        out = np.clip((people - expected) / np.sqrt(chance), -CLIPPED, CLIPPED)
        scores = normal_score(people, expected, chance * self.spread())
        self.recent[:-1, mask] = self.recent[1:, mask]
        self.recent[-1, mask] = out[mask]
        block = self.recent.sum(axis=0) ** 2 / BLOCK
        for sums, value in ((self.squares, out**2), (self.blocks, block), (self.weight, np.ones_like(out))):
            sums[mask] = KEEPS_WEEKDAYS * sums[mask] + value[mask]
        return scores


def normal_score(people: Numbers, expected: Numbers, variance: Numbers) -> Numbers:
    """The standard normal score of a count that is spread as negative binomial, in the middle of its step.

    >>> normal_score(np.array([9.0]), np.array([4.0]), np.array([4.0])).round(2).tolist()
    [2.18]
    """
    expected = np.maximum(expected, 1e-9)
    size = expected**2 / np.maximum(variance - expected, 1e-6 * expected)
    part = size / (size + expected)
    above = betainc(people + 1, size, 1 - part)
    least = np.where(people > 0, betainc(np.maximum(people, 1e-9), size, 1 - part), 1.0)
    score: Numbers = np.clip(-ndtri(np.clip((above + least) / 2, 1e-16, 1 - 1e-16)), -8, 8)
    return score


class _Watch:
    """Goes through the days once, over all topics at a time."""

    def __init__(self, people: Numbers, start: int, limits: Limits) -> None:
        days, topics = people.shape
        self.people, self.start, self.limits = people, start, limits
        self.others = people.sum(axis=1, keepdims=True) - people
        beginning = self.others[:HISTORY].mean(axis=0) + 0.5 if days else np.ones(topics)
        self.own, self.share = _Expectation(np.ones(topics)), _Expectation(beginning)
        self.expected = np.zeros((days, topics))
        self.usual = np.ones((days, topics), dtype=bool)  # days that teach the level
        self.summed, self.began = np.zeros(topics), np.zeros(topics, dtype=np.int64)
        self.open: dict[int, _Stretch] = {}
        self.found: list[_Stretch] = []

    def look(self, day: int) -> None:
        """Learn the day that leaves the guard, expect today, hold today against that."""
        ones = np.ones(self.people.shape[1])
        if day >= GUARD:
            past = day - GUARD
            for expectation, exposure in ((self.own, ones), (self.share, self._talk(past))):
                expectation.learn(past, self.people[past], exposure, self.usual[past])
        lift = self._a_year_ago(day)
        own = self.own.plain(ones) * self.own.weekday(day) * lift
        share = self.share.plain(self._talk(day)) * self.share.weekday(day) * lift
        calm = np.array([topic not in self.open for topic in range(len(ones))])
        judging = calm & (day >= 2 * GUARD)
        scores = self.own.judge(self.people[day], own, judging)
        alone = (
            self.others[: day + 1].sum(axis=0) < self.people[: day + 1].sum(axis=0) / 10
        )  # hardly anything else is said
        scores = np.where(alone, scores, np.minimum(scores, self.share.judge(self.people[day], share, judging)))
        self.expected[day] = np.where(alone, own, np.maximum(own, share))
        if day >= self.start:
            self._hold(day, scores)

    def _talk(self, day: int) -> Numbers:
        """How many speak of other topics; half a person more, since nobody is not never."""
        talk: Numbers = self.others[day] + 0.5
        return talk

    def _a_year_ago(self, day: int) -> Numbers:
        middle = day - YEAR
        if middle - AROUND < HISTORY:
            return np.ones(self.people.shape[1])
        around = slice(middle - AROUND, middle + AROUND + 1)
        was, usual = self.people[around].sum(axis=0), self.expected[around].sum(axis=0)
        lift: Numbers = np.maximum((was + WEEKDAYS_LEARNT / 2) / (usual + WEEKDAYS_LEARNT / 2), 1.0)
        return lift

    def _hold(self, day: int, scores: Numbers) -> None:
        carried = np.maximum(self.own.carried(), self.share.carried())
        before = self.summed
        self.summed = np.maximum(0.0, before + np.clip(scores, -CLIPPED, CLIPPED) / carried - REFERENCE)
        self.began = np.where(before == 0, day, self.began)
        single = (scores > self.limits.single) & (self.people[day] >= 2)
        for topic in np.flatnonzero((self.summed > self.limits.summed) | single).tolist():
            if topic not in self.open:
                since = int(self.began[topic]) if self.summed[topic] > self.limits.summed else day
                self.open[topic] = _Stretch(topic, since, day)
                self.found.append(self.open[topic])
                self.summed[topic] = max(self.summed[topic], self.limits.summed / 2)
        for topic, stretch in list(self.open.items()):
            self.summed[topic] = min(self.summed[topic], self.limits.summed)
            self.usual[stretch.since : day + 1, topic] = False
            if self.summed[topic] == 0:
                stretch.until = self._back(stretch, day, scores)
                del self.open[topic]
            elif day - stretch.since >= FOLLOWED:
                stretch.until = day
                self.usual[day - GUARD * 4 :, topic] = True
                self.summed[topic] = 0.0
                del self.open[topic]

    def _back(self, stretch: _Stretch, day: int, scores: Numbers) -> int:
        """Since when it has been no more than expected."""
        topic = stretch.topic
        back = day
        while back - 1 > stretch.noticed and self.people[back - 1, topic] <= self.expected[back - 1, topic]:
            back -= 1
        self.usual[back : day + 1, topic] = True
        return back


def _rise(name: str, one: _Stretch, people: Numbers, watch: _Watch, first_day: date) -> Rise:
    until = len(people) if one.until is None else max(one.until, one.noticed + 1)
    n = float(people[one.since : until, one.topic].sum())
    expected = float(watch.expected[one.since : until, one.topic].sum())
    wider = float(np.sqrt(max(watch.own.spread()[one.topic], watch.share.spread()[one.topic])))
    low, high = chdtri(2 * n, 0.975) / 2 if n else 0.0, chdtri(2 * n + 2, 0.025) / 2
    times = n / max(expected, 1e-9)
    return Rise(
        name,
        first_day + timedelta(days=one.since),
        first_day + timedelta(days=one.noticed),
        None if one.until is None else first_day + timedelta(days=until),
        int(n),
        expected,
        times,
        max(times - wider * (n - low) / max(expected, 1e-9), 0.0),
        times + wider * (high - n) / max(expected, 1e-9),
    )
