"""Value over HTTP: what it answers, for whom, and that looking at customers is noted."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client

from regard.analytics.value.tests.drawing import bg_nbd_days
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.models import Entry
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db
WEEKS = 20


def orders(customers: int) -> list[dict[str, Any]]:
    bought = bg_nbd_days((0.8, 3.0, 0.7, 2.5), np.arange(customers, dtype=np.float64) % 21.0, WEEKS * 7, seed=6)
    spent = np.random.default_rng(7)
    return [
        observation(
            "Order Completed",
            user_id=f"c{number}",
            days=WEEKS * 7 - float(at),
            properties={"order_id": f"{number}-{nth}", "total": round(float(total), 2), "currency": "EUR"},
        )
        for number, times in enumerate(bought)
        for nth, (at, total) in enumerate(zip(times, spent.gamma(5, spent.gamma(4, 2), len(times)), strict=True))
    ]


def asking(data_dir: Path, rows: list[dict[str, Any]]) -> Any:
    with Recorder(lake=Lake.shared(data_dir), clock=lambda: NOW) as recorder:
        recorder.record(observations(*rows))
    make_user()
    client = Client(headers={"Authorization": f"Bearer {make_key()}"})

    def ask(path: str) -> tuple[int, Any]:
        found = client.get(f"/api/{path}")
        return found.status_code, found.json()

    return ask


@pytest.fixture
def asked(data_dir: Path) -> Any:
    return asking(data_dir, orders(300))


def test_value__over_rest__has_its_models_and_totals_with_intervals(asked: Any) -> None:
    status, found = asked("value?weeks=26&margin=0.5")
    assert (status, found["customers"], found["currency"], found["weeks"]) == (200, 300, "EUR", 26)
    assert [one["name"] for one in found["fit"]["parameters"]] == ["r", "alpha", "a", "b"]
    assert found["fit"]["label"] == "BG/NBD"
    for name in ("active", "purchases", "worth"):
        assert found[name]["low"] < found[name]["value"] < found[name]["high"]
    other = asked("value?weeks=26&model=pareto_nbd")[1]
    assert [one["name"] for one in other["fit"]["parameters"]] == ["r", "alpha", "s", "beta"]


def test_customers__over_rest__are_ranked_and_the_look_at_them_is_noted(asked: Any) -> None:
    status, found = asked("value/customers?limit=3")
    assert (status, len(found["rows"]), found["by"]) == (200, 3, "worth")
    first = found["rows"][0]
    assert first["worth"]["value"] >= found["rows"][1]["worth"]["value"]
    status, alone = asked(f"value/customers/{first['customer_id']}")
    assert (status, alone["customer_id"], alone["orders"]) == (200, first["customer_id"], first["orders"])
    for name in ("active", "purchases", "worth"):
        assert alone[name] == pytest.approx(first[name])
    noted = set(Entry.objects.values_list("subject", "detail__operation"))
    assert (f"customer:{first['customer_id']}", "get_customer_value") in noted
    assert "get_valued_customers" in {operation for _, operation in noted}


def test_customer__without_an_order__is_not_found(asked: Any) -> None:
    status, found = asked("value/customers/cus_nobody")
    assert (status, found["code"]) == (404, "customer_without_orders")


def test_holdout__over_rest__lays_what_happened_beside_what_was_expected(asked: Any) -> None:
    status, found = asked("value/holdout")
    assert (status, found["customers"]) == (200, 300)
    assert len(found["weeks"]) == WEEKS
    assert sum(week["is_held_out"] for week in found["weeks"]) == WEEKS // 2
    assert found["verdict"].startswith("Predicted ")
    assert found["classes"][0]["predicted"]["low"] < found["classes"][0]["predicted"]["high"]


@pytest.mark.parametrize("query", ["value?weeks=0", "value?model=arima", "value?margin=2", "value/customers?by=name"])
def test_value__asked_what_cannot_be__is_a_problem_in_words(asked: Any, query: str) -> None:
    status, found = asked(query)
    assert (status, found["code"]) == (422, "invalid_request")


def test_log__of_too_few_customers__says_how_many_are_needed(data_dir: Path) -> None:
    asked = asking(data_dir, orders(20))
    status, found = asked("value")
    assert (status, found["fit"], found["purchases"]["value"]) == (200, None, None)
    assert "30 are needed" in found["notes"][0]
    assert asked("value/customers")[1]["rows"] == []
    assert asked("value/holdout?split=2010-01-01")[1]["code"] == "holdout_impossible"


def test_contracts__over_rest__last_as_long_as_they_did(data_dir: Path) -> None:
    rows = []
    for number in range(10):
        told = {"subscription_id": f"s{number}", "plan": "yearly"}
        rows.append(observation("Subscription Started", user_id=f"c{number}", days=100, properties=told))
        if number < 4:
            rows.append(observation("Subscription Cancelled", user_id=f"c{number}", days=50, properties=told))
    asked = asking(data_dir, rows)
    status, found = asked("value/survival")
    (curve,) = found["curves"]
    assert (status, curve["contracts"], curve["ended"], curve["median"]["value"]) == (200, 10, 4, None)
    assert [(step["day"], step["at_risk"], round(step["share"], 2)) for step in curve["steps"]] == [(50, 10, 0.6)]
    assert asked("value/survival?by=channel")[1]["code"] == "scope_invalid"
