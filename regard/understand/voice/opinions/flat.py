"""The opinions as one flat file: who said it, what was read, which topic, joined once instead of by every question.

A file joins the runs there were when it was made (`Base`). What came since is joined in a second, small file; when topics were
found anew, runs were merged into larger ones, or a fifth more was said, the first is made anew. What staff corrected and who is
whom now are joined when asked, since both are small and change at once. Logs with little in them do without.
"""

import hashlib
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec

from regard.foundation.lake.api import Lake, held
from regard.understand.voice.opinions.mentions import read_sql
from regard.understand.voice.opinions.runs import runs_sql
from regard.understand.voice.opinions.shapes import EMOTIONS, OPINION, PLACED, SAID, TEXT, Manifest, Run, folder_of
from regard.understand.voice.opinions.store import engine_of

FEWEST = 20_000  # mentions of texts before a flat file pays
GROWN = 0.2  # of the mentions that may lie in the second file
KEPT_FILES = 4  # the newest: somebody may be reading those before
READ = (
    *("key", "part", "first", "last", "aspect", "sentiment", "label", "certainty"),
    *(*EMOTIONS, "intent", "language", "leaf", "parent", "near"),
)


class Base(msgspec.Struct, frozen=True):
    """Which runs a flat file joins, and the topics its opinions are placed in."""

    file: str
    mentions: tuple[str, ...]
    readings: tuple[str, ...]
    topics: int
    model: str


def flat_sql(*, lake: Lake, found: Manifest) -> str | None:
    """A query for all opinions out of flat files, made where they are not there; None where a join is as good.

    None as well while another process makes them, and while two models' readings stand side by side.
    """
    if sum(run.rows for run in found.mentions) < FEWEST or any(run.model != found.model for run in found.readings):
        return None
    folder = _folder(lake)
    base = _read_base(folder)
    files = _files(lake, found, base) if base is not None and _holds(base, found) else None
    if files is None:
        folder.mkdir(parents=True, exist_ok=True)
        with held(path=folder / "lock") as is_held:
            if not is_held:
                return None
            files = _made(lake, found)
    return f"select * from {read_sql([str(one) for one in files])}"


def keep_flat(*, lake: Lake, found: Manifest) -> None:
    """Make the files now where they are due, so that no question has to."""
    flat_sql(lake=lake, found=found)


def drop_flat(*, lake: Lake) -> None:
    """Let the files go: rows left the log, or what they join was written anew."""
    shutil.rmtree(_folder(lake), ignore_errors=True)


def joined_sql(*, lake: Lake, found: Manifest, mentions: Sequence[Run], readings: Sequence[Run]) -> str:
    """A query that joins what was said in some runs with what some runs read in it."""
    files = [str(folder_of(lake=lake) / run.name / "said.parquet") for run in mentions]
    own = {name: runs_sql(lake=lake, runs=readings, name=name, schema=schema) for name, schema in _TABLES.items()}
    placed = runs_sql(lake=lake, runs=readings, name=f"placed-{found.topics}", schema=PLACED)
    said = ", ".join(f"s.{name}" for name in SAID)
    read = ", ".join(_column(name) for name in READ)
    return (
        f"select {said}, {read} from ({own['opinions']}) o join ({own['texts']}) t using (key) "
        f"join (select {', '.join(SAID)}, key from {read_sql(files)}) s using (key) "
        f"left join ({placed}) p on p.key = o.key and p.part = o.part"
    )


_TABLES = {"texts": TEXT, "opinions": OPINION}


def _column(name: str) -> str:
    owner = "t" if name == "language" else "p" if name in ("leaf", "parent", "near") else "o"
    return f'{owner}."{name}"'


def _folder(lake: Lake) -> Path:
    return folder_of(lake=lake) / "flat"


def _read_base(folder: Path) -> Base | None:
    try:
        return msgspec.json.decode((folder / "base.json").read_bytes(), type=Base)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def _holds(base: Base, found: Manifest) -> bool:
    """Whether all it joins is there still, and little came since."""
    mentions, readings = ({run.name for run in runs} for runs in (found.mentions, found.readings))
    since = sum(run.rows for run in found.mentions if run.name not in base.mentions)
    return (
        (base.topics, base.model) == (found.topics, found.model)
        and mentions.issuperset(base.mentions)
        and readings.issuperset(base.readings)
        and since <= GROWN * sum(run.rows for run in found.mentions)
    )


def _files(lake: Lake, found: Manifest, base: Base) -> list[Path] | None:
    """The files that hold everything, None where one of them is not there yet."""
    folder = _folder(lake)
    rest = _rest_of(found, base)
    files = [folder / base.file, *([folder / rest] if rest else [])]
    return files if all(one.exists() for one in files) else None


def _rest_of(found: Manifest, base: Base) -> str:
    """What the file of all that came since is called, empty where nothing did."""
    came = [run.name for run in found.mentions if run.name not in base.mentions]
    read = [run.name for run in found.readings if run.name not in base.readings]
    if not came and not read:
        return ""
    digest = hashlib.sha256("\n".join([base.file, *came, "", *read]).encode()).hexdigest()[:24]
    return f"rest-{digest}.parquet"


def _made(lake: Lake, found: Manifest) -> list[Path]:
    """Make what is missing, and let what nobody reads any more go."""
    folder, base = _folder(lake), _read_base(_folder(lake))
    if base is None or not _holds(base, found) or not (folder / base.file).exists():
        base = Base(
            f"all-{found.next_number}-{found.topics}-{os.getpid()}.parquet",
            tuple(run.name for run in found.mentions),
            tuple(run.name for run in found.readings),
            found.topics,
            found.model,
        )
        whole = joined_sql(lake=lake, found=found, mentions=found.mentions, readings=found.readings)
        _write(folder / base.file, f"{whole} order by s.time")
        draft = folder / f".base.{os.getpid()}"
        draft.write_bytes(msgspec.json.encode(base))
        draft.replace(folder / "base.json")
    rest = _rest_of(found, base)
    if rest and not (folder / rest).exists():
        _write(folder / rest, _rest_sql(lake, found, base))
    files = [folder / base.file, *([folder / rest] if rest else [])]
    _clean(folder, files)
    return files


def _rest_sql(lake: Lake, found: Manifest, base: Base) -> str:
    """What was said since, whenever it was read, and what was said before and read since."""
    came = [run for run in found.mentions if run.name not in base.mentions]
    known = [run for run in found.mentions if run.name in base.mentions]
    read = [run for run in found.readings if run.name not in base.readings]
    parts = [joined_sql(lake=lake, found=found, mentions=came, readings=found.readings)] if came else []
    if read and known:
        parts.append(joined_sql(lake=lake, found=found, mentions=known, readings=read))
    return " union all ".join(parts)


def _write(file: Path, query: str) -> None:
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    with engine_of() as engine:
        told = str(draft).replace("'", "''")
        engine.execute(f"copy ({query}) to '{told}' (format parquet, compression zstd, row_group_size 65536)")
    draft.replace(file)


def _clean(folder: Path, files: Sequence[Path]) -> None:
    others = [one for one in folder.glob("*.parquet") if one not in files]
    for one in sorted(others, key=lambda file: file.stat().st_mtime_ns)[:-KEPT_FILES]:
        one.unlink(missing_ok=True)
