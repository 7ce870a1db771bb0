"""An installation made from a backup, in an empty folder."""

import json
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regard.foundation.lake.api import TABLES, Lake, wrong_with_file
from regard.foundation.postgres.api import open_postgres, restore_postgres
from regard.record.upkeep.backup import DUMP, FORMAT, MANIFEST, SECRET, BackupRefused


@dataclass(frozen=True)
class Restored:
    """What came back."""

    made_at: str
    rows: int
    files: int


def restore(*, source: Path, data_dir: Path, on_step: Callable[[str], None] = lambda step: None) -> Restored:
    """Fill an empty data folder, and its database, from a backup. Raises BackupRefused or DatabaseTaken.

    Requests that were in the intake when the backup was made are recorded when the server next runs; what the log
    holds of them already is not recorded again.
    """
    if data_dir.exists() and (data_dir.is_file() or any(data_dir.iterdir())):
        raise BackupRefused(f"{data_dir} is not empty. Restore into a folder that is not there yet, or empty it.")
    with _opened(source) as folder:
        manifest = _read_manifest(folder)
        on_step("Checking the backup …")
        _check(folder, manifest)
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        on_step("Filling the database …")
        with open_postgres(data_dir=data_dir) as postgres:
            restore_postgres(url=postgres.url, source=folder / DUMP)
        on_step("Copying the log …")
        shutil.copytree(folder / "lake", data_dir / "lake")
        if (folder / SECRET).exists():
            shutil.copy2(folder / SECRET, data_dir / SECRET)
            (data_dir / SECRET).chmod(0o600)
    files = Lake.open(data_dir, create=False).snapshot("interactions").all_files
    return Restored(manifest["made_at"], sum(one.rows or 0 for one in files), len(files))


@contextmanager
def _opened(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield source
        return
    if not source.is_file():
        raise BackupRefused(f"There is no backup at {source}.")
    with tempfile.TemporaryDirectory(dir=source.parent, prefix=".restore-") as place:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(place, filter="data")
        except tarfile.TarError as error:
            raise BackupRefused(f"{source} is no backup, or it is damaged: {error}.") from error
        yield Path(place)


def _read_manifest(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        raise BackupRefused(f"{folder} is no backup, or one that was not finished: it has no {MANIFEST}.") from None
    if manifest.get("format") != FORMAT:
        raise BackupRefused(f"The backup was made by a newer Regard ({manifest.get('regard')}). Restore it with that.")
    return manifest


def _check(folder: Path, manifest: dict[str, Any]) -> None:
    """Every file is there, as long as it was, with the bytes its name says."""
    if (folder / DUMP).stat().st_size != manifest["postgres_bytes"]:
        raise BackupRefused(f"{folder / DUMP} is not as long as it was. Take another backup.")
    for name in TABLES:
        for path, size in manifest["tables"][name]["files"].items():
            wrong = wrong_with_file(path=folder / "lake" / name / path, size=size)
            if wrong:
                raise BackupRefused(f"lake/{name}/{path} of the backup: {wrong}. Take another backup.")
