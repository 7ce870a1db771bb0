"""What was told about customers, as indicators for the models."""

from collections import Counter

import ibis.expr.types as ir
import msgspec
import numpy as np
import pyarrow as pa

from regard.analytics.drivers.history import Floats, Ints, one_hot

MOST_LEVELS = 12
MOST_TRAITS = 8
LEAST_SHARE = 0.2


def trait_indicators(log: ir.Table, customers: pa.Array) -> Floats:
    """Indicators of the traits first told of each customer: shape (customers, indicators).

    Only traits with 2 to 12 values that are known of at least a fifth of customers are used, the eight best known.
    """
    told = log.filter(log.kind == "Profile Updated").select("customer_id", "time", "properties")
    table = told.order_by(["customer_id", "time"]).to_pyarrow()
    first: dict[str, dict[str, str]] = {}
    position = {customer: index for index, customer in enumerate(customers.to_pylist())}
    for customer, properties in zip(
        table.column("customer_id").to_pylist(), table.column("properties").to_pylist(), strict=True
    ):
        for name, value in msgspec.json.decode(properties).items():
            if isinstance(value, str | bool | int):
                first.setdefault(name, {}).setdefault(customer, str(value))
    columns = [indicator for name in _telling(first, len(position)) for indicator in _indicators(first[name], position)]
    return np.column_stack(columns) if columns else np.empty((len(position), 0))


def _telling(first: dict[str, dict[str, str]], customers: int) -> list[str]:
    fitting = [
        name
        for name, values in first.items()
        if len(values) >= LEAST_SHARE * customers and 2 <= len(set(values.values())) <= MOST_LEVELS
    ]
    return sorted(fitting, key=lambda name: (-len(first[name]), name))[:MOST_TRAITS]


def _indicators(values: dict[str, str], position: dict[str, int]) -> list[Floats]:
    column = np.full(len(position), "unknown", dtype=object)
    for customer, value in values.items():
        if customer in position:
            column[position[customer]] = value
    return one_hot(column.astype(str), most=MOST_LEVELS)


def season_indicators(second: Ints) -> list[Floats]:
    """Indicators of the calendar month, or of the quarter where the log is longer than two years."""
    months = second.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    if len(Counter(months.tolist())) > 24:
        months = months // 3
    return one_hot(months, most=24)
