"""Rejected events go in again once what was wrong is put right, each once, and nothing is recorded twice."""

import json
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.record.collection.api import Drain, IntakeRequest, put_requests
from regard.record.interactions import placing
from regard.record.interactions.api import Recorder, Rejection, rejected_table
from regard.record.rejected.api import Replayed, Wanted, replay_rejected

pytestmark = pytest.mark.django_db
CAME_AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def drain(lake: Lake) -> list[str]:
    with Recorder(lake=lake) as recorder:
        draining = Drain(lake, recorder)
        while draining.run_once():
            pass
    return sorted(lake.sql("select message_id from interactions")["message_id"].to_pylist())


def sent(call: str, body: object) -> IntakeRequest:
    return IntakeRequest(str(uuid.uuid4()), "shop", call, CAME_AT, None, None, json.dumps(body).encode())


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    return Lake.open(data_dir)


def test_replay__after_the_rule_was_mended__stores_each_once(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    far = {"event": "Visited", "userId": "u1", "messageId": "m1", "properties": {"metric": "nps", "score": 11}}
    near = {"type": "track", "event": "Visited", "userId": "u1", "properties": {"metric": "nps", "score": 12}}
    put_requests(requests=[sent("track", far), sent("batch", {"batch": [near, {"type": "track"}]})])
    assert drain(lake) == []
    wrong = placing._placing_sql()
    mended = wrong.replace("score < scale_min or score > scale_max", "false")
    assert mended != wrong
    monkeypatch.setattr(placing, "_placing_sql", lambda: mended)

    assert replay_rejected(lake=lake, wanted=Wanted()) == Replayed(sent=3, sent_before=0, impossible=0)
    stored = drain(lake)
    assert len(stored) == 2
    assert "m1" in stored
    assert lake.sql("select distinct time from interactions")["time"].to_pylist() == [CAME_AT]
    assert (
        replay_rejected(lake=lake, wanted=Wanted(source="shop")).sent == 1
    )  # what was rejected again is a row of its own
    assert drain(lake) == stored
    assert replay_rejected(lake=lake, wanted=Wanted(source="nobody")) == Replayed(0, 0, 0)


def test_replay__of_what_was_not_kept_whole__is_counted_as_impossible(lake: Lake) -> None:
    rows = [
        Rejection("orders.csv", 7, "Column `at` is no time.", '{"at": "never"}'),
        Rejection("batch x", 1, "Too long.", '{"type": "track", "text": "xxx… [cut: 70000 bytes in all, sha256 bc]'),
    ]
    with Recorder(lake=lake) as recorder:
        recorder.reject(rejected_table(rejections=rows, source="shop", received_at=CAME_AT + timedelta(days=1)))
    assert replay_rejected(lake=lake, wanted=Wanted()) == Replayed(sent=0, sent_before=0, impossible=2)


def test_replay__over_rest__needs_somebody_signed_in(lake: Lake, client: Client) -> None:
    put_requests(requests=[sent("track", {"event": "Visited", "messageId": "m1"})])
    drain(lake)
    assert client.post("/api/rejected/replay?source=shop").status_code == 401
    shown = {"Authorization": f"Bearer {make_key(email=make_user())}"}
    answer = client.post("/api/rejected/replay?source=shop", headers=shown)
    assert answer.json() == {"sent": 1, "sent_before": 0, "impossible": 0}
