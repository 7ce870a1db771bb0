"""Vacuum: files that no version still in use names, and what killed processes left lying about."""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from regard.foundation.lake.compaction import rewriting
from regard.foundation.lake.lake import TABLES, Lake
from regard.foundation.lake.snapshots import snapshot_of

RETENTION_HOURS = 1  # how long somebody may go on reading a version that was rewritten
SHORTEST_ORPHAN_SECONDS = 3600.0
COMMITS_PER_CHECKPOINT = 20


@dataclass(frozen=True)
class Vacuumed:
    """What was removed."""

    files: int
    bytes: int
    orphans: int  # of them: files that no version ever named


def vacuum(*, lake: Lake, retention_hours: int = RETENTION_HOURS) -> Vacuumed:
    """Remove what left the tables longer ago than the retention, and orphans older than an hour; shorten their logs.

    Appending goes on. No rewrite runs meanwhile, so a file without a name belongs to nobody. Raises LakeBusy.
    """
    with rewriting(lake=lake):
        found = [_vacuum_table(lake, name, retention_hours) for name in TABLES]
    swept = _sweep(lake.root)
    return Vacuumed(
        sum(one.files for one in found) + swept.files,
        sum(one.bytes for one in found) + swept.bytes,
        sum(one.orphans for one in found) + swept.orphans,
    )


def _vacuum_table(lake: Lake, name: str, retention_hours: int) -> Vacuumed:
    table, folder = lake.delta(name), Path(lake.path(name))
    options = {"retention_hours": retention_hours, "enforce_retention_duration": False}
    expired = {path: _size(folder / path) for path in table.vacuum(dry_run=True, **options)}  # type: ignore[arg-type]
    if expired:
        table.vacuum(dry_run=False, **options)  # type: ignore[arg-type]
        table.update_incremental()
    resting = set(table.vacuum(retention_hours=0, dry_run=True, enforce_retention_duration=False))
    named = {one.path for one in snapshot_of(table, folder).all_files} | resting
    orphans = [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and "_delta_log" not in path.relative_to(folder).parts
        and str(path.relative_to(folder)) not in named
        and _age(path) > SHORTEST_ORPHAN_SECONDS
    ]
    removed = sum(_remove(path) for path in orphans)
    if table.version() % COMMITS_PER_CHECKPOINT == 0 or expired:
        table.create_checkpoint()
        table.cleanup_metadata()
    return Vacuumed(len(expired) + len(orphans), sum(expired.values()) + removed, len(orphans))


def _sweep(root: Path) -> Vacuumed:
    """Drafts of derived tables and scratch folders that a killed process left."""
    drafts = [
        path for path in (root / "derived").glob("*/.*") if path.is_file() and _age(path) > SHORTEST_ORPHAN_SECONDS
    ]
    size = sum(_remove(path) for path in drafts)
    for place in (root / "lake" / ".scratch").glob("*"):
        if _age(place) > 24 * SHORTEST_ORPHAN_SECONDS:
            shutil.rmtree(place, ignore_errors=True)
    return Vacuumed(len(drafts), size, len(drafts))


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _remove(path: Path) -> int:
    size = _size(path)
    path.unlink(missing_ok=True)
    return size
