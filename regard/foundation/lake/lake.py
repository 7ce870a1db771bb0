"""Reading the lake: a pinned version of each Delta table, handed to DuckDB, or to Spark, as its current files."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable
from ibis.backends.duckdb import Backend

from regard.analytics.schema.interactions import INTERACTION, REASSIGNED, REJECTED
from regard.foundation.lake.answers import Answers
from regard.foundation.lake.errors import LakeBusy, NoLog
from regard.foundation.lake.evolving import LOG_RETENTION, evolve
from regard.foundation.lake.on_spark import MOST_SECONDS_KEPT as MOST_SECONDS_ON_SPARK
from regard.foundation.lake.on_spark import OnSpark
from regard.foundation.lake.pruning import READ, customer_sql, log_sql, table_sql
from regard.foundation.lake.snapshots import CLOCKS_DIFFER, Moment, Snapshot, Snapshots
from regard.foundation.settings.api import chosen_engine

__all__ = ["PARTITIONS", "TABLES", "Lake", "LakeBusy", "NoLog"]
TABLES = {"interactions": INTERACTION, "rejected": REJECTED, "reassigned": REASSIGNED}
WORTH_KEEPING = 2.0  # seconds of work on a version
TIMES_KEPT = 10.0
MOST_SECONDS_KEPT = 30.0
T = TypeVar("T")
PARTITIONS = {"interactions": "month"}
BELIEVED = f"time <= received_at + interval {CLOCKS_DIFFER.days} day"
_SCHEMA = ibis.schema({name: INTERACTION.field(name).type for name in READ})


@dataclass
class Lake:
    """The tables under one data folder.

    Readers in any number of processes see whole versions only. Writing goes through `LakeWriter`.
    """

    root: Path
    on_spark: OnSpark | None = None  # where analyses run on it
    _local: threading.local = field(default_factory=threading.local, repr=False)
    _tables: dict[str, Snapshots] = field(default_factory=dict, repr=False)
    _database: tuple[int, duckdb.DuckDBPyConnection] | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _moment: Moment | None = field(default=None, repr=False)
    _adopted_at: float = field(default=0.0, repr=False)
    _spent: float = field(default=0.0, repr=False)
    _answers: Answers = field(default_factory=Answers, repr=False)

    @classmethod
    def open(cls, data_dir: Path | str, *, create: bool = True) -> "Lake":
        """Open the lake in `data_dir`, creating it unless `create` is false. ENGINE_URL says what its analyses run on.

        Raises NoLog where there is none and none may be made, SettingRefused for an ENGINE_URL that cannot be.
        """
        root = Path(data_dir).absolute()
        if not create and not (root / "lake" / "interactions" / "_delta_log").is_dir():
            raise NoLog(
                f"There is no log in {root}. Import a file first (`regard import FILE --data {root}`) "
                "or name the folder that holds one with --data or REGARD_DATA."
            )
        if root.exists() and not root.is_dir():
            raise NoLog(f"{root} is a file, not a data folder. Name a folder with --data.")
        url = chosen_engine()
        lake = cls(root, OnSpark(url, root) if url else None)
        for name in TABLES:
            lake._ensure(name)
        return lake

    @classmethod
    def shared(cls, data_dir: Path | str) -> "Lake":
        """The one lake of this process for a data folder: its answers are remembered between requests."""
        root = Path(data_dir).absolute()
        with _sharing:
            if root not in _shared:
                _shared[root] = cls.open(root)
            return _shared[root]

    def path(self, name: str) -> str:
        """The folder of one table."""
        return str(self.root / "lake" / name)

    def _ensure(self, name: str) -> None:
        """Make a table that is missing; give one of an older Regard the columns that came since."""
        folder = Path(self.path(name))
        if (folder / "_delta_log").is_dir():
            evolve(folder, TABLES[name])
            return
        folder.mkdir(parents=True, exist_ok=True)
        partition = PARTITIONS.get(name)
        DeltaTable.create(
            folder,
            schema=TABLES[name],
            mode="ignore",
            partition_by=[partition] if partition else None,
            configuration={"delta.logRetentionDuration": LOG_RETENTION},
        )

    def delta(self, name: str) -> DeltaTable:
        """A fresh handle on one Delta table."""
        return DeltaTable(self.path(name))

    def snapshot(self, name: str) -> Snapshot:
        """The files of one table as it is now."""
        with self._lock:
            tables = self._tables.setdefault(name, Snapshots(Path(self.path(name))))
        return tables.newest()

    def moment(self) -> Moment:
        """What questions about the whole log are asked of: the newest version, or for a short while one before.

        While events stream in there is a new version every second, and what was worked out from one would be thrown
        away before the next question. So a version is kept for ten times as long as was spent working on it, half a
        minute at most. A small log is always fresh, and so is what is asked of one customer.
        """
        newest = Moment(self.snapshot("interactions"), self.snapshot("reassigned"))
        with self._lock:
            kept = self._moment
            if kept is not None and kept.version != newest.version and self._is_worth_keeping(kept):
                return kept
            if kept is None or kept.version != newest.version:
                self._moment, self._adopted_at, self._spent = newest, time.monotonic(), 0.0
            return self._moment or newest

    def _is_worth_keeping(self, kept: Moment) -> bool:
        longest = MOST_SECONDS_ON_SPARK if self.on_spark else MOST_SECONDS_KEPT
        patience = 0.0 if self._spent < WORTH_KEEPING else min(self._spent * TIMES_KEPT, longest)
        return time.monotonic() - self._adopted_at < patience and kept.is_on_disk()

    @property
    def version(self) -> int:
        """A number that changes whenever what a reader sees changes."""
        return self.moment().version

    def engine(self) -> Backend:
        """Return the DuckDB connection of the calling thread, through Ibis.

        The threads of a process share one database in memory: its cache of footers and its limit of memory.
        """
        if getattr(self._local, "owner", None) != os.getpid():
            backend = ibis.duckdb.from_connection(self._root().cursor())
            backend.con.execute("set enable_progress_bar=false; set preserve_insertion_order=false")
            self._local.engine = backend
            self._local.views = {}
            self._local.owner = os.getpid()
        return cast(Backend, self._local.engine)

    def _root(self) -> duckdb.DuckDBPyConnection:
        with self._lock:
            if self._database is None or self._database[0] != os.getpid():
                root = duckdb.connect()
                root.execute("set global timezone='UTC'; set autoinstall_known_extensions=false")
                root.execute("set parquet_metadata_cache=true")
                self._database = os.getpid(), root
            return self._database[1]

    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection under this thread's engine."""
        return cast(duckdb.DuckDBPyConnection, self.engine().con)

    def interactions(self) -> ir.Table:
        """The log at its newest version, each row under the customer it belongs to now, on the engine of analyses.

        Columns as in INTERACTION, without `month`.
        """
        return self.interactions_here() if self.on_spark is None else self.on_spark.interactions(self.moment())

    def interactions_here(self) -> ir.Table:
        """The same on DuckDB, whatever analyses run on: for what is one look-up, or is written in DuckDB's SQL."""
        engine = self.engine()
        moment = self.moment()
        if self._local.views.get("interactions") != moment.version:
            text = log_sql(moment.interactions, moment.reassigned)
            engine.con.execute(f"create or replace temp view interactions as {text}")
            self._local.views["interactions"] = moment.version
            self._local.table = engine.table("interactions")
        return cast(ir.Table, self._local.table)

    def public(self) -> ir.Table:
        """What public authors said, who are no customers: on DuckDB, columns as `interactions`."""
        text = log_sql(self.snapshot("interactions").only_public(), self.snapshot("reassigned"))
        self.connection().execute(f"create or replace temp view public_voice as {text}")
        return self.engine().table("public_voice")

    def read(self, path: Path, *, name: str) -> ir.Table:
        """A Parquet file of ours, or a folder of them, as a table of the engine of analyses."""
        if self.on_spark is not None:
            return self.on_spark.read(path, name=name)
        return self.engine().read_parquet(str(path / "*.parquet" if path.is_dir() else path), table_name=name)

    def save(self, table: ir.Table, path: Path) -> None:
        """Write a table of the engine of analyses as one Parquet file."""
        if self.on_spark is None:
            table.to_parquet(path)
        else:
            pq.write_table(table.to_pyarrow(), path)

    def of_customer(self, *, customer_id: str, former_ids: Iterable[str] = ()) -> ir.Table:
        """The rows of one customer, opening only files that can hold them. Columns as `interactions`.

        `former_ids` are other customers' ids under which rows of this one may still be written.
        """
        return self.engine().sql(self._customer_sql(customer_id, former_ids), schema=_SCHEMA)

    def view_customer(self, *, customer_id: str, former_ids: Iterable[str] = ()) -> duckdb.DuckDBPyConnection:
        """Return the connection of the calling thread, in which the view `of_customer` now holds the rows of one customer.

        For questions asked so often that building an expression each time would cost more than the answer.
        """
        text = self._customer_sql(customer_id, former_ids)
        connection = self.connection()
        connection.execute(f"create or replace temp view of_customer as {text}")
        return connection

    def _customer_sql(self, customer_id: str, former_ids: Iterable[str]) -> str:
        return customer_sql(
            rows=self.snapshot("interactions"),
            moved=self.snapshot("reassigned"),
            customer_id=customer_id,
            former_ids=former_ids,
            engine=self.connection(),
        )

    def last_at(self) -> datetime | None:
        """The time of the newest interaction, None for an empty log. Clocks that run ahead are not believed."""
        newest = self.moment().interactions
        known, unsure = newest.last_at()
        if not unsure:
            return known
        query = f"select max(time) from read_parquet($files) where {BELIEVED}"
        found = self.remember(
            "last_at", lambda: self.connection().sql(query, params={"files": unsure}).to_arrow_table()
        )
        return max((at for at in (known, found.column(0)[0].as_py()) if at is not None), default=None)

    def remember(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question about this version of the log, worked out once per process.

        Who asks while it is being worked out waits for it. The newest 500 answers are kept.
        """

        def worked_out() -> T:
            with self._working():
                return answer()

        return self._answers.remember((self.version, question), worked_out)

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Note the time spent on this version."""
        began = time.monotonic()
        try:
            yield
        finally:
            with self._lock:
                self._spent += time.monotonic() - began

    def derived(self, name: str, build: Callable[[], ir.Table]) -> ir.Table:
        """A table worked out from this version of the log, kept as Parquet that any process may read.

        A file appears whole or not at all. The file of the version before is kept, since somebody may be reading it;
        older ones are removed.
        """
        folder = self.root / "derived" / name
        target = folder / f"v{self.version}.parquet"
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            draft = folder / f".{target.name}.{os.getpid()}.{threading.get_ident()}"
            with self._working():
                build().to_parquet(draft)
            draft.replace(target)
            for old in sorted(folder.glob("v*.parquet"), key=lambda file: file.stat().st_mtime)[:-2]:
                shutil.rmtree(old, ignore_errors=True) if old.is_dir() else old.unlink(missing_ok=True)
        return self.read(target, name=f"derived_{name}_{self.version}")

    def rejected(self) -> ir.Table:
        """What could not be understood, with file, line, reason and the raw row."""
        engine = self.engine()
        engine.con.execute(f"create or replace temp view rejected as {table_sql(self.snapshot('rejected'), REJECTED)}")
        return engine.table("rejected")

    def sql(self, query: str, parameters: list[object] | None = None) -> pa.Table:
        """Run DuckDB SQL over the view `interactions`, with bound parameters."""
        self.interactions_here()
        return self.connection().sql(query, params=parameters or []).to_arrow_table()


_shared: dict[Path, Lake] = {}
_sharing = threading.Lock()
