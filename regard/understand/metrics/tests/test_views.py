"""Saved views of metrics over REST."""

import json
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked() -> Any:
    make_user()
    client = Client(headers={"Authorization": f"Bearer {make_key()}"})

    def ask(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        found = client.generic(method, f"/api/{path}", json.dumps(body), content_type="application/json")
        return found.status_code, found.json()

    return ask


def test_view__saved_and_deleted__is_there_and_gone(asked: Any) -> None:
    status, found = asked(
        "POST", "metric-views", {"name": "NPS by channel", "search": {"metric": "nps", "by": "channel"}}
    )
    (row,) = found["rows"]
    assert (status, row["name"], row["search"]) == (200, "NPS by channel", {"metric": "nps", "by": "channel"})
    assert asked("DELETE", f"metric-views/{row['id']}")[1] == {"rows": []}
    assert asked("DELETE", f"metric-views/{row['id']}")[0] == 404


@pytest.mark.parametrize(
    "body",
    [
        {"name": " ", "search": {}},
        {"name": "x", "search": {"next": "https://elsewhere.example"}},
        {"name": "x", "search": {"metric": "n" * 300}},
        {"name": "x", "search": {"metric": 5}},
        {"name": "x"},
    ],
)
def test_view__that_cannot_be__is_refused_and_nothing_is_saved(asked: Any, body: Any) -> None:
    assert asked("POST", "metric-views", body)[0] == 422
    assert asked("GET", "metric-views")[1] == {"rows": []}
