"""Records of a CSV out of its lines. A quote that goes astray costs the line it is on and no other."""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from regard.record.imports.lines import MAX_LINE_BYTES, LongLine
from regard.record.interactions.api import Rejection, cut_raw

MAX_RECORD_LINES = 10_000
_NEVER_CLOSED = "A quote is opened on this line and never closed."

Line = tuple[int, str | LongLine]


@dataclass(frozen=True)
class Record:
    """The cells of one record, the line it begins on, and its text."""

    line: int
    cells: list[str]
    raw: str


class _RecordTooLong(Exception):
    """A quoted cell goes on for longer than a record may."""


class _Feed:
    """Lines for the CSV reader, remembering those of the record being read, so they can be read again."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._size = 0
        self.taken: list[tuple[int, str]] = []
        self.long: tuple[int, LongLine] | None = None

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        number, line = self._again.popleft() if self._again else next(self._lines)
        if isinstance(line, LongLine):
            if self.taken:
                self._again.appendleft((number, line))
                raise _RecordTooLong
            self.long = (number, line)
            raise StopIteration
        self.taken.append((number, line))
        self._size += len(line)
        if len(self.taken) > MAX_RECORD_LINES or (self._size > MAX_LINE_BYTES and len(self.taken) > 1):
            raise _RecordTooLong
        return line

    def forget(self) -> None:
        """The record was read: its lines are not needed again."""
        self.taken.clear()
        self._size = 0

    def give_back_all_but_first(self) -> tuple[int, str]:
        """The first line of the record; the others will be read again."""
        first, *rest = self.taken
        self._again.extendleft(reversed(rest))
        self.forget()
        return first


def read_records(
    *, lines: Iterator[Line], origin: str, dialect: dict[str, str], width: int | None
) -> Iterator[Record | Rejection]:
    """Each record, or the rejection of a line. `width`, where known, tells records that a stray quote made."""
    csv.field_size_limit(MAX_LINE_BYTES)
    feed = _Feed(lines)
    reader = csv.reader(feed, strict=True, **dialect)  # type: ignore[arg-type]
    while True:
        try:
            cells = next(reader, None)
        except (_RecordTooLong, csv.Error) as error:
            yield _astray(feed, origin, dialect, error)
            continue
        if cells is None:
            if feed.long is None:
                return
            number, long = feed.long
            feed.long = None
            yield Rejection(origin, number, long.reason, long.raw)
        elif width is not None and len(feed.taken) > 1 and len(cells) != width:
            yield _first_line_rejected(feed, origin, _NEVER_CLOSED)
        else:
            if cells:
                yield _record(feed, cells)
            feed.forget()


def _record(feed: _Feed, cells: list[str]) -> Record:
    text = "".join(line for _, line in feed.taken)
    return Record(feed.taken[0][0], cells, text.rstrip("\r\n"))


def _astray(feed: _Feed, origin: str, dialect: dict[str, str], error: Exception) -> Record | Rejection:
    """What to make of a record with a quote astray: quotes within one line are forgiven."""
    is_open = isinstance(error, _RecordTooLong) or "end of data" in str(error)
    if is_open or len(feed.taken) > 1:
        return _first_line_rejected(feed, origin, _NEVER_CLOSED)
    try:
        cells = next(csv.reader([feed.taken[0][1]], **dialect))  # type: ignore[arg-type]
    except csv.Error:
        return _first_line_rejected(feed, origin, f"The line is not CSV: {str(error).rstrip('.')}.")
    record = _record(feed, cells)
    feed.forget()
    return record


def _first_line_rejected(feed: _Feed, origin: str, reason: str) -> Rejection:
    number, line = feed.give_back_all_but_first()
    return Rejection(origin, number, reason, cut_raw(raw=line.rstrip("\r\n")))
