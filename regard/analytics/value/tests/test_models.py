"""The models against their papers' formulas, worked out here in another way, and against published numbers."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import beta, gamma, hyp2f1

from regard.analytics.value import gamma_gamma
from regard.analytics.value.expecting import Horizon, expected_purchases, mean_curve
from regard.analytics.value.fitting import Fit
from regard.analytics.value.histories import Floats, histories_of
from regard.analytics.value.model import BG_NBD, MODELS, PARETO_NBD, Model, UnknownModel, find_model

# Fader, Hardie & Lee (2005), table 2: CDNOW, weeks.
PUBLISHED = np.array([0.243, 4.414, 0.793, 2.426])
PUBLISHED_PARETO = np.array([0.553, 10.578, 0.606, 11.669])
CUSTOMERS = [(0, 0.0, 38.86), (0, 0.0, 0.0), (1, 1.71, 38.86), (2, 30.43, 38.86), (5, 20.0, 20.0), (29, 37.0, 38.0)]
THETAS = [PUBLISHED, np.array([1.3, 2.0, 1.0, 5.0]), np.array([0.2, 30.0, 3.0, 0.7])]
PARETO_THETAS = [PUBLISHED_PARETO, np.array([2.0, 3.0, 1.0, 40.0]), np.array([0.4, 25.0, 1.7, 6.0])]


def chances_of_bg_nbd(theta: Floats, x: int, recency: float, age: float) -> tuple[float, float]:
    """Of one history with the customer still there, and gone after the last purchase: averaged over all customers."""
    r, alpha, a, b = theta
    paced = gamma(r + x) / gamma(r) * alpha**r
    stayed = beta(a, b + x) / beta(a, b) * paced * (alpha + age) ** -(r + x)
    left = beta(a + 1, b + x - 1) / beta(a, b) * paced * (alpha + recency) ** -(r + x) if x else 0.0
    return stayed, left


def chances_of_pareto_nbd(theta: Floats, x: int, recency: float, age: float) -> tuple[float, float]:
    r, alpha, s, beta_ = theta
    paced = gamma(r + x) / gamma(r) * alpha**r * beta_**s
    stayed = paced * (alpha + age) ** -(r + x) * (beta_ + age) ** -s
    left, _ = quad(lambda t: s * (alpha + t) ** -(r + x) * (beta_ + t) ** -(s + 1), recency, age, epsrel=1e-12)
    return stayed, paced * left


CASES = [(BG_NBD, theta, chances_of_bg_nbd) for theta in THETAS]
CASES += [(PARETO_NBD, theta, chances_of_pareto_nbd) for theta in PARETO_THETAS]


@pytest.mark.parametrize(("model", "theta", "chances"), CASES)
def test_model__of_single_customers__has_the_likelihood_and_the_chance_of_the_papers(
    model: Model, theta: Floats, chances: object
) -> None:
    for x, recency, age in CUSTOMERS:
        one = histories_of([x], [recency], [age])
        stayed, left = chances(theta, x, recency, age)  # type: ignore[operator]
        assert model.likelihood(theta, one)[0] == pytest.approx(math.log(stayed + left), rel=1e-7, abs=1e-7)
        alive = model.alive(theta, one.frequency, one.recency, one.age)[0]
        assert alive == pytest.approx(stayed / (stayed + left), rel=1e-6)


@pytest.mark.parametrize(("model", "theta", "chances"), CASES)
def test_model__moved_a_little__changes_as_its_gradient_says(model: Model, theta: Floats, chances: object) -> None:
    x, recency, age = zip(*CUSTOMERS, strict=True)
    told = histories_of(x, recency, age, [3, 1, 4, 1, 5, 9])
    _, gradient = model.likelihood(theta, told)
    for index, slope in enumerate(gradient):
        step = np.zeros(4)
        step[index] = 1e-5 * theta[index]
        moved = model.likelihood(theta + step, told)[0] - model.likelihood(theta - step, told)[0]
        assert moved / (2 * step[index]) == pytest.approx(slope, rel=1e-4, abs=1e-4)


@pytest.mark.parametrize("theta", THETAS)
def test_bg_nbd__moved_a_little__bends_as_its_curvature_says(theta: Floats) -> None:
    x, recency, age = zip(*CUSTOMERS, strict=True)
    told = histories_of(x, recency, age, [3, 1, 4, 1, 5, 9])
    assert BG_NBD.curvature is not None
    found = BG_NBD.curvature(theta, told)
    for index in range(4):
        step = np.zeros(4)
        step[index] = 1e-5 * theta[index]
        moved = BG_NBD.likelihood(theta + step, told)[1] - BG_NBD.likelihood(theta - step, told)[1]
        assert found[index] == pytest.approx(moved / (2 * step[index]), rel=1e-4, abs=1e-4)


def test_thinned_histories__stand_for_all_the_customers() -> None:
    many = histories_of(
        [0.0, 1.0] * 500, [0.0, 1.0] * 500, list(range(1000)), [1 + number % 7 for number in range(1000)]
    )
    few = many.thinned(100)
    assert 90 <= len(few) <= 110
    assert few.n == pytest.approx(many.n, rel=0.1)
    assert many.thinned(5000) is many
    alone, all_ = (BG_NBD.likelihood(PUBLISHED, one)[0] / one.n for one in (few, many))
    assert alone == pytest.approx(all_, rel=0.1)


@pytest.mark.parametrize("model", MODELS.values())
def test_grouped_histories__have_the_likelihood_of_the_customers_one_by_one(model: Model) -> None:
    theta = PUBLISHED if model is BG_NBD else PUBLISHED_PARETO
    many = [CUSTOMERS[index] for index in (0, 0, 3, 2, 3, 3, 5)]
    grouped = histories_of(*zip(*many, strict=True))
    assert len(grouped) == 4
    alone = sum(model.likelihood(theta, histories_of([x], [t], [age]))[0] for x, t, age in many)
    assert model.likelihood(theta, grouped)[0] == pytest.approx(alone, rel=1e-12)


def test_bg_nbd__of_the_published_customer__expects_the_published_purchases() -> None:
    one = histories_of([2], [30.43], [38.86])
    assert expected_purchases(BG_NBD, PUBLISHED, one, Horizon(39))[0] == pytest.approx(1.226, abs=5e-4)


@pytest.mark.parametrize("theta", [PUBLISHED, np.array([1.3, 2.0, 1.4, 5.0]), np.array([0.2, 30.0, 3.0, 0.7])])
@pytest.mark.parametrize("ahead", [1.0, 39.0, 520.0])
def test_bg_nbd__expects_what_the_papers_formula_does(theta: Floats, ahead: float) -> None:
    r, alpha, a, b = theta
    for x, recency, age in CUSTOMERS:
        inner = hyp2f1(r + x, b + x, a + b + x - 1, ahead / (alpha + age + ahead))
        top = (a + b + x - 1) / (a - 1) * (1 - ((alpha + age) / (alpha + age + ahead)) ** (r + x) * inner)
        bottom = 1 + (a / (b + x - 1) * ((alpha + age) / (alpha + recency)) ** (r + x) if x else 0)
        found = expected_purchases(BG_NBD, theta, histories_of([x], [recency], [age]), Horizon(ahead))[0]
        assert found == pytest.approx(top / bottom, rel=1e-6)


def test_bg_nbd__where_the_papers_formula_divides_by_nothing__lies_between_its_neighbours() -> None:
    one = histories_of([3], [10.0], [20.0])
    below, at, above = (
        expected_purchases(BG_NBD, np.array([0.5, 4.0, a, 2.0]), one, Horizon(52))[0] for a in (0.999, 1.0, 1.001)
    )
    assert above < at < below


@pytest.mark.parametrize("theta", [PUBLISHED_PARETO, np.array([2.0, 3.0, 1.4, 40.0])])
def test_pareto_nbd__expects_what_the_papers_formula_does(theta: Floats) -> None:
    r, alpha, s, beta_ = theta
    for x, recency, age in CUSTOMERS:
        one = histories_of([x], [recency], [age])
        alive = PARETO_NBD.alive(theta, one.frequency, one.recency, one.age)[0]
        shrunk = 1 - ((beta_ + age) / (beta_ + age + 39)) ** (s - 1)
        paper = (r + x) * (beta_ + age) / ((alpha + age) * (s - 1)) * shrunk * alive
        assert expected_purchases(PARETO_NBD, theta, one, Horizon(39))[0] == pytest.approx(paper, rel=1e-7)


def test_new_customer__expected_over_time__follows_the_papers_curve() -> None:
    r, alpha, a, b = PUBLISHED
    fit = Fit("bg_nbd", BG_NBD.parameters, PUBLISHED, None, 0.0, 1, 1)
    times = np.array([1.0, 39.0, 78.0])
    paper = [
        (a + b - 1) / (a - 1) * (1 - (alpha / (alpha + t)) ** r * hyp2f1(r, b, a + b - 1, t / (alpha + t)))
        for t in times
    ]
    assert mean_curve(fit, times) == pytest.approx(paper, rel=1e-8)


def test_gamma_gamma__has_the_likelihood_of_its_paper_and_its_gradient() -> None:
    theta = np.array([6.25, 3.74, 15.44])  # Fader & Hardie (2013): CDNOW
    p, q, v = theta
    paid, money = np.array([1.0, 2.0, 2.0, 7.0]), np.array([30.0, 44.7, 8.0, 500.0])
    mean = money / paid
    density = (
        gamma(p * paid + q) / gamma(p * paid) / gamma(q) * v**q * mean ** (p * paid - 1) * paid ** (p * paid)
    ) / (v + money) ** (p * paid + q)
    value, gradient = gamma_gamma.likelihood(theta, paid, money)
    assert value == pytest.approx(np.log(density).sum(), rel=1e-10)
    for index, slope in enumerate(gradient):
        step = np.zeros(3)
        step[index] = 1e-5 * theta[index]
        moved = (
            gamma_gamma.likelihood(theta + step, paid, money)[0] - gamma_gamma.likelihood(theta - step, paid, money)[0]
        )
        assert moved / (2 * step[index]) == pytest.approx(slope, rel=1e-6)


def test_gamma_gamma__of_a_customer_seen_often__trusts_their_own_mean() -> None:
    theta = np.array([6.25, 3.74, 15.44])
    new, seen_once, regular = (
        float(gamma_gamma.mean_order(theta, np.array([paid]), np.array([100.0 * paid]), np.ones(1))[0])
        for paid in (0.0, 1.0, 1000.0)
    )
    assert new == pytest.approx(6.25 * 15.44 / 2.74)
    assert new < seen_once < regular
    assert regular == pytest.approx(100.0, rel=1e-3)


def test_model__that_there_is_not__is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownModel, match=r"There is no model 'arima'. There are bg_nbd, pareto_nbd."):
        find_model("arima")
