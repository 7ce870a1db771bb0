"""Door to sources."""

from regard.record.sources.operations import (
    NewKey,
    NoSource,
    SourceRefused,
    Tally,
    change_source,
    create_key,
    create_source,
    digest_of,
    note_recorded,
    revoke_key,
)
from regard.record.sources.queries import OpenKey, SourceRow, list_open_keys, list_sources

__all__ = [
    "NewKey",
    "NoSource",
    "OpenKey",
    "SourceRefused",
    "SourceRow",
    "Tally",
    "change_source",
    "create_key",
    "create_source",
    "digest_of",
    "list_open_keys",
    "list_sources",
    "note_recorded",
    "revoke_key",
]
