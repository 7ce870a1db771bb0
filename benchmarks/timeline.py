"""How fast does one customer's timeline open in a large log? `python -m benchmarks.timeline` writes timeline.md.

The log is made of copies of a year of the imaginary company, each of customers of its own, written straight into the
layout that compaction leaves: by month, sorted by customer, time and id, about 300,000 rows a file. Asked is what the
customer's page asks, of customers drawn at random: over HTTP from the web server (without the answers it works out in
advance), and beside it DuckDB alone reading the page's rows from just the files that hold them.
"""

import datetime as dt
import http.client
import json
import os
import random
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import django
import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.machine import described
from benchmarks.sizes import measure_sizes
from regard.foundation.lake.api import Lake
from regard.foundation.lake.files import commit, write_files
from regard.project.bootstrap import start_django, stop_django
from regard.simulator import Company

CUSTOMERS = 20_000  # of each copy
ASKED = 200
SERVE = (
    "import sys, django; django.setup(); import regard.project.warmth as warmth; warmth.warm_in_background = lambda **named: None; "
    "from regard.project.web import main; main(sys.argv[1], 1)"
)


def company() -> pa.Table:
    """A year of the company as rows of the log, sorted."""
    preview = import_module("regard.record.interactions.api").preview  # needs Django set up
    told = Company(CUSTOMERS, 365, 7, dt.date(2026, 9, 30)).observations()
    now = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    rows = pa.concat_tables([preview(observations=one, now=now)[0] for one in told])
    return rows.sort_by([(name, "ascending") for name in ("month", "customer_id", "time", "id")])


def copy_of(rows: pa.Table, number: int) -> pa.Table:
    """The same year of other customers, whose ids come after those of the copies before."""
    mark = f"{number:02x}"

    def marked(name: str, prefix: str, start: int) -> pa.ChunkedArray:
        return pc.binary_join_element_wise(prefix + mark, pc.utf8_slice_codeunits(rows[name], start, 64), "")

    columns = {
        "id": marked("id", "", 2),
        "customer_id": marked("customer_id", "cus_", 6),
        "anchor": marked("anchor", "cus_", 6),
        "message_id": pc.binary_join_element_wise(rows["message_id"], f"-{mark}", ""),
        "matter_id": pc.binary_join_element_wise(rows["matter_id"], f"-{mark}", ""),
    }
    for name, column in columns.items():
        rows = rows.set_column(rows.schema.get_field_index(name), rows.schema.field(name), column)
    return rows


def write_log(folder: Path, rows: pa.Table, copies: int) -> int:
    """So many copies of the company as one log. Returns how many rows it has."""
    lake = Lake.open(folder)
    place = Path(lake.path("interactions"))

    def batches(part: pa.Table) -> Iterator[pa.RecordBatch]:
        for number in range(copies):
            yield from copy_of(part, number).combine_chunks().to_batches()

    for month in pc.unique(rows["month"]).to_pylist():
        part = rows.filter(pc.equal(rows["month"], month))
        commit(lake.delta("interactions"), write_files(place, batches(part), partition=("month", month)))
    return sum(one.rows or 0 for one in lake.snapshot("interactions").files)


def forget(folder: Path, pattern: str = "*.parquet") -> None:
    """Have the system drop what it keeps of the log in memory."""
    for path in folder.rglob(pattern):
        if not path.is_file():
            continue
        descriptor = os.open(path, os.O_RDONLY)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(descriptor)


class Web:
    """The web server of a data folder, on a socket of its own."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "regard.project.cli"]
        word = secrets.token_urlsafe(16) + "\n"

        def run(*words: str, given: str = "") -> str:
            words = (*command, *words, "--data", str(folder))
            return subprocess.run(words, check=True, capture_output=True, text=True, input=given).stdout

        run("users", "add", "bench@example.org", given=word)
        self.key = next(
            line for line in run("keys", "create", "bench@example.org").split() if line.startswith("regard_")
        )
        self.path = str(folder / "bench.socket")
        env = os.environ | {"REGARD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "regard.project.settings"}
        self.running = subprocess.Popen([sys.executable, "-c", SERVE, self.path], stdin=subprocess.PIPE, env=env)
        for _ in range(600):
            try:
                self.ask("metrics")
                return
            except OSError:
                time.sleep(0.1)

    def ask(self, path: str) -> Any:
        """One answer, over a connection of its own."""
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        connection.sock.connect(self.path)
        connection.request("GET", f"/api/{path}", headers={"Authorization": f"Bearer {self.key}"})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            raise RuntimeError(body[:300])
        return json.loads(body)

    def stop(self) -> None:
        """End it."""
        self.running.terminate()
        self.running.wait(30)


def times(ask: Callable[[str], object], asked: list[str]) -> str:
    """Median and 95th percentile of asking about each, in milliseconds."""
    taken = []
    for one in asked:
        began = time.perf_counter()
        ask(one)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    return f"{median(taken):.0f}, {taken[int(len(taken) * 0.95) - 1]:.0f}"


def measured(folder: Path, asked: list[str]) -> dict[str, str]:
    """The figures of one log."""
    start_django(folder)
    snapshot = Lake.open(folder).snapshot("interactions")
    bare = duckdb.connect()
    bare.execute("set timezone='UTC'; set parquet_metadata_cache=true")

    def alone(customer_id: str) -> None:
        query = "from read_parquet($files) where customer_id = $id order by time desc, id desc limit 51"
        bare.sql(query, params={"files": snapshot.uris([customer_id]), "id": customer_id}).to_arrow_table()

    forget(folder / "lake")
    found = {"DuckDB alone, the right files, first": times(alone, asked)}
    found["DuckDB alone, again"] = times(alone, asked)
    web = Web(folder)
    try:
        forget(folder / "lake")
        found["a page of the timeline, first"] = times(lambda one: web.ask(f"customers/{one}/timeline"), asked)
        found["a page of the timeline, again"] = times(lambda one: web.ask(f"customers/{one}/timeline"), asked)
        found["the head of the page"] = times(lambda one: web.ask(f"customers/{one}"), asked)
        found["an answer that reads no log"] = times(lambda one: web.ask("metrics"), asked)
    finally:
        web.stop()
    return found


def one_log(copies: int, parent: Path) -> dict[str, Any]:
    """Make a log, measure it, remove it. In a process of its own, since Django is set up for one folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.project.settings")
    folder = parent / f"timeline-{copies}"
    try:
        began = time.perf_counter()
        os.environ["REGARD_DATA"] = str(folder)
        django.setup()
        rows = company()
        n = write_log(folder, rows, copies)
        made = time.perf_counter() - began
        customers = pc.unique(rows["customer_id"]).to_pylist()
        dice = random.Random(7)
        asked = [f"cus_{dice.randrange(copies):02x}{dice.choice(customers)[6:]}" for _ in range(ASKED)]
        size = sum(path.stat().st_size for path in (folder / "lake").rglob("*.parquet"))
        files = len(list((folder / "lake" / "interactions").glob("*/*.parquet")))
        load = os.getloadavg()[0]
        return {"n": n, "made": made, "size": size, "files": files, "load": load, "times": measured(folder, asked)}
    finally:
        stop_django()
        shutil.rmtree(folder, ignore_errors=True)


def report(logs: list[dict[str, Any]], copies: list[int]) -> str:
    """The page with the figures."""
    heads = "| | " + " | ".join(f"{log['n'] / 1e6:.1f} million" for log in logs) + " |"
    rows = [f"| {name} | " + " | ".join(log["times"][name] for log in logs) + " |" for name in logs[0]["times"]]
    rows.append("| files, GB | " + " | ".join(f"{log['files']}, {log['size'] / 1e9:.1f}" for log in logs) + " |")
    rows.append("| seconds to make the log | " + " | ".join(f"{log['made']:.0f}" for log in logs) + " |")
    rows.append(
        "| programs waiting for the machine's cores | " + " | ".join(f"{log['load']:.0f}" for log in logs) + " |"
    )
    table = "\n".join([heads, "|---" * (len(logs) + 1) + "|", *rows])
    return f"""# One customer's timeline in a large log

`python -m benchmarks.timeline --copies {" ".join(map(str, copies))}`. {described()}

Milliseconds, median and 95th percentile, over {ASKED} customers drawn at random. *First* is the first time each is
asked for, after the system was made to forget the log's files; *again* the second time. The log is not recorded but
written as compaction leaves it, from copies of one company with other customers. Over HTTP everything counts: the
key, the session, the names, JSON.

{table}
"""


if __name__ == "__main__":
    measure_sizes(name="timeline", one_log=one_log, report=report)
