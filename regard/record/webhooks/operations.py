"""Set a webhook up, give it secrets and take them away, count what was refused."""

import base64
import binascii
import re
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.foundation.audit.api import note
from regard.record.sources import api as sources
from regard.record.webhooks.decoding import compile_mapping
from regard.record.webhooks.models import Secret, Webhook
from regard.record.webhooks.sealing import seal
from regard.record.webhooks.signing import PRESETS, Signing

HOURS_BOTH_ARE_VALID = 24
MOST_MAPPING = 64 * 1024
MOST_SAMPLE = 256 * 1024
_HEADER = re.compile(r"[a-z0-9][a-z0-9_-]{0,79}")
_PATH = re.compile(r"[^.\x00]+(\.[^.\x00]+)*")


class WebhookRefused(RegardError):
    """A webhook cannot be set up as asked."""

    code = "webhook_refused"
    status = 422


@dataclass(frozen=True)
class NewSecret:
    """A secret just made or taken over. It can be read here and never again."""

    secret_id: int
    text: str


@transaction.atomic
def save_webhook(*, slug: str, preset: str, signing: Signing, rows_path: str, mapping: str, sample: str) -> None:
    """Say how deliveries of a source are checked and mapped.

    Raises NoSource, WebhookRefused, or MappingUnreadable with the place in the mapping.
    """
    _check_source(slug)
    if preset not in PRESETS:
        raise WebhookRefused(f"A webhook's preset is one of {', '.join(PRESETS)}.")
    _check_signing(signing)
    if rows_path and not _PATH.fullmatch(rows_path):
        raise WebhookRefused("The path to the rows is made of names joined by dots, such as data.events.")
    if len(mapping) > MOST_MAPPING or len(sample) > MOST_SAMPLE or "\x00" in mapping + sample:
        raise WebhookRefused("A mapping may have 64 KB and a sample 256 KB of text.")
    if mapping.strip():
        compile_mapping(text=mapping, slug=slug)
    given = {"preset": preset, "signing": asdict(signing), "rows_path": rows_path, "mapping": mapping, "sample": sample}
    Webhook.objects.update_or_create(source=slug, defaults=given)
    note(verb="changed", subject=f"webhook:{slug}", detail={"preset": preset})


@transaction.atomic
def add_secret(*, slug: str, text: str | None = None) -> NewSecret:
    """Give a webhook a secret, made here or by the sender; those it had stay valid for 24 hours.

    Raises NoSource or WebhookRefused.
    """
    _check_source(slug)
    webhook, _ = Webhook.objects.get_or_create(source=slug, defaults={"signing": asdict(PRESETS["standard"])})
    secret = _new_secret(webhook) if text is None else text.strip()
    _check_secret(secret, webhook)
    until = timezone.now() + timedelta(hours=HOURS_BOTH_ARE_VALID)
    webhook.secrets.filter(Q(expires_at=None) | Q(expires_at__gt=until)).update(expires_at=until)
    webhook.secrets.filter(expires_at__lt=timezone.now()).delete()
    made = webhook.secrets.create(sealed=seal(secret=secret, key=settings.SECRET_KEY))
    note(verb="created", subject=f"webhook:{slug}", detail={"secret": made.pk})
    return NewSecret(made.pk, secret)


@transaction.atomic
def revoke_secret(*, slug: str, secret_id: int) -> None:
    """Accept no more what is signed with a secret. Raises WebhookRefused."""
    gone, _ = Secret.objects.filter(webhook__source=slug, pk=secret_id).delete()
    if not gone:
        raise WebhookRefused(f"The webhook has no secret {secret_id}.")
    note(verb="revoked", subject=f"webhook:{slug}", detail={"secret": secret_id})


def note_refused(*, slug: str, reason: str, count: int, at: datetime) -> None:
    """Count deliveries that were not signed as asked."""
    Webhook.objects.filter(source=slug).update(
        refused=F("refused") + count, last_refused_at=at, last_refused_reason=reason[:300]
    )


def _check_source(slug: str) -> None:
    source = sources.find_source(slug=slug)
    if source is None:
        raise sources.NoSource(f"There is no source {slug[:80]!r}.")
    if source.kind != "webhook":
        raise WebhookRefused(f"{source.name} is of kind {source.kind}. Make a source of kind webhook.")


def _check_signing(signing: Signing) -> None:
    names = [signing.header, signing.timestamp_header, signing.id_header, signing.signature_key]
    wrong = next((name for name in names if name and not _HEADER.fullmatch(name.lower())), None)
    if wrong is not None:
        raise WebhookRefused(f"{wrong[:80]!r} is no name of a header: letters, digits, - and _.")
    if len(signing.prefix) > 40 or not signing.prefix.isascii():
        raise WebhookRefused("What stands before the signature may have 40 characters.")
    if not 30 <= signing.tolerance_seconds <= 3600:
        raise WebhookRefused("The clock may be off by 30 to 3,600 seconds.")
    if signing.signed != "body" and not signing.timestamp_header:
        raise WebhookRefused("Say which header has the time that is signed with the body.")


def _new_secret(webhook: Webhook) -> str:
    if webhook.signing.get("scheme") == "basic":
        return f"regard:{secrets.token_urlsafe(24)}"
    raw = secrets.token_bytes(32)
    return "whsec_" + base64.b64encode(raw).decode() if webhook.preset == "standard" else raw.hex()


def _check_secret(secret: str, webhook: Webhook) -> None:
    if not 8 <= len(secret) <= 500 or not secret.isprintable():
        raise WebhookRefused("A secret has 8 to 500 characters, all of which can be seen.")
    if webhook.signing.get("scheme") == "basic" and ":" not in secret:
        raise WebhookRefused("The secret of a user is written as name:password.")
    if webhook.signing.get("scheme") == "standard":
        try:
            base64.b64decode(secret.removeprefix("whsec_") + "==", validate=False)
        except (binascii.Error, ValueError):
            raise WebhookRefused("A secret of Standard Webhooks is whsec_ and then base64.") from None
