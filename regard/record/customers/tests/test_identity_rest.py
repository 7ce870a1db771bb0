"""Who is who over REST: explained, merged, split, and led to from old ids."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from regard.analytics.identity import anchor_of
from regard.foundation.accounts.api import add_user
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db

ANN, BEN = anchor_of(("user_id", "ann")), anchor_of(("user_id", "ben"))


@pytest.fixture
def staff(client: Client, data_dir: Path) -> Client:
    rows = [
        observation("Profile Updated", anonymous_id="browser", properties={"name": "Ann Fjell"}, days=9),
        observation("Page Viewed", user_id="ben", days=8),
        observation("Page Viewed", user_id="ben", anonymous_id="tablet", days=8),
        observation("Page Viewed", user_id="ann", anonymous_id="tablet", days=7),
    ]
    with Recorder(lake=Lake.open(data_dir), clock=lambda: NOW) as recorder:
        recorder.record(observations(*rows))
    add_user(email="lena@fernweh.example", password="a long enough one", name="Lena")
    client.force_login(get_user_model().objects.get(email="lena@fernweh.example"))
    return client


def post(staff: Client, path: str, **body: Any) -> Any:
    response = staff.post(f"/api{path}", body, content_type="application/json")
    assert response.status_code == 200, response.content
    return response.json()


def test_merge__over_rest__names_who_decided_and_leads_old_ids_on(staff: Client) -> None:
    made = post(staff, f"/customers/{ANN}/merge", other=BEN, reason="Same phone call.")
    assert (made["decided_by"], made["reason"], made["customer_ids"]) == (
        "lena@fernweh.example",
        "Same phone call.",
        [ANN],
    )
    old = staff.get(f"/api/customers/{BEN}")
    assert (old.status_code, old.headers["Location"]) == (307, f"/api/customers/{ANN}")
    assert staff.get(f"/api/customers/{BEN}", follow=True).json()["customer_id"] == ANN
    assert staff.get(f"/api/customers/{BEN}/timeline").json()["total"] == 4
    assert staff.get(f"/api/customers/{BEN}/evidence").json()["customer_id"] == ANN


@pytest.mark.parametrize("undo", ["decision", "split"])
def test_merge__undone_over_rest__is_two_customers_again(staff: Client, undo: str) -> None:
    before = staff.get(f"/api/customers/{BEN}").json()
    made = post(staff, f"/customers/{ANN}/merge", other="user_id:ben")
    undone = post(staff, f"/identity/decisions/{made['id']}/undo" if undo == "decision" else f"/customers/{BEN}/split")
    assert undone["undone_by"] == "lena@fernweh.example"
    assert staff.get(f"/api/customers/{BEN}").json() == before


def test_why__over_rest__says_that_the_tablet_joins_nobody(staff: Client) -> None:
    told = staff.get("/api/identity/why", {"one": "user_id:ann", "other": "ben"}).json()
    assert told["is_one"] is False
    assert "anonymous id tablet is shared and joins nobody" in told["sentence"]
    assert [step["outcome"] for step in told["steps"]] == ["shared", "shared"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        (f"/customers/{ANN}/merge", {"other": "nobody"}, 404, "identifier_unknown"),
        (f"/customers/{ANN}/merge", {"other": "browser"}, 409, "customers_already_one"),
        (f"/customers/{ANN}/merge", {"other": ""}, 422, "invalid"),
        (f"/customers/{ANN}/merge", {"other": BEN, "sudo": True}, 422, "invalid"),
        (f"/customers/{ANN}/split", {}, 409, "nothing_to_split"),
        ("/identity/decisions/99/undo", {}, 404, "decision_unknown"),
    ],
)
def test_decisions__that_cannot_be__are_problems_and_change_nothing(
    staff: Client, path: str, body: dict[str, Any], status: int, code: str
) -> None:
    before = staff.get(f"/api/customers/{ANN}/evidence").json()
    response = staff.post(f"/api{path}", body, content_type="application/json")
    assert (response.status_code, response.json()["code"].startswith(code)) == (status, True), response.json()
    assert response.json()["detail"].endswith(".")
    assert staff.get(f"/api/customers/{ANN}/evidence").json() == before


def test_merge__nobody_signed_in__is_refused(data_dir: Path) -> None:
    response = Client().post(f"/api/customers/{ANN}/merge", {"other": BEN}, content_type="application/json")
    assert response.status_code == 401


def test_merge__is_in_the_audit_log(staff: Client) -> None:
    made = post(staff, f"/customers/{ANN}/merge", other=BEN)
    entries = staff.get("/api/audit").json()["rows"]
    assert [(entry["verb"], entry["subject"], entry["detail"]) for entry in entries][:1] == [
        ("merged", f"customer:{ANN}", {"decision": made["id"], "with": BEN})
    ]


def test_customer__who_reached_no_stage__has_a_page(staff: Client) -> None:
    with Recorder(lake=Lake.open(settings.REGARD.data_dir), clock=lambda: NOW) as recorder:
        recorder.record(observations(observation("Profile Updated", user_id="cleo", properties={"name": "Cleo"})))
    found = staff.get(f"/api/customers/{anchor_of(('user_id', 'cleo'))}")
    assert (found.status_code, found.json()["stages"]) == (200, [])
