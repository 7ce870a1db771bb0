from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.api import list_entries
from regard.foundation.lake.api import Lake
from regard.record.consents.api import (
    ConsentRefused,
    Endpoint,
    Statement,
    is_allowed,
    list_consents,
    record_consent,
    record_consents,
)
from regard.record.consents.models import Consent
from regard.record.customers.api import merge_customers, undo_decision
from regard.record.privacy.tests.canaries import event
from regard.record.privacy.tests.factories import record

pytestmark = pytest.mark.django_db
ADA, PHONE, BROWSER = (
    Endpoint("email", "ada@fernweh.example"),
    Endpoint("phone", "+4420"),
    Endpoint("anonymous_id", "b-1"),
)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MAIL = "marketing_email"


def said(status: str, *, days: int = 0, endpoint: Endpoint = ADA, purpose: str = MAIL, **proof: Any) -> Statement:
    return Statement(endpoint, purpose, status, NOON + timedelta(days=days), "test", proof)


def test_consent__granted_then_revoked__holds_in_between_and_no_longer() -> None:
    record_consents(statements=[said("revoked", days=10), said("granted")])  # in any order of arrival
    at = {days: is_allowed(endpoint=ADA, purpose=MAIL, at=NOON + timedelta(days=days)) for days in (-1, 0, 9, 10, 99)}
    assert at == {-1: False, 0: True, 9: True, 10: False, 99: False}
    assert not is_allowed(endpoint=ADA, purpose=MAIL)
    assert not is_allowed(endpoint=ADA, purpose="analytics")


def test_consent__said_twice__is_kept_once_and_never_changed() -> None:
    assert record_consent(
        statement=said("granted", text="May we write to you?", version="3"), network_address="10.1.2.3"
    )
    assert not record_consent(
        statement=said("granted", text="May we write to you?", version="3"), network_address="10.1.2.3"
    )
    kept = Consent.objects.get()
    assert (kept.proof["text"], kept.proof["version"]) == ("May we write to you?", "3")
    assert len(kept.proof["ip_digest"]) == 32
    assert "10.1.2.3" not in str(kept.proof)
    (entry,) = list_entries(verb="consent_recorded").rows
    assert "ada@" not in f"{entry.subject} {entry.detail}"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (said("perhaps"), "granted, denied or revoked"),
        (said("granted", purpose="Marketing E-Mail"), "A purpose is made of"),
    ],
)
def test_consent__that_is_none__is_refused_and_nothing_kept(wrong: Statement, sentence: str) -> None:
    with pytest.raises(ConsentRefused, match=sentence):
        record_consents(statements=[said("granted"), wrong])
    assert Consent.objects.count() == 0
    with pytest.raises(ConsentRefused, match="kind:value"):
        Endpoint.read("ada@fernweh.example")


def statuses() -> dict[tuple[str, str], str]:
    rows = Consent.objects.order_by("at", "pk")
    return {(f"{row.kind}:{row.value}", row.purpose): row.status for row in rows}


def test_interactions__that_say_of_consent__are_taken_down(data_dir: Path) -> None:
    mail: dict[str, Any] = {"context": {"traits": {"email": "Ada@Fernweh.example"}}}
    record(
        data_dir,
        [
            event(1, "track", user="a-1", event="Consent Given", properties={"purpose": MAIL, "text": "Yes"}, **mail),
            event(
                2, "track", user="a-1", event="Consent Given", properties={"purposes": ["analytics", "Sale / Share"]}
            ),
            event(3, "track", user="a-1", event="Consent Withdrawn", properties={"purpose": "analytics"}),
            event(4, "track", user="a-1", event="Unsubscribed", properties={"campaign_id": "9"}, **mail),
            event(
                5, "track", user="a-1", event="Consent Given", properties={"purpose": MAIL, "endpoint": "email:b@c.d"}
            ),
            event(6, "track", user="a-1", event="Consent Given", properties={"purpose": MAIL, "endpoint": "nowhere"}),
        ],
    )
    assert statuses() == {
        ("email:ada@fernweh.example", MAIL): "revoked",
        ("user_id:a-1", "analytics"): "revoked",
        ("user_id:a-1", "sale_share"): "granted",
        ("email:b@c.d", MAIL): "granted",
    }
    assert Consent.objects.first().proof["text"] == "Yes"  # type: ignore[union-attr]


def test_consent_object__on_every_event_of_a_browser__is_kept_when_it_changes(data_dir: Path) -> None:
    def view(number: int, *, is_granted: bool) -> dict[str, Any]:
        context = {"consent": {"categoryPreferences": {"Advertising": is_granted, "DataSharing": False}}}
        return event(number, "page", browser="b-1", context=context)

    events = [view(number, is_granted=number < 5) for number in range(1, 9)]
    record(data_dir, events)
    record(data_dir, events)
    rows = [(row.purpose, row.status, row.at.month) for row in list_consents(endpoints=[BROWSER])]
    assert sorted(rows) == [("advertising", "denied", 5), ("advertising", "granted", 1), ("data_sharing", "denied", 1)]


def test_consents__of_two_who_are_merged_and_parted__do_not_move(data_dir: Path) -> None:
    for number, who in ((1, "ada"), (2, "eve")):
        traits = {"email": f"{who}@fernweh.example"}
        record(data_dir, [event(number, "identify", browser=f"b-{number}", traits=traits)])
        record_consents(
            statements=[said("granted" if who == "ada" else "denied", endpoint=Endpoint("email", traits["email"]))]
        )
    before = list(Consent.objects.order_by("pk").values())
    lake = Lake.open(data_dir)
    merged = merge_customers(lake=lake, one="anonymous_id:b-1", other="anonymous_id:b-2", by="user:1")
    assert list(Consent.objects.order_by("pk").values()) == before
    undo_decision(lake=lake, decision_id=merged.id, by="user:1")
    assert list(Consent.objects.order_by("pk").values()) == before
    assert is_allowed(endpoint=ADA, purpose=MAIL)
    assert not is_allowed(endpoint=Endpoint("email", "eve@fernweh.example"), purpose=MAIL)


def test_consents__over_rest__are_taken_and_shown_with_the_customer(data_dir: Path) -> None:
    make_user()
    client, headers = Client(), {"Authorization": f"Bearer {make_key()}"}
    record(data_dir, [event(1, "identify", user="a-1", traits={"email": "ada@fernweh.example"})])
    body = {"endpoint": "email:Ada@Fernweh.example", "purpose": MAIL, "status": "granted", "text": "Yes", "ui": "shop"}
    assert client.post("/api/consents", body, content_type="application/json", headers=headers).json() == {
        "is_new": True
    }
    (row,) = client.get("/api/consents", {"endpoint": "email:ada@fernweh.example"}, headers=headers).json()["rows"]
    assert (row["purpose"], row["status"], row["is_current"], row["proof"]["text"]) == (MAIL, "granted", True, "Yes")
    customer = client.get("/api/customers", headers=headers).json()["rows"][0]["customer_id"]
    assert client.get(f"/api/customers/{customer}/consents", headers=headers).json()["rows"] == [row]
    wrong = client.post("/api/consents", body | {"status": "maybe"}, content_type="application/json", headers=headers)
    assert wrong.status_code == 422
