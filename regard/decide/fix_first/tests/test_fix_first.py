"""From a pain point down to the rows that show it, the customers it touched, and what they said."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from regard.analytics.scope import Scope
from regard.foundation.accounts.api import add_user
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations
from regard.understand.metrics.api import score_card

pytestmark = pytest.mark.django_db


def bought(name: str, *, delivered: float | None) -> list[dict[str, Any]]:
    """An order promised for ten days ago, and the day it came, in days before now."""
    about = {
        "order_id": f"o-{name}",
        "total": 80,
        "currency": "EUR",
        "promised_at": (NOW.replace(day=1, month=10)).isoformat(),
    }
    rows = [observation("Order Completed", user_id=name, days=40, properties=about)]
    if delivered is not None:
        rows.append(observation("Order Delivered", user_id=name, days=delivered, properties=about))
    return rows


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """Ann's parcel came late and Ben's in time; both wrote a review."""
    said = {"score": 1, "text": "A whole week after the day you promised."}
    rows = [
        *bought("ann", delivered=25),
        *bought("ben", delivered=35),
        observation("Review Posted", user_id="ann", days=24, properties=said),
        observation("Review Posted", user_id="ben", days=24, properties={"score": 5, "text": "Good."}),
        observation(
            "Ticket Replied", user_id="ann", days=24, properties={"ticket_id": "t", "author": "agent", "text": "Sorry."}
        ),
    ]
    lake = Lake.open(data_dir)
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        assert recorder.record(observations(*rows)).rejected == 0
    return lake


@pytest.fixture
def staff(client: Client, lake: Lake) -> Client:
    add_user(email="lena@fernweh.example", password="a long enough one", name="Lena")
    client.force_login(get_user_model().objects.get(email="lena@fernweh.example"))
    return client


def answer(staff: Client, path: str, **query: str) -> Any:
    response = staff.get(f"/api{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


def test_pain_point__interactions__are_those_that_show_it(staff: Client) -> None:
    found = answer(staff, "/interactions", pain_point="Delivery:late")
    assert [(row["kind"], row["matter_id"]) for row in found["rows"]] == [("Order Delivered", "o-ann")]


def test_pain_point__said__is_what_those_it_touched_wrote_and_nobody_else(staff: Client) -> None:
    found = answer(staff, "/interactions", pain_point="Delivery:late", said="true")
    assert [row["text"] for row in found["rows"]] == ["A whole week after the day you promised."]


def test_pain_point__customers__are_those_it_touched(staff: Client, lake: Lake) -> None:
    found = answer(staff, "/customers", pain_point="Delivery:late")
    assert found["total"] == 1
    shown = answer(staff, "/interactions", pain_point="Delivery:late")["rows"][0]
    assert found["rows"][0]["customer_id"] == shown["customer_id"]


def test_pain_point__period__counts_when_the_promise_was_broken(staff: Client) -> None:
    assert answer(staff, "/customers", pain_point="Delivery:late", since="2026-10-01", until="2026-10-08")["total"] == 1
    assert answer(staff, "/customers", pain_point="Delivery:late", since="2026-09-01", until="2026-10-01")["total"] == 0


def test_fix_first__few_orders__says_that_they_are_too_few(staff: Client) -> None:
    found = answer(staff, "/fix-first")
    assert found["rows"] == []
    assert "No money at stake" in found["formula"]


def test_score_card__log_without_surveys__shows_what_it_can_speak_of(lake: Lake) -> None:
    tiles = score_card(lake=lake, scope=Scope()).tiles
    assert len(tiles) == 6
    assert {tile.metric.name for tile in tiles} >= {"stars", "experience", "order_value"}
