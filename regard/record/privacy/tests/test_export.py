import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.api import list_entries
from regard.foundation.lake.api import Lake
from regard.record.privacy.api import PersonUnknown, export_person, find_person
from regard.record.privacy.tests.canaries import EMAIL, NEEDLES, answer, canary_events, event, other_events
from regard.record.privacy.tests.factories import record

pytestmark = pytest.mark.django_db


def export(data_dir: Path) -> zipfile.ZipFile:
    file = io.BytesIO()
    export_person(lake=Lake.open(data_dir), person=find_person(identifier=f"email:{EMAIL}"), to=file)
    return zipfile.ZipFile(file)


def stored(archive: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    return list(json.loads(archive.read(f"{name}.json")))


def test_export__of_a_person__holds_all_of_them_and_nobody_else(data_dir: Path) -> None:
    record(data_dir, canary_events() + other_events())
    archive = export(data_dir)
    whole = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert [needle for needle in NEEDLES if needle not in whole] == []
    assert "grace" not in whole.lower()
    assert [row["time"][:7] for row in stored(archive, "interactions")] == ["2026-01", "2026-02", "2026-03", "2026-05"]
    assert {row["purpose"] for row in stored(archive, "consents_consent")} == {"marketing_email", "advertising"}
    assert {row["name"]: row["value"] for row in stored(archive, "profile")}["name"] == '"Canaria Probe"'
    about = json.loads(archive.read("about.json"))
    assert about["rows"]["rejected"] == 1
    assert about["rows"]["interactions"] == 4


def test_export__as_csv__has_the_same_rows_and_no_formulas(data_dir: Path) -> None:
    events = canary_events()
    events[3]["properties"]["comment"] = "=cmd|' /C calc'!A0"
    record(data_dir, events)
    archive = export(data_dir)
    rows = list(csv.DictReader(io.StringIO(archive.read("interactions.csv").decode())))
    assert [row["id"] for row in rows] == [row["id"] for row in stored(archive, "interactions")]
    assert rows[3]["text"].startswith("'=cmd")
    assert stored(archive, "interactions")[3]["text"].startswith("=cmd")


def test_export__over_rest__is_a_download_that_is_noted(data_dir: Path) -> None:
    record(data_dir, canary_events())
    make_user(may_read_unmasked=True)
    person = find_person(identifier=f"email:{EMAIL}")
    answer = Client().get(
        f"/api/customers/{person.customer_id}/export", headers={"Authorization": f"Bearer {make_key()}"}
    )
    assert answer.headers["Content-Type"] == "application/zip"
    body = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    assert "interactions.json" in zipfile.ZipFile(io.BytesIO(body)).namelist()
    verbs = [row.verb for row in list_entries(subject=f"customer:{person.customer_id}").rows]
    assert sorted(verbs) == ["exported", "viewed"]


def test_audit_log__of_all_that_was_done_to_a_person__names_nobody(data_dir: Path) -> None:
    record(data_dir, canary_events())
    make_user()
    export(data_dir)
    client, headers = Client(), {"Authorization": f"Bearer {make_key()}"}
    person = find_person(identifier=f"email:{EMAIL}")
    client.get("/api/customers", {"q": EMAIL}, headers=headers)
    client.get("/api/privacy/person", {"identifier": f"email:{EMAIL}"}, headers=headers)
    client.get(f"/api/customers/{person.customer_id}", headers=headers)
    body = {"endpoint": f"email:{EMAIL}", "purpose": "analytics", "status": "denied"}
    client.post("/api/consents", body, content_type="application/json", headers=headers)
    said = json.dumps([[row.actor, row.verb, row.subject, row.detail] for row in list_entries(limit=500).rows])
    assert [needle for needle in NEEDLES if needle in said] == []
    assert "consent_recorded" in said


def test_person__by_an_identifier_of_many__is_refused(data_dir: Path) -> None:
    record(data_dir, [event(1, "identify", user=f"visitor-{number}", browser="tablet-1") for number in range(4)])
    with pytest.raises(PersonUnknown, match="shared by several people"):
        find_person(identifier="anonymous_id:tablet-1")
    with pytest.raises(PersonUnknown, match="Nobody is known by"):
        find_person(identifier="email:nobody@fernweh.example")
    with pytest.raises(PersonUnknown, match="written kind:value"):
        find_person(identifier="nobody")


def test_customer_page__of_somebody_who_reached_no_stage__is_shown(data_dir: Path) -> None:
    record(data_dir, [answer(3, user="quiet-1", score=5, comment="no stage of its own")])
    make_user()
    person = find_person(identifier="user_id:quiet-1")
    headers = {"Authorization": f"Bearer {make_key()}"}
    page = Client().get(f"/api/customers/{person.customer_id}", headers=headers).json()
    assert (page["stages"], page["stage"], page["interactions"]) == ([], None, 1)
