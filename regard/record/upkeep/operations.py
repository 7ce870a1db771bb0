"""Keep the log small: compact what many appends left, remove what nobody reads any more."""

from collections.abc import Callable
from dataclasses import dataclass

from regard.foundation.lake.api import TABLES, Lake, LakeBusy, Rewritten, Vacuumed, compact, plan, vacuum


@dataclass(frozen=True)
class TableSize:
    """How large one table is, and how many rewrites it waits for."""

    table: str
    version: int
    files: int
    rows: int
    bytes: int
    to_rewrite: int


def keep_up(*, lake: Lake) -> tuple[list[Rewritten], Vacuumed | None]:
    """Compact where thresholds are passed, then vacuum; nothing where another process rewrites the log right now."""
    try:
        rewritten = compact(lake=lake)
        return rewritten, vacuum(lake=lake)
    except LakeBusy:
        return [], None


def compact_log(
    *, lake: Lake, is_forced: bool = False, on_month: Callable[[str], None] = lambda month: None
) -> list[Rewritten]:
    """Compact the months that need it; forced: each that is not in perfect order. Raises LakeBusy."""
    return compact(lake=lake, is_forced=is_forced, on_month=on_month)


def measure_tables(*, lake: Lake) -> list[TableSize]:
    """The size of each table, from its own log alone."""
    found = []
    for name in TABLES:
        snapshot = lake.snapshot(name).with_public()
        waiting = len(plan(snapshot=snapshot)) if name == "interactions" else 0
        rows = sum(one.rows or 0 for one in snapshot.files)
        size = sum(one.bytes for one in snapshot.files)
        found.append(TableSize(name, snapshot.version, len(snapshot.files), rows, size, waiting))
    return found
