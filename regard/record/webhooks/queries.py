"""Questions about webhooks: their settings, and what opens them."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from regard.foundation.settings.api import SecretLost
from regard.record.sources import api as sources
from regard.record.webhooks.decoding import InForce
from regard.record.webhooks.models import Webhook
from regard.record.webhooks.sealing import unseal
from regard.record.webhooks.signing import PRESETS, Signing


@dataclass(frozen=True)
class SecretRow:
    """A secret as people may see it: when it came and when it goes."""

    secret_id: int
    created_at: datetime
    expires_at: datetime | None


@dataclass(frozen=True)
class WebhookRow:
    """A webhook's settings, without its secrets."""

    slug: str
    preset: str
    signing: Signing
    rows_path: str
    mapping: str
    sample: str
    secrets: tuple[SecretRow, ...]
    refused: int
    last_refused_at: datetime | None
    last_refused_reason: str


@dataclass(frozen=True, repr=False)
class OpenWebhook:
    """A webhook that takes deliveries now, with the secrets that open it. It is never written anywhere."""

    slug: str
    signing: Signing
    secrets: tuple[str, ...]

    def __repr__(self) -> str:
        return f"OpenWebhook({self.slug!r})"


def find_webhook(*, slug: str) -> WebhookRow | None:
    """The settings of a source of kind webhook, as yet unset where nobody has set them; None for any other source."""
    source = sources.find_source(slug=slug)
    if source is None or source.kind != "webhook":
        return None
    found = Webhook.objects.filter(source=slug).first()
    if found is None:
        return WebhookRow(slug, "standard", PRESETS["standard"], "", "", "", (), 0, None, "")
    open_now = found.secrets.filter(_is_open()).order_by("-pk")
    return WebhookRow(
        slug=slug,
        preset=found.preset,
        signing=_signing(found.signing),
        rows_path=found.rows_path,
        mapping=found.mapping,
        sample=found.sample,
        secrets=tuple(SecretRow(one.pk, one.created_at, one.expires_at) for one in open_now),
        refused=found.refused,
        last_refused_at=found.last_refused_at,
        last_refused_reason=found.last_refused_reason,
    )


def mapping_in_force(*, slug: str) -> InForce:
    """How the bodies of a source are mapped now; by nothing where nobody has said."""
    found = Webhook.objects.filter(source=slug).values_list("mapping", "rows_path").first()
    return InForce(slug, *found) if found else InForce(slug)


def list_open_webhooks() -> list[OpenWebhook]:
    """All webhooks of sources that are switched on, with their secrets opened. Keep it in memory only."""
    enabled = {row.slug for row in sources.list_sources() if row.is_enabled and row.kind == "webhook"}
    found = []
    for webhook in Webhook.objects.filter(source__in=enabled).prefetch_related("secrets"):
        now = timezone.now()
        valid = [one for one in webhook.secrets.all() if one.expires_at is None or one.expires_at > now]
        texts = tuple(text for one in valid if (text := _unsealed(bytes(one.sealed))))
        found.append(OpenWebhook(webhook.source, _signing(webhook.signing), texts))
    known = {webhook.slug for webhook in found}
    return found + [OpenWebhook(slug, PRESETS["standard"], ()) for slug in sorted(enabled - known)]


def _unsealed(sealed: bytes) -> str | None:
    try:
        return unseal(sealed=sealed, key=settings.SECRET_KEY)
    except SecretLost:
        return None


def _is_open() -> Q:
    return Q(expires_at=None) | Q(expires_at__gt=timezone.now())


def _signing(stored: dict[str, Any]) -> Signing:
    known = {one.name for one in fields(Signing)}
    return Signing(**{name: value for name, value in stored.items() if name in known})
