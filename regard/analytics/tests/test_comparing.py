"""Changes, their parts, and groups among many."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from regard.analytics.metrics.comparing import compare, rank
from regard.analytics.metrics.estimates import Numbers, benjamini_hochberg, change, share
from regard.analytics.metrics.measure import measure
from regard.analytics.metrics.splitting import Answers, split_by_group, split_by_people
from regard.analytics.scope import Scope
from regard.analytics.tests.factories import answer, log_of, moment

NOW = Scope(since=date(2026, 2, 1), until=date(2026, 3, 1))
BEFORE = Scope(since=date(2026, 1, 1), until=date(2026, 2, 1))
AS_OF = moment(90)


def both(customer: str, before: float | None, now: float | None, **given: Any) -> list[dict[str, Any]]:
    said = [(before, 5), (now, 40)]
    return [answer("stars", score, customer_id=customer, days=days, **given) for score, days in said if score]


def compared(rows: list[dict[str, Any]], **given: Any) -> Any:
    return compare(log_of(rows), "stars", scope=NOW, before=BEFORE, as_of=AS_OF, **given)


def test_split__everybody_stayed_and_feels_worse__is_all_same_people() -> None:
    found = compared([row for number in range(40) for row in both(f"c{number}", 4 + number % 2, 3 + number % 2)])
    assert found.change.value == pytest.approx(-1.0)
    assert found.people.customers == 40
    assert found.people.same.value == pytest.approx(-1.0)
    assert found.people.different.value == pytest.approx(0.0)
    assert found.people.same.high < 0  # everybody moved by one: there is no doubt


def test_split__those_who_stayed_feel_the_same__is_all_different_people() -> None:
    rows = [row for number in range(20) for row in both(f"stayed{number}", 4, 4)]
    rows += [row for number in range(20) for row in both(f"left{number}", 5, None) + both(f"came{number}", None, 2)]
    found = compared(rows)
    assert found.change.value == pytest.approx(-1.5)
    assert found.people.same.value == pytest.approx(0.0)
    assert found.people.different.value == pytest.approx(-1.5)
    assert found.people.different.high < 0


def test_split__by_channel__adds_up_to_the_change() -> None:
    rows = [answer("stars", 4, customer_id=f"a{n}", channel="web", days=5) for n in range(30)]
    rows += [answer("stars", 2, customer_id=f"b{n}", channel="app", days=5) for n in range(10)]
    rows += [answer("stars", 4, customer_id=f"c{n}", channel="web", days=40) for n in range(10)]
    rows += [answer("stars", 3, customer_id=f"d{n}", channel="app", days=40) for n in range(30)]
    found = compared(rows, by="channel")
    assert found.change.value == pytest.approx(3.25 - 3.5)
    assert found.split.within.value == pytest.approx(0.5)  # half of the answers, on average, by one star
    assert found.split.mix.value == pytest.approx(-0.75)
    parts = {one.group: one for one in found.split.groups}
    assert (parts["app"].within.value, parts["app"].n, parts["app"].n_before) == (pytest.approx(0.5), 30, 10)
    assert sum(one.within.value + one.mix.value for one in found.split.groups) == pytest.approx(found.change.value)


def test_split__metric_that_is_no_mean_of_answers__has_a_change_without_parts() -> None:
    found = compare(log_of([]), "repeat_purchase", scope=NOW, before=BEFORE, as_of=AS_OF)
    assert (found.people, found.split, found.change) == (None, None, None)


def test_split__slopes__are_those_of_the_value() -> None:
    """The interval's slopes, against moving each answer's weight a little."""
    rng = np.random.default_rng(4)
    answers = Answers(np.arange(60), rng.integers(0, 3, 60), rng.normal(size=60), rng.random(60) < 0.5)
    found = split_by_group(answers, ["a", "b", "c"])
    assert found is not None
    jackknifed = []
    for left_out in range(60):
        kept = np.arange(60) != left_out
        less = Answers(*(part[kept] for part in (answers.customer, answers.group, answers.amount, answers.is_now)))
        without = split_by_group(less, ["a", "b", "c"])
        assert without is not None
        jackknifed.append((without.within.value, without.mix.value))
    errors = np.std(jackknifed, axis=0) * np.sqrt(59)
    halves = [(part.high - part.low) / 2 / 2.0010 for part in (found.within, found.mix)]
    assert halves == pytest.approx(errors.tolist(), rel=0.12)


def test_people__interval__covers_what_is_true() -> None:
    rng, covered = np.random.default_rng(5), 0
    for _ in range(400):
        taste = rng.normal(size=300)
        who = np.concatenate((np.arange(0, 200), np.arange(100, 300)))
        is_now = np.arange(400) >= 200
        felt = taste[who] + rng.normal(size=400) + np.where(is_now, 0.3, 0.0)
        found = split_by_people(Answers(who, np.zeros(400, dtype=np.int64), felt, is_now))
        assert found is not None
        covered += found.same.low <= 0.5 * 0.3 <= found.same.high
    assert 0.92 <= covered / 400 <= 0.98


def test_change__of_correlated_estimates__is_narrower() -> None:
    now, before = Numbers(50.0, 100, 45.0, 55.0), Numbers(44.0, 100, 39.0, 49.0)
    alone, paired = change(now, before), change(now, before, correlation=0.8)
    assert alone is not None
    assert paired is not None
    assert (alone.word, paired.word) == ("no clear change", "higher")
    assert paired.p < 0.05 < alone.p


def test_change__chance__agrees_with_the_interval() -> None:
    for part in range(0, 101, 5):
        found = change(share(part, 100), share(50, 100))
        assert found is not None
        assert (found.p < 0.05) == (found.word != "no clear change")


def test_benjamini_hochberg__published_example__rejects_the_first_four() -> None:
    """Benjamini & Hochberg (1995), section 3.2: fifteen chances, of which four are findings at 5 %."""
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    chances += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    assert sum(p < 0.05 for p in benjamini_hochberg(chances)) == 4


def test_rank__many_groups_without_a_difference__calls_hardly_any_different() -> None:
    rng, wrong = np.random.default_rng(6), 0
    for _ in range(20):
        rows = [
            answer("csat", float(score), customer_id=f"c{number}", touchpoint=f"t{number % 20}")
            for number, score in enumerate(rng.integers(1, 6, 1000))
        ]
        found = rank(log_of(rows), "csat", scope=Scope(), by="touchpoint", as_of=AS_OF)
        wrong += any(one.is_different for one in found)
    assert wrong <= 3


def test_rank__one_bad_and_one_small_group__finds_the_one_and_greys_the_other() -> None:
    rows = [answer("csat", 5 if n % 4 else 2, customer_id=f"a{n}", touchpoint=f"t{n % 3}") for n in range(300)]
    rows += [answer("csat", 2, customer_id=f"b{n}", touchpoint="bad") for n in range(60)]
    rows += [answer("csat", 1, customer_id=f"s{n}", touchpoint="small") for n in range(5)]
    found = {one.group: one for one in rank(log_of(rows), "csat", scope=Scope(), by="touchpoint", as_of=AS_OF)}
    assert list(found)[-2:] == ["bad", "small"]
    assert found["bad"].is_different
    assert found["bad"].difference is not None
    assert found["bad"].difference.word == "lower"
    assert (found["small"].is_small, found["small"].difference, found["small"].is_different) == (True, None, False)


def test_ces__two_scales__are_never_one_figure() -> None:
    rows = [answer("ces", 5, customer_id="a"), answer("ces", 2, scale_max=5.0), answer("ces", 7)]
    found = {row.group: (row.value, row.variant) for row in measure(log_of(rows), "ces", scope=Scope(), as_of=AS_OF)}
    assert found == {"5-point": (0.0, "5-point"), "7-point": (100.0, "7-point")}
    (one,) = measure(log_of(rows[:1]), "ces", scope=Scope(), as_of=AS_OF)
    assert (one.group, one.variant, one.is_small) == ("all", "7-point", True)
