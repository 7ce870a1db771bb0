"""Streams of people a day and topic in which nothing rises, or one thing does: false alarms and delay of `rising`."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from regard.analytics.topics.rising import rising

Ints = NDArray[np.int64]
TOPICS, HISTORY = 60, 180
FIRST = date(2025, 1, 6)
WEEK = np.array([0.95, 1.0, 1.02, 1.0, 1.1, 1.25, 0.68])
NULLS = {
    "chance alone": {},
    "rare topics, one in ten days": {"mean": 0.1},
    "week and year, all topics alike": {"mean": 5, "year": 0.3},
    "each topic its own year": {"mean": 5, "own_year": 0.4},
    "growing, +65 % a year": {"mean": 5, "growth": 0.5},
    "days of their own, 20 %": {"mean": 8, "own": 0.2},
    "days of their own that last, 30 %, 0.6": {"mean": 8, "own": 0.3, "keeps": 0.6},
    "each topic wanders": {"mean": 8, "drift": 0.015},
    "all wander together": {"mean": 5, "drift_of_all": 0.05},
    "bursts of everything": {"mean": 5, "bursts": 3.0},
}


def rises(seeds: int) -> str:
    """False alarms where nothing rises, and how soon a planted rise is noticed."""
    text = f"""
## Rising

{TOPICS} topics of very different size, a year watched after half a year of history, at most **one false alarm a month
over all topics together** asked for (`rising(false_alarms=1)`). *A month*: with the 95 % interval of a Poisson count. A rise
is then planted in one topic: the day on which it is noticed, counted from 1, median and 90th percentile; 99 is not within the
five weeks looked at.

| stream | false alarms | months | a month | 1 → 5 a day | 3 → 9 | 5 → 10 | 10 → 20 |
| --- | --- | --- | --- | --- | --- | --- | --- |
"""
    for name, kind in NULLS.items():
        months = alarms = 0.0
        for seed in range(seeds):
            found = _watched(_talk(np.random.default_rng([7, seed]), HISTORY + 365, **kind))
            alarms += len(found)
            months += 365 * 12 / 365.2425
        low, high = (bound / months for bound in _poisson(int(alarms)))
        planted = " | ".join(
            _delays(kind, usual, times, 2 * seeds) for usual, times in ((1, 5), (3, 3), (5, 2), (10, 2))
        )
        text += (
            f"| {name} | {alarms:.0f} | {months:.0f} | {alarms / months:.2f} [{low:.2f}, {high:.2f}] | {planted} |\n"
        )
        print(text.splitlines()[-1], flush=True)
    return text


def _delays(kind: dict[str, float], usual: float, times: float, seeds: int) -> str:
    delays, at = [], 260
    for seed in range(seeds):
        rng = np.random.default_rng([8, seed])
        people = _talk(rng, at + 35, **kind)
        people[:, 0] = rng.poisson(usual * np.where(np.arange(at + 35) < at, 1, times))
        noticed = [day - at + 1 for topic, day in _watched(people) if topic == "0" and day >= at]
        delays.append(noticed[0] if noticed else 99)
    return f"{np.median(delays):.0f} d, {np.quantile(delays, 0.9):.0f} d"


def _watched(people: Ints) -> list[tuple[str, int]]:
    names = [str(number) for number in range(people.shape[1])]
    found = rising(people, topics=names, first_day=FIRST, watch_from=FIRST + timedelta(days=HISTORY))
    return [(one.topic, (one.noticed - FIRST).days) for one in found.rises]


def _talk(
    rng: np.random.Generator,
    days: int,
    *,
    mean: float = 3,
    year: float = 0,
    own_year: float = 0,
    growth: float = 0,
    own: float = 0,
    keeps: float = 0,
    drift: float = 0,
    drift_of_all: float = 0,
    bursts: float = 1,
) -> Ints:
    at = np.arange(days)[:, None]
    level = rng.normal(np.log(mean), 1.2, TOPICS) + growth * at / 365 + year * np.sin(2 * np.pi * at / 365.25)
    level = level + own_year * np.sin(2 * np.pi * (at / 365.25 + rng.random(TOPICS)))
    level = level + np.cumsum(rng.normal(0, drift, (days, TOPICS)), axis=0)
    level = level + np.cumsum(rng.normal(0, drift_of_all, (days, 1)), axis=0)
    last = np.zeros(TOPICS)
    for day in range(days):
        last = keeps * last + rng.normal(0, own * np.sqrt(1 - keeps**2), TOPICS)
        level[day] += last
    loud = np.where(rng.random((days, 1)) < 0.03, bursts, 1.0)
    return rng.poisson(np.exp(level) * WEEK[at % 7] * loud)


def _poisson(count: int) -> tuple[float, float]:
    from scipy.stats import chi2

    return (float(chi2.ppf(0.025, 2 * count) / 2) if count else 0.0), float(chi2.ppf(0.975, 2 * count + 2) / 2)
