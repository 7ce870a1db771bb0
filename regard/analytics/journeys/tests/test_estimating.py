"""Estimates over customers."""

import numpy as np
import pytest

from regard.analytics.journeys.estimating import DAYS, mean_per_unit, median_days, share_of_units
from regard.analytics.metrics.estimates import median


@pytest.mark.parametrize("n", [0, 1, 2, 7, 2_000, 2_001, 2_002, 5_003, 30_001, 100_000])
def test_median_days__of_few_or_many__is_the_median_with_its_interval(n: int) -> None:
    values = np.random.default_rng(n).integers(0, 10**12, n)
    found, expected = median_days(values), median(list(values / DAYS))
    assert (found.n, found.low, found.high) == (expected.n, expected.low, expected.high)
    assert found.value == pytest.approx(expected.value)


def test_mean_per_unit__of_customers_who_are_alike__covers_the_truth_in_95_of_100_draws() -> None:
    dice, covered = np.random.default_rng(5), 0
    for _ in range(1_000):
        sessions = dice.integers(1, 12, 200)
        own = dice.gamma(2.0, 3.0, 200)  # how much each customer does in a session
        found = mean_per_unit(dice.poisson(own * sessions), sessions)
        covered += (found.low or 0) <= 6.0 <= (found.high or 0)
    assert 930 <= covered <= 970


def test_share_of_units__of_one_customer__has_no_interval() -> None:
    found = share_of_units(np.array([1]), np.array([2]))
    assert (found.value, found.n, found.low) == (50.0, 2, None)
    assert share_of_units(np.empty(0, np.int64), np.empty(0, np.int64)).value is None
