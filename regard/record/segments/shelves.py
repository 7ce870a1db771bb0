"""Shelves: for each file of the log, the rows and columns that conditions need, found by customer without reading on.

A file of the log never changes, so neither does its shelf. It is an uncompressed Arrow file in the order of customers
beside arrays that say who they are, where their rows begin, and when whose rows were; all are mapped into memory, not
read. So the rows of a thousand customers out of a year's log cost a few thousand short looks, where a scan would unpack
every column.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from regard.analytics.schema.interactions import INTERACTION
from regard.analytics.segments import comparisons as c
from regard.analytics.segments import facts as f
from regard.analytics.segments.conditions import AnyCondition, PropertyTaken, TraitIs
from regard.analytics.segments.reading import walk
from regard.foundation.lake.api import Lake, folder_of

COLUMNS = ("id", "time", "kind", "actor", "stage", "metric", "score", "value", "matter_id", "properties")
FORM = 2  # of shelves: another number, and none of before is read
CODED = ("kind", "actor", "stage", "metric")
Ids = npt.NDArray[np.bytes_]


@dataclass(frozen=True)
class Needs:
    """Which rows of the log some conditions look at."""

    kinds: tuple[str, ...]
    with_properties: tuple[str, ...]
    metrics: tuple[str, ...]
    is_everything: bool  # when seen, or the stage, is asked for

    def key(self, *, moved: int) -> str:
        """Names these needs, and the version of `reassigned` by which rows were given to customers."""
        return hashlib.sha256(f"{FORM} {self} {moved}".encode()).hexdigest()[:12]


def needs_of(conditions: Iterable[AnyCondition]) -> Needs:
    """What the conditions need of the log."""
    facts = list(f.facts_of(list(conditions)))
    kinds = {(kind, f.needs_properties(fact)) for fact in facts if (kind := f.kind_of(fact)) is not None}
    metrics = {fact.subject for fact in facts if isinstance(fact, f.Taken) and fact.source == "score"}
    return Needs(
        tuple(sorted({kind for kind, _ in kinds})),
        tuple(sorted({kind for kind, reads in kinds if reads})),
        tuple(sorted(metrics)),
        any(isinstance(fact, f.SeenAt | f.Stage) for fact in facts),
    )


def edges_of(conditions: Iterable[AnyCondition]) -> set[int]:
    """After how many days a row may come to count otherwise than before; 0 for rows that were still to come."""
    days = {0}
    for condition in conditions:
        for _, one in walk(condition):
            window, test = getattr(one, "window", None), getattr(one, "test", None)
            days |= {window.days} if isinstance(window, c.Within) else set()
            days |= {test.days} if isinstance(test, c.InLast | c.NotInLast) else set()
    return days


def needs_everybody(conditions: Iterable[AnyCondition]) -> bool:
    """Whether a customer may enter or leave by what others did, or by a day told in a text having come."""
    for condition in conditions:
        for _, one in walk(condition):
            fact = f.fact_of(one)
            if isinstance(fact, f.Member) and fact.trait is not None:
                return True
            tests = [own.test for own in getattr(one, "where", ())]
            tests += [one.test] if isinstance(one, TraitIs | PropertyTaken) else []
            if any(isinstance(test, c.InLast | c.NotInLast | c.InNext) for test in tests):
                return True
    return False


@dataclass(frozen=True)
class Shelf:
    """The rows of one file, by customer."""

    rows: pa.Table
    customers: Ids
    starts: npt.NDArray[np.int64]
    times: npt.NDArray[np.int64]  # microseconds of all rows, in order
    whose: npt.NDArray[np.int32]  # the customer of each of these

    def where(self, wanted: Ids) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The rows of some customers: their positions, and for each the position of its customer in `wanted`."""
        at = np.searchsorted(self.customers, wanted)
        at[at == len(self.customers)] = 0
        found = np.flatnonzero(self.customers[at] == wanted) if len(self.customers) else np.empty(0, np.int64)
        first, last = self.starts[at[found]], self.starts[at[found] + 1]
        counts = last - first
        begins = np.repeat(first - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts) if len(found) else first
        return begins + np.arange(counts.sum()), np.repeat(found, counts)

    def crossing(self, after: datetime, until: datetime) -> Ids:
        """The customers with a row after one moment and until another."""
        low, high = (round(moment.timestamp() * 1_000_000) for moment in (after, until))
        first, last = np.searchsorted(self.times, [low, high], side="right")
        return np.unique(self.customers[self.whose[first:last]])


def stem_of(*, lake: Lake, file: str, key: str) -> Path:
    """The path with which the parts of a file's shelf begin."""
    return folder_of(lake=lake) / "shelves" / f"{key}-{hashlib.sha256(file.encode()).hexdigest()[:16]}"


def stock(*, lake: Lake, file: str, needs: Needs, key: str) -> Path:
    """Make the shelf of one file of the log, unless it is there; return the path its parts begin with."""
    stem = stem_of(lake=lake, file=file, key=key)
    if stem.with_suffix(".npy").exists():
        return stem
    stem.parent.mkdir(parents=True, exist_ok=True)
    table = _narrow(lake, file, needs)
    ids = table.column("customer_id").combine_chunks()
    encoded = ids.dictionary_encode()
    codes = encoded.indices.to_numpy()  # rows are in order, so codes count up
    starts = np.concatenate([np.flatnonzero(np.diff(codes, prepend=-1)), [len(codes)]]).astype(np.int64)
    rows = table.drop_columns(["customer_id"])
    with pa.OSFile(str(stem.with_suffix(".arrow")), "wb") as sink, pa.ipc.new_file(sink, rows.schema) as writer:
        writer.write_table(rows.combine_chunks())
    times = table.column("time").combine_chunks().cast(pa.int64()).to_numpy(zero_copy_only=False)
    order = np.argsort(times, kind="stable")
    np.save(stem.with_suffix(".times.npy"), times[order])
    np.save(stem.with_suffix(".whose.npy"), codes[order].astype(np.int32))
    np.save(stem.with_suffix(".starts.npy"), starts)
    np.save(stem.with_suffix(".npy"), np.array(encoded.dictionary.to_pylist(), dtype=np.bytes_))  # last: it is whole
    return stem


def open_shelf(stem: Path) -> Shelf:
    """The shelf as it lies on the disk."""
    rows = pa.ipc.open_file(pa.memory_map(str(stem.with_suffix(".arrow")))).read_all()
    parts = (np.load(stem.with_suffix(f"{part}.npy"), mmap_mode="r") for part in ("", ".starts", ".times", ".whose"))
    return Shelf(rows, *parts)


def rows_of(shelves: Iterable[Shelf], wanted: Ids) -> pa.Table:
    """The rows of some customers (in order) out of all shelves, in the shape of the log as far as conditions look."""
    names = pa.array([one.decode() for one in wanted.tolist()], pa.string())
    parts = []
    for shelf in shelves:
        at, whose = shelf.where(wanted)
        if len(at):
            part = shelf.rows.take(pa.array(at))
            parts.append(part.add_column(0, "customer_id", names.take(pa.array(whose))))
    if not parts:
        return pa.schema([INTERACTION.field(name) for name in ("customer_id", *COLUMNS)]).empty_table()
    return pa.concat_tables([_plain(part) for part in parts])


def _plain(part: pa.Table) -> pa.Table:
    fields = [INTERACTION.field(name) for name in part.column_names]
    return part.cast(pa.schema([pa.field(one.name, one.type) for one in fields]))


def customers_in(*, lake: Lake, files: list[str]) -> Ids:
    """Everybody with a row in some files of the log, in order."""
    if not files:
        return np.empty(0, np.bytes_)
    found: Any = (
        lake.connection()
        .sql(f"select distinct customer_id from ({_current(lake)}) order by 1", params={"files": files})
        .to_arrow_table()
    )
    return np.array(found.column(0).to_pylist(), dtype=np.bytes_)


def _narrow(lake: Lake, file: str, needs: Needs) -> pa.Table:
    picked = ", ".join(
        "case when kind in (select unnest($spoken)) then properties else '{}' end as properties"
        if name == "properties"
        else name
        for name in COLUMNS
    )
    table: Any = (
        lake.connection()
        .sql(
            f"select customer_id, {picked} from ({_current(lake)}) "
            "where $everything or kind in (select unnest($kinds)) or metric in (select unnest($metrics)) "
            "order by customer_id, time, id",
            params={
                "files": [file],
                "spoken": list(needs.with_properties) or [""],
                "kinds": list(needs.kinds) or [""],
                "metrics": list(needs.metrics) or [""],
                "everything": needs.is_everything,
            },
        )
        .to_arrow_table()
    )
    for name in CODED:
        table = table.set_column(
            table.column_names.index(name), name, table.column(name).combine_chunks().dictionary_encode()
        )
    return table


def _current(lake: Lake) -> str:
    """SQL for the rows of $files, each under the customer it belongs to now."""
    moved = lake.snapshot("reassigned").uris()
    columns = ", ".join(f"log.{name}" for name in COLUMNS)
    read = "read_parquet($files, hive_partitioning=false, union_by_name=true) log"
    if not moved:
        return f"select log.customer_id, {columns} from {read}"
    listed = ", ".join("'" + one.replace("'", "''") + "'" for one in moved)
    return (
        f"select coalesce(moved.customer_id, log.customer_id) as customer_id, {columns} from {read} "
        f"left join read_parquet([{listed}]) moved on moved.anchor = log.anchor"
    )


def edges(before: datetime, now: datetime, days: Iterable[int]) -> list[tuple[datetime, datetime]]:
    """The spans of time whose rows came to count otherwise between two moments."""
    return [(before - timedelta(days=one), now - timedelta(days=one)) for one in sorted(days)]
