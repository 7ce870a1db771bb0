"""Fitting customers drawn from the models: what went in comes out, and intervals hold as often as they say."""

import numpy as np
import pytest

from regard.analytics.value.estimating import correlation, fit_money, fit_purchases
from regard.analytics.value.expecting import Horizon, prospects, purchase_total
from regard.analytics.value.histories import Floats, Histories, histories_of
from regard.analytics.value.model import BG_NBD, PARETO_NBD
from regard.analytics.value.purchases import Money
from regard.analytics.value.tests.drawing import (
    bg_nbd_days,
    bought_later,
    histories_until,
    pareto_nbd_days,
    spending,
)

TRUTH = (0.8, 6.0, 0.8, 2.5)
PARETO_TRUTH = (0.8, 6.0, 0.7, 12.0)
SPENDING = (6.0, 4.0, 15.0)


def births(n: int) -> Floats:
    return np.arange(n, dtype=np.float64) % 84.0


def test_bg_nbd__fitted_to_customers_drawn_from_it__finds_their_parameters() -> None:
    known = histories_until(bg_nbd_days(TRUTH, births(6000), 364, seed=1), 363)
    fit = fit_purchases(BG_NBD, known).fit
    assert fit is not None
    assert fit.is_sound
    for truth, one in zip(TRUTH, fit.parameters, strict=True):
        assert one.low is not None
        assert one.high is not None
        assert one.low < truth < one.high
        assert one.error is not None
        assert 0 < one.error < 0.4 * truth


def test_pareto_nbd__fitted_to_customers_drawn_from_it__finds_their_parameters() -> None:
    known = histories_until(pareto_nbd_days(PARETO_TRUTH, births(6000), 364, seed=2), 363)
    fit = fit_purchases(PARETO_NBD, known).fit
    assert fit is not None
    assert fit.is_sound
    for truth, one in zip(PARETO_TRUTH, fit.parameters, strict=True):
        assert one.low is not None
        assert one.high is not None
        assert one.low < truth < one.high


def test_interval_of_total__over_many_draws__holds_what_happens_as_often_as_it_says() -> None:
    runs, inside, untold = 60, 0, 0
    for seed in range(runs):
        days = bg_nbd_days(TRUTH, births(600), 364, seed=seed)
        known = histories_until(days, 182)
        fit = fit_purchases(BG_NBD, known).fit
        assert fit is not None
        total = purchase_total(fit, known, Horizon(26))
        if total.low is None or total.high is None:
            untold += 1
            continue
        inside += total.low <= bought_later(days, 182, 364) <= total.high
    assert untold <= 3
    assert (
        49 <= inside < runs - untold
    )  # of 57 or more; 95 in 100 draws of a binomial of 95 % lie there, 999 in 1,000 above


def test_money__within_the_horizon__has_the_mean_and_spread_of_customers_drawn() -> None:
    theta, chance = np.array(TRUTH), np.random.default_rng(5)
    known = Histories(*(np.array([value]) for value in (2.0, 10.0, 20.0, 1.0, 2.0, 60.0, 3600.0)))
    fit = fit_purchases(BG_NBD, histories_until(bg_nbd_days(TRUTH, births(2000), 364, seed=3), 363)).fit
    money_fit = fit_money(Money(*_money(2000)), "EUR").fit
    assert fit is not None
    assert money_fit is not None
    fit.theta[:], money_fit.theta[:] = theta, SPENDING
    n, discount, weeks = 200_000, 0.004, 52
    r, alpha, a, b = theta
    p, q, gamma = SPENDING
    here = chance.random(n) < BG_NBD.alive(theta, known.frequency, known.recency, known.age)[0]
    pace, leaves = chance.gamma(r + 2, 1 / (alpha + 20), n), chance.beta(a, b + 2, n)
    spread = chance.gamma(p * 2 + q, 1 / (gamma + 60), n)
    at, worth = chance.exponential(1 / pace), np.zeros(n)
    while (going := here & (at < weeks)).any():
        worth[going] += np.exp(-discount * at[going]) * chance.gamma(p, 1 / spread[going])
        here = going & (chance.random(n) > leaves)
        at = at + chance.exponential(1 / pace)
    found = prospects(fit, money_fit, known, Horizon(weeks, discount)).money
    assert found is not None
    assert found.value == pytest.approx(worth.mean(), rel=0.01)
    assert found.low is not None
    assert found.value is not None
    unknown = np.log(found.value / found.low) / 1.959963984540054 * found.value
    assert unknown == pytest.approx(worth.std(), rel=0.05)  # what is unknown of the parameters is little beside it


def _money(n: int, seed: int = 9) -> tuple[Floats, Floats]:
    paid = 1.0 + np.arange(n, dtype=np.float64) % 6
    return paid, spending(SPENDING, paid, seed)


def test_gamma_gamma__fitted_to_customers_drawn_from_it__finds_their_parameters() -> None:
    fit = fit_money(Money(*_money(8000)), "EUR").fit
    assert fit is not None
    assert fit.is_sound
    for truth, one in zip(SPENDING, fit.parameters, strict=True):
        assert one.low is not None
        assert one.high is not None
        assert one.low < truth < one.high


def test_money__that_goes_with_ordering_often__is_said_to_break_the_model() -> None:
    paid, money = _money(2000)
    assert not fit_money(Money(paid, money), "EUR").notes
    related = Money(paid, money * paid)
    (note,) = fit_money(related, "EUR").notes
    assert note.startswith("Customers who order often spend more per order (correlation +0.")
    found = correlation(related)
    assert found.low is not None
    assert found.low > 0.2


def test_customers__of_whom_too_few_came_back__are_not_fitted() -> None:
    fitted = fit_purchases(BG_NBD, histories_of([0, 1], [0, 2], [9, 9], customers=[500, 29]))
    assert fitted.fit is None
    assert fitted.notes[0].startswith("29 of 529 customers ordered again on a later day; 30 are needed")


def test_customers__who_never_leave__have_no_errors_for_what_they_do_not_tell() -> None:
    never_left = histories_of([5, 6], [10, 10], [10, 10], customers=[100, 100])
    fit = fit_purchases(BG_NBD, never_left).fit
    assert fit is not None
    assert set(fit.untold) == {"r", "alpha", "a", "b"}  # nor do they differ in how often they buy
    assert [one.error for one in fit.parameters] == [None] * 4
    assert "hardly differ in what r and alpha and a and b stand for" in fit.faults[0]
    total = purchase_total(fit, never_left, Horizon(10))
    assert total.value == pytest.approx(1100, rel=0.1)  # they go on as they did
    assert total.low is not None
    assert 1000 < total.low < 1100


def test_customers__who_are_all_as_likely_to_leave__are_told_apart_by_their_pace_alone() -> None:
    alike = bg_nbd_days((0.8, 6.0, 8e5, 4e6), births(2000), 364, seed=7)
    fit = fit_purchases(BG_NBD, histories_until(alike, 182)).fit
    assert fit is not None
    assert fit.untold == ("a", "b")
    assert [one.error is None for one in fit.parameters] == [False, False, True, True]
    total = purchase_total(fit, histories_until(alike, 182), Horizon(26))
    assert total.low is not None
    assert total.high is not None
    assert total.low < bought_later(alike, 182, 364) < total.high


def test_orders__that_all_cost_the_same__are_no_model_of_money() -> None:
    paid = np.array([1.0, 2.0, 3.0] * 20)
    fitted = fit_money(Money(paid, 9.99 * paid), "EUR")
    assert fitted.fit is None
    assert fitted.notes == ("All repeat orders cost the same, so there is nothing to model: multiply by that price.",)


def test_money__known_of_too_few__is_not_fitted() -> None:
    fitted = fit_money(Money(np.ones(3), np.array([5.0, 7.0, 9.0])), "EUR")
    assert fitted.fit is None
    assert fitted.notes[0].startswith("3 customers ordered again for a known sum in EUR; 30 are needed")
