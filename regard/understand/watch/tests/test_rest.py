"""Watches over HTTP: begun, looked at, answered and closed by whoever is let in, and by nobody else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.understand.watch.tests.factories import WATCHED_FROM, record_shop

pytestmark = pytest.mark.django_db
BODY = {"name": "Customer care", "metrics": ["csat"], "watch_from": WATCHED_FROM.isoformat(), "slug": "care"}


@pytest.fixture
def asked(data_dir: Path) -> Any:
    record_shop(Lake.shared(data_dir))
    make_user()
    headers = {"Authorization": f"Bearer {make_key()}"}

    def ask(method: str, path: str, body: Any = None, *, known: bool = True) -> tuple[int, Any]:
        client = Client(headers=headers if known else {})
        found = client.generic(method, f"/api/{path}", json.dumps(body), content_type="application/json")
        return found.status_code, found.json()

    return ask


def test_watch__over_rest__is_begun_answered_and_closed(asked: Any) -> None:
    status, page = asked("POST", "watches", BODY)
    assert (status, page["watch"]["state"], len(page["alerts"])) == (200, "alert", 1)
    assert page["watch"]["owner"].count("@") == 1
    status, courses = asked("GET", "watches/care/courses")
    assert (status, [row["metric"] for row in courses["rows"]]) == (200, ["csat"])
    assert set(courses["rows"][0]["bands"][-1]) == {"day", "value", "n", "expected", "low", "high", "score"}
    assert asked("POST", "watches/care/alerts/1/acknowledge")[1]["watch"]["state"] == "answered"
    page = asked("POST", "watches/care/decisions", {"text": "Call the vendor.", "alert": 1})[1]
    assert [moment["text"] for moment in page["timeline"] if moment["kind"] == "decided"] == ["Call the vendor."]
    page = asked("POST", "watches/care/alerts/1/resolve", {"reason": "fixed"})[1]
    assert page["alerts"][0]["reason"] == "fixed"
    assert len(asked("POST", "watches/care/look")[1]["alerts"]) == 1
    assert asked("POST", "watches/care/close", {"conclusion": "Over."})[1]["watch"]["state"] == "closed"
    assert [row["slug"] for row in asked("GET", "watches")[1]["rows"]] == ["care"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "watches", BODY | {"metrics": ["happiness"]}, 404),
        ("POST", "watches", BODY | {"metrics": []}, 422),
        ("POST", "watches", BODY | {"kind": "party"}, 422),
        ("POST", "watches", BODY | {"color": "red"}, 422),
        ("POST", "watches", BODY | {"false_alarms": 1e9}, 422),
        ("POST", "watches", BODY | {"name": "a\x00b"}, 422),
        ("POST", "watches", BODY | {"scope": {"segment": "segment:nobody"}}, 404),
        ("POST", "watches", BODY | {"scope": {"stage": "nirvana"}}, 422),
        ("GET", "watches/nothing", None, 404),
        ("GET", "watches/nothing/courses", None, 404),
        ("POST", "watches/nothing/decisions", {"text": "a"}, 404),
        ("POST", "watches/nothing/alerts/1/acknowledge", None, 404),
    ],
)
def test_watch__asked_for_what_cannot_be__is_a_sentence_and_keeps_nothing(
    asked: Any, method: str, path: str, body: Any, status: int
) -> None:
    found, problem = asked(method, path, body)
    assert found == status
    assert len(problem["detail"]) > 10
    assert asked("GET", "watches")[1] == {"rows": []}


def test_watch__without_signing_in__is_not_shown(asked: Any) -> None:
    assert asked("GET", "watches", known=False)[0] == 401
    assert asked("POST", "watches", BODY, known=False)[0] == 401
    assert asked("GET", "watches")[1] == {"rows": []}
