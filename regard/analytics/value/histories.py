"""Purchase histories as the models see them: distinct ones, with how many customers have each."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

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
        """The same without money: customers who differ in nothing else become one row."""
        key = np.stack([self.frequency, self.recency, self.age])
        rows, at = _distinct(key)
        customers = np.asarray(np.bincount(at, weights=self.customers, minlength=rows.shape[1]), dtype=np.float64)
        nothing = np.zeros(rows.shape[1])
        return Histories(rows[0], rows[1], rows[2], customers, nothing, nothing, nothing)

    def where(self, wanted: npt.NDArray[np.bool_]) -> "Histories":
        """Some of the histories."""
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


def _distinct(key: Floats) -> tuple[Floats, Ints]:
    """The distinct columns of `key`, in order, and for each column which of them it is."""
    if key.shape[1] == 0:
        return key, np.empty(0, dtype=np.int64)
    codes = np.zeros(key.shape[1], dtype=np.int64)
    for row in key:
        known, code = np.unique(row, return_inverse=True)
        codes = codes * len(known) + code
    _, first, at = np.unique(codes, return_index=True, return_inverse=True)
    return key[:, first], at.astype(np.int64)
