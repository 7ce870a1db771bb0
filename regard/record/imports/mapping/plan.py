"""A mapping made ready for given files: every name resolved, every query compiled."""

import re
from dataclasses import dataclass

import duckdb

from regard.record.imports.mapping.language import Interaction, Mapping, MappingUnreadable
from regard.record.imports.mapping.nearest import suggestion
from regard.record.imports.mapping.scope import Headers, Scope
from regard.record.imports.mapping.statements import Statement, compile_interaction
from regard.record.imports.mapping.values import Values

_TABLE_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class TablePlan:
    """What the rows of one table make, and what they look up."""

    table: str
    values: Values
    statements: list[Statement]

    @property
    def scope(self) -> Scope:
        """The names it may use."""
        return self.values.scope


def table_of(*, mapping: Mapping, file: str, interaction: Interaction, number: int) -> str:
    """The table whose rows make an interaction; it need not be said where there is only one."""
    if interaction.table is None:
        if len(mapping.tables) == 1:
            return next(iter(mapping.tables))
        raise MappingUnreadable(f"{file}: interaction {number} needs `table`, because the mapping has several.")
    if interaction.table not in mapping.tables:
        near = suggestion(interaction.table, mapping.tables) or "."
        raise MappingUnreadable(
            f"{file}: interaction {number} is made of the table `{interaction.table}`, "
            f"which the mapping does not have{near}"
        )
    return interaction.table


def driving_tables(*, mapping: Mapping, file: str) -> list[str]:
    """The tables whose rows make interactions, in the order of the mapping."""
    _check_lookups(mapping, file)
    numbered = enumerate(mapping.interactions, 1)
    driving = {table_of(mapping=mapping, file=file, interaction=one, number=number) for number, one in numbered}
    return [table for table in mapping.tables if table in driving]


def _check_lookups(mapping: Mapping, file: str) -> None:
    for name, table in mapping.tables.items():
        if not _TABLE_NAME.fullmatch(name):
            raise MappingUnreadable(f"{file}: the table name `{name}` may have only letters, digits, - and _.")
        for other in table.lookup:
            if other not in mapping.tables:
                near = suggestion(other, mapping.tables) or "."
                raise MappingUnreadable(
                    f"{file}: tables.{name}.lookup names the table `{other}`, which the mapping does not have{near}"
                )


def plan_table(*, mapping: Mapping, file: str, table: str, headers: Headers, files: dict[str, str]) -> TablePlan:
    """Compile what the rows of one table make. Raises `MappingUnreadable` for a name that fits nothing."""
    values = Values(Scope(mapping, file, headers, files, table))
    statements: list[Statement] = []
    for number, interaction in enumerate(mapping.interactions, 1):
        if table_of(mapping=mapping, file=file, interaction=interaction, number=number) == table:
            statements += compile_interaction(values=values, interaction=interaction, number=number)
    return TablePlan(table, values, statements)


def side_tables(*, plans: list[TablePlan]) -> dict[str, set[int]]:
    """The columns that must be kept of each looked-up table."""
    needed: dict[str, set[int]] = {}
    for plan in plans:
        gathered = {one.table for one in plan.values.gathered}
        names = plan.scope.is_lookup_used | gathered
        names |= {name for inner in plan.scope.inner.values() for name in inner}
        for name in names:
            needed.setdefault(name, set()).update(plan.scope.used.get(name, set()))
    return needed


def entry_sql(*, plan: TablePlan) -> str:
    """The query that makes `entry`: each row of `batch` with what it looks up beside it."""
    columns = ["batch.*"]
    joins = []
    for name, given, keys in plan.scope.lookups():
        columns.append(f'"one {name}".*')
        joins.append(_join(f'"one {name}"', given, [f'"one {name}".{key}' for key in keys]))
    for gathered in plan.values.gathered:
        given, keys = plan.scope.match(gathered.table)
        own = f'"{plan.table} {gathered.name}"'
        columns.append(f'{own}."{gathered.name}"')
        joins.append(_join(own, given, [f"{own}.{key}" for key in keys]))
    return f"SELECT {', '.join(columns)} FROM batch {' '.join(joins)}"


def _join(table: str, given: list[str], keys: list[str]) -> str:
    matches = " AND ".join(f"trim({one}) = trim({key})" for one, key in zip(given, keys, strict=True))
    return f"LEFT JOIN {table} ON {matches}"


def prepare_gathered(*, plan: TablePlan, engine: duckdb.DuckDBPyConnection) -> None:
    """Compute what is gathered from several rows, once per key of the looked-up table."""
    for gathered in plan.values.gathered:
        _, keys = plan.scope.match(gathered.table)
        inner = Scope(plan.scope.mapping, plan.scope.file, plan.scope.headers, plan.scope.files, gathered.table)
        inner.is_lookup_used = plan.scope.inner.get(gathered.table, set())
        joins = [
            _join(f'"one {name}"', given, [f'"one {name}".{key}' for key in keyed])
            for name, given, keyed in inner.lookups()
        ]
        engine.execute(
            f'CREATE TABLE "{plan.table} {gathered.name}" AS '
            f'SELECT {", ".join(keys)}, {gathered.sql} AS "{gathered.name}" FROM "all {gathered.table}" own '
            f"{' '.join(joins)} GROUP BY {', '.join(keys)}"
        )
