"""Rows divided among Spark's workers by a key, in order, and kept there as whatever was made of them."""

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import pyarrow as pa
from pyspark import RDD, StorageLevel
from pyspark.sql import DataFrame

T = TypeVar("T")
Made = Callable[[Iterator[pa.RecordBatch]], Iterator[Any]]


@dataclass
class KeptByWorkers:
    """What workers keep: in memory, and on their disks what does not fit."""

    kept: RDD[bytes]

    @classmethod
    def of(cls, rows: DataFrame, *, key: str, order: list[str], make: Made) -> "KeptByWorkers":
        """Send all rows of a key to one worker, in the order of key and `order`, and keep what `make` makes of them.

        `make` and what it uses must be importable where the workers run.
        """
        together = rows.repartition(key).sortWithinPartitions(key, *order)

        def packed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for one in make(iter(batches)):
                yield pa.record_batch([pa.array([pickle.dumps(one, protocol=5)], pa.binary())], names=["packed"])

        made = together.mapInArrow(packed, "packed binary")
        kept = made.rdd.map(lambda row: bytes(row[0])).persist(StorageLevel.MEMORY_AND_DISK)
        return cls(kept)

    def each(self, look: Callable[[Any], Iterable[T]]) -> list[T]:
        """What a function finds in each thing that is kept; it runs where that is."""

        def found(kept: Iterable[bytes]) -> Iterator[T]:
            for one in kept:
                yield from look(pickle.loads(one))  # written by this program

        return list(self.kept.mapPartitions(found).collect())

    def release(self) -> None:
        """Forget what is kept."""
        self.kept.unpersist()
