"""From a log to purchase histories, row by row."""

from datetime import date
from typing import Any

import pytest

from regard.analytics.scope import Scope
from regard.analytics.tests.factories import interaction, log_of, moment, order
from regard.analytics.value.customer_value import Known, Terms, UnfitTerms, known

NOW = moment(30)  # 31 January, 9:00


def look(rows: list[dict[str, Any]], scope: Scope | None = None, **terms: Any) -> Known:
    return known(log_of(rows), scope=scope or Scope(), terms=Terms(**terms), as_of=NOW)


def told(found: Known) -> list[tuple[float, ...]]:
    """Frequency, recency and age in days, customers, paid, money."""
    all_ = found.histories
    columns = all_.frequency, all_.recency * 7, all_.age * 7, all_.customers, all_.paid, all_.money
    return [tuple(round(float(one), 6) for one in row) for row in zip(*columns, strict=True)]


def test_orders_of_one_day__count_once_and_add_their_money() -> None:
    rows = [order("ada", 0, 10), order("ada", 7, 5), order("ada", 7.2, 6), order("ada", 9, 20)]
    assert told(look(rows)) == [(2, 9, 30, 1, 2, 31)]


def test_customers__with_the_same_history__are_one_row() -> None:
    rows = [order(name, day, worth) for name, worth in (("ada", 4), ("bo", 6), ("cleo", 1)) for day in (1, 5)]
    rows += [order("dan", 1), interaction("Page Viewed", customer_id="eve")]
    found = look(rows)
    assert told(found) == [(0, 0, 29, 1, 0, 0), (1, 4, 29, 3, 1, 11)]
    assert found.histories.money_squared.tolist() == [0, 16 + 36 + 1]
    assert (found.histories.n, found.histories.repeaters, found.today) == (4, 3, date(2026, 1, 31))


def test_log__looked_at_from_an_earlier_day__knows_nothing_later() -> None:
    rows = [order("ada", 0), order("ada", 6, 9), order("ada", 20), order("bo", 12)]
    assert told(look(rows, Scope(until=date(2026, 1, 8)))) == [(1, 6, 6, 1, 1, 9)]


def test_since__takes_customers_by_their_first_order_and_keeps_all_they_did() -> None:
    rows = [order("ada", 0), order("ada", 12), order("bo", 11), order("bo", 12, 3)]
    assert told(look(rows, Scope(since=date(2026, 1, 10)))) == [(1, 1, 19, 1, 1, 3)]


def test_orders_in_other_currencies__count_as_orders_and_not_as_money() -> None:
    rows = [order("ada", day, 10) for day in (0, 1, 2)] + [order("ada", 3, 7, currency="USD")]
    found = look(rows)
    assert found.currency == "EUR"
    assert told(found) == [(3, 3, 30, 1, 2, 20)]
    assert told(look(rows, currency="USD")) == [(3, 3, 30, 1, 1, 7)]


def test_orders_without_value__are_orders_all_the_same() -> None:
    found = look([interaction("Order Completed", customer_id="ada", days=day) for day in (0, 4)])
    assert found.currency is None
    assert told(found) == [(1, 4, 30, 1, 0, 0)]


def test_scope__of_a_channel__counts_the_orders_there() -> None:
    rows = [order("ada", 0), order("ada", 3, channel="store"), order("bo", 5, channel="store")]
    assert told(look(rows, Scope(channels=("store",)))) == [(0, 0, 25, 1, 0, 0), (0, 0, 27, 1, 0, 0)]


def test_order_of_a_clock_that_runs_ahead__is_not_seen_before_its_day() -> None:
    assert told(look([order("ada", 0), order("ada", 400)])) == [(0, 0, 30, 1, 0, 0)]


def test_log__without_orders__has_no_histories() -> None:
    found = look([interaction("Page Viewed")])
    assert (len(found.histories), found.currency) == (0, None)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"weeks": 0}, "The horizon is 0 weeks"),
        ({"discount": 2}, "yearly discount is 2"),
        ({"margin": 0}, "margin is 0"),
    ],
)
def test_terms__that_cannot_be__are_refused_in_a_sentence(terms: dict[str, Any], said: str) -> None:
    with pytest.raises(UnfitTerms, match=said):
        Terms(**terms)
