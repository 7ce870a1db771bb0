"""Rows that could not be read: where they stand, why, and what they said."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from regard.analytics.schema.interactions import REJECTED

RAW_BYTES = 64 * 1024


@dataclass(frozen=True)
class Rejection:
    """One row of a file that makes no interaction, with the reason as a sentence."""

    origin: str
    line: int
    reason: str
    raw: str


def cut_raw(*, raw: str) -> str:
    """At most 64 KB of a row; a longer one says how long it was and its fingerprint.

    >>> cut_raw(raw="a,b")
    'a,b'
    >>> cut_raw(raw="x" * 70_000)[65_530:-63]
    'xxxxxx… [cut: 70000 bytes in all, sha256 bc'
    """
    if len(raw) * 4 <= RAW_BYTES:
        return raw.replace("\x00", "\N{SYMBOL FOR NULL}")
    whole = raw.encode("utf-8", "replace")
    if len(whole) <= RAW_BYTES:
        return raw.replace("\x00", "\N{SYMBOL FOR NULL}")
    return cut_note(head=whole[:RAW_BYTES], size=len(whole), sha256=hashlib.sha256(whole).hexdigest())


def cut_note(*, head: bytes, size: int, sha256: str) -> str:
    """The head of a row too long to keep, with its length and fingerprint."""
    text = head[:RAW_BYTES].decode("utf-8", "ignore").replace("\x00", "\N{SYMBOL FOR NULL}")
    return f"{text}… [cut: {size} bytes in all, sha256 {sha256}]"


def rejected_table(*, rejections: list[Rejection], source: str, received_at: datetime) -> pa.Table:
    """The rejections as rows of the log's table of rejected rows."""
    columns = [
        [source] * len(rejections),
        [rejection.origin for rejection in rejections],
        [rejection.line for rejection in rejections],
        [rejection.reason for rejection in rejections],
        [_storable(rejection.raw) for rejection in rejections],
        [received_at] * len(rejections),
    ]
    return pa.table(columns, schema=REJECTED)


def _storable(raw: str) -> str:
    return cut_raw(raw=raw.encode("utf-8", "replace").decode("utf-8"))
