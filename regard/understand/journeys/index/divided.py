"""Histories on Spark: divided among its workers by customer, and looked at there by the same kernels.

Spark sends every customer's rows to one worker and orders them by time and id; there they become the arrays that the
journey index has on the disk, a piece at a time, and stay in the workers' memory (on their disks what does not fit). A
question sends its kernel to the arrays and brings back what that found, so that nothing but findings comes here.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from regard.analytics.journeys.histories import (
    ROWS_PER_PIECE,
    Histories,
    Integers,
    Keys,
    Part,
    Piece,
    Step,
    is_first,
    keys_in,
)
from regard.analytics.journeys.sparse import SPARSE
from regard.foundation.lake.api import Divided, Lake, OnSpark
from regard.understand.journeys.index.reading import TOLD

T = TypeVar("T")


@dataclass(frozen=True)
class DividedHistories(Histories):
    """Histories whose arrays are elsewhere. `rows` and `edges` (the first and the last moment) are of everybody."""

    divided: Divided | None = None
    rows: int = 0
    edges: tuple[int, int] | None = None
    chosen: Keys | None = None  # the only customers who count
    which: str | None = None  # only these rows: days or orders

    def of(self, customers: Keys) -> "DividedHistories":
        """The same with only these customers (ascending) counting."""
        return replace(self, chosen=customers if self.chosen is None else np.intersect1d(self.chosen, customers))

    def with_rows(self, which: str) -> "DividedHistories":
        """Only the first rows of customers' own days (`days`), or only `orders`; picked out where the rows are."""
        return replace(self, which=which)

    def count_customers(self) -> int:
        """How many customers there are."""
        return sum(self.each(_counting))

    def bounds(self) -> tuple[int, int] | None:
        """The first and the last moment of all rows."""
        return self.edges

    def each(self, look: Callable[[Piece], T]) -> list[T]:
        """What a function finds in each piece; it is sent to where the pieces are."""
        if self.divided is None:
            return []
        here = Histories((), self.steps)
        return self.divided.each(_Looking(look, here, self.chosen, self.which))

    def __reduce__(self) -> tuple[Any, ...]:
        """What a kernel takes along of the histories it was made for: what their steps mean."""
        return DividedHistories, ((), self.steps)


@dataclass(frozen=True)
class _Looking:
    """What a worker does with a part."""

    look: Callable[[Piece], Any]
    histories: Histories
    chosen: Keys | None
    which: str | None

    def __call__(self, part: Part) -> Iterator[Any]:
        whole = replace(self.histories, parts=(part,))
        if self.which is not None:
            whole = SPARSE[self.which](whole)
        for piece in (whole if self.chosen is None else whole.of(self.chosen)).pieces():
            yield self.look(piece)


def divide(*, lake: Lake, on_spark: OnSpark) -> DividedHistories:
    """The histories of the log as it is now, made and kept by Spark's workers."""
    log = lake.interactions()
    steps = _steps_of(log)
    numbers = {name: [getattr(step, name) for step in steps] for name in TOLD}
    columns = {f"told_{name}": pa.array(values, pa.string()) for name, values in numbers.items()}
    known = on_spark.backend().take_in(
        "journey_steps", pa.table({**columns, "code": pa.array(range(len(steps)), pa.int64())})
    )
    same = [log[name].identical_to(known[f"told_{name}"]) for name in TOLD]
    rows = log.join(known, same).select("customer_id", "time", "id", "code")
    divided = on_spark.divided(rows, key="customer_id", order=["time", "id"], make=parts_of)
    made = DividedHistories((), steps, divided)
    sizes = made.each(_size)
    edges = (min(low for _, low, _ in sizes), max(high for _, _, high in sizes)) if sizes else None
    return replace(made, rows=sum(rows for rows, _, _ in sizes), edges=edges)


def parts_of(batches: Iterable[pa.RecordBatch]) -> Iterator[Part]:
    """Rows in the order of customers, times and ids as parts of some hundred thousand rows, each customer in one."""
    waiting: list[tuple[Keys, Integers, Integers]] = []
    for batch in batches:
        if not batch.num_rows:
            continue
        waiting.append(_columns(batch))
        if sum(len(one[0]) for one in waiting) < ROWS_PER_PIECE:
            continue
        keys, at, codes = (np.concatenate(column) for column in zip(*waiting, strict=True))
        last = int(np.flatnonzero(is_first(keys))[-1])
        if last:
            yield _part(keys[:last], at[:last], codes[:last])
        waiting = [(keys[last:], at[last:], codes[last:])]
    if waiting:
        yield _part(*(np.concatenate(column) for column in zip(*waiting, strict=True)))


def _size(piece: Piece) -> tuple[int, int, int]:
    return len(piece.at), int(piece.at.min()), int(piece.at.max())


def _counting(piece: Piece) -> int:
    return len(piece.customers) if piece.counts is None else int(piece.counts.sum())


def _columns(batch: pa.RecordBatch) -> tuple[Keys, Integers, Integers]:
    keys = keys_in(pa.chunked_array([batch.column("customer_id").cast(pa.string())]))
    at = batch.column("time").cast(pa.timestamp("us", tz="UTC")).cast(pa.int64()).to_numpy()
    return keys, at, batch.column("code").to_numpy()


def _part(keys: Keys, at: Integers, codes: Integers) -> Part:
    begins = np.flatnonzero(is_first(keys))
    return Part(keys[begins], np.append(begins, len(keys)).astype(np.int64), at, codes.astype(np.uint32))


def _steps_of(log: ir.Table) -> tuple[Step, ...]:
    """The ways in which interactions are alike, in the order the index on the disk gives them."""
    found = log.select(*TOLD).distinct().to_pyarrow().to_pylist()
    ordered = sorted(found, key=lambda row: [(row[name] is None, row[name] or "") for name in TOLD])
    return tuple(Step(**row) for row in ordered)
