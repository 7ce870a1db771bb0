"""How easy everybody found it: the interval holds the truth where answering depends on what customers went through."""

import numpy as np
import pytest

from regard.analytics.effort.estimating import FOLDS, effort_of


def went_through(n: int, seed: int, *, selective: float = 1.0) -> tuple[np.ndarray, np.ndarray, float]:
    """Customers, their answers (NaN where none), and what everybody of this kind thinks on average."""
    chance = np.random.default_rng(seed)
    trouble, waits = chance.poisson(1.0, n).astype(float), chance.exponential(1.0, n)
    steps = chance.poisson(6, n).astype(float)
    easy = 1 / (1 + np.exp(-(1.4 - 0.9 * trouble - 0.4 * waits + 0.05 * (steps - 6))))
    answers = 1 / (1 + np.exp(-(-1.2 + selective * 0.5 * trouble - 0.2 * waits)))
    said = np.where(chance.random(n) < answers, 100.0 * (chance.random(n) < easy), np.nan)
    return np.column_stack([trouble, waits, steps]), said, 100.0 * float(easy.mean())


TRUTH = went_through(400_000, 1)[2]


def test_everybody__drawn_many_times__lies_in_the_interval_nineteen_times_of_twenty_where_answers_alone_do_not() -> (
    None
):
    inside = alone = silent = 0
    runs, folds = 400, np.arange(1_200) % FOLDS
    for seed in range(runs):
        matrix, said, _ = went_through(1_200, 10 + seed)
        found = effort_of(matrix, said, folds)
        inside += (found.everybody.low or 100) <= TRUTH <= (found.everybody.high or 0)
        alone += (found.answered.low or 100) <= TRUTH <= (found.answered.high or 0)
        silent += (
            found.silent.value is not None
            and found.answered.value is not None
            and found.silent.value > found.answered.value
        )
    assert 0.93 <= inside / runs <= 0.975
    assert alone / runs < 0.6
    assert silent / runs > 0.95


def test_everybody__of_whom_half_answered__is_the_mix_of_those_who_did_and_did_not() -> None:
    matrix, said, _ = went_through(4_000, 3)
    found = effort_of(matrix, said, np.arange(4_000) % FOLDS)
    k, quiet = found.answered.n, found.silent.n
    assert k + quiet == 4_000
    together = (k * (found.answered.value or 0) + quiet * (found.silent.value or 0)) / 4_000
    assert together == pytest.approx(found.everybody.value, abs=0.05)
    assert found.everybody.n == k
    assert "Those who did not answer had it easier" in found.notes[-1]
    assert 0.05 < (found.told or 0) < 0.4


def test_everybody__where_answering_is_by_chance__is_as_good_as_the_answers_or_better() -> None:
    ratios = []
    for seed in range(60):
        matrix, said, _ = went_through(1_500, 900 + seed, selective=0.0)
        found = effort_of(matrix, said, np.arange(1_500) % FOLDS)
        one, other = found.everybody, found.answered
        ratios.append(((one.high or 0) - (one.low or 0)) / ((other.high or 0) - (other.low or 0)))
    assert np.mean(ratios) < 1.0


def test_everybody__of_whom_too_few_answered__is_not_told_and_why_is() -> None:
    matrix, said, _ = went_through(300, 5)
    said[np.flatnonzero(~np.isnan(said))[40:]] = np.nan
    found = effort_of(matrix, said, np.arange(300) % FOLDS)
    assert (found.everybody.value, found.silent.value, found.answered.n) == (None, None, 40)
    assert found.notes == ("40 of 300 customers answered; 100 are needed to predict what the others would have said.",)


def test_everybody__who_all_answered__is_their_mean() -> None:
    matrix, said, _ = went_through(300, 6)
    found = effort_of(matrix, np.nan_to_num(said), np.arange(300) % FOLDS)
    assert found.everybody == found.answered
    assert found.silent.value is None
