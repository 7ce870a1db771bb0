"""Estimates against published numbers, and their intervals by simulation."""

import numpy as np
import pytest
from scipy import stats

from regard.analytics.metrics.estimates import Numbers, change, mean, median, net_promoter, share


def test_net_promoter__half_promoters_a_third_passive__is_a_third() -> None:
    numbers = net_promoter(promoters=300, detractors=100, n=600)
    assert numbers.value == pytest.approx(100 / 3)
    assert numbers.high is not None
    assert numbers.low is not None
    plain = 1.96 * np.sqrt(5 / 9 / 600) * 100  # the variance published for this mix is 5/9
    assert (numbers.high - numbers.low) / 2 == pytest.approx(plain, rel=0.01)


def test_share__forty_five_of_sixty__has_wilsons_interval() -> None:
    numbers = share(45, 60)
    expected = stats.binomtest(45, 60).proportion_ci(method="wilson")
    assert numbers.low == pytest.approx(100 * expected.low)
    assert numbers.high == pytest.approx(100 * expected.high)


def test_mean__five_values__has_students_interval() -> None:
    values = np.array([1.0, 2.0, 2.0, 4.0, 6.0])
    numbers = mean(values.sum(), (values**2).sum(), 5)
    low, high = stats.t.interval(0.95, 4, values.mean(), stats.sem(values))
    assert numbers.low == pytest.approx(low)
    assert numbers.high == pytest.approx(high)


def test_median__eleven_values__has_the_order_statistics_of_the_binomial() -> None:
    assert median(range(1, 12)) == Numbers(6.0, 11, 2.0, 10.0)


@pytest.mark.parametrize("numbers", [net_promoter(0, 0, 0), share(0, 0), mean(0, 0, 0), median([])])
def test_estimates__nothing_counted__say_nothing(numbers: Numbers) -> None:
    assert numbers == Numbers(None, 0, None, None)


@pytest.mark.parametrize("n", [10, 30, 100, 1000])
@pytest.mark.parametrize("mix", [(0.5, 0.3, 0.2), (0.8, 0.15, 0.05), (0.2, 0.3, 0.5)])
def test_net_promoter__many_samples__interval_holds_the_truth_as_often_as_it_says(
    n: int, mix: tuple[float, float, float]
) -> None:
    rng = np.random.default_rng(7)
    truth = 100 * (mix[0] - mix[2])
    counts = rng.multinomial(n, mix, size=4000)
    held = sum(
        numbers.low <= truth <= numbers.high  # type: ignore[operator]
        for numbers in (net_promoter(row[0], row[2], n) for row in counts)
    )
    assert 0.93 <= held / 4000 <= 0.985


@pytest.mark.parametrize("p", [0.1, 0.5, 0.85])
def test_change__two_samples_of_the_same_share__is_called_a_change_in_at_most_one_of_twenty(p: float) -> None:
    rng = np.random.default_rng(11)
    pairs = rng.binomial(300, p, size=(4000, 2))
    found = [change(share(one, 300), share(other, 300)) for one, other in pairs]
    wrong = sum(one is not None and one.word != "no clear change" for one in found)
    assert wrong / 4000 <= 0.06


def test_change__clear_rise__says_higher_with_its_interval() -> None:
    found = change(share(90, 100), share(60, 100))
    assert found is not None
    assert found.value == pytest.approx(30.0)
    assert found.low > 0
    assert found.word == "higher"


def test_change__no_interval_on_one_side__is_not_told() -> None:
    assert change(share(1, 2), Numbers(5.0, 5, None, None)) is None
