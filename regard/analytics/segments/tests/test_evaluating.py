"""The compiled conditions say what reading the rows one by one says."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from regard.analytics.segments.evaluating import evaluate, members
from regard.analytics.segments.facts import facts_of
from regard.analytics.segments.reading import read_condition
from regard.analytics.segments.tests.drawing import NOW_DAYS, logs, written_conditions
from regard.analytics.segments.tests.oracle import fulfilled
from regard.analytics.tests.factories import answer, interaction, log_of, moment, order

NOW = moment(NOW_DAYS)
EXAMPLES = 40  # a thousand were run before this was written


def found_by(rows: list[dict[str, Any]], written: list[dict[str, Any]]) -> list[set[str]]:
    log = log_of(rows)
    conditions = {f"s{index}": read_condition(one) for index, one in enumerate(written)}
    table = evaluate(log, conditions, now=NOW).to_pyarrow().to_pylist()
    assert all(row[name] is not None for row in table for name in conditions)
    assert len(table) == len({row["customer_id"] for row in table})
    return [{row["customer_id"] for row in table if row[name]} for name in conditions]


@settings(max_examples=EXAMPLES, deadline=None)
@given(logs, st.lists(written_conditions, min_size=1, max_size=4))
def test_evaluate__any_log_and_conditions__agrees_with_reading_row_by_row(
    rows: list[dict[str, Any]], written: list[dict[str, Any]]
) -> None:
    together = found_by(rows, written)
    assert together == [fulfilled(rows, read_condition(one), NOW) for one in written]


@settings(max_examples=8, deadline=None)
@given(logs, st.lists(written_conditions, min_size=2, max_size=4))
def test_evaluate__many_at_once__is_what_each_alone_is(
    rows: list[dict[str, Any]], written: list[dict[str, Any]]
) -> None:
    log = log_of(rows)
    conditions = {f"s{index}": read_condition(one) for index, one in enumerate(written)}
    table = evaluate(log, conditions, now=NOW).to_pyarrow().to_pylist()
    for name, condition in conditions.items():
        alone = members(log, condition, now=NOW).to_pyarrow().column(0).to_pylist()
        assert sorted(alone) == sorted(row["customer_id"] for row in table if row[name])


def unhappy_regulars() -> dict[str, Any]:
    ordered = {
        "type": "performed",
        "kind": "Order Completed",
        "window": {"type": "within", "days": 90},
        "times": {"n": 2},
    }
    return {
        "type": "all",
        "conditions": [ordered, {"type": "score", "metric": "csat", "test": {"op": "at_most", "value": 2}}],
    }


def test_evaluate__two_orders_in_90_days_and_a_low_last_csat__finds_whom_that_holds_for() -> None:
    rows = [order("cus_a", 20), order("cus_a", 50), answer("csat", 1, customer_id="cus_a", days=60)]
    rows += [order("cus_b", 20), order("cus_b", 50), answer("csat", 1, customer_id="cus_b", days=60)]
    rows += [answer("csat", 5, customer_id="cus_b", days=61)]  # said something better since
    rows += [order("cus_c", 5), order("cus_c", 50), answer("csat", 1, customer_id="cus_c", days=60)]  # too long ago
    rows += [order("cus_d", 20), order("cus_d", 50)]  # said nothing
    assert found_by(rows, [unhappy_regulars()]) == [{"cus_a"}]


def test_evaluate__rows_after_now__do_not_count_yet() -> None:
    rows = [order("cus_a", NOW_DAYS), order("cus_b", NOW_DAYS + 0.01), interaction(customer_id="cus_b", days=1)]
    assert found_by(rows, [{"type": "performed", "kind": "Order Completed"}]) == [{"cus_a"}]


def test_evaluate__the_edge_of_a_window__is_outside() -> None:
    rows = [order("cus_a", NOW_DAYS - 90), order("cus_b", NOW_DAYS - 90 + 1e-6)]
    within = {"type": "performed", "kind": "Order Completed", "window": {"type": "within", "days": 90}}
    assert found_by(rows, [within]) == [{"cus_b"}]


def test_evaluate__latest_of_two_at_the_same_time__goes_by_id() -> None:
    rows = [answer("csat", 1, days=5, id="b" * 32), answer("csat", 5, days=5, id="a" * 32)]
    low = {"type": "score", "metric": "csat", "test": {"op": "at_most", "value": 2}}
    assert found_by(rows, [low]) == [{"cus_1"}]


def test_evaluate__never_did__holds_for_customers_without_such_a_row() -> None:
    rows = [order("cus_a", 5), interaction(customer_id="cus_b")]
    never = {"type": "performed", "kind": "Order Completed", "times": {"op": "at_most", "n": 0}}
    assert found_by(rows, [never]) == [{"cus_b"}]


def test_evaluate__a_bucket__is_the_same_share_each_time_and_apart_from_other_salts() -> None:
    rows = [interaction(customer_id=f"cus_{index}") for index in range(4_000)]
    half = {"type": "bucket", "salt": "one", "low": 0, "high": 50}
    rest = {"type": "bucket", "salt": "one", "low": 50, "high": 100}
    other = {"type": "bucket", "salt": "two", "low": 0, "high": 50}
    low, high, apart = found_by(rows, [half, rest, other])
    assert low | high == {row["customer_id"] for row in rows}
    assert low & high == set()
    assert 1_850 < len(low) < 2_150
    assert 850 < len(low & apart) < 1_150


def test_facts__of_conditions_that_ask_the_same__are_shared() -> None:
    twice = read_condition({"type": "performed", "kind": "Order Completed", "times": {"n": 2}})
    often = read_condition({"type": "performed", "kind": "Order Completed", "times": {"n": 5}})
    assert len(facts_of([twice, often])) == 1
