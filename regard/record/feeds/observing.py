"""An entry as the log takes it: what somebody said, by whom, where."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from regard.analytics.identity import PUBLIC
from regard.analytics.schema.interactions import OBSERVATION
from regard.record.feeds.kinds import KINDS
from regard.record.feeds.reading.entries import Entry

LONGEST_ID = 200


@dataclass(frozen=True)
class Told:
    """An entry that is new, or says something else than before."""

    entry: Entry
    is_edit: bool
    place: int  # in what was read, from 1


def key_of(*, entry: Entry) -> str:
    """A fingerprint of what a feed calls an entry."""
    return hashlib.sha256(entry.key.encode("utf-8", "replace")).hexdigest()[:32]


def message_id_of(*, entry: Entry, is_edit: bool) -> str:
    """What the log calls it: the feed's own id for what was said first, with a fingerprint of the words for an edit.

    >>> from datetime import UTC, datetime
    >>> message_id_of(entry=Entry("tag:1", datetime(2026, 11, 1, tzinfo=UTC), "late"), is_edit=False)
    'tag:1'
    """
    name = entry.key if len(entry.key) <= LONGEST_ID and entry.key.isprintable() else f"entry:{key_of(entry=entry)}"
    return f"{name}#{entry.digest}" if is_edit else name


def author_of(*, entry: Entry, kind: str) -> str:
    """What the log knows a public author by, as an external id."""
    return f"{PUBLIC}{KINDS[kind].network}:{entry.author}"[:250]


def observations_of(*, told: Sequence[Told], source: str, kind: str, channel: str, origin: str) -> pa.Table:
    """Entries as a table of shape OBSERVATION."""
    rows = [
        {
            "source": source,
            "message_id": message_id_of(entry=one.entry, is_edit=one.is_edit),
            "kind": _kind_of(one.entry),
            "time": one.entry.at,
            "user_id": None,
            "email": one.entry.email or None,
            "phone": None,
            "external_id": None if one.entry.email else author_of(entry=one.entry, kind=kind),
            "anonymous_id": None,
            "channel": channel,
            "stage": None,
            "touchpoint": None,
            "properties": json.dumps(_properties(one, kind), ensure_ascii=False),
            "origin": origin,
            "line": one.place,
        }
        for one in told
    ]
    return pa.Table.from_pylist(rows, schema=OBSERVATION)


def _kind_of(entry: Entry) -> str:
    if entry.email:
        return "Mail Received"
    return "Review Posted" if entry.stars is not None else "Mention Posted"


def _properties(one: Told, kind: str) -> dict[str, object]:
    entry = one.entry
    found: dict[str, object] = {
        "text": entry.text,
        "title": entry.title,
        "author_name": entry.name,
        "network": KINDS[kind].network,
        "url": entry.url,
        "language": entry.language,
        **entry.more,
    }
    if entry.stars is not None:
        found |= {"score": entry.stars, "scale_min": 1, "scale_max": 5}
    if one.is_edit:
        found["edit_of"] = message_id_of(entry=entry, is_edit=False)
    return {name: value for name, value in found.items() if value not in ("", None, False)}
