"""The area under the curve, Brier's score and calibration: against counting pairs, and by simulation."""

import numpy as np
import pytest

from regard.analytics.risk.judging import area, bins_of, gain, judge


def test_area__with_ties__is_the_share_of_pairs_in_the_right_order() -> None:
    chance = np.random.default_rng(1)
    chances, left = np.round(chance.random(60), 1), chance.random(60) < 0.4
    pairs = [(a > b) + 0.5 * (a == b) for a in chances[left] for b in chances[~left]]
    assert area(chances, left).value == pytest.approx(np.mean(pairs))


def test_area__drawn_many_times__lies_in_its_interval_nineteen_times_of_twenty() -> None:
    chance, inside, runs = np.random.default_rng(2), 0, 600
    truth = 0.7602  # of two normals one apart: Phi(1 / sqrt(2))
    for _ in range(runs):
        left = chance.random(160) < 0.3
        found = area(chance.normal(size=160) + left, left)
        inside += (found.low or 1) <= truth <= (found.high or 0)
    assert 0.93 <= inside / runs <= 0.97


def test_gain__of_two_scores_that_are_as_good__is_found_in_one_draw_of_twenty() -> None:
    chance, found, runs = np.random.default_rng(3), 0, 500
    for _ in range(runs):
        left = chance.random(200) < 0.3
        shared = chance.normal(size=200) + left
        one, other = (shared + chance.normal(size=200) for _ in range(2))
        told = gain(one, other, left)
        assert told is not None
        found += told.p < 0.05
    assert 0.03 <= found / runs <= 0.07


def test_judge__of_chances_that_are_right__errs_as_chance_does() -> None:
    chance = np.random.default_rng(4)
    truth = chance.beta(2, 5, 20_000)
    left = chance.random(20_000) < truth
    found = judge(truth, left)
    assert found.error < 2 * found.error_by_chance
    assert found.brier.value == pytest.approx(np.mean((truth - left) ** 2))
    assert (found.brier.value or 1) < found.brier_base
    held = [(one.happened.low or 0) <= one.expected <= (one.happened.high or 0) for one in found.bins]
    assert len(held) == 10
    assert sum(held) >= 8


def test_expected__of_chances_that_are_right__holds_how_many_left_nineteen_times_of_twenty() -> None:
    chance, inside, runs = np.random.default_rng(6), 0, 600
    for _ in range(runs):
        truth = chance.beta(2, 5, 300)
        found = judge(truth, chance.random(300) < truth)
        inside += (found.expected.low or 0) <= found.left <= (found.expected.high or 0)
    assert 0.93 <= inside / runs <= 0.97


def test_judge__of_chances_twice_too_high__says_so() -> None:
    chance = np.random.default_rng(5)
    truth = chance.beta(2, 8, 5_000)
    found = judge(2 * truth, chance.random(5_000) < truth)
    assert found.error > 5 * found.error_by_chance
    assert (found.expected.low or 0) > found.left


def test_bins__where_all_have_the_same_chance__are_one() -> None:
    (one,) = bins_of(np.full(50, 0.2), np.arange(50) < 10)
    assert (one.n, one.left) == (50, 10)
    assert one.expected == pytest.approx(0.2)


def test_judge__where_nobody_left__has_no_area() -> None:
    found = judge(np.full(30, 0.1), np.zeros(30, dtype=bool))
    assert (found.auc.value, found.left) == (None, 0)
    assert found.brier.value == pytest.approx(0.01)
