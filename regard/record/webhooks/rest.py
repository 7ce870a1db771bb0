"""Webhooks over REST: settings, secrets, and a mapping tried on a sample."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import Field

from regard.foundation.rest.api import Schema
from regard.record.sources.api import NoSource
from regard.record.webhooks.operations import (
    MOST_MAPPING,
    MOST_SAMPLE,
    NewSecret,
    add_secret,
    revoke_secret,
    save_webhook,
)
from regard.record.webhooks.previewing import try_mapping
from regard.record.webhooks.queries import find_webhook
from regard.record.webhooks.signing import PRESETS, Signing

router = Router(tags=["webhooks"])

Slug = Path[Annotated[str, Field(max_length=64)]]
SecretId = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]
Preset = Literal["standard", "github", "shopify", "stripe", "intercom", "zendesk", "hmac", "token", "basic"]
Name = Annotated[str, Field(max_length=80)]
Text = Annotated[str, Field(max_length=MOST_MAPPING)]
Sample = Annotated[str, Field(max_length=MOST_SAMPLE)]


class WebhookSigning(Schema):
    """How deliveries are signed."""

    scheme: Literal["standard", "hmac", "token", "basic"] = "standard"
    header: Name = "x-signature"
    algorithm: Literal["sha256", "sha512", "sha1"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    prefix: Annotated[str, Field(max_length=40)] = Field("", description="Before the signature, such as sha256=.")
    signature_key: Name = Field("", description="Where the header is a list, the part with the signature, such as v1.")
    signed: Literal["body", "timestamp.body", "timestampbody"] = "body"
    timestamp_header: Name = Field("", description="The header (or the part of the list) with the time of signing.")
    id_header: Name = Field("", description="The header that names the delivery, the same for every attempt.")
    tolerance_seconds: int = Field(300, ge=30, le=3600)


class WebhookSecret(Schema):
    """A secret: when it was made and until when it is valid. Its text is never shown again."""

    secret_id: int
    created_at: datetime
    expires_at: datetime | None


class WebhookSettings(Schema):
    """How deliveries of one source are checked and mapped."""

    slug: str
    preset: str
    signing: WebhookSigning
    rows_path: str
    mapping: str
    sample: str
    secrets: list[WebhookSecret]
    refused: int = Field(description="Deliveries that were not signed as asked, of all time.")
    last_refused_at: datetime | None
    last_refused_reason: str


class WebhookChange(Schema):
    """Settings to save. Without `signing` the preset's own is taken."""

    preset: Preset
    signing: WebhookSigning | None = None
    rows_path: Annotated[str, Field(max_length=200)] = Field("", description="Where the rows are, such as data.events.")
    mapping: Text = ""
    sample: Sample = ""


class WantedSecret(Schema):
    """A secret to take over from the sender; left out, one is made."""

    text: Annotated[str, Field(max_length=500)] | None = None


class MadeSecret(Schema):
    """A secret just made. Its text is shown here and never again."""

    secret_id: int
    text: str


class WebhookTrial(Schema):
    """A mapping to try on a sample body."""

    mapping: Text = ""
    rows_path: Annotated[str, Field(max_length=200)] = ""
    sample: Sample
    headers: dict[Name, Annotated[str, Field(max_length=1000)]] = Field(default={}, max_length=40)
    content_type: Annotated[str, Field(max_length=200)] = "application/json"


class TrialInteraction(Schema):
    """An interaction that the mapping would make."""

    kind: str
    time: datetime
    channel: str | None
    stage: str | None
    touchpoint: str | None
    message_id: str
    text: str | None
    person: dict[str, str]
    properties: dict[str, Any]


class TrialRejection(Schema):
    """A row that would make no interaction, and why."""

    line: int
    reason: str


class TrialColumn(Schema):
    """A name the mapping may use, and what the sample has there."""

    name: str
    value: str


class TrialOutcome(Schema):
    """What a mapping makes of a sample."""

    interactions: list[TrialInteraction]
    rejections: list[TrialRejection]
    columns: list[TrialColumn]
    doubts: list[str]


@router.get("/webhooks/{slug}", response=WebhookSettings)
def get_webhook(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """How deliveries of a source of kind webhook are checked and mapped. No secret is in it."""
    found = find_webhook(slug=slug)
    if found is None:
        raise NoSource(f"There is no source {slug[:80]!r} of kind webhook.")
    return asdict(found)


@router.put("/webhooks/{slug}", response=WebhookSettings)
def put_webhook(request: HttpRequest, slug: Slug, change: WebhookChange) -> dict[str, Any]:
    """Save how deliveries are checked and mapped. A mapping that cannot be used is refused with its place."""
    signing = Signing(**change.signing.dict()) if change.signing else PRESETS[change.preset]
    save_webhook(
        slug=slug,
        preset=change.preset,
        signing=signing,
        rows_path=change.rows_path,
        mapping=change.mapping,
        sample=change.sample,
    )
    return get_webhook(request, slug)


@router.post("/webhooks/{slug}/secrets", response=MadeSecret)
def post_webhook_secret(request: HttpRequest, response: HttpResponse, slug: Slug, wanted: WantedSecret) -> NewSecret:
    """Give a webhook a new secret. The one it had stays valid for 24 hours, so that the sender can change over."""
    response["Cache-Control"] = "no-store"
    return add_secret(slug=slug, text=wanted.text)


@router.delete("/webhooks/{slug}/secrets/{secret_id}", response=WebhookSettings)
def delete_webhook_secret(request: HttpRequest, slug: Slug, secret_id: SecretId) -> dict[str, Any]:
    """Accept no more what is signed with a secret."""
    revoke_secret(slug=slug, secret_id=secret_id)
    return get_webhook(request, slug)


@router.post("/webhooks/{slug}/trial", response=TrialOutcome)
def try_webhook_mapping(request: HttpRequest, slug: Slug, trial: WebhookTrial) -> dict[str, Any]:
    """What a mapping would make of a sample body. Nothing is saved."""
    found = try_mapping(
        slug=slug,
        mapping=trial.mapping,
        rows_path=trial.rows_path,
        sample=trial.sample,
        headers=dict(trial.headers),
        content_type=trial.content_type,
        now=datetime.now(UTC),
    )
    return {
        "interactions": [row | {"properties": msgspec.json.decode(row["properties"])} for row in found.interactions],
        "rejections": [{"line": one.line, "reason": one.reason} for one in found.rejections],
        "columns": [asdict(column) for column in found.columns],
        "doubts": found.doubts,
    }
