"""Purchase histories as the models see them: distinct ones, with how many customers have each."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Histories:
    """Distinct histories of customers who may leave without saying so. All arrays have one entry per history.

    `frequency` counts the days with an order after the first such day, `recency` is the time from the first order to the
    last one, `age` from the first order to the moment of looking, both in one unit of time. `customers` have this history.
    `paid` counts those of the repeat days whose money is known; `money` sums it over the customers, `money_squared` the
    squares of each customer's sum.
    """

    frequency: Floats
    recency: Floats
    age: Floats
    customers: Floats
    paid: Floats
    money: Floats
    money_squared: Floats

    def __len__(self) -> int:
        return len(self.frequency)

    @property
    def n(self) -> int:
        """How many customers there are."""
        return int(self.customers.sum())

    @property
    def repeaters(self) -> int:
        """How many of them ordered again on a later day."""
        return int(self.customers[self.frequency > 0].sum())

    @cached_property
    def by_purchases(self) -> "Histories":
        """The same without money, in order: customers who differ in nothing else become one row."""
        keys = ["frequency", "recency", "age"]
        table = pa.table({name: getattr(self, name) for name in (*keys, "customers")})
        found = table.group_by(keys).aggregate([("customers", "sum")])
        x, recency, age, customers = (found.column(name).to_numpy() for name in (*keys, "customers_sum"))
        order = np.lexsort((recency, age, x))
        nothing = np.zeros(len(order))
        one = Histories(x[order], recency[order], age[order], customers[order], nothing, nothing, nothing)
        one.__dict__["by_purchases"] = one  # which it is itself
        return one

    @cached_property
    def coded(self) -> dict[str, tuple[Floats, Ints]]:
        """Of frequency, recency and age: the distinct values, and which of them each history has."""
        return {name: _coded(getattr(self, name)) for name in ("frequency", "recency", "age")}

    def thinned(self, most: int) -> "Histories":
        """About `most` histories that stand for all: the common ones, and every so-manieth of the rare, counted as often."""
        if len(self) <= most:
            return self
        commonest = np.argsort(-self.customers, kind="stable")
        common, rare = commonest[: most // 2], commonest[most // 2 :]
        step = -(-len(rare) // (most - most // 2))
        counted = np.concatenate([self.customers[common], self.customers[rare[::step]] * step])
        return replace(self.where(np.concatenate([common, rare[::step]])), customers=counted)

    def where(self, wanted: npt.NDArray[np.bool_] | Ints) -> "Histories":
        """Some of the histories, by a mask or by their places."""
        return replace(self, **{name: getattr(self, name)[wanted] for name in _FIELDS})


_FIELDS = ("frequency", "recency", "age", "customers", "paid", "money", "money_squared")


def histories_of(
    frequency: npt.ArrayLike, recency: npt.ArrayLike, age: npt.ArrayLike, customers: npt.ArrayLike | None = None
) -> Histories:
    """Histories without money from one entry per customer, or per history where `customers` counts them.

    >>> found = histories_of([0, 2, 2], [0, 5, 5], [9, 9, 9])
    >>> found.customers.tolist(), found.repeaters
    ([1.0, 2.0], 2)
    """
    x, last, until = (np.asarray(one, dtype=np.float64) for one in (frequency, recency, age))
    counts = np.ones(len(x)) if customers is None else np.asarray(customers, dtype=np.float64)
    nothing = np.zeros(len(x))
    return Histories(x, last, until, counts, nothing, nothing, nothing).by_purchases


def _coded(values: Floats) -> tuple[Floats, Ints]:
    known, at = np.unique(values, return_inverse=True)
    return known, at.astype(np.int64)
