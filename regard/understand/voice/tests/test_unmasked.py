"""Who may read what customers wrote as they wrote it: everybody else gets it masked, by whatever way they ask."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.analytics.text import load_reader
from regard.foundation.accounts.api import set_rights
from regard.foundation.accounts.tests.factories import EMAIL, make_key, make_user
from regard.foundation.audit.api import list_entries
from regard.foundation.lake.api import Lake
from regard.understand.voice.opinions.reading import read_on
from regard.understand.voice.tests.factories import said, write

pytestmark = pytest.mark.django_db
SECRETS = ("lena.brandt@mail.example", "Brandt", "+49 30 901820")
WORDS = f"My name is Lena Brandt, write to {SECRETS[0]} or call {SECRETS[2]}: the parcel never came and I am angry."
WAYS = ("interactions?limit=50", "customers/{id}/timeline", "voice/sentences", "voice/sentences?unmasked=true", "voice")
FILES = ("customers/{id}/export", "journeys/xes")


@pytest.fixture
def asked(data_dir: Path) -> tuple[Client, str]:
    lake = Lake.shared(data_dir)
    write(lake, [said(WORDS, user="lena", days=3.0), said("All is well here.", user="ann", days=2.0)])
    read_on(lake=lake, reader=load_reader())
    rows = lake.sql("select customer_id from interactions where text like 'My name%'").to_pylist()
    make_user()
    return Client(headers={"Authorization": f"Bearer {make_key()}"}), rows[0]["customer_id"]


def told(client: Client, way: str, customer_id: str) -> tuple[int, str]:
    answer: Any = client.get(f"/api/{way.format(id=customer_id)}")
    return answer.status_code, "" if answer.streaming else json.dumps(answer.json(), ensure_ascii=False)


def test_texts__without_the_right__are_masked_by_every_way(asked: tuple[Client, str]) -> None:
    for way in WAYS:
        status, answer = told(*asked[:1], way, asked[1])
        assert status == 200
        assert [secret for secret in SECRETS if secret in answer] == [], way
    assert "never came" in told(asked[0], "voice/sentences?unmasked=true", asked[1])[1]
    for way in FILES:
        assert told(asked[0], way, asked[1])[0] == 403
    assert told(asked[0], "journeys/xes?bare=true", asked[1])[0] == 200
    assert "unmasked" not in [entry.verb for entry in list_entries().rows]


def test_texts__with_the_right__are_whole_where_asked_for_and_noted(asked: tuple[Client, str]) -> None:
    client, customer_id = asked
    set_rights(email=EMAIL, may_read_unmasked=True)
    assert SECRETS[0] in told(client, "customers/{id}/timeline", customer_id)[1]
    masked = json.loads(told(client, "voice/sentences", customer_id)[1])
    assert masked["is_masked"] is True
    assert SECRETS[0] not in json.dumps(masked)
    assert SECRETS[0] in told(client, "voice/sentences?unmasked=true", customer_id)[1]
    assert told(client, "journeys/xes", customer_id)[0] == 200
    verbs = [entry.verb for entry in list_entries().rows]
    assert {"unmasked", "rights_changed", "exported"} <= set(verbs)
    set_rights(email=EMAIL, may_read_unmasked=False)
    assert SECRETS[0] not in told(client, "customers/{id}/timeline", customer_id)[1]
