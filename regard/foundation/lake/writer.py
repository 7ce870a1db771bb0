"""Writing the lake: one writer at a time, whole commits, months rewritten in customer order."""

import fcntl
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import duckdb
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake
from deltalake.writer import WriterProperties

from regard.analytics.schema.interactions import INTERACTION, REASSIGNED
from regard.foundation.lake.lake import PARTITIONS, TABLES, Lake, LakeBusy

STEP_NOTE = "regard.step"
STEPS_LOOKED_BACK = 200
COMPRESSION = WriterProperties(compression="ZSTD", compression_level=1)
ROWS_PER_FILE = 300_000


@dataclass(frozen=True)
class Step:
    """A write that must happen once: the number counts up within `of`; the note is kept with the commit."""

    of: str
    number: int
    note: object = None


def taken_step(*, lake: Lake, name: str, of: str) -> int:
    """The number of the last step of a kind that a table took, -1 before the first."""
    return _taken(lake.delta(name), of)


def find_step_note(*, lake: Lake, name: str, step: Step) -> object:
    """What was noted with a step that a table took, None where its commit is no longer listed."""
    for commit in lake.delta(name).history(STEPS_LOOKED_BACK):
        written = json.loads(commit.get(STEP_NOTE) or "{}")
        if written.get("of") == step.of and written.get("number") == step.number:
            return cast(object, written.get("note"))
    return None


def _taken(table: DeltaTable, of: str) -> int:
    version = table.transaction_version(of)
    return -1 if version is None else int(version)


@dataclass
class LakeWriter:
    """Holds the lake's one writing lock for the length of a `with` block."""

    lake: Lake
    wait_seconds: float = 600.0
    touched_months: set[str] = field(default_factory=set)
    _lock: IO[str] | None = None

    def __enter__(self) -> Self:
        path = Path(self.lake.root) / "lake" / "writer.lock"
        self._lock = path.open("w")
        deadline = time.monotonic() + self.wait_seconds
        while True:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return self
            except BlockingIOError:
                if time.monotonic() > deadline:
                    self._lock.close()
                    raise LakeBusy(
                        f"Another import has been writing to {self.lake.root} for {self.wait_seconds:.0f} s. "
                        "Wait for it to end, then run this again: nothing was written."
                    ) from None
                time.sleep(0.01)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._lock is not None:
            self._lock.close()

    def append(self, name: str, rows: pa.Table, *, step: Step | None = None) -> int | None:
        """Add rows to a table in one commit; return its version, or None where there was nothing to write.

        A step that the table has taken already is not taken again.
        """
        table = self.lake.delta(name)
        if rows.num_rows == 0 or (step is not None and _taken(table, step.of) >= step.number):
            return None
        if name in PARTITIONS:
            self.touched_months.update(rows.column(PARTITIONS[name]).unique().to_pylist())
        write_deltalake(
            table,  # the handle whose steps were read: a second writer's commit in between would be refused
            rows.select(TABLES[name].names).cast(TABLES[name]),
            mode="append",
            writer_properties=COMPRESSION,
            commit_properties=None
            if step is None
            else CommitProperties(
                app_transactions=[Transaction(step.of, step.number)],
                custom_metadata={STEP_NOTE: json.dumps({"of": step.of, "number": step.number, "note": step.note})},
            ),
        )
        return int(table.version())

    def replace_reassigned(self, rows: pa.Table) -> None:
        """Say anew which anchors belong to another customer than their rows were written with."""
        write_deltalake(self.lake.path("reassigned"), rows.cast(REASSIGNED), mode="overwrite")

    def compact(self, *, on_month: Callable[[str], None] = lambda month: None) -> int:
        """Rewrite each touched month that has several files, ordered by customer, time and id.

        Returns how many months were rewritten.
        """
        rewritten = 0
        for month in sorted(self.touched_months):
            files = self.lake.delta("interactions").file_uris(file_pruning_predicate=f"month = '{month}'")
            if len(files) < 2:
                continue
            on_month(month)
            self._rewrite(month, files)
            rewritten += 1
        self.touched_months.clear()
        return rewritten

    def _rewrite(self, month: str, files: list[str]) -> None:
        current = {"customer_id": "coalesce(moved.customer_id, log.customer_id) as customer_id"}
        columns = ", ".join(current.get(name, f"log.{name}") for name in INTERACTION.names if name != "month")
        with duckdb.connect() as engine:
            engine.execute("set timezone='UTC'; set enable_progress_bar=false")
            engine.register("moved", self.lake.delta("reassigned").to_pyarrow_table())
            reader = engine.sql(
                f"select {columns}, $month::varchar as month from read_parquet($files, hive_partitioning=false) log "
                "left join moved on moved.anchor = log.anchor order by customer_id, time, id",
                params={"month": month, "files": files},
            ).to_arrow_reader(ROWS_PER_FILE)
            write_deltalake(
                self.lake.path("interactions"),
                pa.RecordBatchReader.from_batches(INTERACTION, _in_shape(reader)),
                mode="overwrite",
                predicate=f"month = '{month}'",
                writer_properties=COMPRESSION,
                target_file_size=64 * 1024 * 1024,
            )


def _in_shape(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
    for batch in batches:
        yield from pa.Table.from_batches([batch]).select(INTERACTION.names).cast(INTERACTION).to_batches()
