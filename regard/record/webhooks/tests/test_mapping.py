"""Bodies become rows, rows become interactions; whatever does not is kept with its reason and can be mapped later."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from regard.record.imports.api import MappingUnreadable
from regard.record.interactions.api import RAW_BYTES, Rejection
from regard.record.webhooks.bodies import BodyUnreadable, Delivery, rows_of, telling_headers
from regard.record.webhooks.decoding import (
    CUT,
    NO_MAPPING,
    SILENT,
    InForce,
    compile_mapping,
    map_deliveries,
    map_rejected,
)
from regard.record.webhooks.previewing import try_mapping

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
ORDERS = """
[[interactions]]
kind = "Order Completed"
time = "created_at"
person = { user_id = "customer.id", email = "customer.email" }
when = [{ column = "header.x-shopify-topic", is_in = ["orders/create"] }]
channel = "web"
properties = { total = { column = "total_price", type = "money" }, order_id = "id" }
"""
ORDER = {
    "id": 820982911946154508,
    "created_at": "2026-11-21T08:15:00+01:00",
    "total_price": "28.40",
    "customer": {"id": 115310627314723954, "email": "ada@fernweh.example"},
    "line_items": [{"sku": "A", "price": 1.10}],
}


def delivery(body: Any, *, kind: str = "application/json", **headers: str) -> Delivery:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Delivery("d-1", NOW, kind, headers, raw)


def order_delivery(**changes: Any) -> Delivery:
    return delivery(ORDER | changes, **{"x-shopify-topic": "orders/create"})


def mapped(
    *deliveries: Delivery, mapping: str = ORDERS, path: str = ""
) -> tuple[list[dict[str, Any]], list[Rejection]]:
    named = [(f"webhook {number}", one) for number, one in enumerate(deliveries)]
    found = map_deliveries(by=InForce("shop", mapping, path), deliveries=named)
    return found.observations.to_pylist(), found.rejections


def test_row__of_a_body__has_its_members_by_their_path_digit_by_digit() -> None:
    (row,) = rows_of(delivery=order_delivery(), path="")
    assert row == {
        "id": "820982911946154508",
        "created_at": "2026-11-21T08:15:00+01:00",
        "total_price": "28.40",
        "customer.id": "115310627314723954",
        "customer.email": "ada@fernweh.example",
        "line_items": '[{"sku":"A","price":1.1}]',
        "$delivery": "d-1",
        "$received_at": "2026-11-22T12:00:00+00:00",
        "header.x-shopify-topic": "orders/create",
    }


def test_rows__of_an_array_inside__have_what_stands_around_it() -> None:
    body = {"shop": {"name": "Berlin"}, "data": {"events": [{"n": 1, "ok": True}, {"n": 2.50, "x": None}]}}
    rows = rows_of(delivery=delivery(body), path="data.events")
    assert [(row["n"], row.get("ok"), row["body.shop.name"]) for row in rows] == [
        ("1", "true", "Berlin"),
        ("2.5", None, "Berlin"),
    ]


def test_rows__of_a_form__have_its_fields_and_a_payload_is_looked_into() -> None:
    kind = "application/x-www-form-urlencoded; charset=utf-8"
    assert rows_of(delivery=delivery(b"a=1&b=%C3%BC", kind=kind), path="")[0]["b"] == "ü"
    (row,) = rows_of(delivery=delivery(b"payload=%7B%22a%22%3A%7B%22b%22%3A7%7D%7D", kind=kind), path="")
    assert row["a.b"] == "7"


@pytest.mark.parametrize(
    ("body", "path", "reason"),
    [
        (b"", "", "The body is empty."),
        (b"{", "", "The body is not JSON"),
        (b'{"a": NaN}', "", "The body is not JSON"),
        (b'{"a": 1e9999999999999999999999999}', "", "The body is not JSON"),
        (b"\xff\xfe", "", "The body is not JSON"),
        (b"[" * 100_000, "", "nested too deeply|not JSON"),
        (b"[]", "", "The array is empty."),
        (b"[1]", "", "no object with members"),
        (b'"text"', "", "no object with members"),
        (b'{"a": 1}', "b", "The body has nothing at `b`."),
        (b'{"a": 1}', "a", "What stands at `a` is no object"),
        (b"[" + b"{}," * 2_500 + b"{}]", "", "has 2,501 rows"),
        (json.dumps({str(number): 1 for number in range(2_001)}).encode(), "", "has 2,001 members"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_body__that_has_no_rows__says_why(body: bytes, path: str, reason: str) -> None:
    with pytest.raises(BodyUnreadable, match=reason):
        rows_of(delivery=delivery(body), path=path)


def test_number__of_any_size__is_kept_by_its_digits() -> None:
    body = b'{"a": 1e99, "b": 123456789012345678901234567890, "c": 0.1000000000000000055}'
    (row,) = rows_of(delivery=delivery(body), path="")
    assert (row["a"], row["b"], row["c"]) == ("1E+99", "123456789012345678901234567890", "0.1000000000000000055")


def test_headers__that_let_somebody_in__are_not_kept() -> None:
    given = {
        "x-event": "a" * 5_000,
        "x-api-key": "k",
        "x-hub-signature": "s",
        "x-shopify-hmac-sha256": "s",
        "x-gitlab-token": "t",
        "x-forwarded-for": "10.0.0.1",
        "authorization": "Bearer b",
        "cookie": "c",
        "host": "h",
    }
    assert telling_headers(headers=given) == {"x-event": "a" * 1_000}


def test_delivery__of_an_event_the_mapping_knows__makes_its_interaction() -> None:
    (made,), rejected = mapped(order_delivery())
    assert rejected == []
    assert made["source"] == "shop"
    assert made["origin"] == "webhook 0"
    assert made["kind"] == "Order Completed"
    assert made["time"] == datetime(2026, 11, 21, 7, 15, tzinfo=UTC)
    assert (made["user_id"], made["email"], made["channel"]) == ("115310627314723954", "ada@fernweh.example", "web")
    assert made["properties"] == '{"total":28.40,"order_id":"820982911946154508"}'
    assert made["message_id"] == "Order Completed:d-1:1"


def test_delivery__sent_twice__has_the_same_message_id() -> None:
    made, _ = mapped(order_delivery(), order_delivery())
    assert len({row["message_id"] for row in made}) == 1


def test_delivery__of_an_event_the_mapping_does_not_know__is_kept_and_mapped_later() -> None:
    refund = delivery(
        {"id": 1, "at": "2026-11-20T00:00:00Z", "customer": {"id": 7}}, **{"x-shopify-topic": "refunds/create"}
    )
    made, (kept,) = mapped(refund)
    assert (made, kept.reason, kept.origin, kept.line) == ([], SILENT, "webhook 0", 1)
    later = """
    [[interactions]]
    kind = "Order Refunded"
    time = "at"
    person = { user_id = "customer.id" }
    when = [{ column = "header.x-shopify-topic", is_in = ["refunds/create"] }]
    """
    found = map_rejected(by=InForce("shop", ORDERS + later), rejected=[kept])
    (now,) = found.observations.to_pylist()
    assert (now["kind"], now["user_id"], now["message_id"]) == ("Order Refunded", "7", "Order Refunded:d-1:1")
    assert found.rejections == []
    again = map_rejected(by=InForce("shop", ORDERS), rejected=[kept])
    assert again.rejections == [kept]


def test_delivery__with_a_value_that_is_none__is_kept_with_the_reason_and_what_was_there() -> None:
    made, (kept,) = mapped(order_delivery(created_at="yesterday"))
    assert made == []
    assert kept.reason == "Column `created_at` is “yesterday”, which is not a time."
    assert json.loads(kept.raw)["customer.email"] == "ada@fernweh.example"


def test_delivery__to_a_webhook_without_a_mapping__is_kept() -> None:
    made, (kept,) = mapped(order_delivery(), mapping=" ")
    assert (made, kept.reason) == ([], NO_MAPPING)
    assert len(map_rejected(by=InForce("shop", ORDERS), rejected=[kept]).observations) == 1


def test_delivery__too_large_to_be_kept_whole__says_so_when_it_is_replayed() -> None:
    _, (kept,) = mapped(order_delivery(note="x" * 100_000), mapping="")
    assert len(kept.raw.encode()) <= RAW_BYTES
    found = map_rejected(by=InForce("shop", ORDERS), rejected=[kept])
    assert [one.reason for one in found.rejections] == [CUT]


def test_delivery__that_is_hostile__is_text_and_nothing_else() -> None:
    payload = "'; drop table batch; -- \" {customer.id} $line ${x} <script>"
    made, rejected = mapped(order_delivery(customer={"id": payload, "e\"m'ail": 1}))
    assert rejected == []
    assert made[0]["user_id"] == payload


def test_mapping__with_hostile_names__is_text_and_nothing_else() -> None:
    text = ORDERS.replace('"customer.id"', '"x\'; drop table batch; --"').replace('"total_price"', '"a\\"b.0"')
    made, _ = mapped(order_delivery(), mapping=text)
    assert made[0]["email"] == "ada@fernweh.example"


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("kind =", "The mapping is not TOML"),
        ("x = 1", "The mapping: the mapping has the key `x`"),
        ("[[interactions]]\nkind = 'A'", "interaction 1 needs the key `time`"),
        ("[tables.a]\n[tables.b]\n" + ORDERS.replace("kind =", "table = 'a'\nkind =", 1), "a body is one table"),
        (ORDERS + "\n[interactions.properties.n]\ncount = 'lines'", "uses rows of `lines`|has the key|not TOML"),
        (ORDERS.replace("user_id", "user"), "no kind of identifier; did you mean `user_id`"),
        ("a = " + "[" * 50_000, "TOML|deeply"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_mapping__that_cannot_be_used__is_refused_with_its_place(mapping: str, said: str) -> None:
    with pytest.raises(MappingUnreadable, match=said):
        compile_mapping(text=mapping, slug="shop")


def test_trial__of_a_sample__shows_what_would_be_made_and_what_may_be_mistaken() -> None:
    found = try_mapping(
        slug="shop",
        mapping=ORDERS.replace('"customer.id"', '"custmer.id"'),
        rows_path="",
        sample=json.dumps(ORDER),
        headers={"X-Shopify-Topic": "orders/create", "Authorization": "Bearer b"},
        content_type="application/json",
        now=NOW,
    )
    (made,) = found.interactions
    assert (made["kind"], made["person"], made["stage"]) == (
        "Order Completed",
        {"email": "ada@fernweh.example"},
        "purchase",
    )
    assert found.doubts == ["No row has `custmer.id`; did you mean `customer.id`?"]
    assert "header.authorization" not in [column.name for column in found.columns]
    assert [column.value for column in found.columns if column.name == "total_price"] == ["28.40"]


def test_trial__of_a_body_that_cannot_be_read__says_why() -> None:
    found = try_mapping(slug="shop", mapping=ORDERS, rows_path="x", sample="{}", headers={}, content_type="", now=NOW)
    assert [one.reason for one in found.rejections] == ["The body has nothing at `x`."]
