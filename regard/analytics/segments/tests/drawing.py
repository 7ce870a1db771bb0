"""Logs and conditions drawn by hypothesis, small enough that they meet often."""

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from regard.analytics.segments import conditions as n
from regard.analytics.segments.reading import read_condition
from regard.analytics.tests.factories import interaction

NOW_DAYS = 100.0
CUSTOMERS = ("cus_1", "cus_2", "cus_3")
KINDS = ("Order Completed", "Product Viewed", "Ticket Opened", "Ticket Solved", "Unsubscribed", "Order Delivered")
NAMES = ("plan", "a b", "deep.in", "when")
TEXTS = (
    "pro",
    "Pro",
    "x",
    "7",
    "7.5",
    "true",
    "2026-03-01",
    "2026-04-11T09:00:00Z",
    "O'Hara\\",
    '"; --',
    "été",
    "null",
    "",
)
STAGES = {"Order Completed": "purchase", "Product Viewed": "consideration", "Unsubscribed": "departure"}
DAYS = (1, 10, 30, 90)


def _properties() -> st.SearchStrategy[dict[str, Any]]:
    value = st.one_of(st.sampled_from(TEXTS), st.sampled_from([7, 7.5, 0, -3, 12]), st.booleans(), st.none())
    return st.dictionaries(st.sampled_from(["plan", "a b", "when"]), value, max_size=3).flatmap(
        lambda flat: st.one_of(st.just(flat), value.map(lambda inner: flat | {"deep": {"in": inner}}))
    )


@st.composite
def _row(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from((*KINDS, "Profile Updated", "Profile Updated", "Account Joined", "Survey Answered")))
    properties = draw(_properties())
    more: dict[str, Any] = {"stage": STAGES.get(kind)}
    if kind == "Survey Answered":
        more |= {"metric": draw(st.sampled_from(("csat", "nps"))), "score": float(draw(st.integers(0, 5)))}
    if kind == "Order Completed" and draw(st.booleans()):
        more["value"] = draw(st.integers(0, 8))
    if kind == "Account Joined":
        properties["group_id"] = draw(st.sampled_from(("acme", "beta", "null", "", "0", 17)))
    if kind.startswith("Ticket"):
        more["matter_id"] = draw(st.sampled_from(("t1", "t2")))
    return interaction(
        kind,
        customer_id=draw(st.sampled_from(CUSTOMERS)),
        days=draw(st.sampled_from((0, 9, 10, 10.0, 50, 70, 89.5, 90, 99, 99.5, 100, 100.5))),
        actor=draw(st.sampled_from(("customer", "customer", "company"))),
        properties=json.dumps(properties, ensure_ascii=False),
        **more,
    )


logs = st.lists(_row(), min_size=1, max_size=25)
_number = st.sampled_from((0, 1, 2, 3, 5, 7, 7.5))
_texts = st.sampled_from([text for text in TEXTS if text])
_value = st.one_of(_texts, _number, st.booleans())
_presence = st.sampled_from(({"op": "exists"}, {"op": "missing"}))
_numeric = st.one_of(
    _presence,
    st.builds(
        lambda op, value: {"op": op, "value": value},
        st.sampled_from(("at_least", "at_most", "more_than", "less_than", "equals")),
        _number,
    ),
    st.builds(lambda low, more: {"op": "between", "low": low, "high": low + more}, _number, _number),
)
_temporal = st.one_of(
    _presence,
    st.builds(
        lambda op, days: {"op": op, "days": days},
        st.sampled_from(("in_last", "not_in_last", "in_next")),
        st.sampled_from(DAYS),
    ),
    st.builds(
        lambda op, days: {"op": op, "day": (date(2026, 1, 1) + timedelta(days=days)).isoformat()},
        st.sampled_from(("before", "after")),
        st.sampled_from((0, 10, 59, 99, 100)),
    ),
)
_textual = st.one_of(
    st.builds(lambda op, value: {"op": op, "value": value}, st.sampled_from(("is", "is_not")), _value),
    st.builds(
        lambda op, values: {"op": op, "values": values},
        st.sampled_from(("one_of", "none_of")),
        st.lists(_value, min_size=1, max_size=3),
    ),
    st.builds(lambda op, value: {"op": op, "value": value}, st.sampled_from(("contains", "starts_with")), _texts),
)
_any_test = st.one_of(_numeric, _temporal, _textual)
_stages = st.sampled_from(("departure", "service", "loyalty", "use", "purchase", "consideration"))
_window = st.one_of(
    st.just({"type": "ever"}),
    st.builds(lambda days: {"type": "within", "days": days}, st.sampled_from(DAYS)),
    st.just({"type": "during", "since": "2026-01-11", "until": "2026-03-31"}),
)
_where = st.lists(st.fixed_dictionaries({"name": st.sampled_from(NAMES), "test": _any_test}), max_size=2)
_take = st.sampled_from(("last", "first", "total", "mean", "lowest", "highest"))
_kind = st.sampled_from(KINDS)
leaves = st.one_of(
    st.fixed_dictionaries({"type": st.just("trait"), "name": st.sampled_from(NAMES), "test": _any_test}),
    st.fixed_dictionaries(
        {
            "type": st.just("performed"),
            "kind": _kind,
            "where": _where,
            "window": _window,
            "times": st.fixed_dictionaries(
                {"op": st.sampled_from(("at_least", "at_most", "exactly")), "n": st.integers(0, 3)}
            ),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("score"),
            "metric": st.sampled_from(("csat", "nps")),
            "take": _take,
            "window": _window,
            "test": _numeric,
        }
    ),
    st.fixed_dictionaries(
        {"type": st.just("value"), "take": _take, "where": _where, "window": _window, "test": _numeric}
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("property"),
            "kind": _kind,
            "name": st.sampled_from(NAMES),
            "take": st.sampled_from(("last", "first")),
            "window": _window,
            "test": _any_test,
        }
    ),
    st.fixed_dictionaries(
        {"type": st.just("property"), "kind": _kind, "name": st.sampled_from(NAMES), "take": _take, "test": _numeric}
    ),
    st.fixed_dictionaries({"type": st.just("seen"), "which": st.sampled_from(("first", "last")), "test": _temporal}),
    st.builds(lambda one_of: {"type": "stage", "one_of": one_of}, st.lists(_stages, min_size=1, max_size=2)),
    st.builds(
        lambda trait, test: {"type": "account", "trait": trait, "test": test},
        st.sampled_from((None, "plan", "when")),
        _any_test,
    ),
    st.builds(
        lambda low, more: {"type": "bucket", "salt": "s", "low": low, "high": low + more},
        st.sampled_from((0, 20, 50)),
        st.sampled_from((10, 50)),
    ),
)


def _grouped(inner: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        st.builds(
            lambda kind, conditions: {"type": kind, "conditions": conditions}, st.sampled_from(("all", "any")), several
        ),
        st.builds(lambda condition: {"type": "not", "condition": condition}, inner),
    )


def _is_shallow(written: dict[str, Any]) -> bool:
    inner = [*written.get("conditions", []), *([written["condition"]] if "condition" in written else [])]
    return len(json.dumps(written)) < 4_000 and all(_is_shallow(one) for one in inner)


written_conditions = st.recursive(leaves, _grouped, max_leaves=6).filter(_is_shallow)


def read(written: dict[str, Any]) -> n.AnyCondition:
    return read_condition(written)
