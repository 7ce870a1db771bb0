"""Clients for Python, as their makers publish them, send to Regard by a change of host alone."""

from datetime import UTC, datetime

import pytest
import rudderstack.analytics as rudder
import segment.analytics as segment
from rudderstack.analytics.client import Client as RudderClient
from segment.analytics.client import Client as SegmentClient

from tests.clients.conftest import Server


@pytest.mark.parametrize("gzip", [False, True])
def test_segment_for_python__every_call__arrives_once(server: Server, gzip: bool) -> None:
    faults: list[object] = []
    person = f"python-{gzip}"
    client = SegmentClient(
        server.key, host=server.url, gzip=gzip, on_error=lambda error, batch: faults.append((error, batch))
    )
    happened_at = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
    client.identify(person, {"email": f"{person}@fernweh.example", "mark": person})
    client.track(person, "Order Completed", {"order_id": "o1", "total": 12.5, "currency": "EUR", "mark": person})
    client.track(person, "Signed In", {"mark": person}, timestamp=happened_at)
    client.page(person, "Shop", "Home", {"mark": person})
    client.screen(person, "Shop", "Home", {"mark": person})
    client.group(person, "fernweh", {"mark": person})
    client.alias(f"{person}-before", person)
    for number in range(250):
        client.track(person, "Product Viewed", {"product_id": number, "mark": person})
    client.shutdown()
    assert faults == []
    rows = server.rows_of(person, count=257)
    kinds = {kind: sum(row["kind"] == kind for row in rows) for kind in {row["kind"] for row in rows}}
    assert kinds == {
        "Profile Updated": 1,
        "Order Completed": 1,
        "Signed In": 1,
        "Page Viewed": 1,
        "Screen Viewed": 1,
        "Account Joined": 1,
        "Identity Linked": 1,
        "Product Viewed": 250,
    }
    assert len({row["customer_id"] for row in rows}) == 1
    [signed_in] = [row for row in rows if row["kind"] == "Signed In"]
    assert abs((signed_in["time"] - happened_at).total_seconds()) < 60


def test_segment_for_python__with_a_wrong_key__is_told_why(server: Server) -> None:
    faults: list[Exception] = []
    client = SegmentClient(
        "not-a-key", host=server.url, on_error=lambda error, batch: faults.append(error), max_retries=1
    )
    client.track("nobody", "Signed In")
    client.shutdown()
    assert "invalid_write_key" in str(faults[0])


def test_rudderstack_for_python__every_call__arrives_once(server: Server) -> None:
    faults: list[object] = []
    person = "rudder-python"
    client = RudderClient(server.key, host=server.url, on_error=lambda error, batch: faults.append((error, batch)))
    client.identify(person, {"mark": person})
    for number in range(120):
        client.track(person, "Product Viewed", {"product_id": number, "mark": person})
    client.flush()
    client.shutdown()
    assert faults == []
    assert len(server.rows_of(person, count=121)) == 121


def test_clients__modules__are_those_their_makers_publish() -> None:
    assert segment.__name__ == "segment.analytics"
    assert rudder.__name__ == "rudderstack.analytics"
