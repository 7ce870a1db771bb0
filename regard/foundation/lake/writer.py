"""Writing the lake: one writer at a time, whole commits."""

import fcntl
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self, cast

import pyarrow as pa
import pyarrow.compute as pc
from deltalake import DeltaTable, write_deltalake
from deltalake.transaction import AddAction

from regard.analytics.schema.interactions import REASSIGNED
from regard.foundation.lake.files import commit, write_files
from regard.foundation.lake.lake import PARTITIONS, TABLES, Lake, LakeBusy

STEP_NOTE = "regard.step"
STEPS_LOOKED_BACK = 200


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
    for one in lake.delta(name).history(STEPS_LOOKED_BACK):
        written = json.loads(one.get(STEP_NOTE) or "{}")
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
        note = None if step is None else {"of": step.of, "number": step.number, "note": step.note}
        commit(
            table,  # the handle whose steps were read: a second writer's commit in between would be refused
            list(self._written(name, rows.select(TABLES[name].names).cast(TABLES[name]))),
            transaction=None if step is None else (step.of, step.number),
            note=None if note is None else {STEP_NOTE: json.dumps(note)},
        )
        return int(table.version())

    def _written(self, name: str, rows: pa.Table) -> Iterator[AddAction]:
        folder, column = Path(self.lake.path(name)), PARTITIONS.get(name)
        if column is None:
            yield from write_files(folder, rows.to_batches(), partition=None)
            return
        for value in sorted(rows.column(column).unique().to_pylist()):
            part = rows.filter(pc.equal(rows.column(column), value))
            self.touched_months.add(value)
            yield from write_files(folder, part.to_batches(), partition=(column, value))

    def replace_reassigned(self, rows: pa.Table) -> None:
        """Say anew which anchors belong to another customer than their rows were written with."""
        write_deltalake(self.lake.path("reassigned"), rows.cast(REASSIGNED), mode="overwrite")
