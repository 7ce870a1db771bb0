"""Improvements: planted effects lie in their intervals, nothing is found where nothing was done, and words say which."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from regard.analytics.improvement.course import LEAST_AFTER, LEAST_BEFORE, beside, design_of
from regard.analytics.improvement.effect import Amount, estimate
from regard.analytics.improvement.fitting import fit
from regard.analytics.improvement.tests.streams import SHIPPED, World
from regard.analytics.improvement.verdict import Answer, judge
from regard.analytics.watching.readings import Grain, Point

RUNS = 200


@pytest.mark.parametrize(("carried", "answers"), [(0.0, 0), (0.5, 30)])
def test_effect__planted_among_autocorrelated_errors__lies_in_its_interval_as_often_as_it_says(
    carried: float, answers: int
) -> None:
    world = World(before=40, after=10, carried=carried, step=1.5, bend=0.1, answers=answers)
    inside = 0
    for seed in range(RUNS):
        here, there = world.draw(seed)
        laid = beside(here, there, shipped=SHIPPED, grain=Grain.WEEK, until=world.until)
        found = fit(design_of(laid.positions, grain=Grain.WEEK, weekday=0), laid.gap, laid.positions)
        _, low, high = found.told(np.array([0, 0, 1.0, 4.5 / 10]))
        inside += low <= world.effect <= high
    assert 0.91 <= inside / RUNS <= 0.985


def test_judge__nothing_was_done__rarely_says_otherwise() -> None:
    world = World(carried=0.5, answers=30)
    said = [_answer(world, seed) for seed in range(30)]
    assert sum(one in (Answer.WORKED, Answer.WORSE) for one in said) <= 4


def test_judge__a_change_of_three_deviations__says_that_it_worked_on_the_good_side_only() -> None:
    world = World(carried=0.3, step=4.0)
    assert {_answer(world, seed) for seed in range(5)} == {Answer.WORKED}
    assert {_answer(world, seed, is_more_better=False) for seed in range(5)} == {Answer.WORSE}


def test_judge__too_few_weeks__says_how_many_days_more() -> None:
    young = World(after=2, step=4.0)
    here, there = young.draw(1)
    found = judge(estimate(here, there, shipped=SHIPPED, until=young.until), is_more_better=True)
    assert (found.answer, found.days_more) == (Answer.NOT_YET, 7 * (LEAST_AFTER[Grain.WEEK] - 2))
    here, there = World(before=10).draw(1)
    found = judge(estimate(here, there, shipped=SHIPPED, until=young.until), is_more_better=True)
    assert found.answer is Answer.CANNOT
    assert str(LEAST_BEFORE[Grain.WEEK]) in found.sentence


def test_estimate__both_sides_drift_apart_before__is_shown_and_not_taken_for_an_effect() -> None:
    world = World(carried=0.0, drift=0.3)
    here, there = world.draw(4)
    found = estimate(here, there, shipped=SHIPPED, until=world.until)
    assert found.drift is not None
    assert found.drift.is_clear
    assert found.drift.low <= 0.3 <= found.drift.high
    assert not _effect(here, there, world).is_clear


def test_estimate__what_happens_on_both_sides__is_no_effect_beside_the_comparison_and_is_one_without() -> None:
    world = World(carried=0.2)
    here, there = world.draw(2)
    here, there = ([_raised(point, 8.0) for point in side] for side in (here, there))
    assert not _effect(here, there, world).is_clear
    assert _effect(here, None, world).is_clear


def test_estimate__shipped_in_the_middle_of_a_week__leaves_that_week_out() -> None:
    world = World()
    here, there = world.draw(3)
    found = estimate(here, there, shipped=SHIPPED + timedelta(days=2), until=world.until)
    assert SHIPPED not in [period.day for period in found.periods]
    assert (found.before, found.after) == (52, 11)


def test_estimate__days_that_move_by_themselves__are_told_by_days_on_which_nothing_was_shipped() -> None:
    here, there = World(carried=0.3, step=4.0).draw(1)
    found = estimate(here, there, shipped=SHIPPED, until=World().until)
    assert len(found.placebos) >= 6
    assert max(one.day for one in found.placebos) < SHIPPED
    moving = replace(found, placebos=tuple(replace(one, effect=Amount(3, 1, 5)) for one in found.placebos))
    assert judge(found, is_more_better=True).answer is Answer.WORKED
    assert judge(moving, is_more_better=True).answer is Answer.CANNOT


def _answer(world: World, seed: int, *, is_more_better: bool = True) -> Answer:
    here, there = world.draw(seed)
    return judge(estimate(here, there, shipped=SHIPPED, until=world.until), is_more_better=is_more_better).answer


def _effect(here: list[Point], there: list[Point] | None, world: World) -> Amount:
    found = estimate(here, there, shipped=SHIPPED, until=world.until).effect
    assert found is not None
    return found


def _raised(point: Point, by: float) -> Point:
    return replace(point, value=(point.value or 0) + (by if point.day >= SHIPPED else 0))
