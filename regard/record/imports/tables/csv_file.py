"""CSV, read record by record: a record that cannot be read is rejected and the next one goes on."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO, cast

import pyarrow as pa

from regard.record.imports.chunks import BATCH_BYTES
from regard.record.imports.files import DAMAGE, FileUnreadable, OpenedFile, damaged, detect_encoding, open_bytes
from regard.record.imports.lines import LongLine, read_lines
from regard.record.imports.tables.records import Line, Record, read_records
from regard.record.imports.tables.rows import Rows
from regard.record.interactions.api import Rejection, cut_raw

BATCH_RECORDS = 100_000
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class CsvOptions:
    """How a CSV is written, where it does not say so itself."""

    delimiter: str | None = None
    quote: str = '"'
    encoding: str | None = None
    header: tuple[str, ...] | None = None
    skip_rows: int = 0
    skip_after_header: int = 0


@dataclass
class _Batch:
    """Records since the last batch: the wanted cells, the lines and the texts."""

    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    raws: list[str] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    size: int = 0

    def is_full(self) -> bool:
        return len(self.cells) + len(self.rejections) >= BATCH_RECORDS or self.size >= BATCH_BYTES


class CsvFile:
    """One CSV file: its header is read when it is opened."""

    def __init__(self, *, file: OpenedFile, options: CsvOptions) -> None:
        self._file = file
        self._options = options
        self.encoding = detect_encoding(file=file, declared=options.encoding)
        self._is_guessed = options.encoding is None and self.encoding == "cp1252"
        self._dialect = {"delimiter": self._delimiter(), "quotechar": options.quote}
        self._names: list[str] = []
        self._names = self._read_header()

    @property
    def origin(self) -> str:
        """The path of the file."""
        return str(self._file.path)

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return self._names

    @property
    def note(self) -> str | None:
        """What was guessed and a person may want to know."""
        if not self._is_guessed:
            return None
        return (
            f"{self.origin} is not UTF-8 and was read as windows-1252. Say `encoding` in the mapping if that is wrong."
        )

    def batches(self, *, wanted: list[str]) -> Iterator[Rows]:
        """The wanted columns of all records."""
        places = [self._names.index(name) for name in wanted]
        batch, fault = _Batch(), None
        with self._records() as (records, disk):
            try:
                for record in records:
                    self._add(batch, record, places)
                    if batch.is_full():
                        yield self._rows(batch, disk.tell())
                        batch = _Batch()
            except DAMAGE as error:
                fault = error
            yield self._rows(batch, disk.tell())
        if fault is not None:
            raise damaged(file=self._file, error=fault) from fault

    def _add(self, batch: _Batch, record: Record | Rejection, places: list[int]) -> None:
        if isinstance(record, Rejection):
            batch.rejections.append(record)
            batch.size += len(record.raw)
            return
        reason = self._fault(record)
        if reason is not None:
            batch.rejections.append(Rejection(self.origin, record.line, reason, cut_raw(raw=record.raw)))
            batch.size += min(len(record.raw), BATCH_BYTES)
            return
        batch.cells.append([record.cells[place] for place in places])
        batch.lines.append(record.line)
        batch.raws.append(record.raw)
        batch.size += 2 * len(record.raw) + 60 * len(places)

    def _fault(self, record: Record) -> str | None:
        if len(record.cells) != len(self._names):
            return f"The row has {len(record.cells)} cells where the header has {len(self._names)}."
        if "\x00" in record.raw:
            return "The row contains a NUL character."
        try:
            record.raw.encode()
        except UnicodeEncodeError:
            return f"The row is not {self.encoding.removesuffix('-sig').upper()}."
        return None

    def _rows(self, batch: _Batch, position: int) -> Rows:
        columns = [pa.array(column, pa.string()) for column in zip(*batch.cells, strict=True)]
        lines = pa.array(batch.lines, pa.int64())
        return Rows(columns, lines, batch.raws.__getitem__, batch.rejections, position)

    def _delimiter(self) -> str:
        if self._options.delimiter is not None:
            return self._options.delimiter
        lines = self._file.sample.decode(self.encoding, "replace").splitlines()
        first = lines[self._options.skip_rows] if len(lines) > self._options.skip_rows else ""
        return max(_DELIMITERS, key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter), [])))

    def _read_header(self) -> list[str]:
        if self._options.header is not None:
            return list(self._options.header)
        with open_bytes(file=self._file) as (plain, _):
            record = next(self._all_records(plain, self._options.skip_rows), None)
        if not isinstance(record, Record):
            raise FileUnreadable(f"{self.origin} has no header on line {self._options.skip_rows + 1}.")
        return [name.strip() for name in record.cells]

    @contextmanager
    def _records(self) -> Iterator[tuple[Iterator[Record | Rejection], BinaryIO]]:
        options = self._options
        with open_bytes(file=self._file) as (plain, disk):
            records = self._all_records(plain, options.skip_rows)
            for _ in range((options.header is None) + options.skip_after_header):
                next(records, None)
            yield records, disk

    def _all_records(self, plain: BinaryIO, skip: int) -> Iterator[Record | Rejection]:
        is_recoded = self.encoding.startswith(("utf-16", "utf-32")) or b"\n" not in self._file.sample
        lines = _decoded_lines(plain, self.encoding, is_recoded=is_recoded)
        for _ in range(skip):
            next(lines, None)
        width = len(self._names) or None  # not known while the header itself is read
        return read_records(lines=lines, origin=self.origin, dialect=self._dialect, width=width)


def _decoded_lines(plain: BinaryIO, encoding: str, *, is_recoded: bool) -> Iterator[Line]:
    if not is_recoded:
        yield from _decoded(plain, encoding.removesuffix("-sig"))
        return
    text = io.TextIOWrapper(plain, encoding=encoding, errors="surrogateescape", newline="")
    try:
        yield from _decoded(cast(BinaryIO, _Recoded(text)), "utf-8")
    finally:
        text.detach()


def _decoded(plain: BinaryIO, encoding: str) -> Iterator[Line]:
    for number, line in read_lines(file=plain):
        if isinstance(line, LongLine):
            yield number, line
        else:
            start = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
            yield number, start.decode(encoding, "surrogateescape")


class _Recoded:
    """Text whose lines end otherwise or whose characters are wider, as lines of UTF-8 bytes."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def readline(self, limit: int) -> bytes:
        """The next line, its end made a newline; of a longer one, about `limit` bytes."""
        line = b""
        while len(line) < limit - 3 and (piece := self._text.readline(max((limit - len(line)) // 4, 1))):
            line += piece.encode("utf-8", "surrogateescape")
            if line.endswith((b"\n", b"\r")):
                break
        return line[:-1] + b"\n" if line.endswith(b"\r") else line
