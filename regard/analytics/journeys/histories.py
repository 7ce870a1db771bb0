"""Histories: who went through what, when, as arrays in the order of customers, times and ids.

A *step* is one way in which interactions can be alike (kind, channel, stage, touchpoint, who acted) and has a number.
Analyses look at whole customers, piece by piece, so that what they work on stays in the processor's cache; threads
share the pieces, since numpy lets others run while it counts.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

ROWS_PER_PIECE = 1 << 17  # a few megabytes of columns, which a processor keeps near
DIMENSIONS = ("kind", "touchpoint", "stage", "channel", "actor")
NOWHERE = "none"
MICROSECONDS = 1_000_000
DAY = 86_400 * MICROSECONDS

Keys = npt.NDArray[np.uint64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int32]
T = TypeVar("T")


@dataclass(frozen=True)
class Step:
    """One way in which interactions can be alike."""

    kind: str
    touchpoint: str | None
    stage: str | None
    channel: str | None
    actor: str

    def told(self, dimension: str) -> str:
        """Its value of a dimension, 'none' where it has no such place."""
        return cast(str | None, getattr(self, dimension)) or NOWHERE


@dataclass(frozen=True)
class Part:
    """Some customers with everything they went through. Arrays may be mapped from files."""

    customers: Keys  # ascending
    offsets: Integers  # where each customer's rows begin; one more at the end
    at: Integers  # microseconds since 1970 UTC
    steps: npt.NDArray[Any]  # numbers of steps, without sign
    counts: Flags | None = None  # which customers count; None: all


@dataclass(frozen=True)
class Piece:
    """Consecutive customers of a part. `starts` is where each one's rows begin in `at` and `steps`."""

    customers: Keys
    starts: Integers
    at: Integers
    steps: npt.NDArray[Any]
    counts: Flags | None


@dataclass(frozen=True)
class Histories:
    """All customers, each in one part only, and what the numbers of their steps mean."""

    parts: tuple[Part, ...]
    steps: tuple[Step, ...]

    def of(self, customers: Keys) -> "Histories":
        """The same with only these customers (ascending) counting."""
        return replace(self, parts=tuple(_narrowed(part, customers) for part in self.parts))

    def count_customers(self) -> int:
        """How many customers there are."""
        return sum(_count(part) for part in self.parts)

    def bounds(self) -> tuple[int, int] | None:
        """The first and the last moment of all rows, None where there are none."""
        edges = [(int(part.at.min()), int(part.at.max())) for part in self.parts if len(part.at)]
        return (min(low for low, _ in edges), max(high for _, high in edges)) if edges else None

    def table(self, number: Callable[[Step], int]) -> Places:
        """What an analysis makes of each step: a number, below 0 where it does not look at it."""
        return np.array([number(step) for step in self.steps] or [-1], dtype=np.int32)

    def pieces(self) -> Iterator[Piece]:
        """All rows in pieces of about a hundred thousand."""
        for part in self.parts:
            bounds = np.searchsorted(part.offsets, np.arange(0, len(part.at), ROWS_PER_PIECE), side="right") - 1
            bounds = np.unique(np.append(bounds, len(part.customers))) if len(part.at) else np.empty(0, np.int64)
            for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
                yield _piece(part, first, last)

    def each(self, look: Callable[[Piece], T]) -> list[T]:
        """What a function finds in each piece, in order."""
        with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as threads:
            return list(threads.map(look, self.pieces()))


@dataclass(frozen=True)
class Rows:
    """The rows of a piece that an analysis looks at, in order.

    `who` is the position of each row's customer in the piece, `node` what the analysis makes of its step.
    """

    who: Places
    node: npt.NDArray[Any]
    piece: Piece
    index: Integers | None  # where they are in the piece; None: they are all of it

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.who)

    def picked(self, index: Integers) -> "Rows":
        """Only the rows at some places."""
        within = index if self.index is None else self.index[index]
        return Rows(self.who[index], self.node[index], self.piece, within)

    @cached_property
    def at(self) -> Integers:
        """Each row's moment, taken out of the piece when it is first asked for."""
        return self.piece.at if self.index is None else self.piece.at[self.index]

    @cached_property
    def steps(self) -> npt.NDArray[Any]:
        """The number of each row's step."""
        return self.piece.steps if self.index is None else self.piece.steps[self.index]

    @cached_property
    def first(self) -> Integers:
        """Where each customer's rows begin; one more at the end."""
        return np.searchsorted(self.who, np.arange(len(self.piece.customers) + 1))

    def is_new(self) -> Flags:
        """Whether each row is its customer's first."""
        return is_first(self.who)


@dataclass(frozen=True)
class Span:
    """From one moment until before another, in microseconds; an end that is None is open."""

    since: int | None = None
    until: int | None = None

    @classmethod
    def of_days(cls, since: date | None, until: date | None) -> "Span":
        """The span between two days in UTC."""
        return cls(None if since is None else moment_of(since), None if until is None else moment_of(until))

    def holds(self, at: Integers) -> Flags:
        """Which moments lie in it."""
        inside = np.ones(len(at), dtype=bool)
        if self.since is not None:
            inside &= at >= self.since
        if self.until is not None:
            inside &= at < self.until
        return inside

    @property
    def is_open(self) -> bool:
        """Whether it holds every moment."""
        return self.since is None and self.until is None


ALWAYS = Span()


def rows_of(piece: Piece, table: Places, span: Span = ALWAYS) -> Rows:
    """The rows whose step the table gives a number from 0, within a span, of customers that count."""
    node = np.take(table, piece.steps)
    seen = node >= 0
    if not span.is_open:
        seen &= span.holds(piece.at)
    who = np.repeat(np.arange(len(piece.customers), dtype=np.int32), np.diff(piece.starts))
    if piece.counts is not None:
        seen &= piece.counts[who]
    index = np.flatnonzero(seen)
    if len(index) == len(node):
        return Rows(who, node, piece, None)
    return Rows(who[index], node[index], piece, index)


def is_first(who: npt.NDArray[Any]) -> Flags:
    """Of rows in the order of customers, which is each one's first."""
    new = np.ones(len(who), dtype=bool)
    new[1:] = who[1:] != who[:-1]
    return new


def is_last(who: npt.NDArray[Any]) -> Flags:
    """Of rows in the order of customers, which is each one's last."""
    last = np.ones(len(who), dtype=bool)
    last[:-1] = who[1:] != who[:-1]
    return last


def key_of(customer_id: str) -> int:
    """A customer's id as a number.

    >>> key_of("cus_000000000000000a")
    10
    """
    return int(customer_id.removeprefix("cus_"), 16)


def keys_in(column: pa.ChunkedArray) -> Keys:
    """Many customers' ids as numbers.

    >>> keys_in(pa.chunked_array([["cus_000000000000000a", "cus_ffffffffffffffff"]])).tolist()
    [10, 18446744073709551615]
    """
    try:
        raw = bytes.fromhex("".join(pc.utf8_slice_codeunits(column, 4).to_pylist()))
    except ValueError:
        raw = b""
    if len(raw) != 8 * len(column):  # ids that are shorter than they are written
        return np.array([key_of(one) for one in column.to_pylist()], dtype=np.uint64)
    return np.frombuffer(raw, dtype=">u8").astype(np.uint64)


def id_of(key: int) -> str:
    """A customer's id from its number.

    >>> id_of(10)
    'cus_000000000000000a'
    """
    return f"cus_{key:016x}"


def moment_of(day: date) -> int:
    """Midnight UTC in microseconds since 1970.

    >>> moment_of(date(1970, 1, 2)) == DAY
    True
    """
    return (day - date(1970, 1, 1)).days * DAY


def time_of(microseconds: int) -> datetime:
    """The moment so many microseconds after 1970 began.

    >>> time_of(DAY).isoformat()
    '1970-01-02T00:00:00+00:00'
    """
    return datetime.fromtimestamp(microseconds // MICROSECONDS, UTC).replace(microsecond=microseconds % MICROSECONDS)


def gathered(found: list[Keys]) -> Keys:
    """The customers found in several pieces."""
    return np.concatenate([*found, np.empty(0, np.uint64)])


def held_in(sorted_keys: Keys, wanted: Keys) -> tuple[Integers, Flags]:
    """Where each wanted key is, or would be, among sorted ones, and whether it is there."""
    at = np.searchsorted(sorted_keys, wanted)
    found = np.zeros(len(wanted), dtype=bool)
    inside = at < len(sorted_keys)
    found[inside] = sorted_keys[at[inside]] == wanted[inside]
    return at, found


def _piece(part: Part, first: int, last: int) -> Piece:
    starts = np.asarray(part.offsets[first : last + 1])
    rows = slice(int(starts[0]), int(starts[-1]))
    counts = None if part.counts is None else part.counts[first:last]
    return Piece(
        np.asarray(part.customers[first:last]),
        starts - starts[0],
        np.asarray(part.at[rows]),
        np.asarray(part.steps[rows]),
        None if counts is None or bool(counts.all()) else counts,
    )


def _narrowed(part: Part, customers: Keys) -> Part:
    at, found = held_in(part.customers, customers)
    counts = np.zeros(len(part.customers), dtype=bool)
    counts[at[found]] = True
    return replace(part, counts=counts if part.counts is None else counts & part.counts)


def _count(part: Part) -> int:
    has_rows = np.diff(part.offsets) > 0
    return int((has_rows if part.counts is None else has_rows & part.counts).sum())
