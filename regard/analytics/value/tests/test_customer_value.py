"""Value, the ranking and the hold-out, on a log of customers drawn from the model."""

from datetime import date, timedelta
from functools import cache

import ibis.expr.types as ir
import numpy as np
import pytest

from regard.analytics.scope import Scope
from regard.analytics.tests.factories import log_of, moment, order
from regard.analytics.value.customer_value import Terms, Value, known, value_of
from regard.analytics.value.customers import one_customer, rank_customers
from regard.analytics.value.holdout import NoHoldout, holdout
from regard.analytics.value.tests.drawing import bg_nbd_days

TRUTH = (0.8, 12.0, 0.7, 2.5)
DAYS = 364
NOW = moment(DAYS - 1)


@cache
def drawn() -> ir.Table:
    births = np.arange(1500, dtype=np.float64) % 84.0
    amounts = np.random.default_rng(4)
    rows = []
    for number, times in enumerate(bg_nbd_days(TRUTH, births, DAYS, seed=8)):
        usual = amounts.gamma(5, 8)
        rows += [
            order(f"c{number:04}", float(np.floor(at)), round(amounts.gamma(6, usual / 6) + 0.01, 2)) for at in times
        ]
    return log_of(rows)


@cache
def valued() -> Value:
    return value_of(drawn(), scope=Scope(), terms=Terms(), as_of=NOW)


def test_value__of_a_year_of_orders__says_who_is_there_and_what_comes() -> None:
    found = valued()
    assert (found.as_of, found.customers, found.currency) == (date(2026, 12, 30), 1500, "EUR")
    assert found.fit is not None
    assert found.money_fit is not None
    assert found.notes == ()
    for total in (found.active, found.purchases, found.worth):
        assert total.n == 1500
        assert total.low is not None
        assert total.value is not None
        assert total.high is not None
        assert total.low < total.value < total.high
    assert found.active.value is not None
    assert 700 < found.active.value < 1300


def test_value__summed_over_every_customer__is_the_total() -> None:
    total, terms = valued(), Terms()
    assert total.fit is not None
    told = known(drawn(), scope=Scope(), terms=terms, as_of=NOW)
    rows = rank_customers(told, total.fit, total.money_fit, terms, limit=2000)
    assert len(rows) == 1500
    for name in ("active", "purchases", "worth"):
        summed = sum(getattr(row, name).value for row in rows)
        assert summed == pytest.approx(getattr(total, name).value, rel=1e-9)


def test_customers__ranked__come_in_the_order_of_what_they_are_ranked_by() -> None:
    total, terms = valued(), Terms()
    assert total.fit is not None
    told = known(drawn(), scope=Scope(), terms=terms, as_of=NOW)
    worth = [row.worth.value for row in rank_customers(told, total.fit, total.money_fit, terms, limit=40)]
    assert worth == sorted(worth, key=lambda one: -(one or 0))
    slipping = rank_customers(told, total.fit, total.money_fit, terms, by="slipping", limit=40)
    lost = [row.slipping for row in slipping]
    assert lost == sorted(lost, key=lambda one: -(one or 0))
    assert slipping[0].active.value is not None
    assert slipping[0].active.value < 0.9


def test_one_customer__alone__is_what_they_are_in_the_ranking() -> None:
    total, terms = valued(), Terms()
    assert total.fit is not None
    told = known(drawn(), scope=Scope(), terms=terms, as_of=NOW)
    first = rank_customers(told, total.fit, total.money_fit, terms, limit=1)[0]
    alone = one_customer(drawn().filter(drawn().customer_id == first.customer_id), total, scope=Scope())
    assert alone is not None
    assert (alone.customer_id, alone.first, alone.orders) == (first.customer_id, first.first, first.orders)
    assert alone.worth.value == pytest.approx(first.worth.value)
    assert alone.worth.low == pytest.approx(first.worth.low)
    assert one_customer(drawn().filter(drawn().customer_id == "nobody"), total, scope=Scope()) is None


def test_margin_and_discount__take_from_what_customers_are_worth() -> None:
    half = value_of(drawn(), scope=Scope(), terms=Terms(margin=0.5), as_of=NOW).worth
    undiscounted = value_of(drawn(), scope=Scope(), terms=Terms(discount=0.0), as_of=NOW).worth
    whole = valued().worth.value or 0.0
    assert half.value == pytest.approx(whole / 2)
    assert 1.01 * whole < (undiscounted.value or 0.0) < 1.1 * whole


def test_holdout__of_half_the_time__predicts_what_happened() -> None:
    found = holdout(drawn(), scope=Scope(), terms=Terms(), as_of=NOW)
    assert (found.split, found.until) == (date(2026, 7, 2), date(2026, 12, 31))
    assert found.verdict.endswith("happened: as expected.")
    day = drawn().time.epoch_seconds() // 86_400
    split = (found.split - date(1970, 1, 1)).days
    counted = drawn().mutate(day=day).distinct(on=["customer_id", "day"])
    assert found.actual == counted.filter(counted.day >= split).count().to_pyarrow().as_py()
    assert sum(one.customers for one in found.classes) == found.customers == 1500
    assert sum(one.customers * one.actual for one in found.classes) == pytest.approx(found.actual)
    summed = sum(one.customers * (one.predicted.value or 0) for one in found.classes)
    assert summed == pytest.approx(found.predicted.value)
    inside = [(one.predicted.low or 0) <= one.actual <= (one.predicted.high or 0) for one in found.classes]
    assert sum(inside) >= len(inside) - 1
    last = found.weeks[-1]
    assert (last.until, last.is_held_out) == (found.until, True)
    assert last.actual == counted.count().to_pyarrow().as_py() - 1500
    assert last.predicted == pytest.approx(last.actual, rel=0.1)
    assert [week.is_held_out for week in found.weeks].count(True) == 26


def test_holdout__after_which_customers_changed__says_so() -> None:
    gone = drawn().filter(drawn().time < moment(200))
    found = holdout(gone, scope=Scope(), terms=Terms(), as_of=NOW)
    assert "% more than happened, and outside the interval." in found.verdict


@pytest.mark.parametrize("split", [date(2026, 1, 10), date(2026, 12, 20), date(2030, 1, 1)])
def test_holdout__that_leaves_too_little_on_a_side__is_refused(split: date) -> None:
    with pytest.raises(NoHoldout, match=f"28 after it, and {split} does not leave them"):
        holdout(drawn(), scope=Scope(), terms=Terms(), as_of=NOW, split=split)


def test_holdout__of_a_short_log__is_refused() -> None:
    early = moment(20)
    with pytest.raises(NoHoldout, match="wait for more orders"):
        holdout(drawn(), scope=Scope(), terms=Terms(), as_of=early)
    with pytest.raises(NoHoldout, match="There are no orders here"):
        holdout(drawn(), scope=Scope(channels=("store",)), terms=Terms(), as_of=NOW)


def test_value__of_too_few_customers__says_how_many_are_needed() -> None:
    few = value_of(drawn(), scope=Scope(since=NOW.date() - timedelta(days=2)), terms=Terms(), as_of=NOW)
    assert (few.customers, few.fit, few.purchases.value) == (0, None, None)
    assert few.notes[0].startswith("0 of 0 customers ordered again on a later day; 30 are needed")
