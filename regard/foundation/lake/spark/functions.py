"""What Spark would read out of a text differently: DuckDB does it, inside Spark's workers.

Regular expressions, letters in lower case, white space, members of JSON and dates in a text mean something slightly
different in Java than in DuckDB. So that a segment holds the same customers on either engine, these few functions are
DuckDB's own on both. Workers import this module.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
import pyarrow as pa

TEXT, YES_OR_NO, MOMENT = "string", "boolean", "timestamp"
_ARROW = {TEXT: pa.string(), YES_OR_NO: pa.bool_(), MOMENT: pa.timestamp("us", tz="UTC")}
_local = threading.local()


@dataclass(frozen=True)
class Shared:
    """One function of texts, as DuckDB writes it over a, b and c, and what it gives."""

    name: str
    sql: str
    takes: int
    gives: str

    def of_columns(self) -> Callable[..., pa.Array]:
        """The function over Arrow's arrays, as a worker calls it."""
        sql, wanted, names = self.sql, _ARROW[self.gives], "abc"[: self.takes]

        def apply(*columns: pa.Array) -> pa.Array:
            texts = [pa.chunked_array([column]).cast(pa.string()) for column in columns]
            return _answered(sql, pa.table(texts, names=list(names)), wanted)

        return apply


JSON_MEMBER = Shared("regard_json_member", "cast(cast(a as json) -> b as varchar)", 2, TEXT)
JSON_TEXT = Shared(
    "regard_json_text", "case when json_type(cast(a as json)) = 'VARCHAR' then cast(a as json) ->> '$' end", 1, TEXT
)
MATCHES = Shared("regard_matches", "regexp_matches(a, b)", 2, YES_OR_NO)
REPLACED = Shared("regard_replaced", "regexp_replace(a, b, c, 'g')", 3, TEXT)
LOWER = Shared("regard_lower", "lower(a)", 1, TEXT)
STRIPPED = Shared("regard_stripped", r"trim(a, e' \t\n\r\x0b\x0c')", 1, TEXT)
READ_MOMENT = Shared("regard_moment", "try_cast(a as timestamptz)", 1, MOMENT)
SHARED = (JSON_MEMBER, JSON_TEXT, MATCHES, REPLACED, LOWER, STRIPPED, READ_MOMENT)


def _answered(sql: str, rows: pa.Table, wanted: pa.DataType) -> pa.Array:
    engine = _engine()
    constant = [name for name in rows.column_names if name != "a" and len(rows) and len(rows[name].unique()) == 1]
    for name in constant:  # a pattern is compiled once where DuckDB sees that it is the same for all rows
        sql = _with_constant(sql, name, rows[name][0].as_py())
    engine.register("given", rows)
    found = engine.sql(f"select {sql} as found from given").to_arrow_table().column(0).cast(wanted)
    engine.unregister("given")
    return found.combine_chunks() if found.num_chunks != 1 else found.chunk(0)


def _with_constant(sql: str, name: str, value: str | None) -> str:
    literal = "null" if value is None else "'" + value.replace("'", "''") + "'"
    return sql.replace(f", {name}", f", {literal}").replace(f"-> {name}", f"-> {literal}")


def _engine() -> duckdb.DuckDBPyConnection:
    if not hasattr(_local, "engine"):
        _local.engine = duckdb.connect()
        _local.engine.execute("set timezone='UTC'; set enable_progress_bar=false; set threads=1")
    engine: duckdb.DuckDBPyConnection = _local.engine
    return engine
