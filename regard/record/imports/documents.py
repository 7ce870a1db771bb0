"""JSON documents that are not one value per line: an array of events, or values over many lines."""

import json
from collections.abc import Iterator
from json import JSONDecoder
from typing import BinaryIO

import msgspec

from regard.record.imports.files import OpenedFile
from regard.record.imports.lines import MAX_LINE_BYTES
from regard.record.interactions.api import Rejection, cut_raw

_PIECE = 1024 * 1024
_BETWEEN = " \t\r\n,"


def is_document(*, file: OpenedFile) -> bool:
    """Whether a file is an array, or values over several lines, rather than one value per line."""
    text = file.sample.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(b"["):
        return True
    lines = [line.strip() for line in text.splitlines()[:50] if line.strip()]
    return len(lines) > 1 and _is_unfinished(lines[0]) and not lines[1].startswith(b"{")


def _is_unfinished(line: bytes) -> bool:
    try:
        msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        return "truncated" in str(error)
    except RecursionError:
        return False
    return False


def read_document(*, file: BinaryIO) -> Iterator[tuple[int, "bytes | Rejection"]]:
    """Each event of the document as the bytes of its JSON, with the line it begins on.

    A value that is not JSON ends the reading, since what follows cannot be told apart: the rest is
    one rejection. Memory holds one value and one piece of the file.
    """
    yield from _Document(file).values()


class _Document:
    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.decoder = JSONDecoder(strict=False)
        self.text = ""
        self.at = 0
        self.line = 1
        self.pending = b""
        self.ended = False

    def values(self) -> Iterator[tuple[int, "bytes | Rejection"]]:
        self._read_more()
        self.text = self.text.removeprefix("\ufeff")
        is_array = False
        while first := self._skip(_BETWEEN):
            if first == ("]" if is_array else "["):
                is_array = not is_array
                self._advance(self.at + 1)
                continue
            end, reason = self._next_value()
            if reason is not None:
                yield self.line, self._rest(reason)
                return
            yield self.line, self.text[self.at : end].encode("utf-8", "surrogateescape")
            self._advance(end)
        if is_array:
            yield self.line, self._rest("The file ends before its array is closed with `]`.")

    def _rest(self, reason: str) -> Rejection:
        return Rejection("", self.line, reason, cut_raw(raw=self.text[self.at :]))

    def _next_value(self) -> tuple[int, str | None]:
        while True:
            reason = "The document is not JSON from here on."
            try:
                end = self.decoder.raw_decode(self.text, self.at)[1]
                if end < len(self.text) or self.ended:
                    return end, None
            except RecursionError:
                return 0, "The document is nested too deeply to be read from here on."
            except json.JSONDecodeError as error:
                reason = f"The document is not JSON from here on: {error.msg.lower()}."
            if self.ended:
                return 0, reason
            if len(self.text) - self.at > MAX_LINE_BYTES:
                return 0, f"{reason[:-1]}, or one value is longer than {MAX_LINE_BYTES // 2**20} MB."
            self._read_more()

    def _skip(self, characters: str) -> str:
        while True:
            start = self.at
            while start < len(self.text) and self.text[start] in characters:
                start += 1
            self._advance(start)
            if start < len(self.text) or self.ended:
                return self.text[start : start + 1]
            self._read_more()

    def _advance(self, to: int) -> None:
        self.line += self.text.count("\n", self.at, to)
        self.at = to

    def _read_more(self) -> None:
        piece = self.file.read(_PIECE)
        self.ended = not piece
        joined = self.pending + piece
        keep = 0 if self.ended else _unfinished(joined)
        self.pending = joined[len(joined) - keep :]
        self.text = self.text[self.at :] + joined[: len(joined) - keep].decode("utf-8", "surrogateescape")
        self.at = 0


def _unfinished(piece: bytes) -> int:
    """How many bytes at the end begin a character whose rest is not there yet."""
    for back in range(1, min(4, len(piece)) + 1):
        byte = piece[-back]
        if byte < 0x80:
            return 0
        if byte >= 0xC0:
            wanted = 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return back if back < wanted else 0
    return 0
