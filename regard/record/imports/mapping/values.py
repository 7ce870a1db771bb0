"""Values of a mapping as SQL: where the text comes from, and what type it has."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import available_timezones

import duckdb

from regard.record.imports.mapping import types
from regard.record.imports.mapping.language import Value
from regard.record.imports.mapping.literals import as_object, quoted, without
from regard.record.imports.mapping.nearest import suggestion
from regard.record.imports.mapping.scope import Scope, as_list

_HOLE = re.compile(r"\{([^{}]+)\}")


@dataclass
class Gathered:
    """A number or list made from several rows of a looked-up table: computed once per key."""

    table: str
    sql: str
    name: str


@dataclass
class Values:
    """Turns the values of one table's interactions into SQL."""

    scope: Scope
    gathered: list[Gathered] = field(default_factory=list)

    def text(self, value: str | Value) -> tuple[str, list[str]]:
        """SQL for the text of a value, and the reasons it may be wrong."""
        if isinstance(value, str):
            return self.scope.column(value), []
        if value.type in ("number", "money", "boolean", "date", "time"):
            fragment, reasons = self.fragment(value)
            return f"trim({fragment}, '\"')", reasons
        return self._source(value)

    def place(self, value: str | Value | None) -> tuple[str, list[str]]:
        """SQL for the text of a channel, stage, touchpoint or kind, where a plain text is itself."""
        if value is None:
            return "NULL::VARCHAR", []
        if isinstance(value, str):
            return quoted(value), []
        return self.text(value)

    def moment(self, value: str | Value) -> tuple[str, list[str]]:
        """SQL for the TIMESTAMPTZ of an interaction, which may not be empty."""
        stated = Value(column=value) if isinstance(value, str) else value
        text, reasons = self._source(stated)
        moment = types.moment_of(text, self._formats(stated), self._zone(stated))
        said = self._said(stated)
        empty = (
            f"CASE WHEN {text} IS NULL THEN {quoted(f'{said}, which gives the time, is empty.')} "
            f"WHEN {moment} IS NULL THEN {_quotes(said, text, 'is not a time')} END"
        )
        return moment, [*reasons, empty]

    def fragment(self, value: str | Value) -> tuple[str, list[str]]:
        """SQL for the JSON of a value, and the reasons it may be wrong."""
        if isinstance(value, str):
            return types.as_text(self.scope.column(value)).fragment, []
        if value.value is not None:
            return quoted(json.dumps(value.value, ensure_ascii=False)), []
        if value.sum is not None or value.count is not None or value.list is not None:
            return self._several(value), []
        text, reasons = self._source(value)
        typed = self._typed(value, text)
        if typed.is_wrong is not None:
            wrong = _quotes(self._said(value), text, typed.wrong or "")
            reasons = [*reasons, f"CASE WHEN {typed.is_wrong} THEN {wrong} END"]
        return typed.fragment, reasons

    def _typed(self, value: Value, text: str) -> types.Typed:
        choose: dict[str, Callable[[], types.Typed]] = {
            "text": lambda: types.as_text(text),
            "number": lambda: types.as_number(text, value.decimal),
            "money": lambda: types.as_money(text, value.decimal),
            "boolean": lambda: types.as_boolean(text),
            "json": lambda: types.as_json(text),
            "date": lambda: types.as_date(text, self._formats(value)),
            "time": lambda: types.as_time(text, self._formats(value), self._zone(value)),
        }
        return choose[value.type]()

    def _source(self, value: Value) -> tuple[str, list[str]]:
        text = without(self._plain(value), value.null_values)
        return (_mapped(text, value.map) if value.map else text), []

    def _plain(self, value: Value) -> str:
        if value.column is not None:
            return self.scope.column(value.column)
        if value.template is not None:
            return self._template(value.template)
        if value.first is not None:
            table, column = self.scope.many(value.first)
            return self._gather(table, f"arg_min({column}, line) FILTER (WHERE {column} IS NOT NULL)")
        if value.value is not None:
            return quoted(str(value.value))
        return self._several(value)

    def _template(self, template: str) -> str:
        parts, end = [], 0
        for hole in _HOLE.finditer(template):
            parts += [quoted(template[end : hole.start()]), f"trim({self.scope.column(hole.group(1))})"]
            end = hole.end()
        return f"({' || '.join([*parts, quoted(template[end:])])})"

    def _several(self, value: Value) -> str:
        if value.count is not None:
            return f"coalesce({self._gather(self.scope.many_table(value.count), 'count(*)::VARCHAR')}, '0')"
        if value.list is not None:
            return self._list(value)
        columns = [self.scope.many(name) for name in as_list(value.sum)]
        tables = {table for table, _ in columns}
        if len(tables) != 1:
            raise self.scope.wrong("adds columns of several tables in one `sum`.")
        numbers = [
            f"try_cast({types.as_money(column, value.decimal).fragment} AS DECIMAL(24, 6))" for _, column in columns
        ]
        total = f"sum({' + '.join(f'coalesce({number}, 0)' for number in numbers)})"
        return self._gather(tables.pop(), f"rtrim(rtrim(({total})::VARCHAR, '0'), '.')")

    def _list(self, value: Value) -> str:
        table = self.scope.many_table(str(value.list))
        inner = Values(
            Scope(
                self.scope.mapping, self.scope.file, self.scope.headers, self.scope.files, table, self.scope.place,
                self.scope.used,
            )
        )  # fmt: skip
        members = as_object((name, inner.fragment(each)[0]) for name, each in (value.each or {}).items())
        self.scope.inner.setdefault(table, set()).update(inner.scope.is_lookup_used)
        return self._gather(table, f"'[' || string_agg({members}, ',' ORDER BY line) || ']'")

    def _gather(self, table: str, sql: str) -> str:
        name = f"several.{len(self.gathered)}"
        self.gathered.append(Gathered(table, sql, name))
        return f'"{name}"'

    def _formats(self, value: Value) -> list[str]:
        formats = as_list(value.format)
        for one in formats:
            if one not in ("epoch", "epoch_ms") and not _is_format(one):
                raise self.scope.wrong(f"has the format `{one}`, which is not one of strptime, epoch or epoch_ms.")
        return formats

    def _zone(self, value: Value) -> str:
        zone = value.zone or self.scope.mapping.zone
        if zone not in available_timezones():
            raise self.scope.wrong(
                f"has the zone `{zone}`, which does not exist{suggestion(zone, available_timezones()) or '.'}"
            )
        return zone

    def _said(self, value: Value) -> str:
        name = value.column or value.first or value.template
        return f"Column `{name}`" if value.column else f"`{name}`"


def _mapped(text: str, meanings: dict[str, str | int | float | bool]) -> str:
    cases = " ".join(f"WHEN {quoted(given)} THEN {quoted(_plain_text(meant))}" for given, meant in meanings.items())
    return f"CASE trim({text}) {cases} ELSE {text} END"


def _plain_text(constant: str | int | float | bool) -> str:
    return json.dumps(constant) if isinstance(constant, bool) else str(constant)


def _quotes(said: str, text: str, wrong: str) -> str:
    return f"{quoted(said + ' is “')} || left({text}, 60) || {quoted(f'”, which {wrong}.')}"


def _is_format(text: str) -> bool:
    if "%" not in text:
        return False
    try:
        duckdb.execute("SELECT try_strptime('x', $1)", [text])
    except duckdb.Error:
        return False
    return True
