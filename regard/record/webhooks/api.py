"""Door to webhooks."""

from collections.abc import Sequence

from regard.record.interactions.api import Rejection
from regard.record.webhooks.bodies import MOST_BYTES, Delivery
from regard.record.webhooks.decoding import Mapped, map_deliveries, map_rejected
from regard.record.webhooks.operations import note_refused
from regard.record.webhooks.queries import OpenWebhook, find_webhook, list_open_webhooks
from regard.record.webhooks.receiving import Accepted, DeliveryTooLarge, accept_delivery, delivery_of
from regard.record.webhooks.signing import DeliveryRefused

__all__ = [
    "MOST_BYTES",
    "Accepted",
    "Delivery",
    "DeliveryRefused",
    "DeliveryTooLarge",
    "Mapped",
    "OpenWebhook",
    "accept_delivery",
    "decode_deliveries",
    "decode_rejected",
    "delivery_of",
    "list_open_webhooks",
    "note_refused",
]


def decode_deliveries(*, slug: str, deliveries: Sequence[tuple[str, Delivery]]) -> Mapped:
    """What deliveries of one source say, each with the origin it is known by: observations and rejections."""
    found = find_webhook(slug=slug)
    mapping, path = (found.mapping, found.rows_path) if found else ("", "")
    return map_deliveries(slug=slug, mapping=mapping, rows_path=path, deliveries=deliveries)


def decode_rejected(*, slug: str, rejected: Sequence[Rejection]) -> Mapped:
    """What rows that were rejected before say now, for a replay after the mapping was changed."""
    found = find_webhook(slug=slug)
    return map_rejected(slug=slug, mapping=found.mapping if found else "", rejected=rejected)
