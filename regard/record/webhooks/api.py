"""Door to webhooks."""

from regard.record.webhooks.bodies import MOST_BYTES, Delivery
from regard.record.webhooks.decoding import InForce, Mapped, map_deliveries, map_rejected, raw_row
from regard.record.webhooks.operations import note_refused
from regard.record.webhooks.queries import OpenWebhook, list_open_webhooks, mapping_in_force
from regard.record.webhooks.receiving import Accepted, DeliveryTooLarge, accept_delivery, delivery_of
from regard.record.webhooks.signing import PRESETS, DeliveryRefused, Signing, verify

__all__ = [
    "MOST_BYTES",
    "PRESETS",
    "Accepted",
    "Delivery",
    "DeliveryRefused",
    "DeliveryTooLarge",
    "InForce",
    "Mapped",
    "OpenWebhook",
    "Signing",
    "accept_delivery",
    "delivery_of",
    "list_open_webhooks",
    "map_deliveries",
    "map_rejected",
    "mapping_in_force",
    "note_refused",
    "raw_row",
    "verify",
]
