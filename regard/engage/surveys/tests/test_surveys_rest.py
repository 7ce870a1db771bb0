"""Surveys over REST: drafts may be unfinished, what is published may not."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from regard.engage.surveys.pages import BUILT
from regard.foundation.accounts.tests.factories import make_key, make_user
from tests.needs import need

pytestmark = pytest.mark.django_db

DEFINITION = {
    "title": "After delivery",
    "pages": [
        {
            "name": "one",
            "elements": [
                {
                    "type": "rating",
                    "name": "recommend",
                    "title": "Would you recommend us?",
                    "rateMin": 0,
                    "rateMax": 10,
                    "isRequired": True,
                    "regard": {"metric": "nps"},
                },
                {"type": "comment", "name": "why", "visibleIf": "{recommend} <= 6"},
            ],
        }
    ],
}


@pytest.fixture
def staff(data_dir: Path) -> Client:
    make_user()
    return Client(headers={"Authorization": f"Bearer {make_key()}"})


def send(client: Client, method: str, path: str, body: Any = None, *, status: int = 200) -> Any:
    answer = client.generic(method, f"/api{path}", json.dumps(body or {}), content_type="application/json")
    assert answer.status_code == status, answer.content
    return json.loads(answer.content)


def test_survey__written_published_and_closed__goes_through_its_states(staff: Client) -> None:
    made = send(staff, "POST", "/surveys", {"name": "Delivery", "definition": DEFINITION})
    assert (made["state"], made["version"], made["faults"], made["questions"]) == ("draft", None, [], 2)
    path = f"/surveys/{made['id']}"
    published = send(staff, "POST", f"{path}/publish")
    assert (published["state"], published["version"], published["has_changes"]) == ("open", 1, False)
    changed = DEFINITION | {"title": "After the delivery"}
    draft = {"name": "Delivery", "definition": changed, "revision": made["revision"]}
    after = send(staff, "PUT", path, draft)
    assert (after["has_changes"], after["published"]["title"]) == (True, "After delivery")
    send(staff, "PUT", path, draft, status=409)
    assert send(staff, "POST", f"{path}/publish")["version"] == 2
    assert [one["number"] for one in send(staff, "GET", f"{path}/versions")["rows"]] == [2, 1]
    assert send(staff, "POST", f"{path}/close")["state"] == "closed"
    assert send(staff, "POST", f"{path}/reopen")["state"] == "open"
    send(staff, "DELETE", path, status=409)
    assert [row["name"] for row in send(staff, "GET", "/surveys")["rows"]] == ["Delivery"]


def test_draft__with_faults__is_kept_and_not_published(staff: Client) -> None:
    broken = {"pages": [{"elements": [{"type": "rating", "name": "a", "visibleIf": "{b} >", "colour": "red"}]}]}
    made = send(staff, "POST", "/surveys", {"name": "Broken", "definition": broken})
    assert {fault["where"] for fault in made["faults"]} == {
        "pages[0].elements[0].visibleIf",
        "pages[0].elements[0].colour",
    }
    told = send(staff, "POST", f"/surveys/{made['id']}/publish", status=422)
    assert told["code"] == "survey_refused"
    assert "pages[0].elements[0].visibleIf" in told["detail"]
    assert send(staff, "GET", f"/surveys/{made['id']}")["state"] == "draft"
    assert send(staff, "DELETE", f"/surveys/{made['id']}")["rows"] == []


def test_publishing__of_hostile_html__keeps_what_formats_text(staff: Client) -> None:
    html = {"type": "html", "name": "h", "html": "<b onclick='x()'>Hi</b><script>x()</script><iframe src=//x></iframe>"}
    definition = {
        "pages": [{"elements": [html, {"type": "text", "name": "a"}]}],
        "completedHtml": "<img src=x onerror=x()>",
    }
    made = send(staff, "POST", "/surveys", {"name": "Hostile", "definition": definition})
    published = send(staff, "POST", f"/surveys/{made['id']}/publish")["published"]
    assert published["pages"][0]["elements"][0]["html"] == "<b>Hi</b>"
    assert published["completedHtml"] == '<img src="x">'


@pytest.mark.parametrize("bad", ["\x00", "\ud800", "x" * 300_000])
def test_draft__that_cannot_be_kept__is_refused_with_a_sentence(staff: Client, bad: str) -> None:
    told = send(staff, "POST", "/surveys", {"name": "Bad", "definition": {"title": bad}}, status=422)
    assert "characters" in told["detail"]


def test_preview__in_the_builder__may_be_framed_by_us_alone_and_runs_nothing_else(
    client: Client, data_dir: Path
) -> None:
    need(BUILT / "preview.js", "make console builds the preview.")
    assert client.get("/survey-preview").status_code == 302
    client.force_login(get_user_model().objects.get(email=make_user()))
    page = client.get("/survey-preview")
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page["Content-Security-Policy"]
    assert "script-src 'self';" in page["Content-Security-Policy"]


def test_surveys__asked_by_nobody__are_refused(client: Client) -> None:
    send(client, "GET", "/surveys", status=401)
