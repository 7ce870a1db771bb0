"""When rows left the log (an erasure, a month dropped), what was read in texts that nobody says any more goes with them.

Nothing else is read anew: a person's erasure costs what lies here, not a reading of all texts.
"""

import shutil

import msgspec

from regard.foundation.lake.api import Lake
from regard.understand.voice.opinions.mentions import read_sql, taken_anew
from regard.understand.voice.opinions.runs import merge_readings
from regard.understand.voice.opinions.shapes import Run, folder_of
from regard.understand.voice.opinions.store import read_manifest, write_manifest, writing


def forget_unsaid(*, lake: Lake) -> None:
    """Take out what is of texts that the log no longer has, from the files as well."""
    with writing(lake=lake):
        before = read_manifest(lake=lake)
        if before is None:
            _remove_all(lake)
            return
        found = taken_anew(lake=lake, before=before)
        number = found.next_number
        readings: list[Run] = []
        for model in dict.fromkeys(run.model for run in before.readings):
            own = [run for run in before.readings if run.model == model]
            merged = merge_readings(lake=lake, number=number, runs=own, only=_still_said(lake, found.mentions))
            readings, number = [*readings, merged], number + 1
        kept = tuple(run for run in readings if run.rows)
        found = msgspec.structs.replace(found, readings=kept, next_number=number)
        write_manifest(lake=lake, found=found, forgets=True)


def forget_readings(*, lake: Lake) -> None:
    """Let every text wait to be read again, with the topics as they are."""
    with writing(lake=lake):
        found = read_manifest(lake=lake)
        if found is not None:
            changed = msgspec.structs.replace(found, readings=(), rate=0.0, next_number=found.next_number + 1)
            write_manifest(lake=lake, found=changed)


def _still_said(lake: Lake, mentions: tuple[Run, ...]) -> str:
    files = [str(folder_of(lake=lake) / run.name / "said.parquet") for run in mentions]
    return f"key in (select key from {read_sql(files)})" if files else "false"


def _remove_all(lake: Lake) -> None:
    for entry in folder_of(lake=lake).iterdir():
        if entry.name != "lock":
            shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
