"""The customers behind a number, page by page."""

from dataclasses import dataclass

import numpy as np

from regard.analytics.errors import BadCursor
from regard.analytics.journeys.histories import Keys, id_of, key_of
from regard.foundation.lake.api import Lake
from regard.record.customers.api import list_names

MOST_ROWS = 200


@dataclass(frozen=True)
class Behind:
    """One customer behind a number."""

    customer_id: str
    name: str | None


@dataclass(frozen=True)
class BehindPage:
    """How many customers there are behind a number, and some of them by id."""

    total: int
    rows: tuple[Behind, ...]
    next_cursor: str | None


def page_of(*, lake: Lake, customers: Keys, cursor: str | None = None, limit: int = 50) -> BehindPage:
    """A page of customers, with their names where they are known. Raises BadCursor."""
    ordered = np.unique(customers)
    try:
        start = 0 if cursor is None else int(np.searchsorted(ordered, np.uint64(key_of(cursor)), side="right"))
    except (ValueError, OverflowError):
        raise BadCursor from None
    ids = [id_of(key) for key in ordered[start : start + min(limit, MOST_ROWS)].tolist()]
    names = list_names(lake=lake, customer_ids=ids)
    rows = tuple(Behind(one, names.get(one)) for one in ids)
    return BehindPage(len(ordered), rows, ids[-1] if ids and start + len(ids) < len(ordered) else None)
