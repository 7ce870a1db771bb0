"""Intervals hold what they promise, over mixes of every mood; benchmarks/coverage.py does the same with more draws."""

from functools import lru_cache

import numpy as np
import pytest

from benchmarks.coverage import Held, simulate


@lru_cache
def held() -> list[Held]:
    return simulate(draws=800, sizes=(10, 30, 100, 1000))


@pytest.mark.parametrize("metric", ["nps", "csat", "ces"])
@pytest.mark.parametrize("n", [10, 30, 100, 1000])
def test_interval__over_mixes_of_every_mood__holds_the_truth_as_often_as_it_says(metric: str, n: int) -> None:
    chosen = [one for one in held() if (one.metric, one.n) == (metric, n)]
    assert len(chosen) == 8
    assert 0.93 <= np.mean([one.covered for one in chosen]) <= 0.97
    assert min(one.covered for one in chosen) >= 0.91


@pytest.mark.parametrize("metric", ["nps", "csat", "ces"])
def test_change__of_nothing__is_called_one_in_at_most_one_of_twenty(metric: str) -> None:
    chosen = [one.called_changed for one in held() if one.metric == metric]
    assert np.mean(chosen) <= 0.05
