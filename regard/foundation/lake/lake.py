"""Reading the lake: a pinned version of each Delta table, handed to DuckDB as its current files."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TypeVar, cast

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
from deltalake import DeltaTable
from ibis.backends.duckdb import Backend

from regard.analytics.errors import RegardError
from regard.analytics.schema.interactions import INTERACTION, REASSIGNED, REJECTED

TABLES = {"interactions": INTERACTION, "rejected": REJECTED, "reassigned": REASSIGNED}
MOST_ANSWERS = 500
T = TypeVar("T")
PARTITIONS = {"interactions": "month"}
LAST_AT = "select max(time) from interactions where time <= received_at + interval 1 day"


class NoLog(RegardError):
    """Raised when a folder is opened for reading that holds no log."""

    code = "no_log"
    status = 404


class LakeBusy(RegardError):
    """Raised when another writer holds the lake for longer than one is willing to wait."""

    code = "lake_busy"
    status = 503


@dataclass
class Lake:
    """The tables under one data folder.

    Readers in any number of processes see whole versions only. Writing goes through `LakeWriter`.
    """

    root: Path
    _local: threading.local = field(default_factory=threading.local, repr=False)
    _version: tuple[tuple[int, ...], int] | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _answers: OrderedDict[Hashable, object] = field(default_factory=OrderedDict, repr=False)
    _asking: dict[Hashable, threading.RLock] = field(default_factory=dict, repr=False)

    @classmethod
    def open(cls, data_dir: Path | str, *, create: bool = True) -> "Lake":
        """Open the lake in `data_dir`, creating it unless `create` is false.

        Raises NoLog where there is none and none may be made.
        """
        root = Path(data_dir).absolute()
        if not create and not (root / "lake" / "interactions" / "_delta_log").is_dir():
            raise NoLog(
                f"There is no log in {root}. Import a file first (`regard import FILE --data {root}`) "
                "or name the folder that holds one with --data or REGARD_DATA."
            )
        if root.exists() and not root.is_dir():
            raise NoLog(f"{root} is a file, not a data folder. Name a folder with --data.")
        lake = cls(root)
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
        if (Path(self.path(name)) / "_delta_log").is_dir():
            return
        Path(self.path(name)).mkdir(parents=True, exist_ok=True)
        partition = PARTITIONS.get(name)
        DeltaTable.create(
            self.path(name),
            schema=TABLES[name],
            mode="ignore",
            partition_by=[partition] if partition else None,
            configuration={"delta.logRetentionDuration": "interval 7 days"},
        )

    def delta(self, name: str) -> DeltaTable:
        """A fresh handle on one Delta table."""
        return DeltaTable(self.path(name))

    @property
    def version(self) -> int:
        """A number that changes whenever what a reader sees changes."""
        logs = [Path(self.path(name)) / "_delta_log" for name in ("interactions", "reassigned")]
        changed_at = tuple(log.stat().st_mtime_ns for log in logs)  # read first: a later commit changes it again
        if self._version is None or self._version[0] != changed_at:
            self._version = changed_at, self.delta("interactions").version() + self.delta("reassigned").version()
        return self._version[1]

    def engine(self) -> Backend:
        """Return the DuckDB of the calling thread, through Ibis. Never shared between threads or processes."""
        if not hasattr(self._local, "engine"):
            backend = cast(Backend, ibis.duckdb.connect())
            raw = backend.con
            raw.execute("set timezone='UTC'; set autoinstall_known_extensions=false")
            raw.execute("set enable_progress_bar=false; set preserve_insertion_order=false")
            self._local.engine = backend
            self._local.views = {}
        return cast(Backend, self._local.engine)

    def connection(self) -> duckdb.DuckDBPyConnection:
        """The DuckDB connection under this thread's engine."""
        return cast(duckdb.DuckDBPyConnection, self.engine().con)

    def interactions(self) -> ir.Table:
        """The log at its newest version, each row under the customer it belongs to now.

        Columns as in INTERACTION, without `month`.
        """
        engine = self.engine()
        version = self.version
        if self._local.views.get("interactions") != version:
            engine.con.execute(f"create or replace temp view interactions as {self._interactions_sql()}")
            self._local.views["interactions"] = version
            self._local.table = engine.table("interactions")
        return cast(ir.Table, self._local.table)

    def _interactions_sql(self) -> str:
        rows = self._scan("interactions")
        columns = [column for column in INTERACTION.names if column != "month"]
        if not self.delta("reassigned").file_uris():
            return f"select {', '.join(columns)} from {rows}"
        moved = self._scan("reassigned")
        picked = ", ".join(
            "coalesce(moved.customer_id, log.customer_id) as customer_id"
            if column == "customer_id"
            else f"log.{column}"
            for column in columns
        )
        return f"select {picked} from {rows} log left join {moved} moved on moved.anchor = log.anchor"

    def _scan(self, name: str) -> str:
        """SQL for the current files of a table, or for an empty table of its shape."""
        files = self.delta(name).file_uris()
        if files:
            listed = ", ".join("'" + uri.replace("'", "''") + "'" for uri in files)
            hive = ", hive_partitioning=true, hive_types_autocast=false" if name in PARTITIONS else ""
            return f"read_parquet([{listed}]{hive})"
        empty = f"empty_{name}"
        self.connection().register(empty, TABLES[name].empty_table())
        return empty

    def last_at(self) -> datetime | None:
        """The time of the newest interaction, None for an empty log. Clocks that run ahead are not believed."""
        return self.remember(
            "last_at",
            lambda: cast("datetime | None", self.sql(LAST_AT).column(0)[0].as_py()),
        )

    def remember(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question about this version of the log, worked out once per process.

        Who asks while it is being worked out waits for it. The newest 500 answers are kept.
        """
        key = (self.version, question)
        with self._lock:
            asking = self._asking.setdefault(key, threading.RLock())
        with asking:
            with self._lock:
                if key in self._answers:
                    self._answers.move_to_end(key)
                    return cast(T, self._answers[key])
            found = answer()
            with self._lock:
                self._answers[key] = found
                self._asking.pop(key, None)
                while len(self._answers) > MOST_ANSWERS:
                    self._answers.popitem(last=False)
            return found

    def derived(self, name: str, build: Callable[[], ir.Table]) -> ir.Table:
        """A table worked out from this version of the log, kept as one Parquet file that any process may read.

        A file appears whole or not at all. The file of the version before is kept, since somebody may be reading it;
        older ones are removed.
        """
        folder = self.root / "derived" / name
        target = folder / f"v{self.version}.parquet"
        if not target.exists():
            folder.mkdir(parents=True, exist_ok=True)
            draft = folder / f".{target.name}.{os.getpid()}.{threading.get_ident()}"
            build().to_parquet(draft)
            draft.replace(target)
            for old in sorted(folder.glob("v*.parquet"), key=lambda file: file.stat().st_mtime)[:-2]:
                old.unlink(missing_ok=True)
        return self.engine().read_parquet(str(target), table_name=f"derived_{name}_{self.version}")

    def rejected(self) -> ir.Table:
        """What could not be understood, with file, line, reason and the raw row."""
        engine = self.engine()
        engine.con.execute(f"create or replace temp view rejected as select * from {self._scan('rejected')}")
        return engine.table("rejected")

    def sql(self, query: str, parameters: list[object] | None = None) -> pa.Table:
        """Run DuckDB SQL over the view `interactions`, with bound parameters."""
        self.interactions()
        return self.connection().sql(query, params=parameters or []).to_arrow_table()


_shared: dict[Path, Lake] = {}
_sharing = threading.Lock()
