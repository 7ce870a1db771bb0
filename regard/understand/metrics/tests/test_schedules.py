"""Schedules and targets over REST: kept with their history, seen by analyses at once, refused in a sentence."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.project.notebook import Log
from regard.record.interactions.tests.factories import observation
from regard.record.segments.tests.test_segments import record
from regard.understand.metrics.api import publish_terms
from regard.understand.metrics.models import OpeningHours

pytestmark = pytest.mark.django_db
OFFICE = {"zone": "Europe/Berlin", "week": {"monday": [["09:00", "17:00"]]}, "country": "DE"}


@pytest.fixture
def asked(data_dir: Path) -> Any:
    make_user()
    headers = {"Authorization": f"Bearer {make_key()}"}

    def ask(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        found = Client(headers=headers).generic(
            method, f"/api/{path}", json.dumps(body), content_type="application/json"
        )
        return found.status_code, found.json()

    return ask


def test_schedule__saved_changed_and_deleted__keeps_what_was_noted(asked: Any) -> None:
    status, made = asked("POST", "schedules", {"name": "Office", "hours": OFFICE})
    assert (status, made["slug"], made["is_default"], len(made["hours"])) == (200, "office", True, 1)
    assert made["hours"][0]["noted_by"]
    longer = OFFICE | {"week": {"monday": [["08:00", "20:00"]]}, "valid_from": "2026-05-01"}
    assert [row["valid_from"] for row in asked("POST", "schedules/office/hours", longer)[1]["hours"]] == [
        None,
        "2026-05-01",
    ]
    asked("POST", "schedules", {"name": "Nights", "hours": OFFICE})
    assert asked("DELETE", "schedules/office")[0] == 422
    assert asked("PATCH", "schedules/nights", {"is_default": True, "name": "Night shift"})[1]["is_default"]
    assert asked("DELETE", "schedules/office")[0] == 200
    assert [row["name"] for row in asked("GET", "schedules")[1]["rows"]] == ["Night shift"]
    assert asked("GET", "schedules/office")[0] == 404


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"name": "Office", "hours": OFFICE | {"zone": "Berlin"}}, "'Berlin' is no time zone"),
        ({"name": "Office", "hours": OFFICE | {"valid_from": "2026-01-01"}}, "hold from the beginning"),
        ({"name": " ", "hours": OFFICE}, "needs a name"),
        ({"name": "Office", "slug": "../x", "hours": OFFICE}, "A slug is made of"),
        ({"name": "Office", "hours": OFFICE | {"week": {"monday": [["17:00", "09:00"]]}}}, "closes at 09:00"),
        ({"name": "Office", "hours": OFFICE | {"week": {"someday": []}}}, "someday"),
    ],
)
def test_schedule__that_cannot_be__is_refused_and_nothing_is_saved(asked: Any, body: Any, sentence: str) -> None:
    status, problem = asked("POST", "schedules", body)
    assert status == 422
    assert sentence in json.dumps(problem)
    assert asked("GET", "schedules")[1] == {"rows": []}


def test_schedule__named_twice__is_refused(asked: Any) -> None:
    asked("POST", "schedules", {"name": "Office", "hours": OFFICE})
    status, problem = asked("POST", "schedules", {"name": "Office", "hours": OFFICE})
    assert (status, problem["code"]) == (422, "schedule_refused")


def test_target__set_and_taken_back__is_kept_in_order(asked: Any) -> None:
    asked("POST", "targets", {"measure": "first_reply", "minutes": 60, "clock": "business", "priority": "High"})
    _, found = asked("POST", "targets", {"measure": "first_reply", "minutes": None, "priority": "High"})
    assert [(row["minutes"], row["priority"]) for row in found["rows"]] == [(60, "high"), (None, "high")]
    assert asked("POST", "targets", {"measure": "kindness", "minutes": 5})[0] == 422
    assert asked("POST", "targets", {"measure": "first_reply", "minutes": 0})[0] == 422


@pytest.fixture
def monday_tickets(data_dir: Path) -> Lake:
    """One ticket, opened on Monday 2 March 2026 at 9:00 in Berlin and replied to a week later at 10:00."""
    lake = Lake.open(data_dir)
    opened = datetime(2026, 3, 2, 8, tzinfo=UTC)
    said = {"ticket_id": "t1", "author": "customer"}
    record(lake, observation("Ticket Opened", user_id="ann", time=opened, properties=said))
    replied = {"ticket_id": "t1", "author": "agent"}
    record(
        lake,
        observation("Ticket Replied", user_id="ann", time=opened + timedelta(days=7, hours=1), properties=replied),
    )
    return lake


def test_business_time__asked_before_and_after_hours_are_noted__follows_them(asked: Any, monday_tickets: Lake) -> None:
    path = "metrics/first_reply_business_hours"
    status, problem = asked("GET", path)
    assert (status, problem["code"]) == (422, "schedule_missing")
    asked("POST", "schedules", {"name": "Office", "hours": OFFICE})
    assert asked("GET", path)[1][0]["value"] == pytest.approx(9.0)
    before = OpeningHours.objects.get().noted_at
    short = OFFICE | {"week": {"monday": [["09:00", "12:00"]]}, "valid_from": "2026-03-01"}
    asked("POST", "schedules/office/hours", short)
    assert asked("GET", path)[1][0]["value"] == pytest.approx(4.0)
    assert asked("GET", f"{path}?as_of=2026-03-09T08:59:59Z")[1][0]["n"] == 0
    assert asked("GET", f"{path}?as_of=2026-03-09")[1][0]["n"] == 1
    log = Log.open(monday_tickets.root)
    assert log.measure("first_reply_business_hours")[0].value == pytest.approx(4.0)
    assert log.measure("first_reply_business_hours", as_of=before, as_known=True)[0].n == 0  # received later


def test_copy__lost__is_written_again(asked: Any, monday_tickets: Lake) -> None:
    asked("POST", "schedules", {"name": "Office", "hours": OFFICE})
    (monday_tickets.root / "terms.json").unlink()
    assert asked("GET", "metrics/first_reply_business_hours")[0] == 422
    publish_terms(lake=monday_tickets)
    assert asked("GET", "metrics/first_reply_business_hours")[1][0]["n"] == 1


def test_metric__as_of_no_moment__is_refused_in_a_sentence(asked: Any, monday_tickets: Lake) -> None:
    status, problem = asked("GET", "metrics/backlog?as_of=yesterday")
    assert (status, problem["code"]) == (422, "scope_invalid")
    assert "Write it as 2026-05-03" in problem["detail"]
