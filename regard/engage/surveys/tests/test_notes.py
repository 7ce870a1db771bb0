"""Notes of staff over REST: kept with or without a name, masked, deleted by whoever wrote them, read when topics are there."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.engage.surveys.models import Note
from regard.engage.surveys.notes import place_notes
from regard.foundation.accounts.api import add_user
from regard.foundation.audit.models import Entry
from regard.foundation.lake.api import Lake

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(data_dir: Path) -> Client:
    return signed_in("ada@fernweh.example")


def signed_in(email: str) -> Client:
    from django.contrib.auth import get_user_model

    add_user(email=email, password="a long enough password")
    client = Client()
    client.force_login(get_user_model().objects.get(email=email))
    return client


def send(client: Client, *, unnamed: bool = False, **note: Any) -> Any:
    way = "/api/notes/unnamed" if unnamed else "/api/notes"
    return client.post(way, json.dumps(note), content_type="application/json")


def test_note__with_a_name__is_its_authors_to_delete(client: Client) -> None:
    made = send(client, text="Three people asked for a size guide.", touchpoint="Store").json()
    assert (made["author"], made["touchpoint"], made["topics"]) == ("ada@fernweh.example", "Store", [])
    assert Entry.objects.filter(verb="noted", subject=f"note:{made['id']}").count() == 1
    other = signed_in("bo@fernweh.example")
    assert other.delete(f"/api/notes/{made['id']}").status_code == 404
    assert Note.objects.count() == 1
    assert client.delete(f"/api/notes/{made['id']}").json()["total"] == 0
    assert Note.objects.count() == 0


def test_note__without_a_name__leads_to_nobody(client: Client) -> None:
    before = Entry.objects.count()
    made = send(client, text="The till froze twice.", unnamed=True).json()
    assert made["author"] == ""
    assert Entry.objects.count() == before
    (row,) = Note.objects.values()
    assert "fernweh" not in str(row)
    assert [name for name, value in row.items() if hasattr(value, "hour")] == []
    assert client.delete(f"/api/notes/{made['id']}").status_code == 404
    assert Note.objects.count() == 1


def test_notes__are_listed_a_page_at_a_time_with_names_masked(client: Client) -> None:
    for number in range(3):
        send(
            client, text=f"Mail to ada.lovelace@example.com came back, {number}.", touchpoint="Store" if number else ""
        )
    first = client.get("/api/notes?limit=2").json()
    rest = client.get(f"/api/notes?limit=2&cursor={first['next_cursor']}").json()
    assert (first["total"], len(first["rows"]), len(rest["rows"]), rest["next_cursor"]) == (3, 2, 1, None)
    assert "lovelace" not in str(first) + str(rest)
    assert client.get("/api/notes?touchpoint=Store").json()["total"] == 2
    assert client.get("/api/notes?cursor=nonsense").status_code == 422
    assert Client().get("/api/notes").status_code == 401
    assert Client().post("/api/notes", "{}", content_type="application/json").status_code == 401


@pytest.mark.parametrize(
    "note", [{"text": " "}, {"text": "x" * 5_000}, {"text": "x", "topic": "a b"}, {"text": "x", "y": 1}]
)
def test_note__that_cannot_be__is_refused(client: Client, note: dict[str, Any]) -> None:
    assert send(client, **note).status_code == 422
    assert Note.objects.count() == 0


def test_notes__before_there_are_topics__wait_for_the_first(client: Client, data_dir: Path) -> None:
    send(client, text="The till froze twice.")
    lake = Lake.shared(data_dir)
    assert place_notes(lake=lake) == 0
    assert Note.objects.get().placed_in == -1
    assert client.get("/api/notes/leads").json()["rows"] == []
