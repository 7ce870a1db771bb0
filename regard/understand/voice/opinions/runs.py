"""What was read in texts, in runs: the texts, their opinions, and the opinions' vectors in the same order."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from regard.foundation.lake.api import Lake
from regard.understand.voice.opinions.mentions import read_sql
from regard.understand.voice.opinions.shapes import EMOTIONS, OPINION, TEXT, Run, folder_of
from regard.understand.voice.opinions.store import engine_of

FEWEST_WORDS, FEWEST_WORDS_ABOUT = 5, 3  # without and with an aspect
FEWEST_LETTERS = 6  # of a script that does not part words
Vectors = npt.NDArray[np.float16]


def write_readings(
    *, lake: Lake, number: int, model: str, texts: pa.Table, opinions: pa.Table, vectors: Vectors
) -> Run:
    """A run with these texts and opinions. It appears whole or not at all."""
    folder = folder_of(lake=lake)
    draft, target = folder / f".read-{number}", folder / f"read-{number}"
    for path in (draft, target):
        shutil.rmtree(path, ignore_errors=True)
    draft.mkdir(parents=True)
    pq.write_table(texts.cast(TEXT), draft / "texts.parquet", compression="zstd")
    pq.write_table(opinions.cast(OPINION), draft / "opinions.parquet", compression="zstd")
    np.save(draft / "vectors.npy", vectors)
    draft.rename(target)
    return Run(target.name, texts.num_rows, model)


def tables_of(
    *, keys: Sequence[str], texts: Sequence[str], readings: Iterable[Any], model: str
) -> tuple[pa.Table, pa.Table, Vectors]:
    """What a reader said of texts, as the columns of a run."""
    found = list(readings)
    told = {"key": list(keys), "text": list(texts), "language": [one.language for one in found]}
    rows = [
        _row(key, part, one, model, text[one.start : one.end])
        for key, text, reading in zip(keys, texts, found, strict=True)
        for part, one in enumerate(reading.opinions)
    ]
    vectors = [one.vector for reading in found for one in reading.opinions]
    width = len(vectors[0]) if vectors else 0
    return (
        pa.table({**told, "model": [model] * len(found)}, schema=TEXT),
        pa.Table.from_pylist(rows, schema=OPINION),
        np.asarray(vectors, np.float16).reshape(len(vectors), width),
    )


def _row(key: str, part: int, one: Any, model: str, said: str) -> dict[str, Any]:
    return {
        "key": key,
        "part": part,
        "first": one.start,
        "last": one.end,
        "aspect": one.aspect,
        "sentiment": one.sentiment,
        "label": one.label,
        "certainty": one.certainty,
        **{name: one.emotions.get(name) for name in EMOTIONS},
        "intent": one.intent,
        "is_topical": says_enough(said, has_aspect=one.aspect is not None),
        "taught": getattr(one, "taught", None),
        "model": model,
    }


def says_enough(said: str, *, has_aspect: bool = False) -> bool:
    """Whether a clause can be about something: greetings, thanks and cries are about nothing.

    >>> says_enough("Dear team,"), says_enough("It never came on the day"), says_enough("快递晚了三天才到")
    (False, True, True)
    """
    if sum("\u0e00" <= sign <= "\u0eff" or "\u2e80" <= sign <= "\u9fff" for sign in said) >= FEWEST_LETTERS:
        return True
    return len(said.split()) >= (FEWEST_WORDS_ABOUT if has_aspect else FEWEST_WORDS)


def merge_readings(*, lake: Lake, number: int, runs: Sequence[Run], only: str = "true") -> Run:
    """Several runs of one model as one, with the texts whose key satisfies a condition of DuckDB's SQL."""
    folder = folder_of(lake=lake)
    with engine_of() as engine:
        texts = [pq.read_table(folder / run.name / "texts.parquet") for run in runs]
        engine.register("texts", pa.concat_tables(texts))
        opinions = pa.concat_tables([read_opinions(lake=lake, run=run) for run in runs])
        engine.register("opinions", opinions.append_column("row_at", pa.array(np.arange(opinions.num_rows))))
        kept_texts = engine.sql(f"select * from texts where {only}").to_arrow_table()
        kept = engine.sql(f"select * from opinions where {only} order by row_at").to_arrow_table()
    vectors = stacked([vectors_of(lake=lake, run=run) for run in runs])[kept["row_at"].to_numpy()]
    return write_readings(
        lake=lake,
        number=number,
        model=runs[-1].model,
        texts=kept_texts,
        opinions=kept.drop_columns("row_at"),
        vectors=vectors,
    )


def stacked(vectors: Sequence[Vectors]) -> Vectors:
    """Vectors one below the other; runs without an opinion have no width."""
    found = [one for one in vectors if len(one)]
    return np.concatenate(found) if found else np.empty((0, 0), np.float16)


def read_opinions(*, lake: Lake, run: Run) -> pa.Table:
    """The opinions of a run."""
    return pq.read_table(folder_of(lake=lake) / run.name / "opinions.parquet")


def vectors_of(*, lake: Lake, run: Run) -> Vectors:
    """The vectors of a run's opinions, in their order, mapped into memory."""
    return np.asarray(np.load(folder_of(lake=lake) / run.name / "vectors.npy", mmap_mode="r"))


def files_of(*, lake: Lake, runs: Sequence[Run], name: str) -> list[str]:
    """One of the files of each run, where it is there."""
    paths: list[Path] = [folder_of(lake=lake) / run.name / f"{name}.parquet" for run in runs]
    return [str(path) for path in paths if path.exists()]


def runs_sql(*, lake: Lake, runs: Sequence[Run], name: str, schema: pa.Schema) -> str:
    """A query for one of the tables of runs; for no rows of its shape where there is no run."""
    files = files_of(lake=lake, runs=runs, name=name)
    if files:
        return f"select {', '.join(quote(one) for one in schema.names)} from {read_sql(files)}"
    types = {
        pa.string(): "varchar",
        pa.int32(): "integer",
        pa.int64(): "bigint",
        pa.float32(): "float",
        pa.bool_(): "boolean",
    }
    nothing = ", ".join(f"null::{types[field.type]} as {quote(field.name)}" for field in schema)
    return f"select {nothing} where false"


def quote(name: str) -> str:
    """A column's name as SQL writes it: `first` and `last` are words of it."""
    return f'"{name}"'
