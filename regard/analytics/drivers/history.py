"""What was known of a customer before a moment, and what the customer did after it, as arrays.

Rows are held once, in the order (customer, time, id), and every question is a binary search in one
packed key, so that a million encounters cost about a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.metrics.scores import experience
from regard.analytics.schema.vocabulary import ANSWERS, BOOKKEEPING

DAY = 86_400
TIME_BITS = 34  # seconds since 1970, until the year 2514

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class History:
    """All rows that matter for drivers, ordered by (customer, time, id), with running sums before each."""

    customers: pa.Array  # ids by code, sorted
    key: Ints  # customer code and second, packed
    start: Ints  # first row of each customer
    sums: dict[str, Floats]  # running sums, one longer than the rows

    def codes(self, customer_ids: pa.Array) -> Ints:
        """Codes of customers by id."""
        return np.asarray(pc.index_in(customer_ids, value_set=self.customers), dtype=np.int64)

    def codes_of(self, customer_ids: Sequence[str]) -> Ints:
        """The same for ids that may be unknown: -1 for those."""
        found = pc.fill_null(pc.index_in(pa.array(customer_ids, self.customers.type), value_set=self.customers), -1)
        return np.asarray(found, dtype=np.int64)

    def position(self, customer: Ints, second: Ints) -> Ints:
        """The row at which each customer's rows from that second on begin."""
        return np.searchsorted(self.key, pack(customer, second))

    def between(self, name: str, customer: Ints, since: Ints, until: Ints) -> Floats:
        """The sum of one column over [since, until), in seconds, per customer."""
        running = self.sums[name]
        return running[self.position(customer, until)] - running[self.position(customer, since)]

    def before(self, name: str, customer: Ints, second: Ints) -> Floats:
        """The sum of one column over all rows before that second, per customer."""
        running = self.sums[name]
        return running[self.position(customer, second)] - running[self.start[customer]]

    def next(self, name: str, value: str, customer: Ints, since: Ints, until: Ints) -> Floats:
        """Of the first row with that flag in [since, until) the column `value`; NaN where there is none."""
        marked = np.flatnonzero(np.diff(self.sums[name]))
        if not len(marked):
            return np.full(len(customer), np.nan)
        at = np.searchsorted(marked, self.position(customer, since))
        row = marked[np.minimum(at, len(marked) - 1)]
        is_theirs = (at < len(marked)) & (row < self.position(customer, until))
        return np.where(is_theirs, self.sums[value][row + 1] - self.sums[value][row], np.nan)

    def days_since_first(self, customer: Ints, second: Ints) -> Floats:
        """Days from a customer's first row to that second, at least 0."""
        first = self.key[self.start[customer]] & ((1 << TIME_BITS) - 1)
        return np.maximum(0.0, (second - first) / DAY)

    def days_since_last(self, name: str, customer: Ints, second: Ints, *, never: float) -> Floats:
        """Days since the customer's last row with that flag before that second; `never` where there is none."""
        marked = np.flatnonzero(np.diff(self.sums[name]))
        if not len(marked):
            return np.full(len(customer), never)
        count = np.searchsorted(marked, self.position(customer, second)) - 1
        row = marked[np.maximum(count, 0)]
        has = (count >= 0) & (row >= self.start[customer])
        last = self.key[row] & ((1 << TIME_BITS) - 1)
        return np.where(has, (second - last) / DAY, never)


def pack(customer: Ints, second: Ints) -> Ints:
    """One sortable key from a customer code and a second."""
    return (customer << TIME_BITS) | np.clip(second, 0, (1 << TIME_BITS) - 1)


def history(log: ir.Table) -> History:
    """Read the log once into arrays."""
    felt = experience(log)
    rows = log.filter(log.kind.notin(BOOKKEEPING)).select(
        "customer_id",
        "id",
        second=log.time.epoch_seconds().cast("int64"),
        order=(log.kind == PURCHASE).cast("float64"),
        spend=(log.kind == PURCHASE).ifelse(log.value.cast("float64").fill_null(0.0), 0.0),
        active=(log.actor == "customer").cast("float64"),
        visit=_is_visit(log).cast("float64"),
        failed=log.failed.cast("float64"),
        contact=(log.stage == "service").fill_null(False).cast("float64"),
        felt=felt.fill_null(0.0),
        scored=felt.notnull().cast("float64"),
        nps=((log.metric == "nps") & felt.notnull()).fill_null(False).cast("float64"),
    )
    table = rows.order_by(["customer_id", "second", "id"]).drop("id").to_pyarrow().combine_chunks()
    return _arrays(table)


def _is_visit(log: ir.Table) -> ir.BooleanColumn:
    """The customer came of their own accord: not to answer, to complain or to leave."""
    elsewhere = log.stage.isin(("service", "departure")).fill_null(False)
    return (log.actor == "customer") & log.kind.notin(ANSWERS) & ~elsewhere


def _arrays(table: pa.Table) -> History:
    encoded = _only_chunk(table.column("customer_id")).dictionary_encode()
    code = np.asarray(encoded.indices, dtype=np.int64)
    second = np.asarray(table.column("second"), dtype=np.int64)
    sums = {
        name: np.concatenate([[0.0], np.cumsum(np.asarray(table.column(name), dtype=np.float64))])
        for name in ("order", "spend", "active", "visit", "failed", "contact", "felt", "scored", "nps")
    }
    sums["felt_nps"] = np.concatenate(
        [[0.0], np.cumsum(np.asarray(table.column("felt")) * np.asarray(table.column("nps")))]
    )
    customers = encoded.dictionary
    start = np.searchsorted(code, np.arange(len(customers)))
    return History(
        customers,
        pack(code, second),
        start.astype(np.int64),
        sums,
    )


def _only_chunk(column: pa.ChunkedArray) -> pa.Array:
    chunks = column.chunks
    return chunks[0] if len(chunks) == 1 else pa.concat_arrays(chunks) if chunks else pa.array([], column.type)


def features(past: History, customer: Ints, second: Ints, context: Sequence[Floats]) -> Floats:
    """What was known just before each moment: shape (encounters, features), standardised.

    Counts and amounts enter as logarithms, with their squares, so that the models can bend.
    """
    month_ago = second - 30 * DAY
    orders = past.before("order", customer, second)
    scores = past.before("scored", customer, second)
    bent = [
        np.log1p(orders),
        np.log1p(np.maximum(0, past.before("spend", customer, second))),
        np.log1p(past.days_since_first(customer, second)),
        np.log1p(past.days_since_last("order", customer, second, never=3650.0)),
        np.log1p(past.days_since_last("active", customer, second, never=3650.0)),
        np.log1p(past.before("active", customer, second)),
        np.log1p(past.between("active", customer, month_ago, second)),
        np.log1p(past.before("failed", customer, second)),
        np.log1p(past.before("contact", customer, second)),
        np.where(scores > 0, past.before("felt", customer, second) / np.maximum(scores, 1), 0.0),
    ]
    flat = [(orders > 0).astype(float), (orders > 1).astype(float), (scores > 0).astype(float), *context]
    columns = [*bent, *flat]
    squares = [(column - column.mean()) ** 2 for column in bent]
    return standardised(np.column_stack([*columns, *squares]))


def standardised(columns: Floats) -> Floats:
    """Mean 0 and variance 1, cut at three deviations so that no single encounter sways a model.

    Constant columns are dropped.
    """
    spread = columns.std(axis=0)
    kept = spread > 1e-9
    scaled = (columns[:, kept] - columns[:, kept].mean(axis=0)) / spread[kept]
    return np.asarray(np.clip(scaled, -3.0, 3.0))


def one_hot(values: npt.NDArray[Any] | Sequence[object], *, most: int = 8) -> list[Floats]:
    """Indicators of the commonest values, the commonest of all left out as the base."""
    _, coded, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")[1 : most + 1]
    return [(coded == index).astype(float) for index in order]
