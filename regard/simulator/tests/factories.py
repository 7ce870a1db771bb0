"""Small companies, told once for a whole test run."""

import datetime as dt
import json
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from regard.simulator import Company

END = dt.date(2026, 9, 30)


def company(customers: int = 3_000, seed: int = 7, days: int = 365) -> Company:
    """Fernweh Outfitters, smaller than life."""
    return Company(customers=customers, days=days, seed=seed, end=END)


@cache
def told(customers: int = 3_000, seed: int = 7, days: int = 365) -> pa.Table:
    """All observations of such a company."""
    return pa.concat_tables(company(customers, seed, days).observations())


@cache
def truth(customers: int = 3_000, seed: int = 7, days: int = 365) -> dict[str, Any]:
    """What was planted in it."""
    return company(customers, seed, days).truth()


def planted(key: str, **size: int) -> dict[str, Any]:
    """One planted friction of the truth."""
    return next(one for one in truth(**size)["planted"] if one["key"] == key)


def rows_of(*kinds: str, **size: int) -> list[dict[str, Any]]:
    """The rows of these kinds, their properties read."""
    table = told(**size)
    rows: list[dict[str, Any]] = table.filter(pc.is_in(table.column("kind"), pa.array(kinds))).to_pylist()
    return [row | {"properties": json.loads(row["properties"])} for row in rows]
