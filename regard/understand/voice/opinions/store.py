"""The manifest, and who may change it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import msgspec

from regard.foundation.lake.api import Lake, LakeBusy, held
from regard.understand.voice.opinions.shapes import SHAPE, Manifest, folder_of

MEMORY = "1GB"
SECONDS_TO_WAIT = 600.0
KEPT = ("manifest.json", "spent.json", "lock", "reading.lock", "topics.lock", "topics", "corrected.parquet", "flat")


def read_manifest(*, lake: Lake) -> Manifest | None:
    """What there is, None where nothing is or its files are of another shape."""
    folder = folder_of(lake=lake)
    try:
        found = msgspec.json.decode((folder / "manifest.json").read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
    runs = (*found.mentions, *found.readings)
    return found if found.shape == SHAPE and all((folder / run.name).is_dir() for run in runs) else None


def write_manifest(*, lake: Lake, found: Manifest, forgets: bool = False) -> Manifest:
    """Make it what holds from now on. Runs of the one before are kept for who reads them, unless it `forgets` them."""
    folder = folder_of(lake=lake)
    before = None if forgets else read_manifest(lake=lake)
    draft = folder / f".manifest.{os.getpid()}"
    draft.write_bytes(msgspec.json.encode(found))
    draft.replace(folder / "manifest.json")
    if forgets:
        shutil.rmtree(folder / "flat", ignore_errors=True)
    named = {run.name for one in (found, before) if one is not None for run in (*one.mentions, *one.readings)}
    for entry in folder.iterdir():
        if entry.name not in named and entry.name not in KEPT and not entry.name.startswith("."):
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
    return found


def nothing_yet(*, model: str = "") -> Manifest:
    """The manifest before the first text."""
    return Manifest(SHAPE, -1, 0, (), (), model, 0, 0, 1)


@contextmanager
def writing(*, lake: Lake) -> Iterator[None]:
    """Hold the lock under which the manifest and its runs change."""
    folder = folder_of(lake=lake)
    folder.mkdir(parents=True, exist_ok=True)
    with held(path=folder / "lock", wait_seconds=SECONDS_TO_WAIT) as is_held:
        if not is_held:
            raise LakeBusy("The opinions are being written by another process. Ask again in a few minutes.")
        yield


@contextmanager
def engine_of() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own, for writing runs."""
    with duckdb.connect() as engine:
        engine.execute(
            f"set timezone='UTC'; set enable_progress_bar=false; set memory_limit='{MEMORY}'; "
            "set autoinstall_known_extensions=false; set preserve_insertion_order=true"
        )
        yield engine
