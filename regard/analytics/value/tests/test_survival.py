"""How long contracts last, against published curves and a count by hand."""

from datetime import date
from typing import Any

import pytest

from regard.analytics.scope import Scope, ScopeError
from regard.analytics.tests.factories import interaction, log_of, moment
from regard.analytics.value.survival import Survival, compare, curve_of, lives_of, survival

# Remission of leukaemia in weeks, with 6-MP and with a placebo (Freireich et al. 1963); False: still in remission.
TREATED = lives_of(
    [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35],
    [True] * 3 + [False, True, False, True, False, False, True, True] + [False] * 3 + [True, True] + [False] * 5,
)
PLACEBO = lives_of([1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23], [True] * 21)
NOW = moment(100)


def test_curve__of_published_remissions__is_the_published_one() -> None:
    found = curve_of("6-MP", TREATED)
    told = [(step.day, step.at_risk, round(step.share, 4)) for step in found.steps]
    assert told == [
        (6, 21, 0.8571),
        (7, 17, 0.8067),
        (10, 15, 0.7529),
        (13, 12, 0.6902),
        (16, 11, 0.6275),
        (22, 7, 0.5378),
        (23, 6, 0.4482),
    ]
    assert (found.contracts, found.ended, found.median.value) == (21, 9, 23)
    # intervals as R's survfit gives them with conf.type = "log-log"
    assert [found.steps[0].low, found.steps[0].high] == pytest.approx([0.620, 0.952], abs=1e-3)
    assert [found.steps[6].low, found.steps[6].high] == pytest.approx([0.188, 0.680], abs=1e-3)
    assert (found.median.low, found.median.high) == (13, None)


def test_curve__when_all_ended__comes_down_to_nothing() -> None:
    found = curve_of("placebo", PLACEBO)
    assert found.median.value == 8
    assert (found.steps[-1].share, found.steps[-1].low) == (0.0, None)


def test_curves__of_published_remissions__differ_by_the_published_statistic() -> None:
    found = compare([TREATED, PLACEBO])
    assert found.statistic == pytest.approx(16.79, abs=5e-3)
    assert found.degrees == 1
    assert found.p == pytest.approx(4.17e-5, rel=0.01)


def contract(customer: str, start: float | None, end: float | None = None, **given: Any) -> list[dict[str, Any]]:
    rows = []
    if start is not None:
        rows.append(interaction("Subscription Started", customer_id=customer, days=start, **given))
    if end is not None:
        rows.append(interaction("Subscription Cancelled", customer_id=customer, days=end, **given))
    return rows


def look(rows: list[dict[str, Any]], scope: Scope | None = None, **asked: Any) -> Survival:
    return survival(log_of(rows), scope=scope or Scope(), as_of=NOW, **asked)


def told(found: Survival) -> list[tuple[int, int, float]]:
    return [(step.day, step.at_risk, round(step.share, 4)) for step in found.curves[0].steps]


def test_contracts__some_of_which_still_run__are_counted_as_long_as_seen() -> None:
    rows = contract("ada", 0, 30) + contract("bo", 10, 60) + contract("cleo", 60) + contract("dan", 90)
    assert told(look(rows)) == [(30, 3, 0.6667), (50, 1, 0.0)]
    assert told(look(rows, Scope(until=date(2026, 2, 15)))) == [(30, 2, 0.5)]
    assert look(rows, Scope(since=date(2026, 1, 5))).curves[0].contracts == 3


def test_contracts__of_one_customer__count_each_and_renewals_go_on() -> None:
    rows = contract("ada", 0, 20, matter_id="a") + contract("ada", 30, matter_id="b")
    rows += [interaction("Subscription Renewed", customer_id="ada", days=40, matter_id="b")]
    found = look(rows)
    assert (found.curves[0].contracts, found.curves[0].ended) == (2, 1)


def test_cancellations__without_a_start__are_left_out_and_said() -> None:
    found = look(contract("ada", None, 20) + contract("bo", 0, 5))
    assert found.curves[0].contracts == 1
    assert found.notes == ("1 contracts were cancelled whose start is not in the log; they are left out.",)


def test_contracts__by_a_trait__have_a_curve_each_and_are_compared() -> None:
    rows = []
    for number in range(40):
        plan = "monthly" if number % 2 else "yearly"
        customer = f"c{number}"
        rows += [interaction("Profile Updated", customer_id=customer, properties=f'{{"plan": "{plan}"}}')]
        rows += contract(customer, 0, 10 + number if plan == "monthly" else None)
    found = look(rows, by="trait.plan")
    assert [(curve.group, curve.contracts, curve.ended) for curve in found.curves] == [
        ("monthly", 20, 20),
        ("yearly", 20, 0),
    ]
    assert found.comparison is not None
    assert found.comparison.p < 0.001
    with pytest.raises(ScopeError, match=r"Use trait\.NAME"):
        look(rows, by="channel")


def test_log__without_contracts__has_no_curve() -> None:
    assert look([interaction()]).curves == ()
