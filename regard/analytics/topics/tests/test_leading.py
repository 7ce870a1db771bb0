"""The interval of a lead holds the true one as often as it says, and a certainty is what it claims."""

from datetime import date, timedelta

import numpy as np
import pytest

from regard.analytics.topics.contracts import TopicsRefused
from regard.analytics.topics.leading import Lead, Onset, find_onset, lead_of, spread_of

DAY = date(2026, 3, 1)


def test_onset__of_a_plain_step__is_its_day() -> None:
    found = find_onset([0] * 20 + [6] * 10, first_day=DAY)
    most = int(np.argmax(found.likely))
    assert found.first_day + timedelta(days=most) == DAY + timedelta(days=20)
    assert found.likely[most] > 0.95
    assert found.likely.sum() == pytest.approx(1)


def test_lead__of_two_certain_days__is_the_days_between() -> None:
    one, other = Onset(DAY, np.array([0.0, 1.0])), Onset(DAY, np.array([0.0, 0.0, 0.0, 0.0, 0.0, 1.0]))
    assert lead_of(one, other) == Lead(4, 4, 4, 1.0)
    assert lead_of(other, one) == Lead(-4, -4, -4, 0.0)
    assert lead_of(one, other).says() == "4 days before customers (95 %: 4 to 4)"


def test_lead__of_three_days_against_one__is_their_distribution() -> None:
    one, other = Onset(DAY, np.array([0.5, 0.3, 0.2])), Onset(DAY, np.array([0.0, 1.0]))
    found = lead_of(one, other)  # 1 day with .5, the same day with .3, a day after with .2
    assert (found.days, found.low, found.high) == (0, -1, 1)
    assert found.certainty == pytest.approx(0.5)


@pytest.mark.parametrize(("before", "after"), [(0.1, 1.5), (1.0, 3.0), (3.0, 5.0)])
def test_interval__over_many_pairs__holds_the_true_lead_in_about_95_of_100(before: float, after: float) -> None:
    dice, held, first, runs = np.random.default_rng(7), 0, 0.0, 300
    for _ in range(runs):
        starts = dice.integers(30, 50, 2)
        rates = [np.where(np.arange(80) < start, before, after) for start in starts]
        one, other = (find_onset(dice.poisson(rate), first_day=DAY) for rate in rates)
        found = lead_of(one, other)
        held += found.low <= starts[1] - starts[0] <= found.high
        first += found.certainty - float(starts[1] > starts[0])
    assert 0.92 <= held / runs <= 1.0
    assert abs(first / runs) < 0.05


def test_counts__that_never_rise_or_are_too_few__are_refused() -> None:
    for counts in ([1, 2, 3], [0] * 10, [9, 5, 3, 1, 0]):
        with pytest.raises(TopicsRefused):
            find_onset(counts, first_day=DAY)


def test_spread__of_counts__is_variance_over_mean_and_at_least_one() -> None:
    assert spread_of([2, 2, 2, 2]) == 1.0
    assert spread_of([0, 8, 0, 8]) == pytest.approx(np.var([0, 8, 0, 8], ddof=1) / 4)
