"""What is worked out from the log and would be dear to work out again: who keeps it says how to forget in it.

Where rows leave the log, everything under `derived` goes with them, and is made anew when it is asked for. A domain whose
tables take hours to make registers a function instead, which takes out just what the log no longer has. It must leave
no value of a row that is gone in any file.
"""

from collections.abc import Callable, Iterable

from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.lake.lake import Lake
from regard.foundation.lake.pruning import moved_sql, table_sql
from regard.foundation.lake.snapshots import Snapshot

Forget = Callable[..., None]
_keepers: dict[str, Forget] = {}


def keep_derived(*, name: str, forget: Forget) -> None:
    """Keep a folder of `derived` when rows leave the log; `forget(lake=…)` is called instead."""
    _keepers[name] = forget


def forget_in_derived(*, lake: Lake, name: str) -> bool:
    """Have a folder forget what the log no longer has; False where nobody keeps it."""
    forget = _keepers.get(name)
    if forget is not None:
        forget(lake=lake)
    return forget is not None


def log_rows_sql(*, rows: Snapshot, files: list[str]) -> str:
    """A query for the rows of some of the log's files, as they were written."""
    return table_sql(rows, INTERACTION, files)


def now_of_sql(*, written: str, moved: Snapshot, columns: Iterable[str]) -> str:
    """A query for written rows, each under the customer it belongs to now. The columns need `anchor` among them."""
    return moved_sql(written, moved, columns)
