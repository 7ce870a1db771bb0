"""The digest over HTTP: read and kept by whoever is let in, mailed to nobody unknown."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.decide.digest.tests.conftest import Inbox
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.understand.watch.tests.factories import record_shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(data_dir: Path) -> Client:
    record_shop(Lake.shared(data_dir), days=150)
    make_user()
    return Client(headers={"Authorization": f"Bearer {make_key()}"})


def posted(client: Client, body: Any) -> tuple[int, Any]:
    found = client.post("/api/digest/mail", json.dumps(body), content_type="application/json")
    return found.status_code, found.json()


def test_digest__over_rest__is_the_week_and_its_documents(client: Client) -> None:
    told = client.get("/api/digest").json()
    assert told["headline"].endswith(".")
    assert told["since"] < told["until"]
    csat = next(line for line in told["lines"] if line["metric"] == "csat")
    assert (csat["n"] > 0, csat["word"] in ("higher", "lower", "as expected", "too new")) == (True, True)
    html = client.get("/api/digest/document?form=html")
    assert html.content.decode().startswith("<!doctype html>")
    assert told["headline"] in html.content.decode()
    assert "sandbox" in html.headers["Content-Security-Policy"]
    assert html.headers["Content-Disposition"].startswith('attachment; filename="digest-2')
    assert client.get("/api/digest/document?form=pdf").content.startswith(b"%PDF-")
    assert told["headline"] in client.get("/api/digest/document?form=txt").content.decode()


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("?until=2001-01-01", 422, "Nothing was recorded in the week before 2001-01-01."),
        ("?until=yesterday", 422, "until"),
    ],
)
def test_digest__of_what_is_not_there__is_one_sentence(client: Client, query: str, status: int, says: str) -> None:
    found = client.get(f"/api/digest{query}")
    assert (found.status_code, says in json.dumps(found.json())) == (status, True), found.json()


def test_digest__mailed__reaches_those_who_sign_in_and_no_strangers(client: Client, inbox: Inbox) -> None:
    user = make_user(email="grace@fernweh.example")
    assert client.get("/api/digest").json()["can_mail"] is True
    assert posted(client, {"to": [user.upper()]}) == (200, {"sent": 1})
    status, refused = posted(client, {"to": [user, "mallory@elsewhere.example"]})
    assert (status, "neither signs in here" in refused["detail"]) == (422, True)
    assert posted(client, {"to": []})[0] == 422
    assert [to for to, _ in inbox.mails] == [[user.upper()]]


def test_digest__without_a_key__is_not_shown(client: Client) -> None:
    for path in ("digest", "digest/document"):
        assert Client().get(f"/api/{path}").status_code == 401
    assert Client().post("/api/digest/mail", "{}", content_type="application/json").status_code == 401
