"""Process logs in XES (IEEE 1849): each trace is somebody's journey, each event an interaction.

The file is read in pieces and in bounded memory. XES needs no document type and no entities, so a file that has any is
refused, and so is one that grows out of all proportion when it is unpacked.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

import pyarrow as pa

from regard.analytics.schema.interactions import OBSERVATION
from regard.record.imports.chunks import BATCH_BYTES, BATCH_ROWS, Chunk
from regard.record.imports.files import DAMAGE, FileUnreadable, OpenedFile, damaged, open_bytes
from regard.record.interactions.api import Rejection, cut_raw

PIECE = 1 << 16
LONGEST_TAG = 8 * 1024 * 1024
DEEPEST = 32
MOST_ATTRIBUTES = 1_000
MOST_WAITING = 100_000  # events of a trace that has not yet said its name
BOMB_BYTES, BOMB_RATIO = 64 * 1024 * 1024, 300
PLACES = ("channel", "stage", "touchpoint")
OURS = "properties_json"  # what an export of ours says beside the standard's: properties as they are
Value = str | int | float | bool


@dataclass
class _Element:
    """A trace or an event while it is read: its attributes by key."""

    line: int
    attributes: dict[str, Value] = field(default_factory=dict)
    too_many: bool = False

    def text(self, key: str) -> str | None:
        """An attribute as text."""
        value = self.attributes.get(key)
        return None if value is None else str(value)


@dataclass
class _Gathering:
    """Rows and rejections since the last chunk."""

    origin: str
    source: str
    rows: list[dict[str, object]] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    size: int = 0

    def is_full(self) -> bool:
        return len(self.rows) + len(self.rejections) >= BATCH_ROWS or self.size >= BATCH_BYTES

    def chunk(self, position: int) -> Chunk:
        return Chunk(pa.Table.from_pylist(self.rows, schema=OBSERVATION), self.rejections, position)

    def reject(self, line: int, reason: str, attributes: dict[str, Value]) -> None:
        raw = cut_raw(raw=json.dumps(attributes, ensure_ascii=False))
        self.rejections.append(Rejection(self.origin, line, reason, raw))
        self.size += len(raw)

    def add(self, row: dict[str, object]) -> None:
        self.rows.append(row)
        self.size += 500 + len(str(row["properties"]))


def read_xes(*, file: OpenedFile, source: str | None, default_source: str) -> Iterator[Chunk]:
    """Chunks of observations and rejections, in the order of the file.

    A trace's `concept:name` becomes the external id of whose journey it is, an event's the kind. What an export of ours
    says beside (source, message id, place, properties) is taken as it is; of other logs all attributes become properties.
    """
    reader = _Reader(file.path, _Gathering(str(file.path), source or default_source), keeps_source=source is None)
    fault: FileUnreadable | None = None
    with open_bytes(file=file) as (plain, disk):
        try:
            for _ in reader.pieces(plain, disk):
                if reader.gathering.is_full():
                    yield reader.gathering.chunk(disk.tell())
                    reader.gathering = _Gathering(str(file.path), source or default_source)
        except FileUnreadable as error:
            fault = error
        except DAMAGE as error:
            fault = damaged(file=file, error=error)
        yield reader.gathering.chunk(disk.tell())
    if fault is not None:
        raise fault


class _Reader:
    """Hands the parser its pieces, and gathers what it finds."""

    def __init__(self, path: Path, gathering: _Gathering, *, keeps_source: bool) -> None:
        self.path, self.gathering, self.keeps_source = path, gathering, keeps_source
        self.keys: list[str] = []  # of the attribute that is being read, and those it is in
        self.stack: list[str] = []
        self.trace: _Element | None = None
        self.event: _Element | None = None
        self.waiting: list[_Element] = []
        self.seen: Counter[tuple[str, str]] = Counter()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.EntityDeclHandler = self._refuse_doctype
        self.parser.ExternalEntityRefHandler = self._refuse_doctype

    def pieces(self, plain: BinaryIO, disk: BinaryIO) -> Iterator[None]:
        """Parse piece after piece."""
        size = 0
        while piece := plain.read(PIECE):
            size += len(piece)
            if size > BOMB_BYTES and size > BOMB_RATIO * disk.tell():
                raise FileUnreadable(
                    f"{self.path} unpacks to more than {BOMB_RATIO} times its size, as no process log does. "
                    "Unpack it yourself if you trust it."
                )
            self._parse(piece, is_last=False)
            if size - self.parser.CurrentByteIndex > LONGEST_TAG:
                raise FileUnreadable(f"{self.path} has a tag longer than {LONGEST_TAG // 2**20} MB {self._place()}.")
            yield
        self._parse(b"", is_last=True)
        yield

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self.parser.Parse(piece, is_last)
        except expat.ExpatError as error:
            said = expat.errors.messages.get(error.code, "it breaks off")
            raise FileUnreadable(
                f"{self.path} is not well-formed XML from line {error.lineno} on: {said}. "
                "What came before was imported."
            ) from None

    def _refuse_doctype(self, *_: object) -> int:
        raise FileUnreadable(
            f"{self.path} declares a document type or entities {self._place()}. A process log needs neither, and they are "
            "a way to attack who reads it: take them out."
        )

    def _place(self) -> str:
        return f"on line {self.parser.CurrentLineNumber}"

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if not self.stack and tag != "log":
            raise FileUnreadable(f"{self.path} is XML but no process log: it begins with <{tag[:40]}>, not with <log>.")
        self.stack.append(tag)
        if len(self.stack) > DEEPEST:
            raise FileUnreadable(f"{self.path} is nested more than {DEEPEST} deep {self._place()}.")
        if tag == "trace" and len(self.stack) == 2:
            self.trace, self.waiting = _Element(self.parser.CurrentLineNumber), []
            self.seen.clear()
        elif tag == "event" and len(self.stack) == (3 if self.trace else 2):
            self.event = _Element(self.parser.CurrentLineNumber)
        elif "key" in attributes:
            self._note(tag, attributes)

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        """Keep an attribute of the event or trace that is being read; inner ones by the way to them."""
        element = self.event or self.trace
        if element is None or "global" in self.stack:
            return
        if len(element.attributes) >= MOST_ATTRIBUTES:
            element.too_many = True
            return
        depth = len(self.stack) - (4 if self.event and self.trace else 3)
        key = attributes["key"]
        self.keys = [*self.keys[:depth], key]
        value = _value(tag, attributes.get("value"))
        if value is not None:
            element.attributes["/".join(self.keys)] = value

    def _end(self, name: str) -> None:
        tag, depth = self.stack.pop(), len(self.stack)
        if tag == "event" and self.event is not None and depth == (2 if self.trace else 1):
            self._finish_event(self.event)
            self.event = None
        elif tag == "trace" and depth == 1 and self.trace is not None:
            self._release()
            self.trace = None

    def _finish_event(self, event: _Element) -> None:
        self.waiting.append(event)
        if self.trace is None or self.trace.text("concept:name") or len(self.waiting) > MOST_WAITING:
            self._release()

    def _release(self) -> None:
        for event in self.waiting:
            self._gather(event)
        self.waiting = []

    def _gather(self, event: _Element) -> None:
        found = self.trace.text("concept:name") if self.trace else None
        kind, at = event.text("concept:name"), event.text("time:timestamp")
        moment = None if at is None else _moment(at)
        reason = None
        if not found:
            reason = "The event belongs to no trace with a `concept:name`, so nobody knows whose it is."
        elif not kind:
            reason = "The event has no `concept:name`, which says what happened."
        elif moment is None:
            reason = f"The `time:timestamp` {at[:40]!r} is no moment." if at else "The event has no `time:timestamp`."
        elif event.too_many:
            reason = f"The event has more than {MOST_ATTRIBUTES:,} attributes."
        if reason is not None or self.trace is None or found is None or kind is None or moment is None:
            self.gathering.reject(event.line, reason or "The event cannot be read.", event.attributes)
            return
        self.gathering.add(self._row(self.trace, event, found, kind, moment))

    def _row(self, trace: _Element, event: _Element, name: str, kind: str, moment: datetime) -> dict[str, object]:
        is_ours = OURS in event.attributes and "message_id" in event.attributes
        source = event.text("source") if is_ours and self.keeps_source else None
        self.seen[kind, moment.isoformat()] += 1
        told = f"{name}\x1f{kind}\x1f{moment.isoformat()}\x1f{self.seen[kind, moment.isoformat()]}"
        return {
            "source": source or self.gathering.source,
            "message_id": event.text("message_id") if is_ours else hashlib.sha256(told.encode()).hexdigest()[:32],
            "kind": kind,
            "time": moment,
            "external_id": trace.text("customer_id") or name,
            **({place: event.text(place) for place in PLACES} if is_ours else {}),
            "properties": event.text(OURS) if is_ours else json.dumps(_properties(trace, event)),
            "origin": self.gathering.origin,
            "line": event.line,
        }


def _properties(trace: _Element, event: _Element) -> dict[str, Value]:
    """What else a log says of an event and, with `case:` before it, of its trace."""
    of_trace = {f"case:{key}": value for key, value in trace.attributes.items() if key != "concept:name"}
    own = {key: value for key, value in event.attributes.items() if key not in ("concept:name", "time:timestamp")}
    return of_trace | own


def _value(tag: str, text: str | None) -> Value | None:
    if text is None:
        return None
    try:
        if tag == "int":
            return int(text[:40])
        if tag == "float":
            number = float(text[:60])
            return number if abs(number) < float("inf") else text
    except ValueError:
        return text
    return text == "true" if tag == "boolean" and text in ("true", "false") else text


def _moment(text: str) -> datetime | None:
    """A moment as XML writes it; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
