"""Rows that could not be read: where they stand, why, and what they said."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from regard.analytics.schema.interactions import REJECTED

RAW_BYTES = 64 * 1024
_NOTE_BYTES = 200
VALUES_IN_A_REASON = '“[^”]*”|"[^"]*"|[0-9.,]*[0-9]'  # what differs between reasons of one sort


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
    >>> cut_raw(raw="x" * 70_000)[65_330:-63]
    'xxxxxx… [cut: 70000 bytes in all, sha256 bc'
    """
    text = raw.encode("utf-8", "replace").decode().replace("\x00", "\N{SYMBOL FOR NULL}")
    if len(text) * 4 <= RAW_BYTES:
        return text
    whole = text.encode()
    if len(whole) <= RAW_BYTES:
        return text
    return cut_note(head=whole, size=len(whole), sha256=hashlib.sha256(whole).hexdigest())


def cut_note(*, head: bytes, size: int, sha256: str) -> str:
    """The head of a row too long to keep, with its length and fingerprint: 64 KB together."""
    note = f"… [cut: {size} bytes in all, sha256 {sha256}]"
    text = head[: RAW_BYTES - _NOTE_BYTES].decode("utf-8", "ignore").replace("\x00", " ")
    return text + note


def rejected_table(*, rejections: list[Rejection], source: str, received_at: datetime) -> pa.Table:
    """The rejections as rows of the log's table of rejected rows."""
    columns = [
        [source] * len(rejections),
        [rejection.origin for rejection in rejections],
        [rejection.line for rejection in rejections],
        [rejection.reason for rejection in rejections],
        [cut_raw(raw=rejection.raw) for rejection in rejections],
        [received_at] * len(rejections),
    ]
    return pa.table(columns, schema=REJECTED)
