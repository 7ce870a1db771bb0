"""Drivers over REST: every outcome with its interval, its overlap and its evidence."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from regard.foundation.accounts.api import add_user
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db


def paid(name: str, *, fails: bool, again: bool) -> list[dict[str, Any]]:
    """A payment half a year ago that failed or not, its order, and another order two months later or none."""
    about = {"order_id": f"o-{name}", "total": 50, "currency": "EUR"}
    paying = "Payment Failed" if fails else "Payment Info Entered"
    rows = [
        observation(paying, user_id=name, days=200, touchpoint="Payment"),
        observation("Order Completed", user_id=name, days=199.99, properties=about),
    ]
    if again:
        rows.append(
            observation("Order Completed", user_id=name, days=140, properties=about | {"order_id": f"p-{name}"})
        )
    return rows


@pytest.fixture
def staff(client: Client, data_dir: Path) -> Client:
    """Of 800 who paid, those whose payment failed come back half as often."""
    rng = np.random.default_rng(1)
    rows = [observation("Page Viewed", user_id="u-0", days=1)]
    for number in range(800):
        fails = bool(rng.random() < 0.4)
        rows += paid(f"u-{number}", fails=fails, again=bool(rng.random() < (0.3 if fails else 0.6)))
    with Recorder(lake=Lake.open(data_dir), clock=lambda: NOW) as recorder:
        assert recorder.record(observations(*rows)).rejected == 0
    add_user(email="lena@fernweh.example", password="a long enough one", name="Lena")
    client.force_login(get_user_model().objects.get(email="lena@fernweh.example"))
    return client


def test_drivers__payments_that_fail__move_buying_again_and_spend(staff: Client) -> None:
    found = staff.get("/api/drivers").json()
    assert [(one["key"], one["unit"]) for one in found["outcomes"]][1:] == [("repurchase", "pts"), ("spend", "EUR")]
    (row,) = (row for row in found["rows"] if row["key"] == "Payment:failed")
    assert row["evidence"] == "effect"
    moved = {one["outcome"]: one for one in row["moved"]}
    assert moved.keys() == {"repurchase", "spend"}  # nobody gave a score
    assert moved["repurchase"]["low"] < -30 < moved["repurchase"]["high"] < 0
    assert moved["spend"]["low"] < -15 < moved["spend"]["high"] < 0
    assert moved["spend"]["exposed"] + moved["spend"]["unexposed"] == 800
    assert moved["spend"]["no_counterpart"] == 0
    assert 0 < moved["spend"]["robustness_of_interval"] < moved["spend"]["robustness"] < 1


def test_drivers__period_before_anything_happened__touched_nobody_and_claims_nothing(staff: Client) -> None:
    found = staff.get("/api/drivers", {"until": "2024-01-01"}).json()
    assert {(row["customers"], row["evidence"]) for row in found["rows"]} == {(0, "too_few")}


def test_drivers__nobody_signed_in__are_not_shown(client: Client) -> None:
    assert client.get("/api/drivers").status_code in (401, 403)


def test_drivers__wrong_question__is_refused(staff: Client) -> None:
    assert staff.get("/api/drivers", {"since": "yesterday"}).status_code == 422
