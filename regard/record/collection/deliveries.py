"""Deliveries of webhooks at the door: which webhooks are open, and which deliveries are let in."""

import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime

from regard.record.collection.rings import Ring
from regard.record.sources.api import NoSource
from regard.record.webhooks import api as webhooks

_PATH = re.compile(r"/v1/webhooks/([a-z0-9][a-z0-9_-]{0,63})/?")


def find_webhook_slug(*, path: str) -> str | None:
    """The source whose webhook has this address, None for any other address.

    >>> find_webhook_slug(path="/v1/webhooks/shop"), find_webhook_slug(path="/v1/webhooks/../x")
    ('shop', None)
    """
    found = _PATH.fullmatch(path)
    return found[1] if found else None


class WebhookRing(Ring):
    """The open webhooks with their secrets, in memory. Refusals are counted here and noted there."""

    def __init__(self) -> None:
        super().__init__(name="webhooks")
        self._webhooks: dict[str, webhooks.OpenWebhook] = {}
        self._refused: dict[str, tuple[int, str]] = {}
        self._lock = threading.Lock()

    async def check(self, *, slug: str, headers: Mapping[str, str], body: bytes, now: datetime) -> webhooks.Accepted:
        """Let a delivery in, of a webhook switched on a moment ago too. Raises NoSource, DeliveryRefused or DeliveryTooLarge."""
        if slug not in self._webhooks:
            await self.read_anew()
        webhook = self._webhooks.get(slug)
        if webhook is None:
            raise NoSource(f"There is no webhook {slug!r} that is switched on.")
        try:
            return webhooks.accept_delivery(webhook=webhook, headers=headers, body=body, now=now)
        except webhooks.DeliveryRefused as error:
            with self._lock:
                count, _ = self._refused.get(slug, (0, ""))
                self._refused[slug] = count + 1, str(error)
            raise

    def _read(self, *, is_last: bool) -> None:
        self._note_refused()
        self._webhooks = {webhook.slug: webhook for webhook in webhooks.list_open_webhooks()}

    def _note_refused(self) -> None:
        with self._lock:
            refused, self._refused = self._refused, {}
        for slug, (count, reason) in refused.items():
            webhooks.note_refused(slug=slug, reason=reason, count=count, at=datetime.now(UTC))
