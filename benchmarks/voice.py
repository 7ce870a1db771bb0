"""How fast is Voice? `python -m benchmarks.voice` writes voice.md.

The texts of the imaginary company are read (the backlog), then one after the other is said while the reader follows (the delay). The
files it left are then copied, each copy with texts and customers of its own, until there are a million opinions, and the
Voice page's questions are asked of them: just started, and again once the flat file is there.
"""

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import msgspec
import numpy as np

from benchmarks.machine import described
from regard.analytics.scope import Scope
from regard.analytics.text import load_reader
from regard.analytics.topics import Wishes
from regard.foundation.lake.api import Lake, LakeWriter
from regard.project.bootstrap import start_django, stop_django
from regard.record.interactions.api import preview
from regard.simulator import Company
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.reading import progress, read_on
from regard.understand.voice.opinions.shapes import Manifest, Run, folder_of
from regard.understand.voice.opinions.store import write_manifest
from regard.understand.voice.queries import heat_of, topic_of, voice_of
from regard.understand.voice.sentences import Wanted, list_sentences
from regard.understand.voice.topics import make_topics, read_book

HERE = Path(__file__).parent
END = date(2026, 9, 30)
SAID = "The parcel number {} came far too late and nobody answered me."


def main() -> None:
    """Measure and write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--customers", type=int, default=1_500)
    asked.add_argument("--opinions", type=int, default=1_000_000)
    asked.add_argument("--said", type=int, default=20, help="texts said one by one")
    told = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start_django(folder)
        lake = Lake.open(Path(folder))
        texts, seconds = _backlog(lake, told.customers)
        delays = _delays(lake, told.said)
        make_topics(lake=lake, wishes=Wishes())
        n = _multiplied(lake, told.opinions)
        rows = _asked(lake)
        stop_django()
    _write(texts, seconds, delays, n, rows)


def _backlog(lake: Lake, customers: int) -> tuple[int, float]:
    """How many texts were read, and in how many seconds."""
    company = Company(customers=customers, days=365, seed=7, end=END)
    now = datetime(2026, 10, 1, tzinfo=UTC)
    with LakeWriter(lake) as writer:
        for batch in company.observations():
            writer.append("interactions", preview(observations=batch, now=now)[0])
    reader = load_reader()
    reader.read(["Hello."])
    began = time.monotonic()
    done = read_on(lake=lake, reader=reader)
    return done or 0, time.monotonic() - began


def _delays(lake: Lake, count: int) -> list[float]:
    """Seconds from a text's commit to the log until its opinions are there, one text at a time."""
    from regard.understand.voice.following import keep_reading

    ended = threading.Event()
    reader = threading.Thread(target=lambda: keep_reading(lake=Lake.open(lake.root), is_ended=ended.is_set))
    reader.start()
    found = []
    for number in range(count):
        company = Company(customers=1, days=30, seed=1, end=END)
        batch = next(iter(company.observations())).slice(0, 1)
        now = datetime(2026, 10, 1, tzinfo=UTC) + timedelta(minutes=number)
        row = batch.to_pylist()[0] | {"message_id": f"new-{number}", "kind": "Review Posted", "time": now}
        row |= {"properties": msgspec.json.encode({"text": SAID.format(10_000 + number), "score": 1}).decode()}
        with LakeWriter(lake) as writer:
            rows = preview(observations=batch.from_pylist([row], schema=batch.schema), now=now)[0]
            writer.append("interactions", rows)
        began = time.monotonic()
        while progress(lake=lake).waiting and time.monotonic() - began < 60:
            time.sleep(0.02)
        found.append(time.monotonic() - began)
    ended.set()
    reader.join()
    return found


def _multiplied(lake: Lake, wanted: int) -> int:
    """Copies of all that was read, until there are so many opinions; the log stays as it is."""
    found, folder = followed(lake=lake), folder_of(lake=lake)
    with duckdb.connect() as engine:
        sources = {
            "said": [folder / run.name / "said.parquet" for run in found.mentions],
            "texts": [folder / run.name / "texts.parquet" for run in found.readings],
            "opinions": [folder / run.name / "opinions.parquet" for run in found.readings],
            f"placed-{found.topics}": [folder / run.name / f"placed-{found.topics}.parquet" for run in found.readings],
        }
        files = {name: ", ".join(f"'{file}'" for file in listed) for name, listed in sources.items()}
        mentioned = f"read_parquet([{files['said']}]) s join read_parquet([{files['opinions']}]) o using (key)"
        now = engine.sql(f"select count(*) from {mentioned}").fetchall()[0][0]
        copies = -(-wanted // now)
        said, read = folder / "said-of-many", folder / "read-of-many"
        for target in (said, read):
            target.mkdir()
        for name, listed in files.items():
            own = "id || '-' || c as id, customer_id || '-' || c as customer_id, " if name == "said" else ""
            out = "key, id, customer_id" if name == "said" else "key"
            target = (said if name == "said" else read) / f"{name}.parquet"
            engine.execute(
                f"copy (select left(sha256(key || c), 32) as key, {own}* exclude ({out}) "
                f"from read_parquet([{listed}]), range({copies}) t(c)) to '{target}' (format parquet, compression zstd)"
            )
        rows = {
            one: engine.sql(f"select count(*) from '{read if one == 'texts' else said}/{one}.parquet'").fetchall()[0][0]
            for one in ("said", "texts")
        }
    np.lib.format.open_memmap(read / "vectors.npy", "w+", np.float16, (1, 1))
    made: Manifest = msgspec.structs.replace(
        found,
        mentions=(Run(said.name, rows["said"]),),
        readings=(Run(read.name, rows["texts"], found.model),),
        next_number=found.next_number + 1,
    )
    write_manifest(lake=lake, found=made)
    return int(copies * now)


def _asked(lake: Lake) -> list[tuple[str, float, float, float]]:
    """Each question, in seconds: while nothing is prepared, and with the flat file there and no answer remembered."""
    quarter = Scope(since=END - timedelta(days=90), until=END)
    topic = next(iter(read_book(lake=lake).topics))
    questions: dict[str, Callable[[Lake], object]] = {
        "the page, the last 90 days": lambda log: voice_of(lake=log, scope=quarter),
        "the page, all time": lambda log: voice_of(lake=log, scope=Scope()),
        "one topic": lambda log: topic_of(lake=log, scope=quarter, topic=topic),
        "where it hurts": lambda log: heat_of(lake=log, scope=quarter),
        "sentences of a topic": lambda log: list_sentences(lake=log, scope=quarter, wanted=Wanted(topic=topic)),
    }
    found = []
    for name, ask in questions.items():
        seconds = []
        for _ in range(2):
            log = Lake.open(lake.root)  # remembers nothing
            began, worked = time.monotonic(), time.process_time()
            ask(log)
            seconds.append(time.monotonic() - began)
            cpu = time.process_time() - worked
        found.append((name, seconds[0], seconds[1], cpu))
        print(name, [round(one, 2) for one in seconds], flush=True)
    return found


def _write(
    texts: int, seconds: float, delays: list[float], n: int, rows: list[tuple[str, float, float, float]]
) -> None:
    lines = ["# Voice: how soon, how fast", "", described(), "", *(__doc__ or "").strip().split("\n\n")[1:], ""]
    lines += [f"{os.getloadavg()[0]:.1f} programs wanted a processor at the end of it (one minute's mean).", ""]
    lines += ["| | |", "|---|---|", f"| texts read, a second | {texts / seconds:,.0f} ({texts:,} texts) |"]
    lines += [
        f"| said until understood, median | {statistics.median(delays):.2f} s |",
        f"| the slowest of {len(delays)} | {max(delays):.2f} s |",
        "",
        f"Of {n:,} opinions:",
        "",
        "| question | first, s | again, s | of which processors, s |",
        "|---|---|---|---|",
        *(f"| {name} | {first:.2f} | {again:.2f} | {cpu:.2f} |" for name, first, again, cpu in rows),
    ]
    (HERE / "voice.md").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
