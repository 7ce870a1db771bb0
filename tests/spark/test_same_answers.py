"""Spark, with two worker processes, answers what DuckDB answers."""

from __future__ import annotations

import json
import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from regard.analytics.journeys.histories import id_of
from regard.analytics.metrics.measure import CATALOGUE
from regard.analytics.schema.interactions import REASSIGNED
from regard.analytics.scope import Scope
from regard.analytics.segments.evaluating import evaluate
from regard.analytics.segments.reading import read_condition
from regard.decide.fix_first.api import list_fix_first
from regard.foundation.lake import extracts
from regard.foundation.lake.api import Lake, LakeWriter, OnSpark
from regard.record.customers.api import customer_table
from regard.understand.journeys import api as journeys
from regard.understand.metrics.api import compare_metric, measure_metric
from regard.understand.value.api import survival_in
from tests.spark.same import differences

SPRING = Scope(since=date(2026, 6, 1), until=date(2026, 9, 1))
GERMANS = Scope(segment="trait:country=DE")
BUYING = "Product Viewed > Product Added > Checkout Started > Order Completed"
CHOSEN: dict[str, tuple[str | None, Scope]] = {
    "nps": ("week", Scope()),
    "csat": ("trait.country", SPRING),
    "experience": ("quarter", GERMANS),
    "response_rate": ("month", Scope()),
    "retention": ("channel", Scope()),
    "next_purchase_days": ("trait.country", Scope()),
    "revenue": ("day", SPRING),
    "order_value": ("properties.coupon", Scope()),
    "first_contact_resolution": ("channel", Scope()),
    "first_reply_hours": ("month", Scope()),
    "backlog": ("week", Scope()),
    "steps_to_order": ("channel", SPRING),
    "acquisition_cost": (None, Scope()),
}


def test_cluster__asked_where_work_is_done__names_two_processes_besides_this_one(there: Lake) -> None:
    assert there.on_spark is not None
    context = there.on_spark.backend().session.sparkContext

    def whose(_: int) -> int:
        time.sleep(0.1)
        return os.getppid()

    found = context.parallelize(range(16), 16).map(whose).collect()
    assert len(set(found)) == 2
    assert os.getpid() not in found


@pytest.mark.parametrize("name", CHOSEN)
def test_metric__on_spark__is_that_of_duckdb(here: Lake, there: Lake, name: str) -> None:
    by, scope = CHOSEN[name]
    expected = measure_metric(lake=here, name=name, scope=scope, by=by)
    assert differences(expected, measure_metric(lake=there, name=name, scope=scope, by=by)) == []
    assert CATALOGUE[name].family == "value" or sum(one.n for one in expected) > 0


@pytest.mark.parametrize("name", ["retention", "customers"])
def test_metric__counted_by_kernels_on_the_workers__is_that_of_duckdb(
    here: Lake, there: Lake, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scope = Scope(since=date(2026, 5, 1))
    expected = measure_metric(lake=here, name=name, scope=scope, by="channel")
    monkeypatch.setattr(extracts, "WORTH_KEEPING_APART", 0)
    assert differences(expected, measure_metric(lake=there, name=name, scope=scope, by="channel")) == []


def test_change__on_spark__is_that_of_duckdb(here: Lake, there: Lake) -> None:
    one, other = (compare_metric(lake=lake, name="csat", scope=SPRING, by="channel") for lake in (here, there))
    assert differences(one, other) == []


JOURNEYS: dict[str, Callable[[Lake], Any]] = {
    "funnel": lambda lake: journeys.funnel_of(lake=lake, scope=SPRING, steps=BUYING, window_days=3, by="trait.country"),
    "funnel of a segment": lambda lake: journeys.funnel_of(lake=lake, scope=GERMANS, steps=BUYING, order="any"),
    "retention": lambda lake: journeys.retention_of(lake=lake, scope=Scope(), grain="week"),
    "paths": lambda lake: journeys.paths_of(lake=lake, scope=SPRING, limit=200),
    "flow": lambda lake: journeys.flow_of(lake=lake, scope=Scope(), over="channel"),
    "sessions": lambda lake: journeys.sessions_of(lake=lake, scope=GERMANS, by="month"),
    "goal": lambda lake: journeys.goal_of(
        lake=lake, scope=Scope(), start="Product Viewed", goal="Order Completed", by="channel"
    ),
    "credits": lambda lake: journeys.credits_of(lake=lake, scope=Scope(), goal="Order Completed"),
    "choices": lambda lake: journeys.list_journey_choices(lake=lake),
    "customers behind": lambda lake: sorted(
        journeys.funnel_customers(lake=lake, scope=SPRING, steps=BUYING, step=2, window_days=3).tolist()
    ),
}


@pytest.mark.parametrize("question", JOURNEYS)
def test_journeys__on_spark__are_those_of_duckdb(here: Lake, there: Lake, question: str) -> None:
    expected = JOURNEYS[question](here)
    assert differences(expected, JOURNEYS[question](there)) == []
    assert expected


TEXTS = (
    "a\x0bv\x0cf",
    "${x}",
    "O'Hara\\",
    'q"uote',
    "été",
    "İstanbul",
    "5\n",
    " five ",
    "\x1f",
    "1e3",
    "2026-02-30",
    "٣",
)


def odd_conditions() -> list[dict[str, Any]]:
    written = []
    for text in TEXTS:
        for test in ({"op": "is", "value": text}, {"op": "contains", "value": text.upper()}):
            written.append({"type": "trait", "name": "odd", "test": test})
    for op, value in (("at_least", 5), ("less_than", 7.5), ("equals", 1000)):
        written.append({"type": "trait", "name": "odd", "test": {"op": op, "value": value}})
    written.append({"type": "trait", "name": "odd", "test": {"op": "before", "day": "2026-03-02"}})
    return written


OF_ALL_KINDS: list[dict[str, Any]] = [
    {"type": "trait", "name": "country", "test": {"op": "one_of", "values": ["DE", "AT"]}},
    {"type": "performed", "kind": "Order Completed", "times": {"op": "at_least", "n": 2}},
    {
        "type": "performed",
        "kind": "Product Viewed",
        "times": {"op": "exactly", "n": 0},
        "window": {"type": "within", "days": 30},
    },
    {"type": "value", "kind": "Order Completed", "take": "total", "test": {"op": "more_than", "value": 150}},
    {"type": "value", "kind": "Order Completed", "take": "mean", "test": {"op": "between", "low": 20, "high": 90.5}},
    {"type": "score", "metric": "csat", "take": "last", "test": {"op": "at_most", "value": 3}},
    {"type": "seen", "which": "last", "test": {"op": "in_last", "days": 14}},
    {"type": "stage", "one_of": ["purchase", "use", "loyalty"]},
    {"type": "bucket", "salt": "spring\x1f", "low": 10, "high": 60},
    {"type": "not", "condition": {"type": "seen", "which": "first", "test": {"op": "before", "day": "2026-07-01"}}},
]


def odd_log(log: pa.Table) -> pa.Table:
    """The log, with profiles in which customers say odd things."""
    is_profile = pc.equal(log["kind"], "Profile Updated")
    drawn = random.Random(7)
    said = pa.array(
        [json.dumps({"country": drawn.choice(["DE", "AT", "CH"]), "odd": drawn.choice(TEXTS)}) for _ in range(len(log))]
    )
    return log.set_column(
        log.schema.get_field_index("properties"), "properties", pc.if_else(is_profile, said, log["properties"])
    )


def test_segments__of_every_kind_and_of_odd_texts__hold_whom_they_hold_on_duckdb(here: Lake, there: Lake) -> None:
    rows = odd_log(here.interactions_here().to_pyarrow())
    assert there.on_spark is not None
    logs = here.engine().create_table("odd", rows, temp=True), there.on_spark.backend().take_in("odd", rows)
    conditions = {f"s{index}": read_condition(one) for index, one in enumerate([*OF_ALL_KINDS, *odd_conditions()])}
    now = datetime(2026, 9, 15, tzinfo=UTC)
    found = [evaluate(log, conditions, now=now).order_by("customer_id").to_pyarrow().to_pylist() for log in logs]
    assert differences(found[0], found[1]) == []
    held = [sum(row[name] for row in found[0]) for name in conditions]
    assert sum(0 < n < len(found[0]) for n in held) > len(held) / 2


def test_what_to_fix_first__on_spark__is_that_of_duckdb(here: Lake, there: Lake) -> None:
    one, other = (list_fix_first(lake=lake, scope=Scope()) for lake in (here, there))
    assert differences(one, other) == []


def test_contracts__on_spark__last_as_long_as_on_duckdb(here: Lake, there: Lake) -> None:
    one, other = (survival_in(lake=lake, scope=Scope()) for lake in (here, there))
    assert differences(one, other) == []


def test_customers__worked_out_on_spark__are_those_of_duckdb(here: Lake, there: Lake) -> None:
    found = [customer_table(lake=lake).order_by("customer_id").to_pyarrow().to_pylist() for lake in (here, there)]
    assert differences(found[0], found[1]) == []
    assert len(found[0]) > 100


def test_log__after_two_customers_became_one__counts_them_as_one_on_spark(
    here: Lake, there: Lake, tmp_path: Path
) -> None:
    shutil.copytree(here.root / "lake", tmp_path / "lake")
    lake = Lake(tmp_path)
    pair = lake.sql(
        "select customer_id, anchor from interactions where kind = 'Order Completed' order by all limit 100"
    )
    first, other = pair["customer_id"][0].as_py(), pair["customer_id"][-1].as_py()
    moved = [{"anchor": anchor, "customer_id": other} for anchor in {first, *_anchors(lake, first)}]
    before = measure_metric(lake=lake, name="customers", scope=Scope())[0].n
    with LakeWriter(lake) as writer:
        writer.append("reassigned", pa.Table.from_pylist(moved, schema=REASSIGNED))
    fresh, on_spark = Lake(tmp_path), Lake(tmp_path, OnSpark(there.on_spark.url, tmp_path)) if there.on_spark else here
    found = [measure_metric(lake=one, name="customers", scope=Scope())[0].n for one in (fresh, on_spark)]
    assert found == [before - 1, before - 1]
    behind = [journeys.funnel_customers(lake=one, scope=Scope(), steps=BUYING, step=1) for one in (fresh, on_spark)]
    assert sorted(behind[0].tolist()) == sorted(behind[1].tolist())
    assert first not in map(id_of, behind[1].tolist())


def _anchors(lake: Lake, customer_id: str) -> list[str]:
    found = lake.sql("select distinct anchor from interactions where customer_id = $1", [customer_id])
    return [str(one) for one in found.column(0).to_pylist()]
