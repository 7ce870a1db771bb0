"""Deliveries become observations and rejections, by the mapping of their webhook."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec
import pyarrow as pa

from regard.analytics.schema.interactions import OBSERVATION
from regard.record.imports.api import LooseMapping, LooseRow, parse_mapping, with_message_id
from regard.record.interactions.api import RAW_BYTES, Rejection, cut_raw
from regard.record.webhooks.bodies import BodyUnreadable, Delivery, rows_of

NAME = "The mapping"
NO_MAPPING = "The webhook has no mapping yet. Write one on its page, then replay this."
SILENT = "No interaction of the mapping applies to this. Add one for it, then replay this."
CUT = "Too much of this was cut away for it to be replayed."


@dataclass(frozen=True)
class InForce:
    """How the bodies of one source are mapped now."""

    slug: str
    mapping: str = ""
    rows_path: str = ""


@dataclass(frozen=True)
class Mapped:
    """What became of deliveries: a table of shape OBSERVATION, and what makes no interaction, with reasons."""

    observations: pa.Table
    rejections: list[Rejection]


@dataclass
class _Rows:
    rows: list[LooseRow] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)


@lru_cache(maxsize=200)
def compile_mapping(*, text: str, slug: str) -> LooseMapping:
    """The mapping of a webhook, ready to run. Raises MappingUnreadable.

    `source` and the one table need not be said. Interactions that do not say what tells one from another are told
    apart by the delivery and the row within it.
    """
    mapping = parse_mapping(text=text, name=NAME, given={"source": slug, "tables": {"body": {}}})
    return LooseMapping(mapping=with_message_id(mapping=mapping, names=["$delivery", "$line"]), name=NAME)


def map_deliveries(*, by: InForce, deliveries: Sequence[tuple[str, Delivery]]) -> Mapped:
    """What a mapping makes of deliveries of its source, each with the origin it is known by."""
    gathered = _Rows()
    for origin, delivery in deliveries:
        try:
            rows = rows_of(delivery=delivery, path=by.rows_path)
        except BodyUnreadable as error:
            raw = cut_raw(raw=delivery.body.decode("utf-8", "replace"))
            gathered.rejections.append(Rejection(origin, 1, str(error), raw))
            continue
        gathered.rows += rows
        gathered.origins += [origin] * len(rows)
        gathered.lines += range(1, len(rows) + 1)
    return _map(by, gathered)


def raw_row(*, by: InForce, delivery: Delivery, line: int) -> str:
    """One row of a delivery as it is kept where it is rejected: JSON of its columns, at most 64 KB."""
    return _kept(rows_of(delivery=delivery, path=by.rows_path)[line - 1])


def map_rejected(*, by: InForce, rejected: Sequence[Rejection]) -> Mapped:
    """What a mapping makes of rows that were rejected before, as they were kept."""
    gathered = _Rows()
    for one in rejected:
        row = _kept_row(one.raw)
        if row is None:
            reason = CUT if len(one.raw) > RAW_BYTES // 2 else one.reason
            gathered.rejections.append(Rejection(one.origin, one.line, reason, one.raw))
            continue
        gathered.rows.append(row)
        gathered.origins.append(one.origin)
        gathered.lines.append(one.line)
    return _map(by, gathered)


def _kept_row(raw: str) -> LooseRow | None:
    try:
        row = msgspec.json.decode(raw.encode(), type=dict[str, str | None])
    except (msgspec.DecodeError, UnicodeEncodeError):
        return None
    return row if "$delivery" in row else None


def _map(by: InForce, gathered: _Rows) -> Mapped:
    if not by.mapping.strip():
        unmapped = [_rejection(gathered, place, NO_MAPPING) for place in range(len(gathered.rows))]
        return Mapped(OBSERVATION.empty_table(), gathered.rejections + unmapped)
    made = compile_mapping(text=by.mapping, slug=by.slug).run(
        rows=gathered.rows, lines=gathered.lines, origins=gathered.origins, source=by.slug
    )
    wrong = [_rejection(gathered, place, reason) for place, reason in made.reasons]
    silent = [_rejection(gathered, place, SILENT) for place in made.silent]
    return Mapped(made.observations, gathered.rejections + wrong + silent)


def _rejection(gathered: _Rows, place: int, reason: str) -> Rejection:
    return Rejection(gathered.origins[place], gathered.lines[place], reason, _kept(gathered.rows[place]))


def _kept(row: LooseRow) -> str:
    return cut_raw(raw=msgspec.json.encode({name: value for name, value in row.items() if value is not None}).decode())
