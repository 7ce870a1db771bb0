"""Runs: folders of arrays that hold some customers, each with everything they went through.

A run never changes. A customer who is in a newer run counts there and nowhere else, so that whoever got something new
is written once more, whole, and all others stay where they are. An empty history in a newer run says that nothing is
left of a customer: all of it belongs to somebody else now.
"""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from regard.analytics.journeys.histories import Flags, Integers, Keys, held_in

ROWS_AT_ONCE = 1 << 20
NAMES = ("customers", "offsets", "at", "steps", "high", "low", "anchors", "owned")


@dataclass(frozen=True)
class Run:
    """Some customers and their rows, by (customer, time, id)."""

    name: str
    customers: Keys  # ascending
    offsets: Integers
    at: Integers
    steps: npt.NDArray[Any]
    high: Keys  # of each row's id: the first 64 bits
    low: Keys
    anchors: Keys  # by which identifier each row came
    owned: Keys  # shape (2, n): anchors, ascending, and the customers whose rows they are on

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.at)


@dataclass(frozen=True)
class Loose:
    """Rows in any order."""

    customers: Keys  # of each row
    at: Integers
    steps: npt.NDArray[Any]
    high: Keys
    low: Keys
    anchors: Keys

    @classmethod
    def joined(cls, several: list["Loose"]) -> "Loose":
        """All rows of several."""
        names = ("customers", "at", "steps", "high", "low", "anchors")
        return cls(*(np.concatenate([getattr(one, name) for one in several]) for name in names))

    def ordered(self) -> "Loose":
        """The same rows by customer, time and id."""
        order = np.lexsort((self.low, self.high, self.at, self.customers))
        return self.picked(order)

    def picked(self, index: Integers) -> "Loose":
        """Some of the rows, in the order given."""
        return Loose(
            self.customers[index],
            self.at[index],
            self.steps[index],
            self.high[index],
            self.low[index],
            self.anchors[index],
        )


class RunWriter:
    """Writes a run into a folder that appears whole or not at all. Rows are given in order."""

    def __init__(self, folder: Path, name: str, *, rows: int, width: type[np.unsignedinteger[Any]]) -> None:
        self.folder, self.name = folder, name
        self.draft = folder / f".{name}.{os.getpid()}"
        shutil.rmtree(self.draft, ignore_errors=True)
        self.draft.mkdir(parents=True)
        kinds: dict[str, Any] = {"at": np.int64, "steps": width, "high": np.uint64, "low": np.uint64}
        self._columns = {
            column: np.lib.format.open_memmap(self.draft / f"{column}.npy", mode="w+", dtype=kind, shape=(rows,))
            for column, kind in {**kinds, "anchors": np.uint64}.items()
        }
        self._written = 0
        self._last: int | None = None
        self._customers: list[Keys] = []
        self._begins: list[Integers] = []
        self._pairs: list[Keys] = []

    def add(self, rows: Loose) -> None:
        """Write the next rows."""
        n = len(rows.at)
        if not n:
            return
        for column, target in self._columns.items():
            target[self._written : self._written + n] = getattr(rows, column)
        new = np.ones(n, dtype=bool)
        new[1:] = rows.customers[1:] != rows.customers[:-1]
        new[0] = self._last is None or int(rows.customers[0]) != self._last
        self._customers.append(rows.customers[new])
        self._begins.append(np.flatnonzero(new) + self._written)
        self._pairs.append(_pairs(rows.anchors, rows.customers))
        self._written += n
        self._last = int(rows.customers[-1])

    def finish(self, *, empty: Keys) -> Run:
        """Close the run. `empty` are customers of whom nothing is left."""
        for column in self._columns.values():
            column.flush()
        customers = np.concatenate([*self._customers, np.empty(0, np.uint64)])
        offsets = np.concatenate([*self._begins, np.array([self._written])]).astype(np.int64)
        if len(empty):
            at = np.searchsorted(customers, empty)
            customers, offsets = np.insert(customers, at, empty), np.insert(offsets, at, offsets[at])
        np.save(self.draft / "customers.npy", customers)
        np.save(self.draft / "offsets.npy", offsets)
        owned = np.concatenate([*self._pairs, np.empty((2, 0), np.uint64)], axis=1)
        np.save(self.draft / "owned.npy", _distinct(owned))
        target = self.folder / self.name
        shutil.rmtree(target, ignore_errors=True)
        self.draft.rename(target)
        return open_run(self.folder, self.name)


def open_run(folder: Path, name: str) -> Run:
    """The run as it lies on the disk. Raises FileNotFoundError where it has been replaced."""
    return Run(name, *(np.load(folder / name / f"{one}.npy", mmap_mode="r") for one in NAMES))


def alive(runs: list[Run]) -> list[Flags | None]:
    """For each run (oldest first) which of its customers count there; None where all do."""
    found: list[Flags | None] = []
    for index, run in enumerate(runs):
        counts = np.ones(len(run.customers), dtype=bool)
        for newer in runs[index + 1 :]:
            at, inside = held_in(run.customers, newer.customers)
            counts[at[inside]] = False
        found.append(None if counts.all() else counts)
    return found


def rows_of_customers(run: Run, positions: Integers) -> Loose:
    """The rows of the customers at some positions of a run."""
    first, last = run.offsets[positions], run.offsets[positions + 1]
    counts = last - first
    before = np.concatenate([[0], np.cumsum(counts)])
    index = np.repeat(first - before[:-1], counts) + np.arange(before[-1])
    customers = np.repeat(run.customers[positions], counts)
    return Loose(customers, *(column[index] for column in (run.at, run.steps, run.high, run.low, run.anchors)))


def merged(folder: Path, name: str, older: Run, newer: Run, *, is_oldest: bool) -> Run:
    """One run in the place of two. The oldest of all need not remember of whom nothing is left."""
    _, replaced = held_in(newer.customers, older.customers)
    kept = np.flatnonzero(~replaced)
    rows = int((older.offsets[kept + 1] - older.offsets[kept]).sum()) + newer.rows
    writer = RunWriter(folder, name, rows=rows, width=widest(older.steps, newer.steps))
    for low, high in _ranges(older):
        mine = kept[np.searchsorted(older.customers[kept], low) : _until(older.customers[kept], high)]
        theirs = np.arange(np.searchsorted(newer.customers, low), _until(newer.customers, high))
        both = Loose.joined([rows_of_customers(older, mine), rows_of_customers(newer, theirs)])
        order = np.argsort(both.customers, kind="stable")  # each customer is in one of the two, in order already
        writer.add(both.picked(order))
    nothing = [] if is_oldest else [_without_rows(older, kept), _without_rows(newer, np.arange(len(newer.customers)))]
    return writer.finish(empty=np.unique(np.concatenate([*nothing, np.empty(0, np.uint64)])))


def widest(*columns: npt.NDArray[Any]) -> type[np.unsignedinteger[Any]]:
    """The type in which the numbers of steps of all of these fit."""
    return np.uint16 if all(column.dtype == np.uint16 for column in columns) else np.uint32


def _ranges(older: Run) -> Iterator[tuple[np.uint64, np.uint64 | None]]:
    """Ranges of customers, from one until before another, so that not all rows are in memory at once."""
    marks = np.searchsorted(older.offsets, np.arange(0, older.rows, ROWS_AT_ONCE), side="right") - 1
    lows = [np.uint64(0), *np.unique(older.customers[marks[1:]])]
    yield from zip(lows, [*lows[1:], None], strict=True)


def _until(customers: Keys, high: np.uint64 | None) -> int:
    return len(customers) if high is None else int(np.searchsorted(customers, high))


def _without_rows(run: Run, positions: Integers) -> Keys:
    return np.asarray(run.customers[positions][run.offsets[positions] == run.offsets[positions + 1]])


def _pairs(anchors: Keys, customers: Keys) -> Keys:
    return _distinct(np.array([anchors, customers], dtype=np.uint64))


def _distinct(pairs: Keys) -> Keys:
    order = np.lexsort((pairs[1], pairs[0]))
    pairs = pairs[:, order]
    new = np.ones(pairs.shape[1], dtype=bool)
    new[1:] = (pairs[:, 1:] != pairs[:, :-1]).any(axis=0)
    return pairs[:, new]
