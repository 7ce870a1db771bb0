"""Sources over REST: who may, what is told, what is never told."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder, Rejection, rejected_table
from regard.record.interactions.tests.factories import observation, observations
from regard.record.sources.models import Key, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]
HOSTILE = "<img src=x onerror=alert(1)>\"'{{7*7}}"


@pytest.fixture(autouse=True)
def _no_sources(db: None) -> None:
    Source.objects.all().delete()


class Api:
    """A program with a key."""

    def __init__(self) -> None:
        make_user()
        self.headers = {"authorization": f"Bearer {make_key()}"}

    def ask(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        given = {"data": body, "content_type": "application/json"} if body is not None else {}
        answer = getattr(Client(enforce_csrf_checks=True), method)(f"/api{path}", headers=self.headers, **given)
        self.last = answer
        return answer.status_code, answer.json()


@pytest.fixture
def api() -> Api:
    return Api()


def make_source(api: Api, **given: Any) -> dict[str, Any]:
    status, body = api.ask("post", "/sources", {"name": "Shop", "kind": "web"} | given)
    assert status == 200, body
    return dict(body)


def test_source__made_with_a_hostile_name__is_told_as_it_was_written(api: Api) -> None:
    made = make_source(api, name=HOSTILE)
    assert (made["name"], made["slug"], made["state"]) == (HOSTILE, "img-srcx-onerroralert177", "waiting")
    status, body = api.ask("get", f"/sources/{made['slug']}")
    assert (status, body["name"], len(body["days"])) == (200, HOSTILE, 30)
    assert api.last.headers["Content-Type"].startswith("application/json")


def test_secret_key__made__is_in_that_one_answer_which_nobody_keeps(api: Api) -> None:
    slug = make_source(api)["slug"]
    status, made = api.ask("post", f"/sources/{slug}/keys", {"kind": "secret", "scopes": ["import"]})
    assert (status, made["scopes"], api.last.headers["Cache-Control"]) == (200, ["import"], "no-store")
    digest = Key.objects.get(pk=made["key_id"]).digest
    for path in ("/sources", f"/sources/{slug}", f"/sources/{slug}/keys"):
        status, body = api.ask("get", path)
        assert status == 200
        assert made["text"] not in str(body)
        assert digest not in str(body)
        assert "digest" not in str(body)


def test_key__revoked__says_when_and_only_once(api: Api) -> None:
    slug = make_source(api)["slug"]
    _, before = api.ask("get", f"/sources/{slug}/keys")
    key_id = before["rows"][0]["key_id"]
    status, after = api.ask("delete", f"/sources/{slug}/keys/{key_id}")
    assert status == 200
    assert after["rows"][0]["revoked_at"] is not None
    status, problem = api.ask("delete", f"/sources/{slug}/keys/{key_id}")
    assert (status, problem["code"]) == (404, "source_unknown")


def test_source__changed__keeps_its_slug(api: Api) -> None:
    slug = make_source(api)["slug"]
    status, body = api.ask("patch", f"/sources/{slug}", {"name": "Flagship", "is_enabled": False})
    assert (status, body["slug"], body["name"], body["state"]) == (200, slug, "Flagship", "off")
    status, body = api.ask("delete", f"/sources/{slug}")
    assert (status, body["state"], body["write_keys"]) == (200, "off", [])


@pytest.mark.parametrize(
    "change",
    [
        {"slug": "other"},
        {"kind": "app"},
        {"id": 1},
        {"created_at": "2020-01-01T00:00:00Z"},
        {"last_seen_at": None},
        {"is_enabled": "1"},
        {"is_enabled": "yes"},
        {"is_enabled": 1},
        {"name": ["a"]},
        {"name": "x" * 121},
        {"name": "\x00"},
        {"name": "\ud800"},
    ],
    ids=lambda change: str(change)[:40],
)
def test_change__of_what_may_not_be_changed_or_is_no_such_thing__is_refused(api: Api, change: dict[str, Any]) -> None:
    slug = make_source(api)["slug"]
    before = Source.objects.values().get()
    status, _ = api.ask("patch", f"/sources/{slug}", change)
    assert status == 422
    assert Source.objects.values().get() == before


@pytest.mark.parametrize("slug", ["nobody", "%00", "%F0%9F%92%A9", "x" * 255, "a'--", "%2e%2e", "\u202e"])
def test_source__that_there_is_not__is_not_found(api: Api, slug: str) -> None:
    asked = [("get", ""), ("get", "/keys"), ("delete", ""), ("delete", "/keys/1"), ("delete", f"/keys/{2**63 - 1}")]
    for method, rest in asked:
        status, problem = api.ask(method, f"/sources/{slug}{rest}")
        assert (status, problem["code"]) == (404, "source_unknown")


def test_change__of_four_megabytes__is_too_large(api: Api) -> None:
    slug = make_source(api)["slug"]
    status, problem = api.ask("patch", f"/sources/{slug}", {"name": "x" * 4_000_000})
    assert (status, problem["code"]) == (413, "too_large")


def test_session__without_the_token_against_forgery__changes_nothing(data_dir: Path) -> None:
    make_user()
    client = Client(enforce_csrf_checks=True)
    client.force_login(get_user_model().objects.get())
    answer = client.post("/api/sources", {"name": "Shop", "kind": "web"}, content_type="application/json")
    assert answer.status_code in (401, 403)
    assert Source.objects.count() == 0


def test_arrivals__of_a_source__are_what_became_of_what_it_sent_within_the_hour(api: Api, data_dir: Path) -> None:
    slug = make_source(api)["slug"]
    now = datetime.now(UTC)
    bad = [Rejection("key", 1, "It says of nobody.", HOSTILE)]
    with Recorder(lake=Lake.open(data_dir), clock=lambda: now - timedelta(minutes=5)) as recorder:
        recorder.record(observations(observation(source=slug, message_id="m"), observation(source="other")))
        recorder.reject(rejected_table(rejections=bad, source=slug, received_at=now))
        recorder.reject(rejected_table(rejections=bad, source=slug, received_at=now - timedelta(hours=2)))
    status, body = api.ask("get", f"/sources/{slug}/arrivals")
    assert status == 200
    assert [(one["outcome"], one["message_id"], one["reason"], one["raw"]) for one in body["rows"]] == [
        ("rejected", None, "It says of nobody.", HOSTILE),
        ("stored", "m", None, None),
    ]
    assert api.ask("get", "/sources/nobody/arrivals")[0] == 404
