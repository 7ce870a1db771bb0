"""Running a mapping: rows of tables to observations, a batch at a time."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.schema.interactions import OBSERVATION
from regard.record.imports.chunks import BATCH_ROWS, Chunk
from regard.record.imports.files import FileUnreadable
from regard.record.imports.mapping.language import Mapping
from regard.record.imports.mapping.literals import without
from regard.record.imports.mapping.plan import TablePlan, entry_sql, plan_table, prepare_gathered, side_tables
from regard.record.imports.mapping.scope import as_list
from regard.record.imports.tables.opening import open_table
from regard.record.imports.tables.rows import Rows, TableFile
from regard.record.interactions.api import Rejection, cut_raw

MEMORY = "1GB"


@dataclass
class MappedTables:
    """A mapping, the files of its tables, and the tables whose rows make interactions now."""

    mapping: Mapping
    file: str
    paths: dict[str, list[Path]]
    driving: list[str]
    source: str
    plans: list[TablePlan] = field(init=False)
    opened: dict[str, list[TableFile]] = field(init=False)

    def __post_init__(self) -> None:
        self.opened = {
            name: [open_table(path=path, table=self.mapping.tables[name]) for path in paths]
            for name, paths in self.paths.items()
        }
        headers = {name: files[0].header for name, files in self.opened.items() if files}
        names = {name: Path(files[0].origin).name for name, files in self.opened.items() if files}
        self.plans = [
            plan_table(mapping=self.mapping, file=self.file, table=table, headers=headers, files=names)
            for table in self.driving
        ]

    @property
    def notes(self) -> list[str]:
        """What was guessed about the files."""
        notes = (getattr(file, "note", None) for files in self.opened.values() for file in files)
        return [note for note in notes if note]

    def chunks(self) -> Iterator[tuple[str, Chunk]]:
        """For each file in turn, its name and what was read of it."""
        with _engine() as engine:
            for table, used in side_tables(plans=self.plans).items():
                for chunk in self._load_side(engine, table, used):
                    yield table, chunk
            for plan in self.plans:
                prepare_gathered(plan=plan, engine=engine)
                for file in self.opened[plan.table]:
                    yield from ((file.origin, chunk) for chunk in self._read(engine, plan, file))

    def _load_side(self, engine: duckdb.DuckDBPyConnection, table: str, used: set[int]) -> Iterator[Chunk]:
        columns = sorted(used)
        header = self.opened[table][0].header
        named = ", ".join(f'"{table}.{index}" VARCHAR' for index in columns)
        engine.execute(f'CREATE TABLE "all {table}" (line BIGINT, {named})')
        for file in self.opened[table]:
            for rows in file.batches(wanted=self._wanted(table, columns, file)):
                engine.register("side_rows", _as_table(rows, table, columns))
                engine.execute(f'INSERT INTO "all {table}" SELECT line, {self._cleaned(table, columns)} FROM side_rows')
                engine.unregister("side_rows")
                is_read_elsewhere = table in self.driving
                yield Chunk(OBSERVATION.empty_table(), [] if is_read_elsewhere else rows.rejections, 0)
        keys = ", ".join(f'"{table}.{header.index(name)}"' for name in as_list(self.mapping.tables[table].key))
        engine.execute(
            f'CREATE TABLE "one {table}" AS SELECT * EXCLUDE (line) FROM "all {table}" '
            f"QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY line) = 1"
        )

    def _read(self, engine: duckdb.DuckDBPyConnection, plan: TablePlan, file: TableFile) -> Iterator[Chunk]:
        columns = sorted(plan.scope.used.get(plan.table, set()))
        entry = entry_sql(plan=plan)
        cleaned = self._cleaned(plan.table, columns)
        for rows in file.batches(wanted=self._wanted(plan.table, columns, file)):
            engine.register("read_rows", _as_table(rows, plan.table, columns))
            engine.execute(f"CREATE OR REPLACE TEMP TABLE batch AS SELECT line, place, {cleaned} FROM read_rows")
            engine.execute(f"CREATE OR REPLACE TEMP TABLE entry AS {entry}")
            engine.unregister("read_rows")
            yield from _pieces(self._chunk(engine, plan, file, rows))

    def _wanted(self, table: str, columns: list[int], file: TableFile) -> list[str]:
        """The columns by name, since another file of the table may have them in another order."""
        first = self.opened[table][0]
        names = [first.header[index] for index in columns]
        missing = [f"`{name}`" for name in names if name not in file.header]
        if missing:
            raise FileUnreadable(f"{file.origin} has no {' and no '.join(missing)}, unlike {first.origin}.")
        return names

    def _cleaned(self, table: str, columns: list[int]) -> str:
        nothing = [*self.mapping.null_values, *self.mapping.tables[table].null_values]
        names = [f'"{table}.{index}"' for index in columns]
        return ", ".join(f"{without(name, nothing)} AS {name}" for name in names)

    def _chunk(self, engine: duckdb.DuckDBPyConnection, plan: TablePlan, file: TableFile, rows: Rows) -> Chunk:
        made = [engine.sql(statement.sql).to_arrow_table() for statement in plan.statements]
        numbered = [
            table.append_column("position", pa.repeat(pa.scalar(number, pa.int32()), table.num_rows))
            for number, table in enumerate(made)
        ]
        together = pa.concat_tables(numbered).sort_by([("place", "ascending"), ("position", "ascending")])
        is_good = pc.is_null(together["reason"])
        rejections = [
            Rejection(file.origin, row["line"], row["reason"], cut_raw(raw=rows.raw(row["place"])))
            for row in together.filter(pc.invert(is_good)).select(["line", "place", "reason"]).to_pylist()
        ]
        silent = len(rows) - pc.count_distinct(together["place"]).as_py()
        observations = _observations(together.filter(is_good), self.source, file.origin)
        return Chunk(observations, [*rows.rejections, *rejections], rows.position, silent)


def _as_table(rows: Rows, table: str, columns: list[int]) -> pa.Table:
    named = {f"{table}.{index}": column for index, column in zip(columns, rows.columns, strict=False)}
    empty = {f"{table}.{index}": pa.nulls(len(rows), pa.string()) for index in columns}
    return pa.table({"line": rows.lines, "place": pa.array(range(len(rows)), pa.int64())} | empty | named)


def _observations(made: pa.Table, source: str, origin: str) -> pa.Table:
    count = made.num_rows
    made = made.append_column("source", pa.repeat(source, count)).append_column("origin", pa.repeat(origin, count))
    return made.select(OBSERVATION.names).cast(OBSERVATION)


def _pieces(chunk: Chunk) -> Iterator[Chunk]:
    """The chunk in parts of at most 200,000 observations; the last carries the rest."""
    total = chunk.observations.num_rows
    starts = range(0, max(total, 1), BATCH_ROWS)
    for start in starts:
        part = chunk.observations.slice(start, BATCH_ROWS)
        is_last = start == starts[-1]
        yield Chunk(part, chunk.rejections if is_last else [], chunk.position, chunk.silent_rows if is_last else 0)


@contextmanager
def _engine() -> Iterator[duckdb.DuckDBPyConnection]:
    with tempfile.TemporaryDirectory(prefix="regard-import-") as folder:
        engine = duckdb.connect(str(Path(folder) / "import.duckdb"))
        engine.execute(f"SET TimeZone = 'UTC'; SET memory_limit = '{MEMORY}'; SET enable_progress_bar = false")
        try:
            yield engine
        finally:
            engine.close()
