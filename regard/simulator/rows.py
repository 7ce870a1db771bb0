"""Collect what happened as columns, and turn a block of it into a table of observations."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.schema.interactions import OBSERVATION, TIME
from regard.simulator.blocks import Block
from regard.simulator.calendar import Numbers
from regard.simulator.company import STORES
from regard.simulator.names import emails

# Which identifiers a row carries, as bits.
USER, EMAIL, PHONE, CARD, BROWSER, SECOND_BROWSER, TABLET = (1 << bit for bit in range(7))

_CONSTANT_COLUMNS = ("kind", "source", "channel", "stage", "touchpoint")


@dataclass(frozen=True)
class Json:
    """A column whose texts are JSON already."""

    texts: pa.Array


Column: TypeAlias = Numbers | pa.Array | Sequence[str] | str | float | bool | Json
Columns = dict[str, Any]  # of Column or None, by the name of the property


def json_text(count: int, **columns: Column | None) -> pa.Array:
    """JSON objects, one per row, out of named columns; a null leaves its property out.

    Text must be free of quotation marks and backslashes.

    >>> json_text(2, order_id=["a", "b"], total=np.array([1.5, 2.0])).to_pylist()
    ['{"order_id":"a","total":1.5}', '{"order_id":"b","total":2}']
    """
    if not columns:
        return pa.array(np.full(count, "{}", dtype=object), pa.string())
    pairs = [_pairs(name, column) for name, column in columns.items() if column is not None]
    if not any(isinstance(pair, pa.Array) for pair in pairs):
        pairs[0] = pa.repeat(pairs[0], count)
    inner = pc.binary_join_element_wise(*pairs, ",", null_handling="skip")
    return pc.binary_join_element_wise("{", inner, "}", "")


def _pairs(name: str, column: Column) -> pa.Array | pa.Scalar:
    if isinstance(column, (str, float, int, bool)):
        return pa.scalar(f'"{name}":{_word(column)}', pa.string())
    if isinstance(column, Json):
        return pc.binary_join_element_wise(f'"{name}":', column.texts, "")
    values = pa.array(column)
    if pa.types.is_string(values.type):
        return pc.binary_join_element_wise(f'"{name}":"', values, '"', "")
    return pc.binary_join_element_wise(f'"{name}":', values.cast(pa.string()), "")


def _word(constant: str | float | bool) -> str:
    if isinstance(constant, bool):
        return "true" if constant else "false"
    return f'"{constant}"' if isinstance(constant, str) else f"{constant:g}"


@dataclass
class Rows:
    """What happened to the customers of a block, in the order it is told."""

    block: Block
    _who: list[Numbers] = field(default_factory=list)
    _at: list[Numbers] = field(default_factory=list)
    _known_by: list[Numbers] = field(default_factory=list)
    _store: list[Numbers] = field(default_factory=list)
    _properties: list[pa.Array] = field(default_factory=list)
    _constants: list[tuple[str | None, ...]] = field(default_factory=list)

    def add(
        self,
        kind: str,
        who: Numbers,
        at: Numbers,
        known_by: Numbers | int,
        *,
        source: str = "shop",
        channel: str | None = None,
        stage: str | None = None,
        touchpoint: str | None = None,
        store: Numbers | int = 0,
        **properties: Column | None,
    ) -> None:
        """Tell one kind of interaction of these customers at these seconds."""
        count = len(who)
        if not count:
            return
        self._who.append(who)
        self._at.append(at)
        self._known_by.append(np.broadcast_to(known_by, count))
        self._store.append(np.broadcast_to(store, count))
        self._properties.append(json_text(count, **properties))
        self._constants.append((kind, source, channel, stage, touchpoint))

    def table(self) -> pa.Table:
        """Everything told that lies in the calendar, by time, as a table of observations."""
        calendar = self.block.calendar
        told = np.repeat(np.arange(len(self._who)), [len(who) for who in self._who])
        who, at = np.concatenate(self._who), np.concatenate(self._at)
        inside = np.flatnonzero((at >= 0) & (at < calendar.horizon))
        order = inside[np.lexsort((who[inside], at[inside]))]
        known_by, store = np.concatenate(self._known_by)[order], np.concatenate(self._store)[order]
        columns = {
            **self._constant_columns(told[order]),
            **identifier_columns(self.block, who[order], known_by, store),
            "message_id": _numbered(f"{self.block.people.tag}-", np.arange(len(order))),
            "time": pa.array((at[order] * 1e6).astype("int64") + calendar.epoch, pa.int64()).cast(TIME),
            "properties": pa.chunked_array(self._properties).combine_chunks().take(pa.array(order)),
            "origin": pa.repeat(f"simulator, seed {self.block.seed}, block {self.block.number}", len(order)),
            "line": pa.array(np.arange(1, len(order) + 1)),
        }
        return pa.table([columns[name] for name in OBSERVATION.names], schema=OBSERVATION)

    def _constant_columns(self, told: Numbers) -> dict[str, pa.Array]:
        columns = zip(*self._constants, strict=True)
        chosen = pa.array(told)
        return {
            name: pa.array(values, pa.string()).take(chosen)
            for name, values in zip(_CONSTANT_COLUMNS, columns, strict=True)
        }


def identifier_columns(block: Block, who: Numbers, known_by: Numbers, store: Numbers) -> dict[str, pa.Array]:
    """The identifier columns of rows that carry the identifiers whose bits are set."""
    words = identifiers(block)
    tablets = pa.array([f"tablet-{store.code}" for store in STORES]).take(pa.array(store))

    def carried(bit: int, values: pa.Array) -> pa.Array:
        return pc.if_else(pa.array((known_by & bit) > 0), values, pa.scalar(None, pa.string()))

    browser = carried(BROWSER, words["browser"].take(pa.array(who)))
    second = carried(SECOND_BROWSER, words["second_browser"].take(pa.array(who)))
    return {
        **{name: carried(bit, words[name].take(pa.array(who))) for name, bit in _PERSONAL.items()},
        "anonymous_id": pc.coalesce(browser, second, carried(TABLET, tablets)),
    }


_PERSONAL = {"user_id": USER, "email": EMAIL, "phone": PHONE, "external_id": CARD}


def identifiers(block: Block) -> dict[str, pa.Array]:
    """Every identifier each customer could be known by."""
    people = block.people
    count = np.arange(len(people))
    dial = pa.array([f"+{dial}" for dial in people.of_country("dial")])
    serial = (block.number * 10_000 + count + (block.seed % 89) * 10_000_000) % 1_000_000_000
    return {
        "user_id": _numbered(f"fw-{people.tag}-", count),
        "email": emails(block),
        "phone": pc.binary_join_element_wise(dial, pa.array(serial + 1_000_000_000).cast(pa.string()), ""),
        "external_id": _numbered(f"card-{people.tag}-", count),
        "browser": _numbered(f"b-{people.tag}-", count),
        "second_browser": _numbered(f"m-{people.tag}-", count),
    }


def _numbered(prefix: str, numbers: Numbers) -> pa.Array:
    return pc.binary_join_element_wise(prefix, pa.array(numbers).cast(pa.string()), "")
