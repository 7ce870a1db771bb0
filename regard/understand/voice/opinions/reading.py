"""Reading the texts that nobody read yet, the newest first, so that what is said now waits for no backlog.

A chunk at a time: each is written and counts from then on, so that whoever stops it loses one chunk at most and it goes
on where it was. One process reads at a time; any may ask questions meanwhile.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from regard.analytics.text import Reader
from regard.foundation.lake.api import Lake, held
from regard.understand.voice.opinions.mentions import followed, like_size, read_sql
from regard.understand.voice.opinions.placing import place_run
from regard.understand.voice.opinions.runs import merge_readings, runs_sql, tables_of, write_readings
from regard.understand.voice.opinions.shapes import KEY_SQL, TEXT, Manifest, folder_of
from regard.understand.voice.opinions.store import engine_of, nothing_yet, read_manifest, write_manifest, writing

CHUNK = 128  # texts: about a second on one core
LISTED = 4096  # keys looked up at once
LONGEST = 20_000  # characters of a text that are read
WEIGHT_OF_NEW = 0.2


@dataclass(frozen=True)
class Progress:
    """How far reading is."""

    said: int  # interactions that carry a text
    texts: int  # different ones
    read: int  # of these, by the present model
    model: str
    rate: float  # texts a second, as last measured; 0 before

    @property
    def waiting(self) -> int:
        """Texts nobody read yet."""
        return self.texts - self.read

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes at the last rate."""
        return self.waiting / self.rate if self.rate else None


def progress(*, lake: Lake) -> Progress:
    """How many texts there are and how many were read."""
    found = followed(lake=lake)
    texts = _count_texts(lake, found)
    read = sum(run.rows for run in found.readings if run.model == found.model)
    return Progress(sum(run.rows for run in found.mentions), texts, min(read, texts), found.model, found.rate)


def read_on(
    *,
    lake: Lake,
    reader: Reader,
    most: int | None = None,
    on_chunk: Callable[[int], None] = lambda read: None,
    is_ended: Callable[[], bool] = lambda: False,
) -> int | None:
    """Read what is not read yet, at most so many texts. Returns how many; None where another process reads."""
    folder_of(lake=lake).mkdir(parents=True, exist_ok=True)
    with held(path=folder_of(lake=lake) / "reading.lock") as is_held:
        if not is_held:
            return None
        _by_model(lake, reader.model)
        done = 0
        for chunk in _chunks(lake, most):
            began = time.monotonic()
            texts = [text[:LONGEST] for _, text in chunk]
            readings = reader.read(texts)
            done += _keep(lake, chunk, readings, reader.model, len(chunk) / max(time.monotonic() - began, 1e-6))
            on_chunk(done)
            if is_ended():
                return done
        _drop_other_models(lake)
        return done


def unread_sql(*, lake: Lake, found: Manifest) -> str:
    """A query for the mentions of texts that the present model did not read yet."""
    files = [str(folder_of(lake=lake) / run.name / "said.parquet") for run in found.mentions]
    own = [run for run in found.readings if run.model == found.model]
    known = runs_sql(lake=lake, runs=own, name="texts", schema=TEXT)
    return f"select * from {read_sql(files)} said anti join ({known}) known using (key)"


def _chunks(lake: Lake, most: int | None) -> Iterator[list[tuple[str, str]]]:
    """Keys and texts to read, the newest first; looks again whenever the log moved."""
    left = most
    while left is None or left > 0:
        found = followed(lake=lake)
        waiting = _texts_waiting(lake, found)
        if not waiting:
            return
        for start in range(0, len(waiting), CHUNK):
            chunk = waiting[start : start + CHUNK][:left]
            if not chunk:
                return
            yield chunk
            left = None if left is None else left - len(chunk)
            if lake.snapshot("interactions").version != found.version:
                break


def _texts_waiting(lake: Lake, found: Manifest) -> list[tuple[str, str]]:
    """The newest texts nobody read, from the months of the log that they are in."""
    if not found.mentions:
        return []
    with engine_of() as engine:
        wanted = engine.sql(
            f"select key, arg_max(id, time) as id, max(time) as time from ({unread_sql(lake=lake, found=found)}) "
            f"group by key order by max(time) desc, key limit {LISTED}"
        ).to_arrow_table()
        if not wanted.num_rows:
            return []
        engine.register("wanted", wanted)
        times = wanted["time"].to_pylist()
        rows = lake.snapshot("interactions").with_public()
        files = [
            str(rows.folder / one.path)
            for one in rows.files
            if (one.first_at is None or one.first_at <= max(times))
            and (one.last_at is None or one.last_at >= min(times))
        ]
        told = engine.execute(
            f"select {KEY_SQL}, any_value(text) from {read_sql(files)} semi join wanted using (id) where text is not null group by 1"
        ).fetchall()
    by_key = dict(told)
    return [(key, by_key[key]) for key in wanted["key"].to_pylist() if key in by_key]


def _keep(lake: Lake, chunk: list[tuple[str, str]], readings: list[Any], model: str, rate: float) -> int:
    """Write what was read, of the texts that the log still has."""
    with writing(lake=lake):
        found = read_manifest(lake=lake) or nothing_yet(model=model)
        still = _still_said(lake, found, [key for key, _ in chunk])
        kept = [(key, text, one) for (key, text), one in zip(chunk, readings, strict=True) if key in still]
        keys, texts, read = ([row[at] for row in kept] for at in range(3))
        number, runs = found.next_number, list(found.readings)
        if kept:
            told = tables_of(keys=keys, texts=texts, readings=read, model=model)
            runs.append(
                write_readings(lake=lake, number=number, model=model, texts=told[0], opinions=told[1], vectors=told[2])
            )
            number += 1
        own = [run for run in runs if run.model == model]
        span = like_size(own)
        if span:
            merged = merge_readings(lake=lake, number=number, runs=own[-span:])
            runs = [run for run in runs if run not in own[-span:]] + [merged]
            number += 1
        for run in set(runs) - set(found.readings):
            place_run(lake=lake, run=run, number=found.topics)
        smooth = rate if not found.rate else (1 - WEIGHT_OF_NEW) * found.rate + WEIGHT_OF_NEW * rate
        changed = msgspec.structs.replace(
            found, readings=tuple(runs), next_number=number, rate=smooth, rated_at=time.time(), model=model
        )
        write_manifest(lake=lake, found=changed)
    return len(kept)


def _still_said(lake: Lake, found: Manifest, keys: list[str]) -> set[str]:
    files = [str(folder_of(lake=lake) / run.name / "said.parquet") for run in found.mentions]
    if not files:
        return set()
    with engine_of() as engine:
        rows = engine.execute(
            f"select distinct key from {read_sql(files)} where list_contains($keys, key)", {"keys": keys}
        ).fetchall()
    return {key for (key,) in rows}


def _by_model(lake: Lake, model: str) -> None:
    """Texts that another model read are read anew; what it said holds until then."""
    with writing(lake=lake):
        found = read_manifest(lake=lake) or nothing_yet()
        if found.model != model:
            write_manifest(
                lake=lake,
                found=msgspec.structs.replace(found, model=model, rate=0.0, next_number=found.next_number + 1),
            )


def _drop_other_models(lake: Lake) -> None:
    """Once the present model read everything, what another said goes."""
    found = read_manifest(lake=lake)
    if found is None or all(run.model == found.model for run in found.readings) or progress(lake=lake).waiting:
        return
    with writing(lake=lake):
        found = read_manifest(lake=lake) or nothing_yet()
        own = tuple(run for run in found.readings if run.model == found.model)
        write_manifest(lake=lake, found=msgspec.structs.replace(found, readings=own, next_number=found.next_number + 1))


def _count_texts(lake: Lake, found: Manifest) -> int:
    if not found.mentions:
        return 0
    files = [str(folder_of(lake=lake) / run.name / "said.parquet") for run in found.mentions]

    def counted() -> int:
        with engine_of() as engine:
            return int(engine.execute(f"select count(distinct key) from {read_sql(files)}").fetchall()[0][0])

    return lake.remember(("texts said", found.version, tuple(files)), counted)
