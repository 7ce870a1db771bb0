"""Taking rows out of the lake for good: out of the tables, their old versions, and what the log says of old files.

A Delta table keeps the files of old versions for a while, and its log keeps the smallest and largest value of each
column of each file, texts included. Erasing has to reach all three.
"""

import json
import os
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from deltalake import write_deltalake
from deltalake.transaction import AddAction

from regard.analytics.schema.interactions import INTERACTION, REASSIGNED, REJECTED
from regard.foundation.lake.compaction import replace_files, rewriting
from regard.foundation.lake.files import write_files
from regard.foundation.lake.lake import TABLES
from regard.foundation.lake.pruning import READ
from regard.foundation.lake.snapshots import Snapshot, TableFile
from regard.foundation.lake.writer import LakeWriter

SECONDS_TO_WAIT = 600.0  # for a compaction that runs


def erase_interactions(*, writer: LakeWriter, anchors: Collection[str]) -> int:
    """Take out the rows written with these anchors, rewriting only the files that hold them. Returns how many.

    The rows of others keep every value and their order. Readers of the version before may find its files gone.
    """
    if not anchors:
        return 0
    with rewriting(lake=writer.lake, wait_seconds=SECONDS_TO_WAIT), _engine() as engine:
        snapshot = writer.lake.snapshot("interactions").with_public()
        if not snapshot.files:
            return 0
        engine.register("gone", pa.table({"anchor": pa.array(sorted(anchors), pa.string())}))
        touched = engine.sql(
            "select filename, count(*) from read_parquet($files, filename=true) where anchor in (from gone) "
            "group by filename order by filename",
            params={"files": snapshot.uris()},
        ).fetchall()
        counts = {str(name): int(rows) for name, rows in touched}
        old = [one for one in snapshot.files if str(snapshot.folder / one.path) in counts]
        added = [action for one in old for action in _without(snapshot, engine, one)]
        if old:
            replace_files(table=writer.lake.delta("interactions"), removed=old, added=added)
    return sum(counts.values())


def erase_reassigned(*, writer: LakeWriter, anchors: Collection[str]) -> None:
    """Forget to whom these anchors belong."""
    table = writer.lake.delta("reassigned")
    with _engine() as engine:
        engine.register("reassigned", table.to_pyarrow_table())
        engine.register("gone", pa.table({"anchor": pa.array(sorted(anchors), pa.string())}))
        kept = engine.sql("select * from reassigned anti join gone using (anchor) order by anchor").to_arrow_table()
    write_deltalake(table, kept.cast(REASSIGNED), mode="overwrite")


def erase_rejected(*, writer: LakeWriter, rows: pa.Table) -> int:
    """Take out rejected rows, given with all their columns. Returns how many."""
    table = writer.lake.delta("rejected")
    files = table.file_uris()
    if not files or not rows.num_rows:
        return 0
    with _engine() as engine:
        engine.register("gone", rows.select(REJECTED.names).cast(REJECTED))
        log = "read_parquet($files)"
        count = f"select count(*) from {log} semi join gone using ({', '.join(REJECTED.names)})"
        erased = int(engine.execute(count, {"files": files}).fetchall()[0][0])
        kept = engine.sql(
            f"select * from {log} anti join gone using ({', '.join(REJECTED.names)})", params={"files": files}
        ).to_arrow_table()
        with rewriting(lake=writer.lake, wait_seconds=SECONDS_TO_WAIT):
            snapshot = writer.lake.snapshot("rejected")
            added = write_files(snapshot.folder, kept.cast(REJECTED).to_batches(), partition=None, is_new=False)
            replace_files(table=writer.lake.delta("rejected"), removed=list(snapshot.files), added=added)
    return erased


def drop_months(*, writer: LakeWriter, before: str) -> int:
    """Take out the months before one, written YYYY-MM, as whole files. Returns how many files."""
    with rewriting(lake=writer.lake, wait_seconds=SECONDS_TO_WAIT):
        old = [one for one in writer.lake.snapshot("interactions").all_files if str(one.partition) < before]
        if old:
            replace_files(table=writer.lake.delta("interactions"), removed=old, added=[])
    return len(old)


def drop_rejected(*, writer: LakeWriter, before: datetime) -> None:
    """Take out the rejected rows that arrived before a moment."""
    with rewriting(lake=writer.lake, wait_seconds=SECONDS_TO_WAIT), _engine() as engine:
        snapshot = writer.lake.snapshot("rejected")
        if not snapshot.files:
            return
        kept = engine.sql(
            "select * from read_parquet($files) where received_at >= $before",
            params={"files": snapshot.uris(), "before": before},
        ).to_arrow_table()
        added = write_files(snapshot.folder, kept.cast(REJECTED).to_batches(), partition=None, is_new=False)
        replace_files(table=writer.lake.delta("rejected"), removed=list(snapshot.files), added=added)


def purge(*, writer: LakeWriter, name: str) -> int:
    """Remove every file of a table's old versions, and what its log says of them. Returns how many files went."""
    table = writer.lake.delta(name)
    with rewriting(lake=writer.lake, wait_seconds=SECONDS_TO_WAIT):  # what it wrote and did not commit is not garbage
        removed = table.vacuum(retention_hours=0, dry_run=False, enforce_retention_duration=False, full=True)
    table.create_checkpoint()
    folder = Path(writer.lake.path(name)) / "_delta_log"
    newest = table.version()
    for file in sorted(folder.iterdir()):
        number = file.name.partition(".")[0]
        if not number.isdigit() or int(number) >= newest:
            continue
        if file.suffix == ".parquet":
            file.unlink()
        elif file.suffix == ".json":
            _scrub(file)
    return len(removed)


def _scrub(file: Path) -> None:
    """Rewrite one commit of the log without what it says of values: files stay named, statistics and predicates go."""
    lines = []
    for line in file.read_text("utf-8").splitlines():
        action: dict[str, Any] = json.loads(line)
        for kind in ("add", "remove"):
            if kind in action and "stats" in action[kind]:
                action[kind]["stats"] = None
        if "commitInfo" in action:
            action["commitInfo"].pop("operationParameters", None)
        lines.append(json.dumps(action, separators=(",", ":")))
    draft = file.with_name(f".{file.name}.draft")
    draft.write_text("\n".join(lines) + "\n", "utf-8")
    os.replace(draft, file)


def _without(snapshot: Snapshot, engine: duckdb.DuckDBPyConnection, one: TableFile) -> list[AddAction]:
    """Write anew one file of the log, without the anchors in table `gone`; none where nobody is left."""
    rows = engine.sql(
        f"select {', '.join(READ)} from read_parquet($files) where anchor not in (from gone) "
        "order by customer_id, time, id",
        params={"files": [str(snapshot.folder / one.path)]},
    ).to_arrow_table()
    schema = pa.schema([INTERACTION.field(name) for name in READ])
    partition = ("month", str(one.partition))
    return write_files(snapshot.folder, rows.cast(schema).to_batches(), partition=partition, is_new=False)


def _engine() -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect()
    engine.execute("set timezone='UTC'; set enable_progress_bar=false")
    return engine


assert set(TABLES) == {"interactions", "rejected", "reassigned"}  # a further table needs a way to erase from it
