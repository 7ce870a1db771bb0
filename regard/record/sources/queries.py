"""Questions about sources, their keys, and what came from each day by day."""

from dataclasses import dataclass
from datetime import date, datetime

from regard.record.sources.models import Key, Source, SourceDay
from regard.record.sources.operations import SLUG, NoSource


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


@dataclass(frozen=True)
class KeyRow:
    """A key as people may see it: the text of write keys, which are public, and the beginning of secret ones."""

    key_id: int
    kind: str
    text: str | None
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Day:
    """What became of what one source sent on one day (UTC): received = stored + duplicates + rejected."""

    source: str
    date: date
    received: int
    stored: int
    duplicates: int
    rejected: int


def list_open_keys() -> list[OpenKey]:
    """All keys that were not revoked, of sources that are enabled."""
    found = Key.objects.filter(revoked_at=None, source__is_enabled=True).select_related("source")
    return [OpenKey(key.pk, key.digest, key.source.slug, key.kind, frozenset(key.scopes)) for key in found]


def list_sources() -> list[SourceRow]:
    """All sources, the newest last."""
    keys: dict[int, list[str]] = {}
    for key in Key.objects.filter(kind="write", revoked_at=None).order_by("pk"):
        keys.setdefault(key.source_id, []).append(key.text)
    return [_row(source, keys.get(source.pk, [])) for source in Source.objects.order_by("pk")]


def find_source(*, slug: str) -> SourceRow | None:
    """One source by its slug, None where there is none."""
    source = Source.objects.filter(slug=slug).first() if SLUG.fullmatch(slug) else None
    if source is None:
        return None
    keys = source.keys.filter(kind="write", revoked_at=None).order_by("pk").values_list("text", flat=True)
    return _row(source, list(keys))


def list_keys(*, slug: str) -> list[KeyRow]:
    """All keys of a source, open ones first, then the newest first. Raises NoSource."""
    if find_source(slug=slug) is None:
        raise NoSource(f"There is no source {slug[:80]!r}.")
    found = Key.objects.filter(source__slug=slug).order_by("-pk")
    return sorted((_key(key) for key in found), key=lambda key: key.revoked_at is not None)


def list_days(*, since: date, slug: str | None = None) -> list[Day]:
    """What arrived on each day from `since` on, of one source or of all, in order."""
    found = SourceDay.objects.filter(date__gte=since).order_by("source", "date")
    if slug is not None:
        found = found.filter(source=slug)
    return [Day(day.source, day.date, day.received, day.stored, day.duplicates, day.rejected) for day in found]


def _row(source: Source, write_keys: list[str]) -> SourceRow:
    return SourceRow(
        slug=source.slug,
        name=source.name,
        kind=source.kind,
        is_enabled=source.is_enabled,
        created_at=source.created_at,
        last_seen_at=source.last_seen_at,
        write_keys=tuple(write_keys),
    )


def _key(key: Key) -> KeyRow:
    return KeyRow(
        key_id=key.pk,
        kind=key.kind,
        text=key.text or None,
        prefix=key.prefix,
        scopes=tuple(key.scopes),
        created_at=key.created_at,
        last_used_at=key.last_used_at,
        revoked_at=key.revoked_at,
    )
