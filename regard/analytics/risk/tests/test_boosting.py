"""The trees: their chances are calibrated on customers they never saw, and what explains a chance adds up to it."""

import numpy as np
import pytest
from scipy.special import expit, logit

from regard.analytics.risk.boosting import Hazard, fit_hazard, folds_of, kept_of, line_of
from regard.analytics.risk.features import Known
from regard.analytics.risk.judging import judge
from regard.analytics.risk.tests.drawing import FEATURES, drawn

Drawn = tuple[Known, np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def fitted() -> Hazard:
    known, _, left = drawn(4_000, 1)
    return fit_hazard(FEATURES, known.matrix, left, folds_of(known.customers))


@pytest.fixture(scope="module")
def others() -> Drawn:
    return drawn(8_000, 2, first=1_000_000)


def test_explanation__of_every_customer__adds_up_to_the_log_odds_of_the_chance(fitted: Hazard, others: Drawn) -> None:
    known = others[0]
    why = fitted.explain(known.matrix)
    assert why.parts.shape == (8_000, len(FEATURES))
    together = why.base + why.parts.sum(axis=1)
    assert np.abs(together - fitted.log_odds(known.matrix)).max() < 1e-9
    assert np.abs(expit(together) - fitted.chances(known.matrix)).max() < 1e-12


def test_explanation__of_what_says_nothing__is_small_beside_what_does(fitted: Hazard, others: Drawn) -> None:
    weight = np.abs(fitted.explain(others[0].matrix).parts).mean(axis=0)
    told = dict(zip([one.name for one in FEATURES], weight, strict=True))
    assert told["noise"] < 0.3 * min(told["quiet"], told["trouble"])


def test_explanation__is_shapleys__over_the_orders_in_which_things_become_known(fitted: Hazard, others: Drawn) -> None:
    """With two customers alike but for one thing, only what that thing is part of may differ in sum by the prediction's step."""
    matrix = others[0].matrix[:2].copy()
    matrix[1] = matrix[0]
    matrix[1, 0] = 60.0
    why, log_odds = fitted.explain(matrix), fitted.log_odds(matrix)
    assert (why.parts[1] - why.parts[0]).sum() == pytest.approx(log_odds[1] - log_odds[0])
    assert why.parts[1, 0] > why.parts[0, 0]


def test_chances__of_customers_never_seen__are_calibrated_and_near_the_truth(fitted: Hazard, others: Drawn) -> None:
    known, truth, left = others
    chances = fitted.chances(known.matrix)
    found = judge(chances, left)
    assert found.error < 0.02
    assert (found.expected.low or 0) <= found.left * 1.08
    best, mine = judge(truth, left).auc.value, found.auc.value
    assert mine is not None
    assert best is not None
    assert best - mine < 0.02


def test_trees__fitted_twice__are_the_same(fitted: Hazard) -> None:
    known, _, left = drawn(4_000, 1)
    again = fit_hazard(FEATURES, known.matrix, left, folds_of(known.customers))
    assert (again.text, again.intercept, again.slope) == (fitted.text, fitted.intercept, fitted.slope)


def test_line__of_log_odds_twice_too_steep__halves_them() -> None:
    chance = np.random.default_rng(6)
    truth = chance.beta(2, 4, 60_000)
    intercept, slope = line_of(2 * logit(truth) + 0.5, chance.random(60_000) < truth)
    assert slope == pytest.approx(0.5, abs=0.02)
    assert intercept == pytest.approx(-0.25, abs=0.03)


def test_line__of_log_odds_that_say_the_contrary__gives_everybody_the_same() -> None:
    chance = np.random.default_rng(7)
    left = chance.random(2_000) < 0.3
    intercept, slope = line_of(chance.normal(size=2_000) - left, left)
    assert slope == 0
    assert expit(intercept) == pytest.approx(left.mean(), abs=0.01)


def test_folds__with_another_salt__cut_another_way() -> None:
    customers = drawn(4_000, 1)[0].customers
    one, other = folds_of(customers), folds_of(customers, salt="other")
    assert (np.bincount(one, minlength=4) > 900).all()
    assert 0.2 < (one == other).mean() < 0.3
    assert 900 < kept_of(customers, 1_000).sum() < 1_100
