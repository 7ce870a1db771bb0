"""Logs made of a few rows, for tests of the core."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from itertools import count
from typing import Any, cast

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.settings.api import chosen_engine

START = datetime(2026, 1, 1, 9, tzinfo=UTC)
_numbers = count()


def moment(days: float = 0.0) -> datetime:
    """A moment so many days after the first of January 2026, 9:00."""
    return START + timedelta(days=days)


def interaction(kind: str = "Page Viewed", **given: Any) -> dict[str, Any]:
    """One row of the log; `days` says when, everything else is a column."""
    number = next(_numbers)
    row: dict[str, Any] = {
        "id": f"{number:032d}",
        "source": "test",
        "message_id": f"m-{number}",
        "time": moment(given.pop("days", 0.0)),
        "received_at": START,
        "customer_id": "cus_1",
        "anchor": "cus_1",
        "kind": kind,
        "channel": "web",
        "actor": "customer",
        "failed": False,
        "properties": "{}",
        "month": "2026-01",
    }
    return row | given


def answer(metric: str, score: float, **given: Any) -> dict[str, Any]:
    """An answer to a survey on the usual scale of its metric."""
    low, high = {"nps": (0.0, 10.0), "enps": (0.0, 10.0), "csat": (1.0, 5.0), "ces": (1.0, 7.0), "stars": (1.0, 5.0)}[
        metric
    ]
    scale = {"metric": metric, "score": score, "scale_min": low, "scale_max": high}
    return interaction("Survey Answered", **(scale | given))


def order(customer: str, days: float, value: float = 100.0, **given: Any) -> dict[str, Any]:
    """A completed order."""
    money = {"value": Decimal(str(value)), "currency": "EUR"}
    return interaction("Order Completed", customer_id=customer, days=days, **(money | given))


def log_of(rows: list[dict[str, Any]]) -> ir.Table:
    """A log as the lake gives it, on the engine that ENGINE_URL names."""
    table = pa.Table.from_pylist(rows, schema=INTERACTION).drop_columns(["month"])
    url = chosen_engine()
    if url is not None:
        session = import_module("regard.foundation.lake.spark.session")
        return cast(ir.Table, session.spark_at(url=url).take_in(f"log_{next(_numbers)}", table))
    engine = ibis.duckdb.connect()
    engine.con.execute("set timezone='UTC'")
    return engine.create_table("interactions", table, temp=True)
