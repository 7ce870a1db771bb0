"""Courses made up to try the watching on: nothing happens in them, or a shift of known size does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from regard.analytics.watching.readings import Nature, Numbers, Point

FIRST_DAY = date(2024, 1, 1)
WEEK = np.array([0.95, 1.0, 1.02, 1.0, 1.1, 1.25, 0.68])


@dataclass(frozen=True)
class Stream:
    """A made-up metric: `tell(rng, days, shift)` gives its points, `shift` in standard deviations of a day, per day."""

    name: str
    nature: Nature
    tell: Callable[[np.random.Generator, int, Numbers], list[Point]]


def streams() -> list[Stream]:
    """Every kind of stream in which nothing happens, unless a shift is asked for."""
    return [
        Stream("constant count, 50 a day", Nature.COUNT, _count(mean=50)),
        Stream("small count, 1.5 a day", Nature.COUNT, _count(mean=1.5)),
        Stream("seasonal count, week and year", Nature.COUNT, _count(mean=80, weekly=True, yearly=0.2)),
        Stream("growing count, +60 % a year", Nature.COUNT, _count(mean=60, weekly=True, growth=0.47)),
        Stream("overdispersed count, 12 % of its own", Nature.COUNT, _count(mean=200, weekly=True, own=0.12)),
        Stream("autocorrelated count, 0.6", Nature.COUNT, _count(mean=200, weekly=True, own=0.12, keeps=0.6)),
        Stream("wandering count", Nature.COUNT, _count(mean=150, weekly=True, own=0.05, drift=0.015)),
        Stream("revenue, 20 orders a day", Nature.AMOUNT, _amount),
        Stream("CSAT 78 %, 30 answers", Nature.SHARE, _share(part=0.78, n=30)),
        Stream("CSAT 95 %, 6 answers", Nature.SHARE, _share(part=0.95, n=6)),
        Stream("CSAT 70 %, 60 answers, own days", Nature.SHARE, _share(part=0.70, n=60, own=0.08)),
        Stream("NPS, 4 answers", Nature.NET, _net(n=4)),
        Stream("NPS, 40 answers", Nature.NET, _net(n=40)),
        Stream("stars, 8 reviews", Nature.MEAN, _stars),
        Stream("hours to resolution, 25 tickets", Nature.TIME, _hours),
    ]


def _own(rng: np.random.Generator, days: int, sd: float, keeps: float = 0.0) -> Numbers:
    out, last = np.empty(days), 0.0
    for index in range(days):
        last = keeps * last + rng.normal(0, sd * np.sqrt(1 - keeps**2))
        out[index] = last
    return out


def _count(
    *,
    mean: float,
    weekly: bool = False,
    yearly: float = 0.0,
    growth: float = 0.0,
    own: float = 0.0,
    keeps: float = 0.0,
    drift: float = 0.0,
) -> Callable[[np.random.Generator, int, Numbers], list[Point]]:
    def tell(rng: np.random.Generator, days: int, shift: Numbers) -> list[Point]:
        at = np.arange(days)
        level = np.log(mean) + growth * at / 365 + yearly * np.sin(2 * np.pi * at / 365.25)
        level = level + _own(rng, days, own, keeps) + np.cumsum(rng.normal(0, drift, days))
        expected = np.exp(level) * (WEEK[at % 7] if weekly else 1)
        moved = expected + shift * np.sqrt(expected + (own * expected) ** 2)
        found = rng.poisson(np.maximum(moved, 0))
        return [_point(index, float(value), int(value)) for index, value in enumerate(found)]

    return tell


def _amount(rng: np.random.Generator, days: int, shift: Numbers) -> list[Point]:
    orders = rng.poisson(np.maximum(20 * WEEK[np.arange(days) % 7] * (1 + 0.3 * shift), 0))
    return [_point(index, float(rng.lognormal(4, 0.6, count).sum()), int(count)) for index, count in enumerate(orders)]


def _share(*, part: float, n: int, own: float = 0.0) -> Callable[[np.random.Generator, int, Numbers], list[Point]]:
    def tell(rng: np.random.Generator, days: int, shift: Numbers) -> list[Point]:
        sd = np.sqrt(part * (1 - part) / n + own**2)
        chance = np.clip(part + shift * sd + rng.normal(0, own, days), 0, 1)
        answers = rng.poisson(n, days)
        good = rng.binomial(answers, chance)
        return [
            _point(index, 100 * good[index] / answers[index] if answers[index] else None, int(answers[index]))
            for index in range(days)
        ]

    return tell


def _net(*, n: int) -> Callable[[np.random.Generator, int, Numbers], list[Point]]:
    def tell(rng: np.random.Generator, days: int, shift: Numbers) -> list[Point]:
        points = []
        for index in range(days):
            moved = shift[index] * 0.745 / np.sqrt(n) / 2
            chances = np.clip([0.5 + moved, 1 / 3, 1 / 6 - moved], 0, 1)
            values = rng.choice([1, 0, -1], rng.poisson(n), p=chances / chances.sum())
            points.append(_of_values(index, 100 * values))
        return points

    return tell


def _stars(rng: np.random.Generator, days: int, shift: Numbers) -> list[Point]:
    points = []
    for index in range(days):
        chances = np.array([0.05, 0.05, 0.1, 0.25, 0.55])
        values = rng.choice([1, 2, 3, 4, 5], rng.poisson(8), p=chances)
        points.append(_of_values(index, values + shift[index] * 1.1 / np.sqrt(8)))
    return points


def _hours(rng: np.random.Generator, days: int, shift: Numbers) -> list[Point]:
    points = []
    for index in range(days):
        values = np.sort(rng.lognormal(2 + shift[index] * 0.2, 0.8, rng.poisson(25)))
        half = 0.98 * np.sqrt(len(values))
        middle = len(values) / 2
        low, high = values[max(int(middle - half), 0)], values[min(int(middle + half), len(values) - 1)]
        points.append(Point(_day(index), float(np.median(values)), len(values), float(low), float(high)))
    return points


def _of_values(index: int, values: Numbers) -> Point:
    n = len(values)
    if n == 0:
        return _point(index, None, 0)
    mean = float(values.mean())
    if n == 1:
        return _point(index, mean, 1)
    half = 1.96 * float(values.std(ddof=1)) / np.sqrt(n)
    return Point(_day(index), mean, n, mean - half, mean + half)


def _point(index: int, value: float | None, n: int) -> Point:
    return Point(_day(index), value, n)


def _day(index: int) -> date:
    return FIRST_DAY + timedelta(days=index)
