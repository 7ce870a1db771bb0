"""Sources and their keys over REST."""

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router
from pydantic import Field, StrictBool

from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import Schema, lake
from regard.record.sources.arrivals import list_arrivals
from regard.record.sources.clients import ClientRow, create_client, list_clients, revoke_client
from regard.record.sources.operations import (
    NoSource,
    change_source,
    close_source,
    create_key,
    create_source,
    revoke_key,
)
from regard.record.sources.overview import Overview, list_overviews, overview_of
from regard.record.sources.queries import find_source, list_keys

router = Router(tags=["sources"])

Kind = Literal["web", "app", "server", "store", "webhook", "import"]
Slug = Path[Annotated[str, Field(max_length=255)]]
KeyId = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]


class SourceDayOut(Schema):
    """What became of what a source sent on one day (UTC)."""

    date: date
    received: int
    stored: int
    duplicates: int
    rejected: int


class SourceOut(Schema):
    """One source and its last 30 days."""

    slug: str = Field(description="What the log says in `source`.")
    name: str
    kind: str
    state: str = Field(description="waiting, live (within a day), quiet, off, or history: met in the log only.")
    is_made: bool = Field(description="Made here, so that it has keys and can be switched off.")
    created_at: datetime | None
    last_seen_at: datetime | None
    interactions: int = Field(description="How many the log holds, of all time.")
    received: int = Field(description="In the last 30 days, like `duplicates` and `rejected`.")
    duplicates: int
    rejected: int
    days: list[SourceDayOut]
    write_keys: list[str] = Field(description="Open write keys. They are public: they can only append.")


class Sources(Schema):
    """All sources."""

    rows: list[SourceOut]


class SourceKey(Schema):
    """A key of a source. The text of a secret key is not kept, so it is never here."""

    key_id: int
    kind: str
    text: str | None
    prefix: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class SourceKeys(Schema):
    """All keys of a source, open ones first."""

    rows: list[SourceKey]


class NewSource(Schema):
    """A source to make."""

    name: str = Field(max_length=120)
    kind: Kind
    slug: str | None = Field(None, max_length=64, description="What the log will say; made of the name when left out.")


class SourceChange(Schema):
    """What to change of a source."""

    name: str | None = Field(None, max_length=120)
    is_enabled: StrictBool | None = None


class WantedKey(Schema):
    """A key to make."""

    kind: Literal["write", "secret"]
    scopes: list[Literal["write", "import", "receipts"]] = Field(default=["write"], max_length=3)


class MadeKey(Schema):
    """A key just made. The text of a secret key is shown here and never again."""

    key_id: int
    kind: str
    text: str
    scopes: list[str]


class SourceClient(Schema):
    """A program that signs in with a private key of its own. Its two ids go into its settings."""

    client_id: str
    key_id: str
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class SourceClients(Schema):
    """All clients of a source, open ones first."""

    rows: list[SourceClient]


class WantedClient(Schema):
    """A client to let in."""

    public_key: str = Field(max_length=8_000, description="An RSA key of at least 2,048 bits, in PEM.")


class Arrival(Schema):
    """One thing that came from a source, and what became of it."""

    at: datetime
    outcome: str = Field(description="stored, or rejected.")
    kind: str | None
    message_id: str | None
    customer_id: str | None
    happened_at: datetime | None
    reason: CustomerWords | None
    raw: CustomerWords | None = Field(description="The beginning of what was sent, where it was rejected.")


class Arrivals(Schema):
    """The last that came from a source within the hour, the newest first."""

    rows: list[Arrival]


@router.get("/sources", response=Sources)
def get_sources(request: HttpRequest) -> dict[str, Any]:
    """All sources: those made here, then those that only the log names."""
    return {"rows": [vars(one) for one in list_overviews(lake=lake(), now=datetime.now(UTC))]}


@router.post("/sources", response=SourceOut)
def post_source(request: HttpRequest, wanted: NewSource) -> Overview:
    """Make a source with a first write key."""
    return _overview(create_source(name=wanted.name, kind=wanted.kind, slug=wanted.slug))


@router.get("/sources/{slug}", response=SourceOut)
def get_source(request: HttpRequest, slug: Slug) -> Overview:
    """One source and its last 30 days."""
    return _overview(slug)


@router.patch("/sources/{slug}", response=SourceOut)
def patch_source(request: HttpRequest, slug: Slug, change: SourceChange) -> Overview:
    """Rename a source, or switch it off or on. Its slug stays, since the log says it."""
    change_source(slug=slug, name=change.name, is_enabled=change.is_enabled)
    return _overview(slug)


@router.delete("/sources/{slug}", response=SourceOut)
def delete_source(request: HttpRequest, slug: Slug) -> Overview:
    """Close a source: it is switched off and its keys are revoked. What it sent stays in the log."""
    close_source(slug=slug)
    return _overview(slug)


@router.get("/sources/{slug}/keys", response=SourceKeys)
def get_source_keys(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The keys of a source, open ones first. Sources met only in the log have none."""
    try:
        return {"rows": list_keys(slug=slug)}
    except NoSource:
        overview_of(lake=lake(), slug=slug, now=datetime.now(UTC))
        return {"rows": []}


@router.get("/sources/{slug}/arrivals", response=Arrivals)
def get_source_arrivals(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """What came from a source within the last hour, stored or rejected, the newest first, at most 50."""
    if find_source(slug=slug) is None:
        _overview(slug)  # raises where the log does not know it either
    return {"rows": list_arrivals(lake=lake(), slug=slug, now=datetime.now(UTC))}


@router.post("/sources/{slug}/keys", response=MadeKey)
def post_source_key(request: HttpRequest, response: HttpResponse, slug: Slug, wanted: WantedKey) -> Any:
    """Make a key. Keep the text of a secret key: it is not shown again."""
    response["Cache-Control"] = "no-store"
    return create_key(slug=slug, kind=wanted.kind, scopes=wanted.scopes)


@router.delete("/sources/{slug}/keys/{key_id}", response=SourceKeys)
def delete_source_key(request: HttpRequest, slug: Slug, key_id: KeyId) -> dict[str, Any]:
    """Revoke a key: it lets nobody in any more, within seconds."""
    revoke_key(slug=slug, key_id=key_id)
    return {"rows": list_keys(slug=slug)}


@router.get("/sources/{slug}/clients", response=SourceClients)
def get_source_clients(request: HttpRequest, slug: Slug) -> dict[str, Any]:
    """The programs that sign in with a private key of their own, open ones first."""
    return {"rows": list_clients(slug=slug)}


@router.post("/sources/{slug}/clients", response=SourceClient)
def post_source_client(request: HttpRequest, slug: Slug, wanted: WantedClient) -> ClientRow:
    """Let the holder of a private key ask for tokens. From then on the source takes nothing by its write keys alone."""
    return create_client(slug=slug, public_key=wanted.public_key)


@router.delete("/sources/{slug}/clients/{client_id}", response=SourceClients)
def delete_source_client(
    request: HttpRequest, slug: Slug, client_id: Path[Annotated[str, Field(max_length=80)]]
) -> dict[str, Any]:
    """Revoke a client: its tokens let nobody in any more, within seconds."""
    revoke_client(slug=slug, client_id=client_id)
    return {"rows": list_clients(slug=slug)}


def _overview(slug: str) -> Overview:
    return overview_of(lake=lake(), slug=slug, now=datetime.now(UTC))
