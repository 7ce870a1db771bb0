"""Make sources and keys, revoke keys, note what came in."""

import hashlib
import re
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify

from regard.analytics.errors import RegardError
from regard.foundation.audit.api import note
from regard.record.sources.models import Key, Source

KINDS = ("web", "app", "server", "store", "webhook", "feed", "import")
SCOPES = ("write", "import", "receipts")  # what a secret key may be allowed
SLUG = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
FIRST_SOURCE = "Website"
_FORMS = {"write": "rgw_", "secret": "rgs_"}
_MOST_KEYS = 50


class SourceRefused(RegardError):
    """A source cannot be made as asked."""

    code = "source_refused"
    status = 422


class NoSource(RegardError):
    """There is no such source, or no such key of it."""

    code = "source_unknown"
    status = 404


@dataclass(frozen=True)
class NewKey:
    """A key just made. A secret key can be read here and never again."""

    key_id: int
    kind: str
    text: str
    scopes: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    """What became of the interactions of one source, in one batch."""

    source: str
    received: int
    stored: int
    duplicates: int
    rejected: int
    seen_at: datetime


@transaction.atomic
def create_source(*, name: str, kind: str, slug: str | None = None) -> str:
    """Make a source, with a first write key unless it is a webhook or a feed; return its slug. Raises SourceRefused."""
    name = _named(name)
    if kind not in KINDS:
        made = ", ".join(one for one in KINDS if one != "feed")  # feeds are made as feeds
        raise SourceRefused(f"A source is of kind {made}, not {kind[:40]!r}.")
    wanted = slug or slugify(name)[:60].strip("-_") or "source"
    if not SLUG.fullmatch(wanted):
        raise SourceRefused("A slug is made of a to z, 0 to 9, - and _, 64 at most, and begins with a letter or digit.")
    if slug and Source.objects.filter(slug=slug).exists():
        raise SourceRefused(f"There is a source {slug!r} already.")
    wanted = _free_slug(wanted)
    source = Source.objects.create(slug=wanted, name=name, kind=kind)
    if kind not in ("webhook", "feed"):  # deliveries are signed instead, and feeds are fetched
        _create_key(source, "write", ("write",))
    note(verb="created", subject=f"source:{wanted}", detail={"kind": kind})
    return wanted


@transaction.atomic
def create_key(*, slug: str, kind: str, scopes: Sequence[str] = ("write",)) -> NewKey:
    """Make a further key for a source. Raises NoSource, SourceRefused."""
    if kind not in _FORMS:
        raise SourceRefused(f"A key is a write key or a secret key, not {kind[:40]!r}.")
    wrong = sorted(set(scopes) - set(SCOPES))
    if wrong or not scopes:
        raise SourceRefused(f"A key's scopes are some of {', '.join(SCOPES)}.")
    if kind == "write" and tuple(scopes) != ("write",):
        raise SourceRefused("A write key is public and can only append: its one scope is write.")
    source = get_source(slug)
    if source.keys.filter(revoked_at=None).count() >= _MOST_KEYS:
        raise SourceRefused(f"A source has at most {_MOST_KEYS} open keys. Revoke one that is not used.")
    made = _create_key(source, kind, tuple(dict.fromkeys(scopes)))
    note(
        verb="created", subject=f"source:{slug}", detail={"key": made.key_id, "kind": kind, "scopes": list(made.scopes)}
    )
    return made


@transaction.atomic
def revoke_key(*, slug: str, key_id: int) -> None:
    """Let a key in no more, within seconds. Raises NoSource."""
    found = get_source(slug).keys.filter(pk=key_id, revoked_at=None).update(revoked_at=timezone.now())
    if not found:
        raise NoSource(f"Source {slug!r} has no open key {key_id}.")
    note(verb="revoked", subject=f"source:{slug}", detail={"key": key_id})


@transaction.atomic
def change_source(*, slug: str, name: str | None = None, is_enabled: bool | None = None) -> None:
    """Rename a source, switch it off or on. Raises NoSource, SourceRefused."""
    source = get_source(slug)
    if name is not None:
        source.name = _named(name)
    if is_enabled is not None:
        source.is_enabled = is_enabled
    source.save(update_fields=["name", "is_enabled"])
    note(verb="changed", subject=f"source:{slug}", detail={"is_enabled": is_enabled, "is_renamed": name is not None})


@transaction.atomic
def close_source(*, slug: str) -> None:
    """Switch a source off and revoke all its keys and clients. What it sent stays in the log. Raises NoSource."""
    source = get_source(slug)
    source.is_enabled = False
    source.save(update_fields=["is_enabled"])
    revoked = source.keys.filter(revoked_at=None).update(revoked_at=timezone.now())
    source.clients.filter(revoked_at=None).update(revoked_at=timezone.now())
    note(verb="closed", subject=f"source:{slug}", detail={"keys": revoked})


def make_first_source() -> str | None:
    """Make the source that a fresh installation collects with, unless there is any; return its slug if made."""
    return None if Source.objects.exists() else create_source(name=FIRST_SOURCE, kind="web")


def note_recorded(*, tallies: Sequence[Tally]) -> None:
    """Add what was recorded to each source's day. Call it inside the transaction that clears the intake."""
    with connection.cursor() as cursor:
        for one in tallies:
            cursor.execute(
                "insert into sources_day (source, date, received, stored, duplicates, rejected) "
                "values (%s, %s, %s, %s, %s, %s) on conflict (source, date) do update set "
                "received = sources_day.received + excluded.received, stored = sources_day.stored + excluded.stored, "
                "duplicates = sources_day.duplicates + excluded.duplicates, "
                "rejected = sources_day.rejected + excluded.rejected",
                [one.source, one.seen_at.date(), one.received, one.stored, one.duplicates, one.rejected],
            )
            cursor.execute(
                "update sources_source set last_seen_at = greatest(last_seen_at, %s) where slug = %s",
                [one.seen_at, one.source],
            )


def note_keys_used(*, key_ids: Collection[int], at: datetime) -> None:
    """Note when keys last let somebody in."""
    Key.objects.filter(pk__in=key_ids).update(last_used_at=at)


def digest_of(*, key: str) -> str:
    """Return what is stored of a key. Keys are long and random, so one SHA-256 is enough."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _create_key(source: Source, kind: str, scopes: tuple[str, ...]) -> NewKey:
    text = _FORMS[kind] + secrets.token_urlsafe(24)
    key = Key.objects.create(
        source=source,
        kind=kind,
        text=text if kind == "write" else "",
        prefix=text[:10],
        digest=digest_of(key=text),
        scopes=list(scopes),
    )
    return NewKey(key.pk, kind, text, scopes)


def get_source(slug: str) -> Source:
    """The source of that slug. Raises NoSource."""
    source = Source.objects.filter(slug=slug).first() if SLUG.fullmatch(slug) else None
    if source is None:
        raise NoSource(f"There is no source {slug[:80]!r}.")
    return source


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 120 or not name.isprintable():
        raise SourceRefused("A source needs a name of 1 to 120 characters, all of which can be seen.")
    return name


def _free_slug(wanted: str) -> str:
    taken = set(Source.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{number}" for number in range(2, 10_000) if f"{wanted}-{number}" not in taken)
