from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.jobs.api import run_worker
from regard.foundation.lake.api import Lake
from regard.record.consents.api import Endpoint, is_allowed, list_consents
from regard.record.customers.api import merge_customers, undo_decision
from regard.record.privacy.api import ask_erasure, erase, find_person, get_erasure, resume, search_everything
from regard.record.privacy.models import Erasure
from regard.record.privacy.tests.canaries import EMAIL, NEEDLES, canary_events, event, other_events
from regard.record.privacy.tests.factories import record
from regard.record.tombstones.api import list_tombstones

pytestmark = pytest.mark.django_db(transaction=True)


def left(data_dir: Path) -> list[str]:
    found = search_everything(folder=data_dir, texts=NEEDLES)
    return [hit.place for hit in found.hits]


def test_erasure__interrupted_after_any_step__is_finished_by_resuming(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from regard.record.privacy import operations

    record(data_dir, canary_events() + other_events())
    lake, person = Lake.open(data_dir), find_person(identifier=f"email:{EMAIL}")

    class Cut(Exception):
        pass

    def cut(*given: object, **named: object) -> None:
        raise Cut

    monkeypatch.setattr(operations, "erase_interactions", cut)
    with pytest.raises(Cut):
        erase(lake=lake, person=person, asked_by="command")
    monkeypatch.undo()
    for step in ("erase_rows", "erase_reassigned", "purge", "scrub_database"):
        monkeypatch.setattr(operations, step, cut)
        with pytest.raises(Cut):
            resume(lake=lake)
        monkeypatch.undo()
    (outcome,) = resume(lake=lake)
    assert outcome.is_done
    assert outcome.counts["interactions"] == 4
    assert left(data_dir) == []
    assert Erasure.objects.get().anchors == []
    assert resume(lake=lake) == []


def test_erasure__of_a_person_merged_and_split_once__leaves_nothing(data_dir: Path) -> None:
    record(data_dir, canary_events() + other_events())
    lake = Lake.open(data_dir)
    record(data_dir, [event(8, "track", event="Article Viewed", browser="visitor-anon")])
    mine, other = find_person(identifier=f"email:{EMAIL}"), find_person(identifier="anonymous_id:visitor-anon")
    merged = merge_customers(
        lake=lake, one=mine.customer_id, other=other.customer_id, by="user:1", reason=f"is {EMAIL}"
    )
    record(data_dir, [event(9, "track", event="Article Viewed", browser="visitor-anon")])
    assert find_person(identifier="anonymous_id:visitor-anon").customer_id == mine.customer_id
    undo_decision(lake=lake, decision_id=merged.id, by="user:1")
    outcome = erase(lake=lake, person=find_person(identifier=f"email:{EMAIL}"), asked_by="command")
    assert outcome.is_done
    assert left(data_dir) == []
    counted = lake.sql("select count(*) from interactions where customer_id = $1", [other.customer_id])
    assert counted.column(0)[0].as_py() == 2


def test_erasure__while_requests_wait_in_the_intake__is_not_done_before_they_are_recorded(data_dir: Path) -> None:
    from uuid import uuid4

    from django.db import connection

    record(data_dir, canary_events())
    lake, person = Lake.open(data_dir), find_person(identifier=f"email:{EMAIL}")
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into collection_intake (token, source, call, events, received_at, body) values (%s, 'shop', 'track', 1, %s, %s)",
            [uuid4(), datetime(2026, 1, 1, tzinfo=UTC), EMAIL.encode()],
        )
    outcome = erase(lake=lake, person=person, asked_by="command")
    assert not outcome.is_done
    assert "1 requests wait in the intake" in outcome.note
    with connection.cursor() as cursor:
        cursor.execute("delete from collection_intake")
    assert resume(lake=lake)[0].is_done


def test_erasure__asked_for_over_rest__needs_the_id_and_runs_as_a_job(data_dir: Path) -> None:
    record(data_dir, canary_events() + other_events())
    make_user()
    client, headers = Client(), {"Authorization": f"Bearer {make_key()}"}
    customer_id = find_person(identifier=f"email:{EMAIL}").customer_id
    address = f"/api/customers/{customer_id}/erasure"
    refused = client.post(address, {"confirm": "yes"}, content_type="application/json", headers=headers)
    assert refused.json()["code"] == "not_confirmed"
    assert list_tombstones() == []
    asked = client.post(address, {"confirm": customer_id}, content_type="application/json", headers=headers).json()
    assert not asked["is_done"]
    run_worker(wait=False)
    assert get_erasure(erasure_id=asked["erasure_id"]).is_done
    (row,) = client.get("/api/privacy/erasures", headers=headers).json()["rows"]
    assert (row["customer_id"], row["counts"]["interactions"]) == (customer_id, 4)
    assert client.get(f"/api/customers/{customer_id}", headers=headers).status_code == 404


def test_events__from_before_an_erasure__are_refused_wherever_they_come_from(data_dir: Path) -> None:
    record(data_dir, canary_events())
    ask_erasure(person=find_person(identifier=f"email:{EMAIL}"), asked_by="command", data_dir=data_dir)
    again = record(data_dir, canary_events(), source="another source")
    assert (again.stored, again.rejected) == (0, 5)
    later = [one | {"timestamp": "2031-01-01T00:00:00Z"} for one in canary_events()[:1]]
    assert record(data_dir, later, source="another source").stored == 1


def test_erasure__takes_consents_with_it_and_no_event_brings_them_back(data_dir: Path) -> None:
    endpoint = Endpoint("email", EMAIL)
    record(data_dir, canary_events())
    assert is_allowed(endpoint=endpoint, purpose="marketing_email")
    erase(lake=Lake.open(data_dir), person=find_person(identifier=f"email:{EMAIL}"), asked_by="command")
    record(data_dir, canary_events())
    assert list_consents(endpoints=[endpoint]) == []
