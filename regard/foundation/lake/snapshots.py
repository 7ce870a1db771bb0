"""What a table consists of at one version: its files, and the bounds by which most of them need not be opened."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
from deltalake import DeltaTable

from regard.analytics.identity import PUBLIC_ID
from regard.foundation.lake.evolving import MIXED

CLOCKS_DIFFER = timedelta(days=1)  # a row that lies further ahead of its arrival is of a clock that runs ahead
SECONDS_TO_SETTLE = 0.05  # a folder's time has a grain: two commits within it look like one


PUBLIC = "-public"  # how the name of a month of what public authors said ends: it lies apart from what customers did


def month_sql(*, customer: str) -> str:
    """The month a row lies in, as DuckDB's SQL of its `time` and the customer it belongs to."""
    return f"strftime(time, '%Y-%m') || case when starts_with({customer}, '{PUBLIC_ID}') then '{PUBLIC}' else '' end"


@dataclass(frozen=True)
class TableFile:
    """One file of a table, as the table's log describes it."""

    path: str  # in the table's folder
    bytes: int
    rows: int | None
    partition: str | None
    first_customer: str | None
    last_customer: str | None
    first_at: datetime | None
    last_at: datetime | None
    first_received_at: datetime | None

    @property
    def is_public(self) -> bool:
        """Whether it holds what public authors said, who are no customers."""
        return self.partition is not None and self.partition.endswith(PUBLIC)

    @property
    def is_punctual(self) -> bool:
        """Whether its bounds alone say that no row lies more than a day after it arrived."""
        if self.last_at is None or self.first_received_at is None:
            return False
        return self.last_at <= self.first_received_at + CLOCKS_DIFFER

    def may_hold(self, customer_ids: Iterable[str]) -> bool:
        """Whether a row of one of these customers can be in it. True where nobody noted the bounds."""
        if self.first_customer is None or self.last_customer is None:
            return True
        return any(self.first_customer <= one <= self.last_customer for one in customer_ids)


@dataclass(frozen=True)
class Snapshot:
    """A table at one version. Its files stay on the disk for a retention period after they leave the table.

    `files` of the log are those of customers, which is what questions are asked of; `public` are the files of what
    public authors said, which lie apart so that no question counts them by mistake. Who keeps the log in order needs `all_files`.
    """

    folder: Path
    version: int
    files: tuple[TableFile, ...]
    is_mixed: bool = False  # some files lack columns that came to the table later
    public: tuple[TableFile, ...] = ()

    @property
    def all_files(self) -> tuple[TableFile, ...]:
        """Every file, by path."""
        return tuple(sorted((*self.files, *self.public), key=lambda one: one.path)) if self.public else self.files

    def with_public(self) -> "Snapshot":
        """The same with the files of public authors among the others."""
        return replace(self, files=self.all_files, public=())

    def only_public(self) -> "Snapshot":
        """The same with no others than the files of public authors."""
        return replace(self, files=self.public, public=())

    def uris(self, customer_ids: Iterable[str] | None = None) -> list[str]:
        """The files' paths, of those only that may hold rows of some customers."""
        wanted = None if customer_ids is None else tuple(customer_ids)
        return [str(self.folder / one.path) for one in self.files if wanted is None or one.may_hold(wanted)]

    def last_at(self) -> tuple[datetime | None, list[str]]:
        """The newest time as the files' bounds tell it, and the files that may hold a newer one.

        A file's bounds do not tell where a row lies more than a day after its arrival: its clock ran ahead.
        """
        sure = [one.last_at for one in self.files if one.is_punctual and one.last_at is not None]
        known = max(sure, default=None)
        unsure = [
            str(self.folder / one.path)
            for one in self.files
            if not one.is_punctual and (known is None or one.last_at is None or one.last_at > known)
        ]
        return known, unsure


@dataclass(frozen=True)
class Moment:
    """The log at one version: its rows, and who has moved since they were written."""

    interactions: Snapshot
    reassigned: Snapshot

    @property
    def version(self) -> int:
        """Changes whenever one of both changes."""
        return self.interactions.version + self.reassigned.version

    def is_on_disk(self) -> bool:
        """Whether every file is still there: an erasure takes them away at once."""
        return all(Path(uri).exists() for table in (self.interactions, self.reassigned) for uri in table.uris())


@dataclass
class Snapshots:
    """The newest snapshot of one table, read again only when the folder of its log changed."""

    folder: Path
    _table: DeltaTable | None = None
    _newest: Snapshot | None = None
    _changed_at: int = 0
    _is_settled: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def newest(self) -> Snapshot:
        """The table as it is now."""
        with self._lock:
            changed_at = (self.folder / "_delta_log").stat().st_mtime_ns  # read first: a later commit changes it
            if self._newest is None or changed_at != self._changed_at or not self._is_settled:
                self._newest = self._read()
                self._changed_at = changed_at
                self._is_settled = time.time() - changed_at / 1e9 > SECONDS_TO_SETTLE
            return self._newest

    def _read(self) -> Snapshot:
        if self._table is None:
            self._table = DeltaTable(self.folder)
        else:
            self._table.update_incremental()
        version = self._table.version()
        if self._newest is not None and self._newest.version == version:
            return self._newest
        return snapshot_of(self._table, self.folder)


def snapshot_of(table: DeltaTable, folder: Path) -> Snapshot:
    """A table's files at the version that `table` stands at, by path."""
    told = pa.table(table.get_add_actions(flatten=True))
    partitions = [name for name in told.column_names if name.startswith("partition.")]
    files = [_file(row, partitions) for row in told.to_pylist()]
    is_mixed = table.metadata().configuration.get(MIXED) == "true"
    files.sort(key=lambda one: one.path)
    own, public = (tuple(one for one in files if one.is_public is wanted) for wanted in (False, True))
    return Snapshot(folder, table.version(), own, is_mixed, public)


def _file(row: dict[str, Any], partitions: list[str]) -> TableFile:
    return TableFile(
        path=row["path"],
        bytes=row["size_bytes"],
        rows=row.get("num_records"),
        partition=row[partitions[0]] if partitions else None,
        first_customer=row.get("min.customer_id"),
        last_customer=row.get("max.customer_id"),
        first_at=row.get("min.time"),
        last_at=row.get("max.time"),
        first_received_at=row.get("min.received_at"),
    )
