"""Placing a batch: what each observation means, where it belongs, and why it cannot be stored."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources

import duckdb
import numpy as np
import pyarrow as pa

from regard.analytics.schema.interactions import TIME
from regard.analytics.schema.vocabulary import KINDS

CAME = ["origin", "received_at"]
SCALES = {
    "Review Posted": ("stars", 1.0, 5.0),
    "Product Reviewed": ("stars", 1.0, 5.0),
    "Mention Posted": ("sentiment", -1.0, 1.0),
}


@cache
def _placing_sql() -> str:
    return resources.files("regard.record.interactions").joinpath("placing.sql").read_text("utf-8")


@cache
def _kinds() -> pa.Table:
    """The vocabulary as a table, with the score each kind carries when it does not say."""
    rows = []
    for kind in KINDS:
        metric, low, high = SCALES.get(kind.name, (None, None, None))
        rows.append(
            {
                "name": kind.name,
                "stage": kind.stage,
                "touchpoint": kind.touchpoint,
                "channel": kind.channel,
                "actor": kind.actor,
                "is_failure": kind.is_failure,
                "metric": metric,
                "scale_min": low,
                "scale_max": high,
            }
        )
    return pa.Table.from_pylist(rows)


@cache
def _touchpoints() -> pa.Table:
    stages = {kind.touchpoint: kind.stage for kind in KINDS if kind.stage is not None}
    return pa.table({"touchpoint": list(stages), "stage": list(stages.values())})


def connect() -> duckdb.DuckDBPyConnection:
    """A DuckDB of our own with the vocabulary in it."""
    engine = duckdb.connect()
    engine.execute("set timezone='UTC'; set enable_progress_bar=false")
    engine.register("kind_rows", _kinds())
    engine.execute("create table kind as select * from kind_rows")
    engine.register("touchpoint_rows", _touchpoints())
    engine.execute("create table touchpoint as select * from touchpoint_rows")
    note_arrivals(engine=engine, arrivals={})
    return engine


def place(engine: duckdb.DuckDBPyConnection, observations: pa.Table, *, now: datetime) -> None:
    """Create the temporary table `placed` in `engine`: one row per observation, `reason` null where it may be stored."""
    arrival = pa.array(np.arange(observations.num_rows))
    engine.register("observation", observations.append_column("arrival", arrival))
    engine.execute(f"create or replace temp table placed as {_placing_sql()}", {"now": now})
    engine.unregister("observation")


def note_arrivals(*, engine: duckdb.DuckDBPyConnection, arrivals: Mapping[str, datetime]) -> None:
    """Fill the table `came`: when what has an origin was received. What is not in it is received now."""
    rows = pa.table([pa.array(list(arrivals), pa.string()), pa.array(list(arrivals.values()), TIME)], CAME)
    engine.register("came_rows", rows)
    engine.execute("create or replace table came as select * from came_rows")
    engine.unregister("came_rows")
