"""Reading the log for the index: identifiers as numbers, each row's step as a number."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb
import numpy as np
import pyarrow as pa

from regard.analytics.journeys.histories import Keys, Step, held_in
from regard.foundation.lake.api import HALVES_SQL, Lake, scratch
from regard.understand.journeys.index.runs import Loose

NUMBERS = "('0x' || substr({name}, 5))::ubigint"
TOLD = ("kind", "touchpoint", "stage", "channel", "actor")
SORTING_MEMORY = "4GB"
ROWS_AT_ONCE = 1_000_000


@dataclass
class Steps:
    """The steps known so far; a new one gets the next number."""

    known: list[Step] = field(default_factory=list)

    def learn(self, engine: duckdb.DuckDBPyConnection, files: list[str], mixed: str) -> None:
        """Take in the steps that occur in some files, and leave them in the table `step` with their numbers."""
        listed = ", ".join(TOLD)
        found = engine.execute(
            f"select distinct {listed} from read_parquet($files{mixed}) order by all", {"files": files}
        ).fetchall()
        numbers = {step: number for number, step in enumerate(self.known)}
        for row in found:
            step = Step(*row)
            if step not in numbers:
                numbers[step] = len(self.known)
                self.known.append(step)
        steps = [Step(*row) for row in found]
        columns = [pa.array([getattr(step, name) for step in steps], pa.string()) for name in TOLD]
        codes = pa.array([numbers[step] for step in steps], pa.uint32())
        engine.register("step", pa.table([*columns, codes], names=[*TOLD, "code"]))

    @property
    def width(self) -> type[np.uint16] | type[np.uint32]:
        """The type their numbers fit in."""
        return np.uint16 if len(self.known) <= 1 << 16 else np.uint32


def read_moved(lake: Lake) -> Keys:
    """Who moved, shape (2, n): anchors, ascending, and the customer each belongs to now."""
    files = lake.snapshot("reassigned").uris()
    if not files:
        return np.empty((2, 0), np.uint64)
    with duckdb.connect() as engine:
        engine.execute("set enable_progress_bar=false")
        anchor, customer = NUMBERS.format(name="anchor"), NUMBERS.format(name="customer_id")
        query = f"select {anchor} as anchor, {customer} as customer from read_parquet($files) order by anchor"
        found = engine.execute(query, {"files": files}).fetchnumpy()
    return np.array([found["anchor"], found["customer"]], dtype=np.uint64)


def owners(anchors: Keys, written: Keys, moved: Keys) -> Keys:
    """To whom rows belong now that were written with these anchors and customers."""
    at, found = held_in(moved[0], anchors)
    owner = written.copy()
    owner[found] = moved[1][at[found]]
    return owner


def read_rows(lake: Lake, files: list[str], steps: Steps, moved: Keys) -> Loose:
    """The rows of some files, in any order."""
    with duckdb.connect() as engine:
        engine.execute("set timezone='UTC'; set enable_progress_bar=false")
        table = engine.sql(_query(lake, engine, files, steps), params={"files": files}).to_arrow_table()
    rows = _loose(table, steps)
    return Loose(owners(rows.anchors, rows.customers, moved), rows.at, rows.steps, rows.high, rows.low, rows.anchors)


def read_ordered(lake: Lake, files: list[str], steps: Steps, moved: Keys) -> Iterator[Loose]:
    """The rows of some files by customer, time and id, a million at once. What memory cannot hold is sorted on disk."""
    with scratch(lake=lake) as place, duckdb.connect() as engine:
        engine.execute("set timezone='UTC'; set enable_progress_bar=false")
        engine.execute(f"set memory_limit='{SORTING_MEMORY}'; set temp_directory='{place}'")
        query = _query(lake, engine, files, steps)
        if moved.shape[1]:
            engine.register("moved", pa.table({"anchor": moved[0], "owner": moved[1]}))
            query = (
                "select coalesce(m.owner, r.customer) as customer, r.moment, r.code, r.high, r.low, r.anchor "
                f"from ({query}) r left join moved m on m.anchor = r.anchor"
            )
        reader = engine.sql(f"{query} order by customer, moment, high, low", params={"files": files})
        for batch in reader.to_arrow_reader(ROWS_AT_ONCE):
            yield _loose(pa.Table.from_batches([batch]), steps)


def _query(lake: Lake, engine: duckdb.DuckDBPyConnection, files: list[str], steps: Steps) -> str:
    mixed = ", union_by_name=true" if lake.snapshot("interactions").is_mixed else ""
    steps.learn(engine, files, mixed)
    same = " and ".join(f"log.{name} is not distinct from step.{name}" for name in TOLD)
    return (
        f"select {NUMBERS.format(name='log.customer_id')} as customer, epoch_us(log.time) as moment, step.code as code, "
        f"{HALVES_SQL}, {NUMBERS.format(name='log.anchor')} as anchor "
        f"from read_parquet($files{mixed}) log join step on {same}"
    )


def _loose(table: pa.Table, steps: Steps) -> Loose:
    columns = {name: table.column(name).to_numpy() for name in table.column_names}
    return Loose(
        columns["customer"].astype(np.uint64, copy=False),
        columns["moment"].astype(np.int64, copy=False),
        columns["code"].astype(steps.width),
        columns["high"].astype(np.uint64, copy=False),
        columns["low"].astype(np.uint64, copy=False),
        columns["anchor"].astype(np.uint64, copy=False),
    )
