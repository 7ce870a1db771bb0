"""Customers over REST: found by anything they are known by, shown with all they went through."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from regard.foundation.accounts.api import add_user
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """Two customers of Fernweh Outfitters."""
    rows = [
        observation("Ad Clicked", user_id=None, anonymous_id="browser", days=40, properties={"campaign": "autumn"}),
        observation(
            "Profile Updated",
            anonymous_id="browser",
            days=39,
            email="ann@example.org",
            properties={"name": "Ann Fjell", "email": "ann@example.org", "plan": "club"},
        ),
        observation("Order Completed", days=38, properties={"order_id": "o1", "total": 120, "currency": "EUR"}),
        observation("Survey Answered", days=30, properties={"metric": "nps", "score": 3, "comment": "Late again."}),
        observation(
            "Ticket Opened", days=2, channel="email", properties={"ticket_id": "t1", "subject": "Where is it?"}
        ),
        observation("Profile Updated", user_id="ben", days=5, properties={"name": "Ben 100%_Rae"}),
        observation("Page Viewed", user_id="ben", days=4),
    ]
    lake = Lake.open(data_dir)
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(*rows))
    return lake


@pytest.fixture
def staff(client: Client, lake: Lake) -> Client:
    add_user(email="lena@fernweh.example", password="a long enough one", name="Lena")
    client.force_login(get_user_model().objects.get(email="lena@fernweh.example"))
    return client


def answer(staff: Client, path: str, **query: Any) -> Any:
    response = staff.get(f"/api{path}", query)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize("words", ["ann", "FJELL", "ann@example.org", "browser", "nn@exam"])
def test_customers__searched_by_name_mail_or_identifier__finds_the_one(staff: Client, words: str) -> None:
    found = answer(staff, "/customers", q=words)
    assert [row["name"] for row in found["rows"]] == ["Ann Fjell"]
    assert found["total"] == 1


@pytest.mark.parametrize(("words", "n"), [("100%_", 1), ("%", 1), ("' or 1=1", 0), ("nobody", 0)])
def test_customers__wildcards_and_quotes__are_only_letters(staff: Client, words: str, n: int) -> None:
    assert answer(staff, "/customers", q=words)["total"] == n


def test_customers__pages__show_each_once(staff: Client) -> None:
    first = answer(staff, "/customers", limit=1)
    second = answer(staff, "/customers", limit=1, cursor=first["next_cursor"])
    assert {first["rows"][0]["name"], second["rows"][0]["name"]} == {"Ann Fjell", "Ben 100%_Rae"}
    assert second["next_cursor"] is None


def test_customers__segment__keeps_those_with_the_trait(staff: Client) -> None:
    assert [row["name"] for row in answer(staff, "/customers", segment="trait:plan=club")["rows"]] == ["Ann Fjell"]


def test_customer__page__heads_with_identifiers_stage_scores_and_orders(staff: Client) -> None:
    customer_id = answer(staff, "/customers", q="ann")["rows"][0]["customer_id"]
    found = answer(staff, f"/customers/{customer_id}")
    assert {(one["kind"], one["value"]) for one in found["identifiers"]} == {
        ("user_id", "ann"),
        ("email", "ann@example.org"),
        ("anonymous_id", "browser"),
    }
    assert (found["name"], found["orders"], found["value"], found["currency"]) == ("Ann Fjell", 1, 120.0, "EUR")
    assert (found["stage"], found["interactions"], found["traits"]) == ("service", 4, {"plan": "club"})
    assert found["scores"][0]["last"] == 3.0
    assert found["experience"] == {"value": pytest.approx(-0.4), "n": 1}


def test_timeline__one_customer__is_newest_first_over_all_channels(staff: Client) -> None:
    customer_id = answer(staff, "/customers", q="ann")["rows"][0]["customer_id"]
    found = answer(staff, f"/customers/{customer_id}/timeline", limit=3)
    rest = answer(staff, f"/customers/{customer_id}/timeline", limit=3, cursor=found["next_cursor"])
    kinds = [row["kind"] for row in found["rows"] + rest["rows"]]
    assert kinds == ["Ticket Opened", "Survey Answered", "Order Completed", "Profile Updated", "Ad Clicked"]
    assert (found["total"], rest["next_cursor"]) == (5, None)
    assert answer(staff, f"/customers/{customer_id}/timeline", channel="ads")["total"] == 1


def test_customer__unknown__is_a_problem_in_a_sentence(staff: Client) -> None:
    response = staff.get("/api/customers/cus_none")
    assert response.status_code == 404
    assert response.json()["code"] == "customer_unknown"


@pytest.mark.parametrize(
    "path", ["/api/customers", "/api/interactions", "/api/journey", "/api/fix-first", "/api/rejected"]
)
def test_rest__nobody_signed_in__shows_nothing(client: Client, lake: Lake, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 401
    assert b"Ann" not in response.content


def test_interactions__filters__give_the_rows_behind_a_number(staff: Client) -> None:
    assert answer(staff, "/interactions", metric="nps")["rows"][0]["text"] == "Late again."
    assert answer(staff, "/interactions", stage="service")["total"] == 1
    assert answer(staff, "/interactions", q="LATE")["total"] == 1
    assert answer(staff, "/interactions", scored="true")["total"] == 1
    assert answer(staff, "/interactions")["total"] == 7


@pytest.mark.parametrize(
    "query",
    [
        {"cursor": "nonsense"},
        {"cursor": "99999999999999999999999.x"},
        {"limit": "0"},
        {"since": "2026-13-01"},
        {"since": "2026-02-01", "until": "2026-01-01"},
        {"stage": "nowhere"},
        {"segment": "x"},
        {"pain_point": "x"},
        {"metric": "nope"},
    ],
)
def test_interactions__impossible_filter__is_a_problem_and_never_our_fault(
    staff: Client, query: dict[str, str]
) -> None:
    response = staff.get("/api/interactions", query)
    assert response.status_code in (404, 422)
    assert response.json()["detail"].endswith(".")


def test_filters__small_log__offers_what_occurs(staff: Client) -> None:
    found = answer(staff, "/filters")
    assert {row["channel"] for row in found["channels"]} >= {"ads", "web", "email"}
    assert found["periods"][0]["label"] == "Q4 2026"


def test_customer__survey_sent_by_the_company__is_no_step_of_the_customers(staff: Client, lake: Lake) -> None:
    sent = observation("Survey Sent", days=0.5, properties={"touchpoint": "Farewell", "stage": "departure"})
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(sent))
    customer_id = answer(staff, "/customers", q="ann")["rows"][0]["customer_id"]
    found = answer(staff, f"/customers/{customer_id}")
    assert found["stage"] == "service"
    assert {"label": "Last seen", "value": "30 Oct 2026", "note": "Support ticket, 1 day earlier"} in found["facts"]
