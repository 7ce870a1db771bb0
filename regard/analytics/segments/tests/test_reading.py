"""What is refused, with which sentence; and that no value becomes a part of the question."""

import json
from typing import Any

import ibis
import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlglot import exp

from regard.analytics.segments.conditions import AnyCondition
from regard.analytics.segments.evaluating import evaluate
from regard.analytics.segments.reading import ConditionRefused, expand, read_condition, write_condition
from regard.analytics.segments.tests.drawing import written_conditions
from regard.analytics.segments.words import describe
from regard.analytics.tests.factories import interaction, log_of, moment

HOSTILE = (
    "'",
    "''",
    "\\",
    "\\'",
    "'; drop table interactions; --",
    '" or "1"="1',
    "%",
    "$1",
    "{}",
    "\n",
    "日本",
    "\u202e",
    "/*",
)
TRAIT: dict[str, Any] = {"type": "trait", "name": "plan", "test": {"op": "is", "value": "pro"}}


@settings(max_examples=80, deadline=None)
@given(written_conditions)
def test_condition__written_and_read_again__is_the_same_and_can_be_said(written: dict[str, Any]) -> None:
    condition = read_condition(written)
    assert read_condition(json.loads(json.dumps(write_condition(condition)))) == condition
    assert describe(condition).startswith("Customers ")


def structure(value: str) -> str:
    """The compiled question with every text in it left out."""
    where = [{"name": "plan", "test": {"op": "starts_with", "value": value}}]
    written = [
        {"type": "trait", "name": "plan", "test": {"op": "contains", "value": value}},
        {"type": "trait", "name": "plan", "test": {"op": "one_of", "values": [value, value + "x"]}},
        {"type": "performed", "kind": value, "where": where},
        {"type": "score", "metric": value, "test": {"op": "at_least", "value": 1}},
        {"type": "account", "test": {"op": "is", "value": value}},
        {"type": "bucket", "salt": value, "low": 0, "high": 5},
    ]
    conditions: dict[str, AnyCondition] = {f"s{index}": read_condition(one) for index, one in enumerate(written)}
    asked = ibis.to_sql(evaluate(log_of([interaction()]), conditions, now=moment(1)), dialect="duckdb")
    parsed = sqlglot.parse(str(asked), dialect="duckdb")
    assert len(parsed) == 1
    tree = parsed[0]
    assert tree is not None
    for text in list(tree.find_all(exp.Literal)):
        text.replace(exp.Placeholder())
    return tree.sql(dialect="duckdb")


@pytest.mark.parametrize("value", HOSTILE)
def test_value__whatever_it_contains__changes_nothing_but_itself(value: str) -> None:
    assert structure(value) == structure("plain")


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=60))
def test_value__any_text__finds_exactly_the_customers_who_said_it(value: str) -> None:
    rows = [
        interaction("Profile Updated", customer_id="cus_a", properties=json.dumps({"plan": value})),
        interaction("Profile Updated", customer_id="cus_b", properties=json.dumps({"plan": value + "'"})),
    ]
    condition = read_condition({"type": "trait", "name": "plan", "test": {"op": "is", "value": value}})
    table = evaluate(log_of(rows), {"holds": condition}, now=moment(1)).to_pyarrow().to_pylist()
    assert {row["customer_id"] for row in table if row["holds"]} == {"cus_a"}


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"type": "trait", "name": "plan"}, "not valid at test: Field required"),
        (
            {"type": "not", "condition": TRAIT | {"test": {"op": "is"}}},
            "not valid at condition.test.is.value: Field required",
        ),
        ({"type": "guess"}, "Input tag 'guess'"),
        ({"type": "all", "conditions": []}, "not valid at conditions"),
        (TRAIT | {"sql": "1=1"}, "not valid at sql: Extra inputs are not permitted"),
        (TRAIT | {"name": "a'b"}, "a name is made of letters"),
        (TRAIT | {"name": "a..b"}, "a name is made of letters"),
        (TRAIT | {"name": "$.x"}, "a name is made of letters"),
        (TRAIT | {"test": {"op": "is", "value": "a\x00b"}}, "NUL"),
        (TRAIT | {"test": {"op": "is", "value": "\ud800"}}, "unicode string"),
        (TRAIT | {"test": {"op": "at_least", "value": float("nan")}}, "finite"),
        (TRAIT | {"test": {"op": "one_of", "values": ["x"] * 501}}, "at most 500"),
        (TRAIT | {"test": {"op": "is", "value": "x" * 256}}, "at most 255"),
        (TRAIT | {"test": {"op": "before", "day": "yesterday"}}, "YYYY-MM-DD"),
        (TRAIT | {"test": {"op": "before", "day": 5}}, "YYYY-MM-DD"),
        ({"type": "performed", "kind": "", "times": {"n": 1}}, "kind"),
        ({"type": "bucket", "salt": "x", "low": 50, "high": 50}, "`low` must be less than `high`"),
        ({"type": "score", "metric": "csat", "test": {"op": "contains", "value": "x"}}, "not valid at test"),
        (None, "The condition is not valid at the condition"),
    ],
)
def test_condition__that_is_wrong__is_refused_with_the_place(written: Any, sentence: str) -> None:
    with pytest.raises(ConditionRefused, match=sentence) as refused:
        read_condition(written)
    assert str(refused.value).endswith(".")


def nested(depth: int) -> dict[str, Any]:
    condition = TRAIT
    for _ in range(depth - 1):
        condition = {"type": "not", "condition": condition}
    return condition


@pytest.mark.parametrize("depth", [9, 300, 3_000])
def test_condition__nested_too_deep__is_refused(depth: int) -> None:
    assert read_condition(nested(8))
    with pytest.raises(ConditionRefused, match="nested more than 8 deep"):
        read_condition(nested(depth))


def test_condition__of_too_many_parts__is_refused() -> None:
    several = {"type": "any", "conditions": [TRAIT] * 40}
    assert read_condition({"type": "all", "conditions": [several] * 4})
    with pytest.raises(ConditionRefused, match="more than 200 parts"):
        read_condition({"type": "all", "conditions": [several] * 5})


def test_references__in_a_circle__are_refused_and_named() -> None:
    stored = {
        "one": read_condition({"type": "not", "condition": {"type": "segment", "slug": "two"}}),
        "two": read_condition({"type": "segment", "slug": "one"}),
    }
    with pytest.raises(ConditionRefused, match="circle: one → two → one"):
        expand(stored["two"], stored.__getitem__)


def test_references__that_multiply__are_refused() -> None:
    stored: dict[str, AnyCondition] = {"s0": read_condition({"type": "any", "conditions": [TRAIT] * 50})}
    for level in range(1, 7):
        inner = [{"type": "segment", "slug": f"s{level - 1}"}] * 50
        stored[f"s{level}"] = read_condition({"type": "any", "conditions": inner})
    with pytest.raises(ConditionRefused, match="more than 1000 parts"):
        expand(stored["s6"], stored.__getitem__)


def test_reference__to_nothing__is_refused() -> None:
    with pytest.raises(ConditionRefused, match="There is no segment 'gone'"):
        expand(read_condition({"type": "segment", "slug": "gone"}), lambda slug: None)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (
            {"type": "performed", "kind": "Order Completed", "times": {"op": "at_most", "n": 0}},
            "who never have “Order Completed”",
        ),
        ({"type": "not", "condition": TRAIT}, "not those whose “plan” is “pro”"),
        (
            {"type": "seen", "which": "last", "test": {"op": "not_in_last", "days": 60}},
            "last seen longer ago than 60 days",
        ),
        ({"type": "stage", "one_of": ["loyalty", "use"]}, "whose stage is loyalty or use"),
        (
            {"type": "account", "trait": "plan", "test": {"op": "exists"}},
            "who belong to an account whose “plan” is known",
        ),
        ({"type": "segment", "slug": "vip"}, "who are in the segment “vip”"),
        (
            {"type": "value", "test": {"op": "more_than", "value": 1000}},
            "whose total value of “Order Completed” is more than 1,000",
        ),
    ],
)
def test_words__of_each_kind_of_condition__say_what_it_means(written: dict[str, Any], words: str) -> None:
    assert describe(read_condition(written)) == f"Customers {words}."
