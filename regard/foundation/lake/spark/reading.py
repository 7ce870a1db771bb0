"""The log as a table of Spark: the files of one version, each row under the customer it belongs to now."""

import hashlib
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from regard.analytics.schema.interactions import INTERACTION, REASSIGNED
from regard.foundation.lake.pruning import READ
from regard.foundation.lake.snapshots import Moment, Snapshot
from regard.foundation.lake.spark.backend import Backend

VERSIONS_KEPT = 100  # somebody may be asking of one before
SPECIAL = "\\*?[]{},"  # what a path would have Spark look for more than one file by


def log_on(backend: Backend, moment: Moment, *, root: Path) -> ir.Table:
    """The log of a data folder at one version. Columns as in INTERACTION, without `month`."""
    rows = _frame(backend, moment.interactions, INTERACTION)
    if moment.reassigned.files:
        moved = _frame(backend, moment.reassigned, REASSIGNED)
        owner = moved.select("anchor", moved.customer_id.alias("owner"))
        joined = rows.join(owner, "anchor", "left")
        rows = joined.withColumn("customer_id", f.coalesce("owner", "customer_id"))
    name = f"interactions_{hashlib.sha256(str(root).encode()).hexdigest()[:12]}"
    backend.session.catalog.dropTempView(f"{name}_{moment.version - VERSIONS_KEPT}")
    rows.select(*READ).createOrReplaceTempView(f"{name}_{moment.version}")
    return backend.table(f"{name}_{moment.version}")


def file_on(backend: Backend, path: Path, *, name: str) -> ir.Table:
    """A Parquet file, or a folder of them, under a name."""
    backend.session.read.parquet(address(path)).createOrReplaceTempView(name)
    return backend.table(name)


def address(path: Path | str) -> str:
    """A path as Spark takes it: a file of the machine, and nothing to be looked for by a pattern."""
    return "file://" + "".join(f"\\{sign}" if sign in SPECIAL else sign for sign in str(path))


def _frame(backend: Backend, snapshot: Snapshot, schema: pa.Schema) -> DataFrame:
    """The rows of a table. Files of before a column came have null there."""
    columns: Any = from_arrow_schema(pa.schema([field for field in schema if field.name != "month"]))
    files = [address(uri) for uri in snapshot.uris()]
    if not files:
        return backend.session.createDataFrame([], columns)
    return backend.session.read.schema(columns).parquet(*files).select(*columns.names)
