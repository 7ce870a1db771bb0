"""Ibis on Spark: tables go in and out as Arrow, and expressions mean what they mean on DuckDB."""

import os
from pathlib import Path
from typing import Any

import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.schema as sch
import ibis.expr.types as ir
import pyarrow as pa
from ibis.backends.pyspark import Backend as IbisBackend
from ibis.formats.pyarrow import PyArrowData
from pyspark.sql import DataFrame, SparkSession

from regard.foundation.lake.spark.compiler import Compiler

IbisBackend.register_options()
MOMENT = dt.Timestamp("UTC", 6)
_WITH_SIGN = {pa.uint8(): pa.int16(), pa.uint16(): pa.int32(), pa.uint32(): pa.int64(), pa.uint64(): pa.int64()}


class Backend(IbisBackend):  # type: ignore[misc]  # Ibis has no types
    """Ibis' backend for Spark without pandas in between."""

    compiler = Compiler()

    @property
    def session(self) -> SparkSession:
        """Spark's own session."""
        return self._session

    def get_schema(self, table_name: str, **named: Any) -> sch.Schema:
        """The columns of a table; times are moments in UTC, to the microsecond."""
        found = super().get_schema(table_name, **named)
        return sch.Schema({name: MOMENT if kind.is_timestamp() else kind for name, kind in found.items()})

    def frame(self, expr: ir.Expr) -> DataFrame:
        """An expression as Spark's own table."""
        self._run_pre_execute_hooks(expr)
        return self._session.sql(self.compile(expr.as_table()))

    def to_pyarrow(self, expr: ir.Expr, /, **_: Any) -> pa.Table:
        """What an expression gives."""
        asked = expr.as_table()
        table = PyArrowData.convert_table(self.frame(asked).toArrow(), asked.schema())
        return expr.__pyarrow_result__(table)

    def execute(self, expr: ir.Expr, /, **_: Any) -> Any:
        """What an expression gives, as pandas has it."""
        found = self.to_pyarrow(expr.as_table()).to_pandas(date_as_object=False)
        return expr.__pandas_result__(found)

    def to_parquet(self, expr: ir.Expr, /, path: str | Path, **_: Any) -> None:
        """Write what an expression gives into a folder of Parquet files; the workers write it."""
        self.frame(expr).write.parquet(f"file://{os.path.abspath(path)}")

    def take_in(self, name: str, table: pa.Table) -> ir.Table:
        """A table of this program, under a name, for expressions of this engine."""
        self._session.createDataFrame(_signed(table)).createOrReplaceTempView(name)
        return self.table(name)

    def _register_in_memory_table(self, op: ops.InMemoryTable) -> None:
        wanted = op.schema.to_pyarrow()
        self._session.createDataFrame(_signed(op.data.to_pyarrow(op.schema).cast(wanted))).createOrReplaceTempView(
            op.name
        )


def _signed(table: pa.Table) -> pa.Table:
    """The same without what Spark has no type for."""
    fields = [field.with_type(_WITH_SIGN.get(field.type, field.type)) for field in table.schema]
    return table.cast(pa.schema(fields))
