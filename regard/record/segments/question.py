"""All segments as one question in SQL, written once for the same conditions and asked at many moments.

To write fifty conditions as SQL takes Ibis longer than DuckDB needs to answer them for a thousand customers.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa

from regard.analytics.schema.interactions import INTERACTION
from regard.analytics.segments.conditions import AnyCondition
from regard.analytics.segments.evaluating import evaluate
from regard.foundation.lake.api import Lake
from regard.record.segments.shelves import COLUMNS

ROWS, ASKED, NOW = "segments_rows", "segments_asked", "segments_now"
KEPT = 8  # sets of conditions: those of this company, and those of before a few edits
SHAPE = pa.schema([INTERACTION.field(name) for name in ("customer_id", *COLUMNS)])


def getvariable(called: str) -> ir.TimestampScalar:
    """What was set in the engine under a name, in DuckDB's words."""


_set_in_engine: Any = ibis.udf.scalar.builtin(getvariable, signature=((dt.string,), dt.Timestamp("UTC", 6)))


@lru_cache(maxsize=KEPT)
def _written(conditions: tuple[tuple[str, AnyCondition], ...]) -> str:
    log = ibis.table(ibis.Schema.from_pyarrow(SHAPE), name=ROWS)
    customers = ibis.table({"customer_id": "string"}, name=ASKED)
    found = evaluate(log, dict(conditions), now=_set_in_engine(NOW), customers=customers)
    return str(ibis.to_sql(found, dialect="duckdb"))


def ask(
    *, lake: Lake, conditions: Mapping[str, AnyCondition], now: datetime, rows: pa.Table, customers: pa.Table
) -> pa.Table:
    """Whether each of some customers (column customer_id) fulfils each condition, by their rows of the log.

    Leaves `customers` in the engine under the name ASKED.
    """
    raw = lake.connection()
    raw.register(ROWS, rows.cast(SHAPE))
    raw.register(ASKED, customers)
    raw.execute(f"set variable {NOW} = $now::timestamptz", {"now": now})
    return raw.sql(_written(tuple(conditions.items()))).to_arrow_table()
