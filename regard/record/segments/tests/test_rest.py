"""Segments over HTTP: as a program with a key asks."""

import json
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.record.segments.tests.test_segments import BUYERS, GERMANS, lake

pytestmark = pytest.mark.django_db
__all__ = ["lake"]


@pytest.fixture
def asked(lake: Lake) -> Any:
    make_user()
    headers = {"Authorization": f"Bearer {make_key()}"}

    def ask(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        text = body if isinstance(body, str | bytes) else json.dumps(body)
        found = Client(headers=headers).generic(method, f"/api/{path}", text, content_type="application/json")
        return found.status_code, found.json()

    return ask


def test_segment__saved_over_rest__is_listed_counted_filtered_by_and_deleted(asked: Any) -> None:
    status, made = asked("POST", "segments", {"name": "Germans", "condition": GERMANS})
    assert (status, made["slug"], made["n"], made["condition"]) == (200, "germans", 1, GERMANS)
    assert [row["slug"] for row in asked("GET", "segments")[1]["rows"]] == ["germans"]
    found = asked("GET", "customers?segment=segment:germans")[1]
    assert (found["total"], found["rows"][0]["name"]) == (1, "Ann")
    assert asked("GET", "interactions?segment=segment:germans")[1]["total"] == 2
    mine = asked("GET", f"customers/{found['rows'][0]['customer_id']}/segments")[1]["rows"]
    assert [row["slug"] for row in mine] == ["germans"]
    assert asked("PATCH", "segments/germans", {"condition": BUYERS})[1]["version"] == 2
    assert asked("DELETE", "segments/germans")[1] == {"rows": []}
    assert asked("GET", "customers?segment=segment:germans")[0] == 404


def test_count__over_rest__answers_with_the_sentence_and_a_sample(asked: Any) -> None:
    status, found = asked("POST", "segments/count", {"condition": BUYERS})
    assert (status, found["n"], found["customers"], len(found["sample"])) == (200, 1, 2, 1)
    assert found["sentence"] == "Customers who have “Order Completed” in the last 30 days."


def test_choices__say_what_occurs(asked: Any) -> None:
    found = asked("GET", "segments/choices")[1]
    assert {trait["name"] for trait in found["profile_traits"]} == {"country", "name"}
    assert found["kinds"][0]["kind"] == "Order Completed"
    assert found["kinds"][0]["properties"] == ["currency", "order_id", "total"]


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[" * 100_000,
        '{"condition": ' + '{"type": "not", "condition": ' * 5_000 + "1" + "}" * 5_001,
        json.dumps({"condition": {"type": "raw", "sql": "1=1"}}),
        json.dumps({"condition": GERMANS | {"test": {"op": "is", "value": "a\x00"}}}),
        json.dumps({"condition": {"type": "segment", "slug": "nobody"}}),
        b'{"condition": {"type": "trait", "name": "a", "test": {"op": "is", "value": "\\ud800"}}}',
    ],
    ids=["half", "brackets", "deep", "raw", "nul", "nobody", "surrogate"],
)
def test_count__of_what_is_no_condition__is_a_sentence_and_no_fault_of_ours(asked: Any, body: Any) -> None:
    status, problem = asked("POST", "segments/count", body)
    assert status in (400, 422)
    assert len(problem["detail"]) > 10
