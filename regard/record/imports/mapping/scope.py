"""What the names in a mapping refer to: columns of a table, and of the tables it looks up."""

import re
from dataclasses import dataclass, field

from regard.record.imports.mapping.language import Mapping, MappingUnreadable, Names, Table
from regard.record.imports.mapping.nearest import suggestion

Headers = dict[str, list[str]]


def as_list(names: Names | None) -> list[str]:
    """One name or several, as a list."""
    if names is None:
        return []
    return [names] if isinstance(names, str) else names


@dataclass
class Scope:
    """The names one table's interactions may use; remembers which columns were used."""

    mapping: Mapping
    file: str  # the mapping's own file name, for sentences
    headers: Headers
    files: dict[str, str]  # the file name of each table, for sentences
    table: str
    place: str = ""  # where in the mapping we are, for sentences
    used: dict[str, set[int]] = field(default_factory=dict)  # columns by table
    is_lookup_used: set[str] = field(default_factory=set)  # tables looked up for one row
    inner: dict[str, set[str]] = field(default_factory=dict)  # tables that looked-up tables look up

    @property
    def own(self) -> Table:
        """The table itself."""
        return self.mapping.tables[self.table]

    def wrong(self, problem: str) -> MappingUnreadable:
        """An error at the present place."""
        return MappingUnreadable(f"{self.file}: {self.place} {problem}")

    def column(self, name: str) -> str:
        """SQL for a column of this table, or of a table it looks up, by its name in the mapping."""
        table, column = self._split(name)
        index = self._index(table, column, name)
        self.used.setdefault(table, set()).add(index)
        if table != self.table:
            self._follow(table)
        return f'"{table}.{index}"'

    def many(self, name: str) -> tuple[str, str]:
        """A looked-up table with several rows for one of ours, and SQL for its column."""
        table, _, column = name.partition(".")
        self.many_table(table)
        if not column:
            raise self.wrong(f"needs a column of `{table}`, as in `{table}.COLUMN`.")
        index = self._index(table, column, name)
        self.used.setdefault(table, set()).add(index)
        return table, f'"{table}.{index}"'

    def many_table(self, table: str) -> str:
        """A looked-up table with several rows for one of ours."""
        if table not in self.own.lookup:
            near = suggestion(table, self.own.lookup)
            raise self.wrong(
                f"uses rows of `{table}`, but tables.{self.table}.lookup does not say how to find them{near or '.'}"
            )
        self._keys(table)
        return table

    def lookups(self) -> list[tuple[str, list[str], list[str]]]:
        """The tables to look up for one row, in order: name, SQL of our columns, SQL of its key."""
        return [(name, self._given(name), self._keys(name)) for name in self.own.lookup if name in self.is_lookup_used]

    def match(self, table: str) -> tuple[list[str], list[str]]:
        """SQL of our columns and of the key of `table` they must equal."""
        return self._given(table), self._keys(table)

    def _follow(self, table: str) -> None:
        if table in self.is_lookup_used:
            return
        self.is_lookup_used.add(table)
        self._given(table)
        self._keys(table)

    def _given(self, table: str) -> list[str]:
        saved, self.place = self.place, f"tables.{self.table}.lookup.{table}"
        given = [self.column(name) for name in as_list(self.own.lookup[table])]
        self.place = saved
        return given

    def _keys(self, table: str) -> list[str]:
        saved, self.place = self.place, f"tables.{table}"
        names = as_list(self.mapping.tables[table].key)
        if not names:
            raise self.wrong(f"needs a `key`, because tables.{self.table}.lookup refers to it.")
        if len(names) != len(as_list(self.own.lookup[table])):
            raise self.wrong(f"has a key of {len(names)} columns, but tables.{self.table}.lookup gives another number.")
        indexes = [self._index(table, name, name) for name in names]
        self.used.setdefault(table, set()).update(indexes)
        self.place = saved
        return [f'"{table}.{index}"' for index in indexes]

    def _split(self, name: str) -> tuple[str, str]:
        if name in self.headers[self.table]:
            return self.table, name
        table, _, column = name.partition(".")
        return (table, column) if column and table in self.own.lookup else (self.table, name)

    def _index(self, table: str, column: str, name: str) -> int:
        header = self.headers[table]
        if column not in header:
            raise self.wrong(self._no_column(table, column, name))
        if header.count(column) > 1:
            raise self.wrong(f"uses column `{column}`, of which {self.files[table]} has {header.count(column)}.")
        return header.index(column)

    def _no_column(self, table: str, column: str, name: str) -> str:
        head = f"uses column `{name}`, which {self.files[table]} does not have"
        other, _, rest = name.partition(".")
        if table == self.table and rest and other in self.mapping.tables:
            return f"uses `{name}`, but tables.{self.table}.lookup does not say how to find a row of `{other}`."
        near = suggestion(column, self.headers[table])
        if not near and table == self.table:
            reachable = [f"{one}.{two}" for one in self.own.lookup for two in self.headers[one]]
            near = suggestion(name, reachable)
        return head + (near or ". A constant is written { value = … }.")


_VARIABLE = re.compile(r"\$(\w+)")


def filled(text: str, variables: dict[str, str], scope: Scope) -> str:
    """Put the variables of a `repeat` into a text: `$column` becomes what the entry says."""

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        if name == "line":
            return found.group(0)
        if name not in variables:
            raise scope.wrong(f"uses `${name}`, which its `repeat` does not give{suggestion(name, variables) or '.'}")
        return variables[name]

    return _VARIABLE.sub(value, text) if variables else text
