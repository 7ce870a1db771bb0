"""Dashboards over HTTP: arranged by whoever is let in, never by two at a time, and only of what exists."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user

pytestmark = pytest.mark.django_db
NPS = {"id": "a", "type": "metric", "metric": "nps", "shape": "course", "by": "week", "width": 2}
TILES = [{"id": "h", "type": "heading", "title": "Care"}, NPS, {"id": "j", "type": "journey", "width": 4}]


@pytest.fixture
def asked(data_dir: Path) -> Any:
    make_user()
    headers = {"Authorization": f"Bearer {make_key()}"}

    def ask(method: str, path: str, body: Any = None, *, known: bool = True) -> tuple[int, Any]:
        client = Client(headers=headers if known else {})
        found = client.generic(method, f"/api/{path}", json.dumps(body), content_type="application/json")
        return found.status_code, found.json()

    return ask


def test_dashboard__made_and_arranged__keeps_tiles_in_order(asked: Any) -> None:
    status, made = asked("POST", "dashboards", {"name": " Mondays ", "tiles": TILES})
    assert (status, made["name"], made["revision"]) == (200, "Mondays", 1)
    assert [tile["id"] for tile in made["tiles"]] == ["h", "a", "j"]
    assert made["tiles"][1]["selection"] == {"channel": None, "stage": None, "touchpoint": None, "segment": None}
    turned = {"name": "Mondays", "tiles": TILES[::-1], "revision": 1}
    status, arranged = asked("PUT", f"dashboards/{made['id']}", turned)
    assert (status, arranged["revision"], [tile["id"] for tile in arranged["tiles"]]) == (200, 2, ["j", "a", "h"])
    assert arranged["owner"].count("@") == arranged["changed_by"].count("@") == 1
    assert asked("GET", f"dashboards/{made['id']}")[1] == arranged
    assert asked("DELETE", f"dashboards/{made['id']}") == (200, {"rows": []})
    assert asked("GET", f"dashboards/{made['id']}")[0] == 404


def test_dashboard__that_another_arranged_meanwhile__is_not_overwritten(asked: Any) -> None:
    made = asked("POST", "dashboards", {"name": "Mondays", "tiles": TILES})[1]
    path = f"dashboards/{made['id']}"
    assert asked("PUT", path, {"name": "Mine", "tiles": [NPS], "revision": 1})[0] == 200
    status, refused = asked("PUT", path, {"name": "Yours", "tiles": [], "revision": 1})
    assert (status, refused["code"]) == (409, "dashboard_arranged_meanwhile")
    assert "Open it again, then arrange it." in refused["detail"]
    assert asked("GET", path)[1]["name"] == "Mine"


@pytest.mark.parametrize(
    ("tiles", "status", "says"),
    [
        ([NPS | {"metric": "happiness"}], 404, "happiness"),
        ([NPS | {"by": "moon"}], 422, "Nothing can be grouped by 'moon'"),
        ([NPS | {"selection": {"stage": "nirvana"}}], 422, "nirvana"),
        ([NPS | {"selection": {"segment": "segment:nobody"}}], 404, "nobody"),
        ([NPS | {"colour": "red"}], 422, "colour"),
        ([NPS | {"width": 5}], 422, "width"),
        ([NPS | {"type": "script"}], 422, "script"),
        ([NPS | {"id": "<b>"}], 422, "id"),
        ([NPS | {"title": "a\x00b"}], 422, "NUL"),
        ([{"id": "h", "type": "heading", "title": "  "}], 422, "A heading needs a text."),
        ([NPS, NPS], 422, "Two tiles have the same id"),
        ([NPS | {"id": str(n)} for n in range(41)], 422, "40"),
    ],
)
def test_dashboard__of_what_does_not_exist__is_refused_with_a_sentence(
    asked: Any, tiles: list[dict[str, Any]], status: int, says: str
) -> None:
    found, body = asked("POST", "dashboards", {"name": "Mondays", "tiles": tiles})
    assert (found, says in json.dumps(body)) == (status, True), body
    assert asked("GET", "dashboards")[1] == {"rows": []}


def test_dashboards__without_a_key__are_not_shown(asked: Any) -> None:
    assert asked("GET", "dashboards", known=False)[0] == 401
    assert asked("POST", "dashboards", {"name": "Mondays"}, known=False)[0] == 401
