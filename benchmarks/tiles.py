"""The tiles of the Overview in a large log, from what is kept of it and by the same definitions on all of it.

`python -m benchmarks.tiles` writes tiles.md. The log is made as benchmarks.timeline makes it: copies of a year of the
imaginary company, each of customers of its own. Twelve metrics are asked, each of eight periods with its change, as the
Overview shows them. Both sides answer with the same definitions, and their figures are compared digit by digit.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import astuple
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import django

from benchmarks.journeys import NEW, append, bounded
from benchmarks.machine import described
from benchmarks.sizes import measure_sizes
from benchmarks.timeline import company, copy_of, forget, write_log
from regard.analytics.metrics.measure import find_metric, series
from regard.analytics.scope import Scope, course_edges
from regard.foundation.lake.api import Lake, extracts, rebuild_extracts

Clocks = tuple[float, float]
QUARTER = Scope(since=date(2026, 7, 1), until=date(2026, 10, 1))
ON_WEB = Scope(since=date(2026, 7, 1), until=date(2026, 10, 1), channels=("web",))
OF_A_SEGMENT = Scope(since=date(2026, 7, 1), until=date(2026, 10, 1), segment="trait:country=DE")
NEEDS_ALL_ROWS = ("retention", "repeat_purchase")  # on a larger log than LARGE their definitions take minutes
LARGE = 20_000_000
COLD = (
    "import sys, os, json, django; django.setup(); import benchmarks.tiles as tiles; from pathlib import Path; "
    "print(json.dumps(tiles.asked_first(Path(sys.argv[1]))))"
)


def names() -> list[str]:
    """The twelve: the headlines and what takes their place."""
    from regard.understand.metrics import queries

    return [*queries.HEADLINES, *queries.SPARE]


def tiles(lake: Lake, scope: Scope) -> dict[str, Any]:
    """Their numbers in each period."""
    from regard.understand.metrics.api import tile_of

    found = {name: tile_of(lake=lake, scope=scope, name=name) for name in names()}
    return {name: [astuple(period) for period in tile.series] for name, tile in found.items()}


def on_the_log(lake: Lake, name: str) -> list[Any]:
    """The same by the definition on all rows."""
    as_of = lake.last_at()
    assert as_of is not None
    edges = course_edges(QUARTER, as_of)
    log = lake.interactions()
    return [astuple(one) for one in series(log, find_metric(name).name, scope=QUARTER, edges=edges, as_of=as_of)]


def asked_first(folder: Path) -> dict[str, Any]:
    """Seconds in a process that answered for an empty log so far: with nothing of the files in memory, then other scopes."""
    with TemporaryDirectory() as nothing:
        tiles(Lake.open(nothing), QUARTER)
    lake = Lake.open(folder)
    for place in ("lake", "derived"):
        forget(folder / place, "*")
    found: dict[str, Any] = {}
    for what, scope in (("cold", QUARTER), ("another scope", ON_WEB), ("again", QUARTER), ("a segment", OF_A_SEGMENT)):
        found[what], _ = clocked(lambda scope=scope: tiles(lake, scope))
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return found


def clocked(work: Callable[[], Any]) -> tuple[Clocks, Any]:
    """Seconds that passed and seconds of the processor, and what came of it."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    return (time.perf_counter() - wall, time.process_time() - processor), found


def said(clocks: Sequence[float]) -> str:
    """Both, as the table has them."""
    return f"{clocks[0]:.2f} ({clocks[1]:.2f})"


def one_log(copies: int, parent: Path) -> dict[str, Any]:
    """Make a log, measure it, remove it. In a process of its own, since Django is set up for one folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.project.settings")
    folder = parent / f"tiles-{copies}"
    os.environ["REGARD_DATA"] = str(folder)
    try:
        django.setup()
        rows = company()
        made, n = clocked(lambda: write_log(folder, rows, copies))
        return {"n": n, "made": made, "load": os.getloadavg()[0], **measured(folder, copy_of(rows, 0))}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def measured(folder: Path, rows: Any) -> dict[str, Any]:
    """The figures of one log; `rows` is one copy of the company."""
    from regard.understand.journeys.api import rebuild_index

    found: dict[str, Any] = {}
    lake = Lake.open(folder)
    found["extracts built"], (kept, _) = clocked(lambda: rebuild_extracts(lake=lake))
    found["index built"], index = clocked(lambda: rebuild_index(lake=lake))
    found["kept built"], answers = clocked(lambda: tiles(lake, QUARTER))
    found["kept"], found["customers"] = kept, index.histories.count_customers()
    found["size"] = sum(path.stat().st_size for path in (folder / "derived").rglob("*") if path.is_file())
    done = subprocess.run([sys.executable, "-c", COLD, str(folder)], check=True, capture_output=True, text=True)
    found["asked"] = json.loads(done.stdout.splitlines()[-1])
    found["log"] = {}
    for name in names():
        if found["kept"] and index.manifest.rows > LARGE and name in NEEDS_ALL_ROWS:
            continue
        found["log"][name], told = clocked(lambda name=name: on_the_log(bounded(Lake.open(folder)), name))
        if told != answers[name]:
            raise RuntimeError(f"{name} differs: {told[-1]} and {answers[name][-1]}")
    append(lake, rows)
    found["caught up"], _ = clocked(lambda: extracts(lake=lake))
    found["asked anew"], _ = clocked(lambda: tiles(lake, QUARTER))
    return found


def report(logs: list[dict[str, Any]], copies: list[int]) -> str:
    """The page with the figures."""
    lines = {
        "**cold**: a new process, files read from the disk": lambda log: said(log["asked"]["cold"]),
        "**warm**: the same process, another scope that nobody asked for": lambda log: said(
            log["asked"]["another scope"]
        ),
        "the first scope again, worked out anew": lambda log: said(log["asked"]["again"]),
        "the customers of a segment (a trait), first": lambda log: said(log["asked"]["a segment"]),
        f"after {NEW:,} new interactions: the extracts take them in": lambda log: said(log["caught up"]),
        "and all twelve tiles, the journey index with them": lambda log: said(log["asked anew"]),
        "the definitions on the whole log, together": lambda log: (
            said([sum(one[clock] for one in log["log"].values()) for clock in (0, 1)])
            + ("" if len(log["log"]) == len(names()) else " (without two)")
        ),
        "making the extracts; the journey index; what metrics keep beside both": lambda log: "; ".join(
            said(log[one]) for one in ("extracts built", "index built", "kept built")
        ),
        "rows kept apart": lambda log: f"{log['kept'] / log['n']:.0%}",
        "customers": lambda log: f"{log['customers']:,}",
        "all that is derived, GB": lambda log: f"{log['size'] / 1e9:.2f}",
        "most memory of the process asked, GB, files mapped into it counted": lambda log: (
            f"{log['asked']['memory']:.1f}"
        ),
        "programs waiting for the machine's cores": lambda log: f"{log['load']:.0f}",
    }
    heads = "| | " + " | ".join(f"{log['n'] / 1e6:.1f} million" for log in logs) + " |"
    rows = [f"| {name} | " + " | ".join(tell(log) for log in logs) + " |" for name, tell in lines.items()]
    each = [
        f"| {name} | " + " | ".join(said(log["log"][name]) if name in log["log"] else "-" for log in logs) + " |"
        for name in names()
    ]
    table, single = (
        "\n".join([heads, "|---" * (len(logs) + 1) + "|", *rows]),
        "\n".join([heads, "|---" * (len(logs) + 1) + "|", *each]),
    )
    return f"""# Twelve tiles of the Overview in a large log

`python -m benchmarks.tiles --copies {" ".join(map(str, copies))}`. {described()}

Seconds that passed, and in brackets those of the processor. A tile is a metric in eight quarters with its interval and
its change. Nothing is remembered from one question to the next but what is opened or worked out of files for a version
of the log. All figures were compared with those of the definitions on the whole log and are equal, digit by digit.

{table}

The definitions on the whole log, metric by metric:

{single}
"""


if __name__ == "__main__":
    measure_sizes(name="tiles", one_log=one_log, report=report)
