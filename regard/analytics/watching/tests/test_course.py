"""Expected bands and alarms: as many false ones as were wanted, shifts found in time, and what was learnt is kept."""

from datetime import date, timedelta

import numpy as np
import pytest

from regard.analytics.watching.course import Course, course
from regard.analytics.watching.readings import Grain, Nature, Point, read
from regard.analytics.watching.season import UnknownCountry, check_country, season_of
from regard.analytics.watching.tests.streams import FIRST_DAY, Stream, streams
from regard.analytics.watching.thresholds import DAYS_OF_A_MONTH, RateRefused, limits_for

HISTORY, DAYS = 150, 330
STREAMS = {stream.name: stream for stream in streams()}


def watched(stream: Stream, seed: int, *, size: float = 0.0, at: int = 200, days: int = DAYS) -> Course:
    shift = np.where(np.arange(days) >= at, size, 0.0)
    points = stream.tell(np.random.default_rng([11, seed]), days, shift)
    limits = limits_for(false_alarms=1, metrics=6)
    return course(points, nature=stream.nature, limits=limits, watch_from=FIRST_DAY + timedelta(days=HISTORY))


@pytest.mark.parametrize("name", ["constant count, 50 a day", "CSAT 95 %, 6 answers", "autocorrelated count, 0.6"])
def test_course__nothing_happens__raises_at_most_the_false_alarms_wanted(name: str) -> None:
    found = [watched(STREAMS[name], seed) for seed in range(6)]
    months = len(found) * (DAYS - HISTORY) / DAYS_OF_A_MONTH
    wanted = months / 6  # one a month over six metrics, of which this is one
    assert sum(len(each.deviations) for each in found) <= wanted + 2 * np.sqrt(wanted)  # beyond by chance: 1 in 50
    judged = [band for each in found for band in each.bands[HISTORY:] if band.score is not None]
    inside = np.mean([band.low <= band.value <= band.high for band in judged])  # type: ignore[operator]
    assert 0.92 <= inside <= 0.99


@pytest.mark.parametrize(("size", "days"), [(1.5, 12), (3.0, 4)])
def test_course__shift__is_found_within_days_and_dated(size: float, days: int) -> None:
    delays, began = [], []
    for seed in range(7):
        found = watched(STREAMS["CSAT 78 %, 30 answers"], seed, size=-size, days=240)
        day = FIRST_DAY + timedelta(days=200)
        first = next((each for each in found.deviations if each.noticed >= day), None)
        delays.append((first.noticed - day).days + 1 if first else 99)
        began.append(abs((first.since - day).days) if first else 99)
        assert first is None or first.size < 0
    assert np.median(delays) <= days
    assert np.median(began) <= 3


def told(values: list[float]) -> list[Point]:
    return [Point(FIRST_DAY + timedelta(days=index), value, int(value)) for index, value in enumerate(values)]


def test_course__shift_that_ends__says_when_it_was_back() -> None:
    rng = np.random.default_rng(4)
    mean = np.where((np.arange(240) >= 180) & (np.arange(240) < 200), 160, 100)
    found = course(told(rng.poisson(mean).tolist()), nature=Nature.COUNT, limits=limits_for(false_alarms=0.1))
    (shift,) = found.deviations
    assert shift.until is not None
    assert abs((shift.since - FIRST_DAY).days - 180) <= 1
    assert abs((shift.until - FIRST_DAY).days - 200) <= 1
    during = found.bands[190]
    assert during.expected == pytest.approx(100, rel=0.1)


def test_course__new_level_accepted__is_expected_from_then_on() -> None:
    rng = np.random.default_rng(5)
    points = told(rng.poisson(np.where(np.arange(240) >= 180, 160, 100)).tolist())
    limits = limits_for(false_alarms=0.1)
    since = course(points, nature=Nature.COUNT, limits=limits).deviations[0].since
    found = course(points, nature=Nature.COUNT, limits=limits, new_levels=[since])
    assert found.deviations == ()
    assert found.bands[-1].expected == pytest.approx(160, rel=0.1)


def test_course__told_twice__is_the_same_and_never_looks_ahead() -> None:
    points = STREAMS["seasonal count, week and year"].tell(np.random.default_rng(1), 300, np.zeros(300))
    limits = limits_for(false_alarms=1)
    start = FIRST_DAY + timedelta(days=200)
    whole = course(points, nature=Nature.COUNT, limits=limits, watch_from=start)
    assert course(points[::-1], nature=Nature.COUNT, limits=limits, watch_from=start) == whole
    part = course(points[:250], nature=Nature.COUNT, limits=limits, watch_from=start)
    assert part.bands[200:] == whole.bands[200:250]


def test_course__too_little_history__judges_nothing() -> None:
    found = course(told([5.0] * 30), nature=Nature.COUNT, limits=limits_for(false_alarms=1))
    assert found.watched_since is None
    assert {band.expected for band in found.bands} == {None}
    assert course([], nature=Nature.MEAN, limits=limits_for(false_alarms=1)).bands == ()


def test_course__shop_closed_on_holidays__expects_it_when_told_the_country() -> None:
    days = [date(2024, 1, 1) + timedelta(days=index) for index in range(365 + 115)]
    free = season_of(read([Point(day, 1, 1) for day in days], nature=Nature.COUNT), country="DE")[:, -1]
    rng = np.random.default_rng(2)
    points = [Point(day, float(n), int(n)) for day, n in zip(days, rng.poisson(np.where(free > 0, 3, 90)), strict=True)]
    limits = limits_for(false_alarms=0.2)
    start = date(2025, 1, 15)
    blind = course(points, nature=Nature.COUNT, limits=limits, watch_from=start)
    found = course(points, nature=Nature.COUNT, limits=limits, watch_from=start, country="DE")
    easter = date(2025, 4, 18)
    assert easter in {each.since for each in blind.deviations}
    assert easter not in {each.since for each in found.deviations}


def test_season__of_weeks_and_of_two_years__has_waves_and_no_weekdays() -> None:
    weeks = [Point(date(2023, 1, 2) + timedelta(weeks=index), 1.0, 1) for index in range(110)]
    assert season_of(read(weeks, nature=Nature.MEAN, grain=Grain.WEEK)).shape == (110, 4)
    assert season_of(read(weeks[:60], nature=Nature.MEAN, grain=Grain.WEEK)).shape == (60, 0)
    with pytest.raises(UnknownCountry, match="two letters"):
        check_country("Atlantis")


def test_limits__fewer_false_alarms_wanted__lie_further_out() -> None:
    loud, quiet = limits_for(false_alarms=2), limits_for(false_alarms=0.1, metrics=6)
    assert loud.single < quiet.single
    assert loud.summed < quiet.summed
    with pytest.raises(RateRefused, match=r"choose 0\.01 to 10"):
        limits_for(false_alarms=0)
