"""What a JSON text says, and profile traits: the latest told counts, with who said it and when.

Order is always (time, id). Null, or an empty text, takes a trait back. Names with dots lead into nested objects.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import ibis
import ibis.expr.types as ir
import msgspec

NAME = r"\w[\w /-]*(?:\.\w[\w /-]*){0,4}"
LONGEST_NAME = 100
LEFT_OUT = ("context",)  # what a library adds to every call is no trait
MOST_VALUES = 50


@dataclass(frozen=True)
class Told:
    """One value of a trait: what was said, which source and message said it, and when. None takes it back."""

    value: Any
    source: str
    message_id: str
    at: datetime


@dataclass(frozen=True)
class Trait:
    """A trait now, and what was said before, newest first."""

    name: str
    now: Told
    before: tuple[Told, ...]


def json_of(properties: ir.StringColumn, name: str) -> ir.StringColumn:
    """A member of a JSON object as JSON text, null where it is absent."""
    found: Any = properties.cast("json")
    for part in name.split("."):
        found = found[part]
    return cast(ir.StringColumn, found.cast("string"))


def text_of(json_text: ir.StringColumn) -> ir.StringColumn:
    """JSON text as plain text: strings without their quotes; null, empty and absent are null."""
    text = ibis.cases(
        (json_text == "null", ibis.null("string")),
        (json_text.startswith('"'), cast(Any, json_text.cast("json")).str),
        else_=json_text,
    )
    return cast(ir.StringColumn, text.nullif(""))


def said(properties: ir.StringColumn, name: str) -> ir.StringColumn:
    """A member of a JSON object as plain text."""
    return text_of(json_of(properties, name))


def profile_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Trait, ...]:
    """The traits of one customer (or one account), by name, from the rows that told them.

    Rows need properties (JSON text), source, message_id, time and id; their order does not matter. A trait that
    was taken back is not among the answer.

    >>> from datetime import UTC, datetime
    >>> row = {"source": "shop", "message_id": "m1", "id": "1", "time": datetime(2026, 1, 1, tzinfo=UTC)}
    >>> profile_of([row | {"properties": '{"plan": "pro"}'}])[0].now.value
    'pro'
    """
    history: dict[str, list[Told]] = {}
    for row in sorted(rows, key=lambda row: (row["time"], row["id"])):
        for name, value in msgspec.json.decode(row["properties"]).items():
            if name not in LEFT_OUT:
                told = Told(None if value == "" else value, row["source"], row["message_id"], row["time"])
                history.setdefault(name, []).append(told)
    return tuple(
        Trait(name, told[-1], tuple(_changes(told)[1 : MOST_VALUES + 1]))
        for name, told in sorted(history.items())
        if told[-1].value is not None
    )


def _changes(told: list[Told]) -> list[Told]:
    """Newest first; of the same value said several times on end, the first that said it."""
    kept = [
        one for before, one in zip([None, *told], told, strict=False) if before is None or before.value != one.value
    ]
    return kept[::-1]
