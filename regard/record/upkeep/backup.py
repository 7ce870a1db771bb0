"""A backup of a running installation: the database and the log as they were at one moment.

The recorder commits identities to the database and rows to the log while it holds the lake's writing lock. Taking
that lock for as long as it needs to pin the tables' versions and to open a snapshot of the database gives a moment at
which both agree; copying goes on after the lock is let go. Requests are acknowledged all the while: what was
acknowledged before that moment is in the backup, in the log or in the intake.
"""

import json
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from regard.analytics.errors import RegardError
from regard.foundation.lake.api import TABLES, Lake, LakeWriter, Snapshot, rewriting
from regard.foundation.postgres.api import dump_postgres, exported_snapshot

FORMAT = 1
DUMP = "postgres.dump"
MANIFEST = "manifest.json"
SECRET = "secret_key"


class BackupRefused(RegardError):
    """A backup cannot be made where it was asked for, or a folder is none."""

    code = "backup_refused"
    status = 422


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds."""

    path: str
    rows: int
    files: int
    bytes: int
    versions: dict[str, int]


def back_up(
    *, lake: Lake, url: str, to: Path, at: datetime, on_step: Callable[[str], None] = lambda step: None
) -> BackedUp:
    """Write a backup to a new folder, or to one file where `to` ends in .tar. Raises BackupRefused or LakeBusy."""
    if to.exists() and (to.is_file() or any(to.iterdir())):
        raise BackupRefused(f"{to} is there already. Name a folder or a .tar file that is not.")
    to.parent.mkdir(parents=True, exist_ok=True)
    if to.suffix != ".tar":
        return _write(lake, url, to, at, on_step)
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".backup-") as place:
        made = _write(lake, url, Path(place) / "backup", at, on_step)
        draft = to.with_name(f".{to.name}.draft")
        with tarfile.open(draft, "w") as archive:
            archive.add(Path(place) / "backup", arcname=".")
        draft.chmod(0o600)
        draft.rename(to)
    return BackedUp(str(to), made.rows, made.files, made.bytes, made.versions)


def _write(lake: Lake, url: str, to: Path, at: datetime, on_step: Callable[[str], None]) -> BackedUp:
    to.mkdir(mode=0o700, exist_ok=True)
    with rewriting(lake=lake, wait_seconds=600):  # nobody removes or replaces a file meanwhile
        on_step("Pinning the log and the database to one moment …")
        with _pinned(lake, url, to) as (snapshots, state):
            on_step("Dumping the database …")
            dump_postgres(url=url, to=to / DUMP, snapshot=state)
        on_step("Copying the log …")
        for name, snapshot in snapshots.items():
            for one in snapshot.files:
                _copy(snapshot.folder / one.path, to / "lake" / name / one.path)
    if (lake.root / SECRET).exists():
        _copy(lake.root / SECRET, to / SECRET)
        (to / SECRET).chmod(0o600)
    manifest = _manifest(snapshots, to, at)
    (to / MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")  # last: without it a folder is no backup
    files = [one for snapshot in snapshots.values() for one in snapshot.files]
    return BackedUp(
        str(to),
        sum(one.rows or 0 for one in snapshots["interactions"].files),
        len(files),
        sum(one.bytes for one in files) + (to / DUMP).stat().st_size,
        {name: snapshot.version for name, snapshot in snapshots.items()},
    )


@contextmanager
def _pinned(lake: Lake, url: str, to: Path) -> Iterator[tuple[dict[str, Snapshot], str]]:
    """The tables' versions and a snapshot of the database that belong together; the tables' own logs are copied."""
    writer = LakeWriter(lake)
    writer.__enter__()
    try:
        snapshots = {name: lake.snapshot(name).with_public() for name in TABLES}
        for name, snapshot in snapshots.items():
            _copy_log(snapshot, to / "lake" / name / "_delta_log")
        state = exported_snapshot(url=url)
        held = state.__enter__()
    finally:
        writer.__exit__(None, None, None)
    try:
        yield snapshots, held
    finally:
        state.__exit__(None, None, None)


def _copy_log(snapshot: Snapshot, to: Path) -> None:
    for path in sorted((snapshot.folder / "_delta_log").iterdir()):
        number = path.name.partition(".")[0]
        if path.name == "_last_checkpoint" or (number.isdigit() and int(number) <= snapshot.version):
            _copy(path, to / path.name)


def _copy(source: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, to)


def _manifest(snapshots: dict[str, Snapshot], to: Path, at: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": at.isoformat(),
        "regard": version("regard"),
        "postgres_bytes": (to / DUMP).stat().st_size,
        "tables": {
            name: {"version": snapshot.version, "files": {one.path: one.bytes for one in snapshot.files}}
            for name, snapshot in snapshots.items()
        },
    }
