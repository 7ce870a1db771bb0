"""Rows that come without a header: each names its own columns, and lacks those that another has."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, SupportsIndex

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.schema.interactions import OBSERVATION
from regard.record.imports.mapping.language import Mapping, MappingUnreadable
from regard.record.imports.mapping.literals import without
from regard.record.imports.mapping.nearest import suggestion
from regard.record.imports.mapping.plan import TablePlan, entry_sql, plan_table

LooseRow = Dictionary[str, str | None]


@dataclass(frozen=True)
class LooseRows:
    """What a mapping made of some rows: observations, why others make none, and those it says nothing about.

    Rows are named by their position, from 0.
    """

    observations: pa.Table
    reasons: list[tuple[int, str]]
    silent: list[int]


class _AnyColumn(list[str]):
    """The header of rows without one: whatever a mapping asks for is a column, empty where a row lacks it."""

    def __contains__(self, name: object) -> bool:
        return True

    def count(self, name: str) -> int:
        return 1

    def index(self, name: str, start: SupportsIndex = 0, stop: SupportsIndex = 0) -> int:
        if name not in list(self):
            self.append(name)
        return list(self).index(name)


class LooseMapping:
    """A mapping of one table, compiled once, for rows that name their own columns."""

    def __init__(self, *, mapping: Mapping, name: str) -> None:
        """Compile it. Raises `MappingUnreadable`."""
        if len(mapping.tables) != 1 or next(iter(mapping.tables.values())).lookup:
            raise MappingUnreadable(f"{name}: a body is one table, which can look nothing up in others.")
        self._table = next(iter(mapping.tables))
        self._columns = _AnyColumn()
        self._nothing = [*mapping.null_values, *mapping.tables[self._table].null_values]
        headers: dict[str, list[str]] = {self._table: self._columns}
        self._plan: TablePlan = plan_table(
            mapping=mapping, file=name, table=self._table, headers=headers, files={self._table: "the body"}
        )
        if self._plan.values.gathered:
            raise MappingUnreadable(f"{name}: `sum`, `count`, `first` and `list` need a second table.")

    @property
    def columns(self) -> list[str]:
        """The columns the mapping asks for."""
        return list(self._columns)

    def doubts(self, *, rows: Sequence[LooseRow]) -> list[str]:
        """A sentence for each column that the mapping asks for and none of the rows has."""
        known = sorted({name for row in rows for name in row})
        missing = [name for name in self._columns if name not in known]
        return [f"No row has `{name}`{suggestion(name, known) or '.'}" for name in missing]

    def run(self, *, rows: Sequence[LooseRow], lines: Sequence[int], origins: Sequence[str], source: str) -> LooseRows:
        """What the mapping makes of the rows; lines and origins say where each stands."""
        if not rows:
            return LooseRows(OBSERVATION.empty_table(), [], [])
        with duckdb.connect() as engine:
            engine.execute("SET TimeZone = 'UTC'; SET memory_limit = '1GB'; SET enable_external_access = false")
            engine.register("read_rows", self._as_table(rows, lines))
            names = [f'"{self._table}.{index}"' for index in range(len(self._columns))]
            cleaned = "".join(f", {without(name, self._nothing)} AS {name}" for name in names)
            engine.execute(f"CREATE TEMP TABLE batch AS SELECT line, place{cleaned} FROM read_rows")
            engine.execute(f"CREATE TEMP TABLE entry AS {entry_sql(plan=self._plan)}")
            made = [engine.sql(statement.sql).to_arrow_table() for statement in self._plan.statements]
        return _sorted_out(made, len(rows), origins, source)

    def _as_table(self, rows: Sequence[LooseRow], lines: Sequence[int]) -> pa.Table:
        columns: dict[str, Any] = {
            f"{self._table}.{index}": pa.array([row.get(name) for row in rows], pa.string())
            for index, name in enumerate(self._columns)
        }
        places = pa.array(range(len(rows)), pa.int64())
        return pa.table({"line": pa.array(lines, pa.int64()), "place": places} | columns)


def with_message_id(*, mapping: Mapping, names: list[str]) -> Mapping:
    """The mapping, where interactions that do not say what tells one from another are told apart by `names`."""
    told = [one if one.message_id else msgspec.structs.replace(one, message_id=names) for one in mapping.interactions]
    return msgspec.structs.replace(mapping, interactions=told)


def _sorted_out(made: list[pa.Table], count: int, origins: Sequence[str], source: str) -> LooseRows:
    numbered = [
        table.append_column("position", pa.repeat(pa.scalar(number, pa.int32()), table.num_rows))
        for number, table in enumerate(made)
    ]
    together = pa.concat_tables(numbered).sort_by([("place", "ascending"), ("position", "ascending")])
    is_good = pc.is_null(together["reason"])
    wrong = together.filter(pc.invert(is_good)).select(["place", "reason"]).to_pylist()
    silent = sorted(set(range(count)) - set(together["place"].to_pylist()))
    good = together.filter(is_good)
    good = good.append_column("source", pa.repeat(source, good.num_rows))
    named = pa.array([origins[place] for place in good["place"].to_pylist()], pa.string())
    good = good.append_column("origin", named).select(OBSERVATION.names).cast(OBSERVATION)
    return LooseRows(good, [(row["place"], row["reason"]) for row in wrong], silent)
