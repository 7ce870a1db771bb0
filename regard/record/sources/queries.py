"""Questions about sources and their keys."""

from dataclasses import dataclass
from datetime import datetime

from regard.record.sources.models import Key, Source


@dataclass(frozen=True)
class OpenKey:
    """A key that lets its sender in now."""

    key_id: int
    digest: str
    source: str
    kind: str  # of the key: write | secret
    scopes: frozenset[str]


@dataclass(frozen=True)
class SourceRow:
    """One source as the list shows it."""

    slug: str
    name: str
    kind: str
    is_enabled: bool
    created_at: datetime
    last_seen_at: datetime | None
    write_keys: tuple[str, ...]


def list_open_keys() -> list[OpenKey]:
    """All keys that were not revoked, of sources that are enabled."""
    found = Key.objects.filter(revoked_at=None, source__is_enabled=True).select_related("source")
    return [OpenKey(key.pk, key.digest, key.source.slug, key.kind, frozenset(key.scopes)) for key in found]


def list_sources() -> list[SourceRow]:
    """All sources, the newest last."""
    keys: dict[int, list[str]] = {}
    for key in Key.objects.filter(kind="write", revoked_at=None).order_by("pk"):
        keys.setdefault(key.source_id, []).append(key.text)
    return [
        SourceRow(
            slug=source.slug,
            name=source.name,
            kind=source.kind,
            is_enabled=source.is_enabled,
            created_at=source.created_at,
            last_seen_at=source.last_seen_at,
            write_keys=tuple(keys.get(source.pk, ())),
        )
        for source in Source.objects.order_by("pk")
    ]
