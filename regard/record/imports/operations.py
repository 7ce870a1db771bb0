"""Importing: read files, record what they say, keep what could not be read."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.schema.interactions import IDENTIFIER_KINDS
from regard.record.imports.chunks import Chunk
from regard.record.imports.events import read_events
from regard.record.imports.files import FileUnreadable, examine_file
from regard.record.imports.mapping.binding import bind_files
from regard.record.imports.mapping.language import Mapping, MappingUnreadable, read_mapping
from regard.record.imports.mapping.run import MappedTables
from regard.record.imports.xes import read_xes
from regard.record.interactions.api import VALUES_IN_A_REASON, Counts, Recorder, preview, rejected_table

DEFAULT_SOURCE = "import"


class Progress(Protocol):
    """Told how far an import has come."""

    def begin(self, *, file: str, size: int) -> None:
        """A file is being read; its size in bytes."""

    def advance(self, *, position: int, counts: Counts) -> None:
        """So many bytes of the file were read; the counts are of the whole import so far."""

    def say(self, sentence: str) -> None:
        """Something a person should know."""


@dataclass(frozen=True)
class Outcome:
    """What an import did: counts, a sentence for each file that could not be read, rows that made nothing."""

    counts: Counts
    problems: tuple[str, ...]
    silent_rows: int = 0


@dataclass(frozen=True)
class Preview:
    """What an import would do: the first interactions, how much it would store, what it would reject and why."""

    first: list[dict[str, object]]
    counts: Counts
    problems: tuple[str, ...]
    rejected: list[dict[str, object]]  # reason, rows, origin, line, raw of the first
    silent_rows: int = 0


@dataclass(frozen=True)
class _Part:
    """One file to read, or a set of tables to read together."""

    source: str
    chunks: Iterator[tuple[str, Chunk]]


def import_files(
    *, recorder: Recorder, paths: list[Path], mapping: Path | None, source: str | None, progress: Progress
) -> Outcome:
    """Record everything in `paths`. A file that cannot be read is a problem, and the others are imported.

    Raises `MappingUnreadable`, before anything is read, when the mapping itself is wrong.
    """
    counts, silent = Counts(), 0
    problems: list[str] = []
    for part, chunk in _read(paths, mapping, source, progress, problems):
        if chunk.rejections:
            kept = rejected_table(rejections=chunk.rejections, source=part.source, received_at=datetime.now(UTC))
            counts += recorder.reject(kept)
        counts += recorder.record(chunk.observations)
        silent += chunk.silent_rows
        progress.advance(position=chunk.position, counts=counts)
    return Outcome(counts, tuple(problems), silent)


def preview_files(
    *, paths: list[Path], mapping: Path | None, source: str | None, progress: Progress, first: int = 10
) -> Preview:
    """Read everything in `paths` and say what importing it would do, without looking at the log or writing."""
    now = datetime.now(UTC)
    shown: list[dict[str, object]] = []
    reasons: dict[str, dict[str, object]] = {}
    counts, silent = Counts(), 0
    problems: list[str] = []
    for part, chunk in _read(paths, mapping, source, progress, problems):
        good, bad = preview(observations=chunk.observations, now=now)
        unread = rejected_table(rejections=chunk.rejections, source=part.source, received_at=now)
        _tally(reasons, [unread, bad])
        counts += _counts(chunk, good, bad)
        shown += _shown(chunk.observations, good, count=first - len(shown))
        silent += chunk.silent_rows
        progress.advance(position=chunk.position, counts=counts)
    ranked = sorted(
        reasons.values(), key=lambda one: (-int(str(one["rows"])), str(one["origin"]), int(str(one["line"])))
    )
    return Preview(shown, counts, tuple(problems), ranked, silent)


def _shown(observations: pa.Table, good: pa.Table, *, count: int) -> list[dict[str, object]]:
    """The first interactions in the order of the file, each with whom the row names."""
    if count <= 0:
        return []
    head = observations.slice(0, count * 5)
    stored = good.filter(pc.is_in(good["message_id"], head["message_id"])).to_pylist()
    made = {row["message_id"]: row for row in stored}
    named = ({kind: row[kind] for kind in IDENTIFIER_KINDS if row[kind]} for row in head.to_pylist())
    pairs = zip(head["message_id"].to_pylist(), named, strict=True)
    rows = [made.pop(message_id) | {"person": person} for message_id, person in pairs if message_id in made]
    return rows[:count]


def _counts(chunk: Chunk, good: pa.Table, bad: pa.Table) -> Counts:
    made, unread = chunk.observations.num_rows, len(chunk.rejections)
    rejected = unread + bad.num_rows
    return Counts(made + unread, good.num_rows, made - good.num_rows - bad.num_rows, rejected)


def _tally(reasons: dict[str, dict[str, object]], tables: Iterable[pa.Table]) -> None:
    for table in tables:
        for row in table.select(["reason", "origin", "line", "raw"]).to_pylist():
            sort = re.sub(VALUES_IN_A_REASON, "…", str(row["reason"]))
            kept = reasons.setdefault(sort, row | {"rows": 0})
            kept["rows"] = int(str(kept["rows"])) + 1


def _read(
    paths: list[Path], mapping_path: Path | None, source: str | None, progress: Progress, problems: list[str]
) -> Iterator[tuple[_Part, Chunk]]:
    mapping = read_mapping(path=mapping_path) if mapping_path is not None else None
    events, tables = _sorted_out(paths, mapping, problems)
    for path in events:
        yield from _guarded(lambda path=path: _event_part(path, source), progress, problems)  # type: ignore[misc]
    if mapping is not None and mapping_path is not None and tables:
        name = mapping_path.name
        yield from _guarded(lambda: _table_part(mapping, name, tables, source, progress), progress, problems)


def _sorted_out(paths: list[Path], mapping: Mapping | None, problems: list[str]) -> tuple[list[Path], list[Path]]:
    """The files of events and those of tables; what is neither is a problem."""
    events: list[Path] = []
    tables: list[Path] = []
    for path in paths:
        try:
            is_events = not (mapping and path.is_dir()) and examine_file(path=path).shape in ("events", "xes")
        except FileUnreadable as error:
            problems.append(str(error))
            continue
        if not is_events and mapping is None:
            problems.append(f"{path} is a table. Say with --mapping which of its columns make which interactions.")
            continue
        (events if is_events else tables).append(path)
    return events, tables


def _guarded(open_part: Callable[[], _Part], progress: Progress, problems: list[str]) -> Iterator[tuple[_Part, Chunk]]:
    """What a part holds; an unreadable file ends the part with a problem, not the import."""
    try:
        part = open_part()
        current = ""
        for origin, chunk in part.chunks:
            if origin != current:
                current = origin
                progress.begin(file=origin, size=_size(origin))
            yield part, chunk
    except MappingUnreadable:
        raise
    except FileUnreadable as error:
        problems.append(str(error))


def _size(origin: str) -> int:
    path = Path(origin)
    return path.stat().st_size if path.is_file() else 0


def _event_part(path: Path, source: str | None) -> _Part:
    name = source or DEFAULT_SOURCE
    file = examine_file(path=path)
    if file.shape == "xes":
        found = read_xes(file=file, source=source, default_source=DEFAULT_SOURCE)
        return _Part(name, ((str(path), chunk) for chunk in found))
    return _Part(name, ((str(path), chunk) for chunk in read_events(file=file, source=name)))


def _table_part(mapping: Mapping, file: str, given: list[Path], source: str | None, progress: Progress) -> _Part:
    binding = bind_files(mapping=mapping, file=file, given=given)
    name = source or mapping.source
    tables = MappedTables(mapping, file, binding.paths, binding.driving, name)
    for note in tables.notes:
        progress.say(note)
    return _Part(name, tables.chunks())
