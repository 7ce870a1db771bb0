"""Cases over HTTP: triaged and closed by whoever is let in, and by nobody else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.engage.cases.api import follow
from regard.engage.cases.models import Case
from regard.engage.cases.tests.factories import answer, record, switch_on
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(data_dir: Path) -> Any:
    lake = Lake.shared(data_dir)
    switch_on("nps")
    record(lake, answer(3, days=5))
    follow(lake=lake)
    make_user()
    headers = {"Authorization": f"Bearer {make_key()}"}

    def ask(method: str, path: str, body: Any = None, *, known: bool = True) -> tuple[int, Any]:
        client = Client(headers=headers if known else {})
        found = client.generic(method, f"/api/{path}", json.dumps(body), content_type="application/json")
        return found.status_code, found.json()

    return ask


def test_case__over_rest__is_assigned_contacted_concluded_and_confirmed(asked: Any) -> None:
    status, listed = asked("GET", "cases")
    assert (status, listed["n"], listed["causes"]) == (200, 1, ["Delivery"])
    place = f"cases/{listed['rows'][0]['number']}"
    assert asked("POST", f"{place}/owner", {"owner": "care@example.com"})[1]["case"]["owner"] == "care@example.com"
    assert asked("POST", f"{place}/notes", {"text": "Parcel is lost."})[0] == 200
    page = asked("POST", f"{place}/contacts", {"channel": "phone"})[1]
    assert page["case"]["state"] == "contacted"
    assert page["case"]["contact_minutes"] is not None
    told = {"conclusion": "solved", "root_cause": "Parcel lost"}
    assert asked("POST", f"{place}/conclusion", told)[1]["case"]["state"] == "unproven"
    assert asked("POST", f"{place}/confirmation", {"text": "Thank you."})[1]["case"]["state"] == "closed"
    figures = asked("GET", "cases/figures")[1]
    assert (figures["cases"], figures["closed"], figures["by_root_cause"][0]["name"]) == (1, 1, "Parcel lost")
    assert asked("GET", "cases?state=closed")[1]["n"] == 1


def test_rules__over_rest__are_changed_and_looked_back_with(asked: Any) -> None:
    status, rule = asked("PATCH", "cases/rules/stars", {"is_on": True, "threshold": 3, "minutes": 30})
    assert (status, rule["is_on"], rule["threshold"]) == (200, True, 3)
    assert asked("POST", "cases/rules/nps/backfill", {"since": "2026-01-01"})[1] == {"opened": 0, "added": 0}
    assert [one["name"] for one in asked("GET", "cases/rules")[1]["rows"] if one["is_on"]] == ["nps", "stars"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "cases?state=gone", None, 422),
        ("GET", "cases/999999", None, 404),
        ("POST", "cases", {"customer_id": "cus_nobody", "cause": "x", "evidence": ["a"]}, 422),
        ("PATCH", "cases/rules/luck", {"is_on": True}, 404),
        ("PATCH", "cases/rules/nps", {"threshold": 11}, 422),
        ("POST", "cases/999999/notes", {"text": "a"}, 404),
        ("POST", "cases/1/contacts", {"channel": "pigeon"}, 422),
        ("POST", "cases/1/notes", {"text": "a\u0000b"}, 422),
        ("POST", "cases/1/notes", {"text": "a", "color": "red"}, 422),
    ],
)
def test_case__asked_for_what_cannot_be__is_a_sentence_and_changes_nothing(
    asked: Any, method: str, path: str, body: Any, status: int
) -> None:
    before = list(Case.objects.values())
    path = path.replace("cases/1/", f"cases/{before[0]['id']}/")
    found, problem = asked(method, path, body)
    assert found == status
    assert len(problem["detail"]) > 10
    assert list(Case.objects.values()) == before


def test_cases__without_signing_in__are_not_shown(asked: Any) -> None:
    assert asked("GET", "cases", known=False)[0] == 401
    assert asked("POST", "cases/1/notes", {"text": "a"}, known=False)[0] == 401
