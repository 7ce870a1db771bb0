"""Webhooks are set up by whoever is signed in, keep their secrets to themselves, and take what is signed."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from standardwebhooks import Webhook as Reference

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.record.interactions.api import Rejection
from regard.record.sources.api import change_source, create_source, list_open_keys
from regard.record.webhooks.api import (
    DeliveryRefused,
    DeliveryTooLarge,
    OpenWebhook,
    accept_delivery,
    delivery_of,
    list_open_webhooks,
    map_deliveries,
    map_rejected,
    mapping_in_force,
    note_refused,
)
from regard.record.webhooks.models import Secret
from regard.record.webhooks.tests.test_mapping import ORDER, ORDERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_dir")]


class Api:
    """A program with a key, and a source of kind webhook."""

    def __init__(self) -> None:
        make_user()
        self.headers = {"authorization": f"Bearer {make_key()}"}
        self.slug = create_source(name="Shop events", kind="webhook")

    def ask(self, method: str, path: str, body: Any = None, slug: str | None = None) -> tuple[int, Any]:
        given = {"data": body, "content_type": "application/json"} if body is not None else {}
        at = f"/api/webhooks/{slug or self.slug}{path}"
        answer = getattr(Client(enforce_csrf_checks=True), method)(at, headers=self.headers, **given)
        self.cached = answer.headers["Cache-Control"]
        return answer.status_code, answer.json()


@pytest.fixture
def api() -> Api:
    return Api()


def the_webhook() -> OpenWebhook:
    (found,) = list_open_webhooks()
    return found


def standard_delivery(secret: str, body: str) -> dict[str, str]:
    now = datetime.now(UTC)
    signature = Reference(secret).sign("msg_1", now, body)
    stamp = str(int(now.timestamp()))
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": stamp,
        "webhook-signature": signature,
        "x-shopify-topic": "orders/create",
        "content-type": "application/json",
    }


def test_source__of_kind_webhook__has_no_write_key_and_lets_nobody_in_yet(api: Api) -> None:
    assert list_open_keys() == []
    status, body = api.ask("get", "")
    assert (status, body["preset"], body["secrets"], body["mapping"]) == (200, "standard", [], "")
    with pytest.raises(DeliveryRefused, match="no secret yet"):
        accept_delivery(webhook=the_webhook(), headers={}, body=b"{}", now=datetime.now(UTC))


def test_delivery__signed_by_the_reference_library__becomes_an_interaction(api: Api) -> None:
    assert api.ask("put", "", {"preset": "standard", "mapping": ORDERS})[0] == 200
    status, made = api.ask("post", "/secrets", {})
    assert (status, made["text"][:6], api.cached) == (200, "whsec_", "no-store")
    body, now = json.dumps(ORDER), datetime.now(UTC)
    headers = standard_delivery(made["text"], body)
    accepted = accept_delivery(webhook=the_webhook(), headers=headers, body=body.encode(), now=now)
    assert accepted.delivery_id == "msg_1"
    assert made["text"] not in accepted.note
    assert headers["webhook-signature"] not in accepted.note
    delivery = delivery_of(token="t-1", received_at=now, note=accepted.note, body=body.encode())
    found = map_deliveries(by=mapping_in_force(slug=api.slug), deliveries=[("webhook t-1", delivery)])
    (row,) = found.observations.to_pylist()
    assert (row["source"], row["kind"], row["message_id"]) == (api.slug, "Order Completed", "Order Completed:msg_1:1")
    assert found.rejections == []


def test_delivery__before_there_is_a_mapping__is_kept_and_decoded_after(api: Api) -> None:
    delivery = delivery_of(token="t-1", received_at=datetime.now(UTC), note=None, body=json.dumps(ORDER).encode())
    (kept,) = map_deliveries(by=mapping_in_force(slug=api.slug), deliveries=[("webhook t-1", delivery)]).rejections
    mapping = ORDERS.replace('when = [{ column = "header.x-shopify-topic", is_in = ["orders/create"] }]', "")
    api.ask("put", "", {"preset": "standard", "mapping": mapping})
    found = map_rejected(
        by=mapping_in_force(slug=api.slug), rejected=[kept, Rejection("webhook t-2", 1, "The body is empty.", "")]
    )
    assert [row["message_id"] for row in found.observations.to_pylist()] == ["Order Completed:t-1:1"]
    assert [one.reason for one in found.rejections] == ["The body is empty."]


def test_secret__given_or_made__is_never_told_again_and_sealed_in_the_database(api: Api) -> None:
    given = "a secret of the sender's"
    assert api.ask("post", "/secrets", {"text": given})[1]["text"] == given
    status, body = api.ask("get", "")
    assert (status, len(body["secrets"])) == (200, 1)
    assert given not in json.dumps(body)
    with connection.cursor() as cursor:
        cursor.execute("select sealed, encode(sealed, 'escape') from webhooks_secret")
        assert given not in str(cursor.fetchall())
        cursor.execute("select detail::text from audit_entry")
        assert given not in str(cursor.fetchall())
    assert the_webhook().secrets == (given,)
    assert given not in repr(the_webhook())


def test_secret__rotated__leaves_the_old_one_valid_for_a_day(api: Api) -> None:
    old, new = (api.ask("post", "/secrets", {})[1]["text"] for _ in range(2))
    assert set(the_webhook().secrets) == {old, new}
    assert [one["expires_at"] is None for one in api.ask("get", "")[1]["secrets"]] == [True, False]
    Secret.objects.exclude(expires_at=None).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert the_webhook().secrets == (new,)
    assert len(api.ask("get", "")[1]["secrets"]) == 1


def test_secret__revoked__opens_nothing_at_once(api: Api) -> None:
    made = api.ask("post", "/secrets", {})[1]
    status, body = api.ask("delete", f"/secrets/{made['secret_id']}")
    assert (status, body["secrets"], the_webhook().secrets) == (200, [], ())
    assert api.ask("delete", f"/secrets/{made['secret_id']}")[0] == 422


def test_secret__after_the_key_of_the_installation_changed__opens_nothing(api: Api, settings: Any) -> None:
    api.ask("post", "/secrets", {})
    settings.SECRET_KEY = "another key altogether, as long as it has to be"
    assert the_webhook().secrets == ()


def test_source__switched_off__takes_no_deliveries(api: Api) -> None:
    change_source(slug=api.slug, is_enabled=False)
    assert list_open_webhooks() == []


def test_delivery__larger_than_a_megabyte__is_refused(api: Api) -> None:
    with pytest.raises(DeliveryTooLarge, match="may have 1024 KB"):
        accept_delivery(webhook=the_webhook(), headers={}, body=b"x" * (1024 * 1024 + 1), now=datetime.now(UTC))


def test_refusals__are_counted_with_the_last_reason(api: Api) -> None:
    api.ask("put", "", {"preset": "github"})
    now = datetime.now(UTC)
    note_refused(slug=api.slug, reason="The signature does not fit.", count=3, at=now)
    note_refused(slug=api.slug, reason="x" * 1000, count=1, at=now)
    body = api.ask("get", "")[1]
    assert (body["refused"], body["last_refused_reason"], body["signing"]["header"]) == (
        4,
        "x" * 300,
        "x-hub-signature-256",
    )


@pytest.mark.parametrize(
    "change",
    [
        {"preset": "fax"},
        {"preset": "hmac", "signing": {"header": "a b"}},
        {"preset": "hmac", "signing": {"header": "x\r\ny"}},
        {"preset": "hmac", "signing": {"algorithm": "md5"}},
        {"preset": "hmac", "signing": {"algorithm": "__class__"}},
        {"preset": "hmac", "signing": {"scheme": "none"}},
        {"preset": "hmac", "signing": {"tolerance_seconds": 10**9}},
        {"preset": "hmac", "signing": {"scheme": "hmac", "signed": "timestamp.body"}},
        {"preset": "hmac", "secrets": ["x"]},
        {"preset": "hmac", "refused": 0},
        {"preset": "hmac", "rows_path": "a..b"},
        {"preset": "hmac", "rows_path": "\x00"},
        {"preset": "hmac", "mapping": "\x00"},
        {"preset": "hmac", "mapping": "x" * 70_000},
        {"preset": "hmac", "mapping": "[[interactions]]"},
        {"preset": "hmac", "sample": "x" * 300_000},
    ],
    ids=lambda change: str(change)[:60],
)
def test_settings__that_make_no_sense__are_refused_and_change_nothing(api: Api, change: dict[str, Any]) -> None:
    api.ask("put", "", {"preset": "stripe", "mapping": ORDERS, "rows_path": "data"})
    before = api.ask("get", "")[1]
    status, problem = api.ask("put", "", change)
    assert (status, problem["detail"][-1:]) in ((422, "."), (400, "."))
    assert api.ask("get", "")[1] == before


@pytest.mark.parametrize("text", ["short", "x" * 501, "with\nbreak", "nul\x00nul!"])
def test_secret__that_is_none__is_refused(api: Api, text: str) -> None:
    assert api.ask("post", "/secrets", {"text": text})[0] == 422
    assert the_webhook().secrets == ()


def test_webhook__of_a_source_of_another_kind_or_of_none__is_not_found(api: Api) -> None:
    web = create_source(name="Site", kind="web")
    for slug in (web, "nobody", "%00"):
        assert api.ask("get", "", slug=slug)[0] == 404
        assert api.ask("put", "", {"preset": "hmac"}, slug=slug)[0] in (404, 422)
        assert api.ask("post", "/secrets", {}, slug=slug)[0] in (404, 422)
    assert Secret.objects.count() == 0


def test_trial__over_rest__shows_interactions_and_stores_nothing(api: Api) -> None:
    asked = {"mapping": ORDERS, "sample": json.dumps(ORDER), "headers": {"X-Shopify-Topic": "orders/create"}}
    status, body = api.ask("post", "/trial", asked)
    assert (status, body["interactions"][0]["properties"]) == (200, {"total": 28.4, "order_id": "820982911946154508"})
    status, body = api.ask("post", "/trial", asked | {"headers": {}})
    assert [one["reason"] for one in body["rejections"]] == [
        "No interaction of the mapping applies to this. Add one for it, then replay this."
    ]
    status, problem = api.ask("post", "/trial", asked | {"mapping": "x"})
    assert (status, problem["code"]) == (400, "mapping_unreadable")
