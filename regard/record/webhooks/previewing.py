"""What a mapping would make of a body, before anything is saved or stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from regard.analytics.schema.interactions import IDENTIFIER_KINDS
from regard.record.interactions.api import Rejection, preview
from regard.record.webhooks.bodies import BodyUnreadable, Delivery, rows_of, telling_headers
from regard.record.webhooks.decoding import InForce, compile_mapping, map_deliveries

MOST_SHOWN = 20
MOST_COLUMNS_SHOWN = 200
LONGEST_VALUE = 120


@dataclass(frozen=True)
class Column:
    """A name a mapping may use, with what the sample has there."""

    name: str
    value: str


@dataclass(frozen=True)
class Trial:
    """What a mapping makes of a sample: interactions, rejections, what there is to map, and what may be mistaken."""

    interactions: list[dict[str, Any]]
    rejections: list[Rejection]
    columns: list[Column]
    doubts: list[str]


def try_mapping(
    *,
    slug: str,
    mapping: str,
    rows_path: str,
    sample: str,
    headers: Mapping[str, str],
    content_type: str,
    now: datetime,
) -> Trial:
    """Map a sample and store nothing. Raises MappingUnreadable."""
    named = {name.lower(): value for name, value in headers.items()}
    delivery = Delivery("sample", now, content_type, telling_headers(headers=named), sample.encode("utf-8", "replace"))
    try:
        rows = rows_of(delivery=delivery, path=rows_path)
    except BodyUnreadable as error:
        return Trial([], [Rejection("sample", 1, str(error), "")], [], [])
    columns = [
        Column(name, (value or "")[:LONGEST_VALUE]) for name, value in list(rows[0].items())[:MOST_COLUMNS_SHOWN]
    ]
    if not mapping.strip():
        return Trial([], [], columns, [])
    doubts = compile_mapping(text=mapping, slug=slug).doubts(rows=rows)
    made = map_deliveries(by=InForce(slug, mapping, rows_path), deliveries=[("sample", delivery)])
    good, bad = preview(observations=made.observations, now=now)
    named_by = {row["message_id"]: row for row in made.observations.to_pylist()}
    interactions = [_shown(row, named_by[row["message_id"]]) for row in good.slice(0, MOST_SHOWN).to_pylist()]
    refused = [Rejection("sample", row["line"], row["reason"], row["raw"]) for row in bad.to_pylist()]
    return Trial(interactions, (made.rejections + refused)[:MOST_SHOWN], columns, doubts)


def _shown(row: dict[str, Any], observation: dict[str, Any]) -> dict[str, Any]:
    person = {kind: observation[kind] for kind in IDENTIFIER_KINDS if observation[kind]}
    wanted = ("kind", "time", "channel", "stage", "touchpoint", "message_id", "text", "properties")
    return {name: row[name] for name in wanted} | {"person": person}
