"""Effects on the exposed: intervals that hold, overlap, and what a hidden cause would have to do."""

import numpy as np
import pytest

from regard.analytics.drivers.effects import effect_on_exposed, effects_on_exposed
from regard.analytics.drivers.models import fit_share
from regard.analytics.drivers.sensitivity import hidden_cause, known_strengths, robustness_value


def drawn(seed: int, effect: float, n: int = 2000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, exposure and outcome; the first feature moves both exposure and outcome."""
    rng = np.random.default_rng(seed)
    features = rng.standard_normal((n, 3))
    exposed = rng.random(n) < 1 / (1 + np.exp(1.2 - 1.0 * features[:, 0]))
    chance = np.clip(0.5 - 0.12 * features[:, 0] + effect * exposed, 0.02, 0.98)
    return features, exposed, (rng.random(n) < chance).astype(float)


def test_effect_on_exposed__confounded_friction__is_found_where_the_plain_difference_is_not() -> None:
    features, exposed, outcome = drawn(1, -0.08, n=40_000)
    found = effect_on_exposed(features, exposed, outcome, np.arange(40_000))
    assert found.low < -0.08 < found.high
    assert found.raw < -0.15
    assert found.high - found.low < 0.05


def test_effect_on_exposed__two_hundred_draws__interval_holds_the_truth_as_often_as_it_says() -> None:
    held = flagged = 0
    for seed in range(200):
        features, exposed, outcome = drawn(seed, -0.08)
        found = effect_on_exposed(features, exposed, outcome, np.arange(len(outcome)))
        held += found.low <= -0.08 <= found.high
        features, exposed, outcome = drawn(1000 + seed, 0.0)
        nothing = effect_on_exposed(features, exposed, outcome, np.arange(len(outcome)))
        flagged += nothing.p_value < 0.05
    assert 0.90 <= held / 200 <= 0.99
    assert flagged / 200 <= 0.09


def test_effect_on_exposed__many_encounters_of_a_customer__do_not_count_as_many_customers() -> None:
    features, exposed, outcome = drawn(5, -0.08)
    once = effect_on_exposed(features, exposed, outcome, np.arange(len(outcome)))
    tenfold = [np.repeat(column, 10, axis=0) for column in (features, exposed, outcome, np.arange(len(outcome)))]
    repeated = effect_on_exposed(*tenfold)
    assert repeated.error == pytest.approx(once.error, rel=0.1)


def test_effects_on_exposed__few_encounters_and_many_features__intervals_are_wide_enough() -> None:
    held = 0
    for seed in range(120):
        rng = np.random.default_rng(seed)
        features = rng.standard_normal((500, 30))
        exposed = rng.random(500) < 1 / (1 + np.exp(0.8 - 0.5 * features[:, 0]))
        outcome = (rng.random(500) < np.clip(0.5 - 0.1 * features[:, 0] - 0.1 * exposed, 0.02, 0.98)).astype(float)
        spend = 50 * outcome + 10 * rng.standard_normal(500)
        back, spent = effects_on_exposed(features, exposed, [outcome, spend], np.arange(500))
        held += (back.low <= -0.1 <= back.high) + (spent.low <= -5 <= spent.high)
    assert 0.92 <= held / 240 <= 0.985


def test_effects_on_exposed__friction_that_only_some_can_meet__says_that_they_have_no_counterpart() -> None:
    rng = np.random.default_rng(4)
    features = (rng.random((3000, 2)) < 0.3).astype(float) * 4 - 2
    met = rng.random(3000) < np.where(features[:, 0] > 0, 0.999, 0.05)
    unlike = effect_on_exposed(features, met, rng.random(3000), np.arange(3000)).overlap
    alike = effect_on_exposed(features, rng.random(3000) < 0.3, rng.random(3000), np.arange(3000)).overlap
    assert unlike.no_counterpart > 0.3
    assert alike.no_counterpart == 0
    assert alike.counterparts > 1900
    assert alike.imbalance < 0.05


def test_robustness_value__darfur_survey__is_as_published() -> None:
    # Cinelli & Hazlett 2020, table 1: t = 4.18 on 783 degrees of freedom
    assert robustness_value(4.18 / np.sqrt(783), 1.0) == pytest.approx(0.139, abs=5e-4)
    assert robustness_value((4.18 - 1.963) / np.sqrt(783), 1.0) == pytest.approx(0.076, abs=5e-4)


def test_sensitivity__hidden_cause_as_strong_as_it_says__explains_the_effect_away() -> None:
    rng = np.random.default_rng(8)
    n, share = 40_000, 0.12
    hidden = rng.standard_normal(n)
    exposed = np.sqrt(share) * hidden + np.sqrt(1 - share) * rng.standard_normal(n) > 0
    outcome = np.sqrt(share) * hidden + np.sqrt(1 - share) * rng.standard_normal(n)  # the friction itself does nothing
    found = effect_on_exposed(rng.standard_normal((n, 1)), exposed, outcome, np.arange(n))
    on_friction = float(np.corrcoef(hidden, exposed)[0, 1] ** 2)  # a little less than 0.12, since it is yes or no
    assert found.value > 0.15
    assert on_friction < found.sensitivity.robustness < share
    assert 0 < found.sensitivity.of_interval < found.sensitivity.robustness


def test_known_strengths__are_the_partial_shares_of_two_regressions() -> None:
    rng = np.random.default_rng(2)
    features = rng.standard_normal((800, 3))
    exposed = features[:, 0] + rng.standard_normal(800) > 0
    outcome = features @ [0.5, 0.2, 0.0] + exposed + rng.standard_normal(800)
    on_outcome, on_friction = known_strengths(features, exposed, outcome)

    def left(columns: np.ndarray, of: np.ndarray) -> float:
        design = np.column_stack([np.ones(800), columns])
        return float(np.sum((of - design @ np.linalg.lstsq(design, of, rcond=None)[0]) ** 2))

    for index in range(3):
        others = np.delete(features, index, axis=1)
        met = exposed.astype(float)
        assert on_friction[index] == pytest.approx(1 - left(features, met) / left(others, met), abs=1e-6)
        with_it = left(np.column_stack([met, features]), outcome)
        without = left(np.column_stack([met, others]), outcome)
        assert on_outcome[index] == pytest.approx(1 - with_it / without, abs=1e-6)


def test_fit_share__separable_outcome__stays_finite() -> None:
    features = np.linspace(-1, 1, 200).reshape(-1, 1)
    beta = fit_share(features, (features[:, 0] > 0).astype(float))
    assert np.isfinite(beta).all()


def test_hidden_cause__halved_share__needs_a_strong_one() -> None:
    assert hidden_cause(0.4, -0.2) == pytest.approx(2 + np.sqrt(2))
    assert hidden_cause(0.4, 0.0) is None
