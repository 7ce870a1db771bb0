"""Take down what was agreed to, withdrawn or declined."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from regard.analytics.errors import RegardError
from regard.analytics.schema.interactions import IDENTIFIER_KINDS
from regard.foundation.audit.api import note
from regard.foundation.settings.api import keyed_digest
from regard.record.consents.models import Consent

STATUSES = ("granted", "denied", "revoked")
PURPOSES = {
    "analytics": "Measuring how pages and products are used",
    "personalisation": "Showing this person other things than others",
    "marketing_email": "Advertising by e-mail",
    "marketing_sms": "Advertising by text message",
    "marketing_phone": "Advertising by phone",
    "marketing_push": "Advertising by push message",
    "sale_or_share": "Selling or sharing personal data with others",
}
_PURPOSE = re.compile(r"[a-z0-9][a-z0-9_]{0,59}")
_PROOF = ("text", "version", "ui", "ip_digest", "message_id", "url", "category")
LONGEST_PROOF = 4000


class ConsentRefused(RegardError):
    """What was to be taken down is no consent."""

    code = "consent_refused"
    status = 422


@dataclass(frozen=True, order=True)
class Endpoint:
    """Where somebody is reached or recognised: an address, or the identifier of a browser. `email:a@b.example`."""

    kind: str
    value: str

    @classmethod
    def read(cls, text: str) -> "Endpoint":
        """From `kind:value`. Raises ConsentRefused.

        >>> Endpoint.read("email: Ada@B.example")
        Endpoint(kind='email', value='ada@b.example')
        """
        kind, _, value = text.partition(":")
        value = value.strip().replace("\x00", "")
        if kind not in IDENTIFIER_KINDS or not value or len(value) > 255:
            kinds = ", ".join(IDENTIFIER_KINDS)
            raise ConsentRefused(f"An endpoint is written kind:value, as email:a@b.example. The kinds are {kinds}.")
        if kind == "email":
            value = value.lower()
        if kind == "phone":
            value = re.sub(r"[^0-9+]", "", value)
        return cls(kind, value)


@dataclass(frozen=True)
class Statement:
    """One thing somebody agreed to, declined or withdrew, at one endpoint."""

    endpoint: Endpoint
    purpose: str
    status: str
    at: datetime
    source: str
    proof: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def record_consent(*, statement: Statement, network_address: str | None = None) -> bool:
    """Take one statement down; returns whether it was new. Raises ConsentRefused.

    `network_address` is kept as a keyed digest only.
    """
    proof = dict(statement.proof)
    if network_address:
        proof["ip_digest"] = keyed_digest(text=f"ip:{network_address}", data_dir=settings.REGARD.data_dir)[:32]
    told = Statement(statement.endpoint, statement.purpose, statement.status, statement.at, statement.source, proof)
    added = record_consents(statements=[told])
    if added:
        note(
            verb="consent_recorded",
            subject=f"endpoint:{endpoint_digest(endpoint=told.endpoint)}",
            detail={"purpose": told.purpose, "status": told.status},
        )
    return added == 1


def record_consents(*, statements: Iterable[Statement]) -> int:
    """Take statements down, each once; returns how many were new. Raises ConsentRefused and takes none."""
    rows = [_row(one) for one in statements]
    before = Consent.objects.filter(fingerprint__in=[row.fingerprint for row in rows]).count()
    Consent.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return len({row.fingerprint for row in rows}) - before


def endpoint_digest(*, endpoint: Endpoint) -> str:
    """What the audit log says instead of an address."""
    return keyed_digest(text=f"{endpoint.kind}:{endpoint.value}", data_dir=settings.REGARD.data_dir)[:24]


def _row(one: Statement) -> Consent:
    if one.status not in STATUSES:
        raise ConsentRefused(f"A consent is granted, denied or revoked, not {one.status[:40]!r}.")
    if not _PURPOSE.fullmatch(one.purpose):
        raise ConsentRefused("A purpose is made of a to z, 0 to 9 and _, 60 at most, as marketing_email.")
    proof = {
        name: str(value)[:LONGEST_PROOF].replace("\x00", "") for name, value in one.proof.items() if name in _PROOF
    }
    parts = [
        one.endpoint.kind,
        one.endpoint.value,
        one.purpose,
        one.status,
        one.at.timestamp(),
        proof.get("message_id"),
    ]
    return Consent(
        kind=one.endpoint.kind,
        value=one.endpoint.value,
        purpose=one.purpose,
        status=one.status,
        at=one.at,
        source=one.source[:64],
        proof=proof,
        fingerprint=hashlib.sha256(json.dumps(parts).encode()).hexdigest(),
    )
