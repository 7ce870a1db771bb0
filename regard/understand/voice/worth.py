"""What those who speak have spent, as far as the log knows: how much a topic's people are worth."""

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regard.foundation.lake.api import Lake, part_of_log

BOUGHT = "Order Completed"


def spent_by(*, lake: Lake) -> ir.Table:
    """customer_id and worth, one row for each customer who bought anything. Kept per version of the log."""
    return ibis.memtable(lake.remember("spent", lambda: _spent(lake)))


def _spent(lake: Lake) -> pa.Table:
    orders = part_of_log(lake=lake, families=("orders",))
    paid = orders.filter((orders.kind == BOUGHT) & orders.value.notnull())
    found = paid.group_by("customer_id").agg(worth=paid.value.sum().cast("float64"))
    return found.order_by("customer_id").to_pyarrow()
