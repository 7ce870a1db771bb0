"""A delivery at the door: its size, its signature, and what is kept beside its body."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from regard.analytics.errors import RegardError
from regard.record.webhooks.bodies import MOST_BYTES, Delivery, telling_headers
from regard.record.webhooks.queries import OpenWebhook
from regard.record.webhooks.signing import delivery_id_of, verify


class DeliveryTooLarge(RegardError):
    """A delivery is larger than is taken in."""

    code = "delivery_too_large"
    status = 413


@dataclass(frozen=True)
class Accepted:
    """A delivery that may be kept: what the sender calls it, if anything, and a note to keep beside its body."""

    delivery_id: str | None
    note: str


def accept_delivery(*, webhook: OpenWebhook, headers: Mapping[str, str], body: bytes, now: datetime) -> Accepted:
    """Check a delivery. Raises DeliveryRefused (401) or DeliveryTooLarge (413).

    `headers` have names in lower case. The note holds no secret and no signature.
    """
    if len(body) > MOST_BYTES:
        raise DeliveryTooLarge(f"A delivery may have {MOST_BYTES // 1024} KB, and this one has {len(body) // 1024}.")
    verify(signing=webhook.signing, secrets=webhook.secrets, headers=headers, body=body, now=now)
    delivery_id = delivery_id_of(signing=webhook.signing, headers=headers)
    kept = {
        "id": delivery_id,
        "type": headers.get("content-type", "")[:200],
        "headers": telling_headers(headers=headers),
    }
    return Accepted(delivery_id, msgspec.json.encode(kept).decode())


def delivery_of(*, token: str, received_at: datetime, note: str | None, body: bytes) -> Delivery:
    """A delivery again from what was kept of it; without an id of the sender's it is called by its token."""
    kept: dict[str, Any] = msgspec.json.decode(note) if note else {}
    return Delivery(kept.get("id") or token, received_at, kept.get("type", ""), kept.get("headers", {}), body)
