"""Another system delivers to a running server: signed deliveries become interactions, others are refused and counted."""

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook

from tests.server.test_commands import PASSWORD, regard
from tests.server.test_up import free_port, server, wait_until_ready

MAPPING = """
[[interactions]]
kind = "Order Completed"
time = "at"
person = { user_id = "customer.id" }
when = [{ column = "body.type", is_in = ["orders.paid"] }]
message_id = ["$delivery", "id"]
properties = { order_id = "id", total = { column = "total", type = "money" } }
"""
BODY = {
    "type": "orders.paid",
    "data": [
        {"id": "o-1", "at": "2026-11-20T10:00:00Z", "customer": {"id": 7}, "total": "28.40"},
        {"id": "o-2", "at": "<script>", "customer": {"id": 8}, "total": "1"},
    ],
}


def ask(url: str, body: Any = None, *, method: str | None = None, **headers: str) -> tuple[int, Any]:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else None
    asked = urllib.request.Request(url, raw, {"content-type": "application/json", **headers}, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def signed(secret: str, raw: bytes, *, at: datetime | None = None, delivery: str = "msg_1") -> dict[str, str]:
    moment = at or datetime.now(UTC)
    signature = Webhook(secret).sign(delivery, moment, raw.decode())
    stamp = str(int(moment.timestamp()))
    return {"webhook-id": delivery, "webhook-timestamp": stamp, "webhook-signature": signature}


def eventually(found: Callable[[], Any], wanted: Any) -> None:
    end = time.monotonic() + 60
    while (seen := found()) != wanted:
        assert time.monotonic() < end, f"{seen!r} did not become {wanted!r}"
        time.sleep(0.3)


def test_deliveries__to_a_running_server__are_checked_mapped_stored_once_or_kept_with_a_reason(tmp_path: Path) -> None:
    regard("users", "add", "ada@fernweh.example", folder=tmp_path, said=PASSWORD)
    key = json.loads(regard("keys", "create", "ada@fernweh.example", "--json", folder=tmp_path)[1])["key"]
    port = free_port()
    at, allowed = f"http://127.0.0.1:{port}", {"authorization": f"Bearer {key}"}
    with server(tmp_path, port) as running:
        wait_until_ready(running)
        ask(f"{at}/api/sources", {"name": "Orders", "kind": "webhook"}, **allowed)
        secret = ask(f"{at}/api/webhooks/orders/secrets", {}, **allowed)[1]["text"]
        saved = {"preset": "standard", "mapping": MAPPING, "rows_path": "data"}
        assert ask(f"{at}/api/webhooks/orders", saved, method="PUT", **allowed)[0] == 200
        raw = json.dumps(BODY).encode()
        address = f"{at}/v1/webhooks/orders"
        eventually(lambda: ask(address, raw, **signed(secret, raw)), (200, {"success": True}))
        again = ask(address, raw, **signed(secret, raw))
        assert again == (200, {"success": True})
        late = signed(secret, raw, at=datetime.now(UTC) - timedelta(minutes=6))
        wrong = {**signed(secret, raw), "webhook-signature": "v1,AAAA"}
        for headers in (late, wrong, {}):
            status, told = ask(address, raw, **headers)
            assert (status, told["code"]) == (401, "delivery_refused")
        assert ask(f"{at}/v1/webhooks/nobody", raw, **signed(secret, raw))[0] == 404
        assert ask(address, b"x" * 2_000_000, **signed(secret, raw))[0] == 413

        def source() -> dict[str, int]:
            found = ask(f"{at}/api/sources/orders", **allowed)[1]
            return {name: found[name] for name in ("received", "interactions", "duplicates", "rejected")}

        eventually(source, {"received": 4, "interactions": 1, "duplicates": 1, "rejected": 2})
        (row,) = ask(f"{at}/api/interactions?source=orders", **allowed)[1]["rows"]
        assert (row["kind"], row["properties"], row["value"]) == (
            "Order Completed",
            {"order_id": "o-1", "total": 28.4},
            28.4,
        )
        kept = ask(f"{at}/api/rejected?source=orders", **allowed)[1]["rows"][0]
        assert kept["reason"] == "Column `at` is “<script>”, which is not a time."
        assert json.loads(kept["raw"])["id"] == "o-2"
        assert kept["origin"].startswith("webhook ")
        eventually(lambda: ask(f"{at}/api/webhooks/orders", **allowed)[1]["refused"] >= 3, True)
