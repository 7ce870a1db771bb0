"""Physical lines of a file, however long: one that is too long is skipped without being kept."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from regard.record.interactions.api import RAW_BYTES, cut_note

MAX_LINE_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class LongLine:
    """A line longer than the limit: its head, length and fingerprint."""

    head: bytes
    size: int
    sha256: str

    @property
    def raw(self) -> str:
        """What is kept of it."""
        return cut_note(head=self.head, size=self.size, sha256=self.sha256)

    @property
    def reason(self) -> str:
        """Why it is rejected, as a sentence."""
        return f"The line is {self.size / 1e6:.1f} MB long; a line may have {MAX_LINE_BYTES // 2**20} MB."


def read_lines(*, file: BinaryIO) -> Iterator[tuple[int, bytes | LongLine]]:
    """Each line with its number from 1. Memory stays within the limit whatever the file holds."""
    number = 0
    while line := file.readline(MAX_LINE_BYTES):
        number += 1
        if len(line) > MAX_LINE_BYTES - 4 and not line.endswith(b"\n"):
            yield number, _skip_rest(file, line)
        else:
            yield number, line


def _skip_rest(file: BinaryIO, start: bytes) -> LongLine:
    digest, size, piece = hashlib.sha256(start), len(start), start
    while not piece.endswith(b"\n") and (piece := file.readline(MAX_LINE_BYTES)):
        digest.update(piece)
        size += len(piece)
    return LongLine(start[:RAW_BYTES], size, digest.hexdigest())
