"""Rising topics: what is planted is found soon, and nothing is where nothing is."""

from datetime import date, timedelta

import numpy as np
import pytest

from regard.analytics.topics import TopicsRefused
from regard.analytics.topics.rising import HISTORY, Rising, rising
from regard.analytics.watching.thresholds import RateRefused

FIRST = date(2025, 1, 6)
WEEK = np.array([1.0, 1.0, 1.0, 1.0, 1.2, 1.4, 0.6])
TOPICS = 40


def talk(
    *, seed: int, days: int = 270, own: float = 0.0, yearly: float = 0.0, wander: float = 0.0, loud_from: int = 9999
) -> np.ndarray:
    """People a day by topic, from one in ten days to forty a day; nothing rises."""
    rng = np.random.default_rng([3, seed])
    level = rng.normal(np.log(2), 1.4, TOPICS) + np.cumsum(rng.normal(0, wander, (days, TOPICS)), axis=0)
    at = np.arange(days)[:, None]
    level = level + yearly * np.sin(2 * np.pi * at / 365) + rng.normal(0, own, (days, TOPICS))
    found: np.ndarray = rng.poisson(np.exp(level) * WEEK[at % 7] * np.where(at < loud_from, 1, 2.5))
    return found


def watched(people: np.ndarray, **options: float) -> Rising:
    return rising(people, topics=[f"t{n}" for n in range(people.shape[1])], first_day=FIRST, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "kind", [{}, {"own": 0.3}, {"yearly": 0.5}, {"wander": 0.01}], ids=["chance", "own days", "season", "wandering"]
)
def test_rising__nothing_happens__at_most_one_false_alarm_a_month(kind: dict[str, float]) -> None:
    runs = [watched(talk(seed=seed, **kind)) for seed in range(3)]  # type: ignore[arg-type]
    months = sum(run.days for run in runs) * 12 / 365.2425
    assert months > 20
    assert sum(len(run.rises) for run in runs) / months <= 1.0


@pytest.mark.parametrize(("usual", "times"), [(1, 5), (3, 3), (8, 2.5), (0.02, 150)])
def test_rising__a_planted_rise__flagged_within_a_week(usual: float, times: float) -> None:
    delays = []
    for seed in range(5):
        people = talk(seed=seed, days=220)
        rng = np.random.default_rng([4, seed])
        people[:, 0] = rng.poisson(usual * np.where(np.arange(220) < 190, 1, times))
        found = [
            one for one in watched(people).rises if one.topic == "t0" and one.noticed >= FIRST + timedelta(days=190)
        ]
        delays.append((found[0].noticed - FIRST).days - 189 if found else 99)
    assert np.median(delays) <= 5
    assert sum(delay <= 7 for delay in delays) >= 4


def test_rising__what_it_says__is_what_was_counted() -> None:
    people = talk(seed=1, days=220)
    people[:, 0] = np.where(np.arange(220) < 190, 4, 12)
    (one,) = [rise for rise in watched(people).rises if rise.topic == "t0"]
    assert one.until is None
    assert one.since == FIRST + timedelta(days=190)
    assert one.people == 30 * 12
    assert one.low < 3 < one.high
    assert one.says("Late parcels").startswith("“Late parcels”: 360 people since 15 July 2025, ")


def test_rising__it_falls_back__has_an_end_and_is_no_longer_on() -> None:
    people = talk(seed=2, days=260)
    at = np.arange(260)
    people[:, 0] = np.random.default_rng(0).poisson(np.where((at >= 180) & (at < 200), 15, 4))
    found = watched(people)
    (one,) = [rise for rise in found.rises if rise.topic == "t0"]
    assert one.until is not None
    assert abs((one.until - FIRST).days - 200) <= 7
    assert one in found.on(FIRST + timedelta(days=190))
    assert one not in found.on(FIRST + timedelta(days=250))


def test_rising__everybody_talks_more__nothing_rises() -> None:
    people = talk(seed=3, days=220, loud_from=190)
    assert [one for one in watched(people).rises if one.noticed >= FIRST + timedelta(days=190)] == []


def test_rising__other_topics_fall_silent__nothing_rises() -> None:
    people = talk(seed=4, days=220)
    people[190:, 5:] = np.random.default_rng(1).binomial(people[190:, 5:], 0.2)
    assert [one for one in watched(people).rises if one.noticed >= FIRST + timedelta(days=190)] == []


def test_rising__what_rose_a_year_ago_too__is_the_season() -> None:
    days = 3 * 365
    at = np.arange(days)
    people = talk(seed=5, days=days)
    people[:, 0] = np.random.default_rng(2).poisson(np.where(at % 365 < 40, 12, 4))
    years = {one.noticed.year for one in watched(people).rises if one.topic == "t0"}
    assert 2026 in years  # the first time it can be seen it is news
    assert 2027 not in years


def test_rising__too_little_history_or_nobody__nothing() -> None:
    assert watched(talk(seed=6, days=HISTORY)).rises == ()
    assert watched(np.zeros((200, 3), dtype=int)).rises == ()
    assert watched(np.zeros((0, 3), dtype=int)).rises == ()


def test_rising__what_cannot_be__refused() -> None:
    with pytest.raises(TopicsRefused, match="2 topics"):
        rising(np.zeros((90, 3), dtype=int), topics=["a", "b"], first_day=FIRST)
    with pytest.raises(TopicsRefused, match="fewer than no people"):
        watched(np.full((90, 3), -1))
    with pytest.raises(RateRefused):
        watched(np.zeros((90, 3), dtype=int), false_alarms=0.0)
