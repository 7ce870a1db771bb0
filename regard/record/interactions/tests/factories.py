"""Observations for tests: what a source says happened."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pyarrow as pa

from regard.analytics.schema.interactions import OBSERVATION

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
_numbers = count(1)


def observation(kind: str = "Page Viewed", **given: Any) -> dict[str, Any]:
    """One observation; `properties` may be a dictionary, `days` are before NOW."""
    number = next(_numbers)
    properties = given.pop("properties", {})
    return {
        "source": "test",
        "message_id": f"m-{number}",
        "kind": kind,
        "time": NOW - timedelta(days=given.pop("days", 1)),
        "user_id": "ann",
        "properties": properties if isinstance(properties, str) else json.dumps(properties),
        "origin": "events.ndjson",
        "line": number,
    } | given


def observations(*rows: dict[str, Any]) -> pa.Table:
    """A table of observations."""
    return pa.Table.from_pylist(list(rows), schema=OBSERVATION)
