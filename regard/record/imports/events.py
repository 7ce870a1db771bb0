"""Files of events: one per line, batches per line, or one JSON document."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from regard.record.imports.chunks import BATCH_BYTES, BATCH_ROWS, Chunk
from regard.record.imports.documents import is_document, read_document
from regard.record.imports.files import DAMAGE, OpenedFile, damaged, open_bytes
from regard.record.imports.lines import LongLine, read_lines
from regard.record.interactions.api import Rejection, cut_raw
from regard.record.tracking.api import (
    TOO_DEEP,
    Event,
    EventUnreadable,
    Row,
    decode_event,
    encode,
    member_of,
    observations_of,
    observe,
)

_BOM = b"\xef\xbb\xbf"


@dataclass
class _Gathering:
    """Observations and rejections since the last chunk."""

    origin: str
    source: str
    rows: list[Row] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    size: int = 0

    def reject(self, line: int, reason: str, raw: str) -> None:
        self.rejections.append(Rejection(self.origin, line, reason, cut_raw(raw=raw)))
        self.size += min(len(raw), BATCH_BYTES)

    def is_full(self) -> bool:
        return len(self.rows) + len(self.rejections) >= BATCH_ROWS or self.size >= BATCH_BYTES

    def chunk(self, position: int) -> Chunk:
        origins = [self.origin] * len(self.rows)
        table = observations_of(rows=self.rows, source=self.source, origins=origins, lines=self.lines)
        return Chunk(table, self.rejections, position)


def read_events(*, file: OpenedFile, source: str) -> Iterator[Chunk]:
    """Chunks of observations and rejections, in the order of the file, in bounded memory."""
    origin = str(file.path)
    gathering = _Gathering(origin, source)
    fault: BaseException | None = None
    with open_bytes(file=file) as (plain, disk):
        values = read_document(file=plain) if is_document(file=file) else read_lines(file=plain)
        try:
            for line, value in values:
                _gather(gathering, line, value)
                if gathering.is_full():
                    yield gathering.chunk(disk.tell())
                    gathering = _Gathering(origin, source)
        except DAMAGE as error:
            fault = error
        yield gathering.chunk(disk.tell())
    if fault is not None:
        raise damaged(file=file, error=fault) from fault


def _gather(gathering: _Gathering, line: int, value: "bytes | LongLine | Rejection") -> None:
    if isinstance(value, LongLine):
        gathering.reject(line, value.reason, value.raw)
        return
    if isinstance(value, Rejection):
        gathering.reject(value.line, value.reason, value.raw)
        return
    text = value.strip()
    if line == 1:
        text = text.removeprefix(_BOM)
    if not text:
        return
    gathering.size += len(text)
    try:
        event = decode_event(line=text)
        if event.batch is None:
            gathering.rows.append(observe(event=event))
            gathering.lines.append(line)
        else:
            _gather_batch(gathering, line, event)
    except EventUnreadable as error:
        gathering.reject(line, str(error), text.decode("utf-8", "replace"))
    except RecursionError:
        gathering.reject(line, TOO_DEEP, text.decode("utf-8", "replace"))


def _gather_batch(gathering: _Gathering, line: int, batch: Event) -> None:
    for tree in batch.batch or []:
        try:
            gathering.rows.append(observe(event=member_of(batch=batch, tree=tree)))
            gathering.lines.append(line)
        except EventUnreadable as error:
            gathering.reject(line, str(error), encode(tree=tree))
