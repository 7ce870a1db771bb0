"""Taking rows out of the lake for good: out of the tables, their old versions, and what the log says of old files.

A Delta table keeps the files of old versions for a while, and its log keeps the smallest and largest value of each
column of each file, texts included. Erasing has to reach all three.
"""

import json
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from deltalake import DeltaTable, write_deltalake

from regard.analytics.schema.interactions import INTERACTION, REASSIGNED, REJECTED
from regard.foundation.lake.lake import TABLES
from regard.foundation.lake.writer import COMPRESSION, ROWS_PER_FILE, LakeWriter

KEPT_OF_LOG = ("remove", "txn", "protocol", "metaData", "domainMetadata")


@dataclass(frozen=True)
class _Span:
    """Customers of one month whose files are written anew."""

    month: str
    low: str
    high: str


def erase_interactions(*, writer: LakeWriter, anchors: Collection[str]) -> int:
    """Take out the rows written with these anchors, rewriting only the files that hold them. Returns how many.

    The rows of others keep every value and their order. Readers of the version before may find its files gone.
    """
    files = writer.lake.delta("interactions").file_uris()
    if not files or not anchors:
        return 0
    with _engine() as engine:
        engine.register("gone", pa.table({"anchor": pa.array(sorted(anchors), pa.string())}))
        touched = engine.sql(
            "select regexp_extract(filename, 'month=([0-9-]+)', 1) as month, min(customer_id) as low, "
            "max(customer_id) as high, count(*) filter (anchor in (from gone)) as rows "
            "from read_parquet($files, filename=true, hive_partitioning=false) group by filename having rows > 0 "
            "order by month, low",
            params={"files": files},
        ).fetchall()
        for span in _merged([_Span(*row[:3]) for row in touched]):
            _rewrite(writer, engine, span)
    return sum(int(row[3]) for row in touched)


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
        ).to_arrow_reader(ROWS_PER_FILE)
        _write(table, kept, REJECTED, predicate=None)
    return erased


def purge(*, writer: LakeWriter, name: str) -> int:
    """Remove every file of a table's old versions, and what its log says of them. Returns how many files went."""
    table = writer.lake.delta(name)
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


def _merged(spans: list[_Span]) -> list[_Span]:
    """Spans of the same month that overlap, as one."""
    merged: list[_Span] = []
    for span in spans:
        last = merged[-1] if merged else None
        if last is not None and last.month == span.month and span.low <= last.high:
            merged[-1] = _Span(span.month, last.low, max(last.high, span.high))
        else:
            merged.append(span)
    return merged


def _rewrite(writer: LakeWriter, engine: duckdb.DuckDBPyConnection, span: _Span) -> None:
    """Write anew one span, without the anchors in table `gone`."""
    table = writer.lake.delta("interactions")
    predicate = (
        f"month = {_quoted(span.month)} and customer_id >= {_quoted(span.low)} and customer_id <= {_quoted(span.high)}"
    )
    files = table.file_uris(file_pruning_predicate=f"month = {_quoted(span.month)}")
    columns = ", ".join(name for name in INTERACTION.names if name != "month")
    rows = (
        "from read_parquet($files, hive_partitioning=false) log "
        "where customer_id between $low and $high and anchor not in (from gone)"
    )
    bound = {"files": files, "low": span.low, "high": span.high}
    if not engine.execute(f"select exists(select 1 {rows})", bound).fetchall()[0][0]:
        table.delete(predicate, writer_properties=COMPRESSION)
        return
    kept = engine.sql(
        f"select {columns}, $month::varchar as month {rows} order by customer_id, time, id",
        params=bound | {"month": span.month},
    )
    _write(table, kept.to_arrow_reader(ROWS_PER_FILE), INTERACTION, predicate=predicate)


def _write(table: DeltaTable, rows: pa.RecordBatchReader, schema: pa.Schema, *, predicate: str | None) -> None:
    in_shape = (
        shaped
        for batch in rows
        for shaped in pa.Table.from_batches([batch]).select(schema.names).cast(schema).to_batches()
    )
    write_deltalake(
        table,
        pa.RecordBatchReader.from_batches(schema, in_shape),
        mode="overwrite",
        predicate=predicate,
        writer_properties=COMPRESSION,
    )


def _engine() -> duckdb.DuckDBPyConnection:
    engine = duckdb.connect()
    engine.execute("set timezone='UTC'; set enable_progress_bar=false")
    return engine


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


assert set(TABLES) == {"interactions", "rejected", "reassigned"}  # a further table needs a way to erase from it
