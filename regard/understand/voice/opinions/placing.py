"""The topics as they were last found, on the disk, and the opinions of each run placed in them."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from regard.analytics.topics import Change, Memory, Topic, Topics, place
from regard.foundation.lake.api import Lake, Recent
from regard.understand.voice.opinions.runs import read_opinions, vectors_of
from regard.understand.voice.opinions.shapes import PLACED, Run, folder_of

CENTRES = "centres"
_opened = Recent(4)
Placed = Mapping[tuple[str, int], str]  # the topic of opinions that were there when topics were found


def topics_folder(*, lake: Lake, number: int) -> Path:
    """Where the topics of one number lie."""
    return folder_of(lake=lake) / "topics" / str(number)


def save_topics(*, lake: Lake, number: int, found: Topics) -> None:
    """Write topics under a number. They appear whole or not at all."""
    target = topics_folder(lake=lake, number=number)
    draft = target.with_name(f".{number}.{os.getpid()}")
    for path in (draft, target):
        shutil.rmtree(path, ignore_errors=True)
    draft.mkdir(parents=True)
    told: dict[str, Any] = {
        "topics": [asdict(one) for one in found.topics],
        "themes": [asdict(one) for one in found.themes],
    }
    told |= {"changes": [asdict(one) for one in found.changes], "agreement": found.agreement, "memory": {}}
    arrays: dict[str, Any] = {}
    for one in fields(Memory):
        value = getattr(found.memory, one.name)
        if isinstance(value, np.ndarray):
            arrays[one.name] = value
        elif one.name == CENTRES:
            arrays |= {f"{CENTRES}.{language}": centre for language, centre in value.items()}
        else:
            told["memory"][one.name] = value
    (draft / "topics.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    np.savez(draft / "memory.npz", **arrays)
    draft.rename(target)


def read_topics(*, lake: Lake, number: int) -> Topics | None:
    """The topics of a number, without the topic of each text; None where there are none."""
    folder = topics_folder(lake=lake, number=number)
    try:
        changed = (folder / "topics.json").stat().st_mtime_ns
    except FileNotFoundError:
        return None
    return _opened.get((folder, changed), lambda: _read(folder))


def _read(folder: Path) -> Topics:
    told = json.loads((folder / "topics.json").read_text("utf-8"))
    with np.load(folder / "memory.npz", allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files if not name.startswith(f"{CENTRES}.")}
        centres = {name.split(".", 1)[1]: kept[name] for name in kept.files if name.startswith(f"{CENTRES}.")}
    rest = told["memory"]
    rest["parts"] = {name: tuple(listed) for name, listed in rest["parts"].items()}
    told_memory: dict[str, Any] = {**arrays, **rest, CENTRES: centres}
    memory = Memory(**told_memory)
    topics, themes = (tuple(_topic(one) for one in told[name]) for name in ("topics", "themes"))
    changes = tuple(Change(**{**one, "others": tuple(one["others"])}) for one in told["changes"])
    return Topics(topics, themes, (), changes, told["agreement"], memory)


def _topic(told: Mapping[str, Any]) -> Topic:
    return Topic(**{**told, "phrases": tuple(told["phrases"]), "examples": tuple(told["examples"])})


def place_run(*, lake: Lake, run: Run, number: int, known: Placed | None = None) -> None:
    """Write which topic each opinion of a run is about; does nothing without topics, or where they are of another model."""
    topics = read_topics(lake=lake, number=number)
    folder = folder_of(lake=lake) / run.name
    if topics is None or topics.memory.model != run.model:
        return
    opinions = read_opinions(lake=lake, run=run)
    vectors = np.asarray(vectors_of(lake=lake, run=run), np.float32)
    leaves, near = _placed(topics, vectors, languages_of(folder, opinions))
    ids = zip(opinions["key"].to_pylist(), opinions["part"].to_pylist(), strict=True)
    told = [
        (known or {}).get(one, leaf) if is_topical else None
        for one, leaf, is_topical in zip(ids, leaves, opinions["is_topical"].to_pylist(), strict=True)
    ]
    themes = {one.id: one.theme for one in topics.topics}
    columns = {"leaf": told, "parent": [themes.get(leaf or "") for leaf in told], "near": near}
    found = opinions.select(["key", "part"])
    for name, values in columns.items():
        found = found.append_column(name, pa.array(values, PLACED.field(name).type))
    draft = folder / f".placed-{number}.{os.getpid()}"
    pq.write_table(found.cast(PLACED), draft, compression="zstd")
    draft.replace(folder / f"placed-{number}.parquet")


def languages_of(folder: Path, opinions: pa.Table) -> list[str | None]:
    """The language of each opinion's text."""
    texts = pq.read_table(folder / "texts.parquet", columns=["key", "language"])
    spoken = dict(zip(texts["key"].to_pylist(), texts["language"].to_pylist(), strict=True))
    return [spoken[key] for key in opinions["key"].to_pylist()]


def _placed(
    topics: Topics, vectors: npt.NDArray[np.float32], languages: list[str | None]
) -> tuple[list[str | None], npt.NDArray[np.float32]]:
    found, near = place(topics.memory, vectors, languages=languages)
    return [None if one < 0 else topics.topics[one].id for one in found.tolist()], near
