"""The same questions of the same log, by DuckDB in process and by Spark. `python -m benchmarks.spark` writes spark.md.

Spark runs on this one machine, as a local cluster of one worker process a core, so what is measured is what it costs, not
what it is for. The second time a question is asked is what is told, and the answers of both are compared before
anything is written. Journeys are asked of an index that is there; making it stands in a row of its own.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import django

from benchmarks.machine import described
from benchmarks.sizes import Figures, measure_sizes
from benchmarks.timeline import company, write_log
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from tests.spark.same import differences

CLUSTER = f"local-cluster[{os.cpu_count() or 2},1,2048]"
STEPS = "Product Viewed > Product Added > Checkout Started > Order Completed"
MAKING = "journeys: making the index"


def questions() -> dict[str, Callable[[Lake, Scope], Any]]:
    """What is asked."""
    from regard.understand.journeys import api as journeys
    from regard.understand.metrics.api import measure_metric

    def metric(name: str, by: str) -> Callable[[Lake, Scope], Any]:
        return lambda lake, scope: measure_metric(lake=lake, name=name, scope=scope, by=by)

    return {
        "NPS by channel": metric("nps", "channel"),
        "revenue by month": metric("revenue", "month"),
        "CSAT by country (a trait)": metric("csat", "trait.country"),
        MAKING: lambda lake, scope: journeys.rebuild_index(lake=lake).manifest.rows,
        "funnel, 4 steps in 30 days": lambda lake, scope: journeys.funnel_of(lake=lake, scope=scope, steps=STEPS),
        "paths, first 5 touchpoints": lambda lake, scope: journeys.paths_of(lake=lake, scope=scope),
        "sessions, 30 minutes apart": lambda lake, scope: journeys.sessions_of(lake=lake, scope=scope),
        "retention by month": lambda lake, scope: journeys.retention_of(lake=lake, scope=scope),
    }


def ask_all(folder: Path, url: str) -> Figures:
    """Seconds until the engine is there, seconds for each question, and what it answered."""
    os.environ["ENGINE_URL"] = url
    began, lake = time.monotonic(), Lake.open(folder)
    lake.interactions().limit(1).to_pyarrow()
    figures: Figures = {"start": time.monotonic() - began, "seconds": {}, "answers": {}}
    for name, ask in questions().items():
        if name != MAKING:
            ask(lake, Scope())
        began = time.monotonic()
        answer = ask(lake, Scope(until=date(2100, 1, 1)))  # the same rows, and no answer that is remembered
        figures["seconds"][name] = time.monotonic() - began
        figures["answers"][name] = asdict(answer) if is_dataclass(answer) else answer
        print(url, name, figures["seconds"][name], file=sys.stderr, flush=True)
    return figures


def one_size(copies: int, folder: Path) -> Figures:
    """Both engines, one after the other, over one log."""
    place = folder / f"regard-spark-{copies}"
    shutil.rmtree(place, ignore_errors=True)
    os.environ |= {"REGARD_DATA": str(place), "DJANGO_SETTINGS_MODULE": "regard.project.settings"}
    django.setup()
    rows = write_log(place, company(), copies)
    load = os.getloadavg()[1]
    here, there = (ask_all(place, url) for url in ("duckdb", CLUSTER))
    wrong = [name for name in here["answers"] if differences(here["answers"][name], there["answers"][name])]
    shutil.rmtree(place)
    if wrong:
        raise SystemExit(f"The engines differ in {', '.join(wrong)}.")
    return {"rows": rows, "start": there["start"], "duckdb": here["seconds"], "spark": there["seconds"], "load": load}


def report(logs: list[Figures], _: list[int]) -> str:
    """The page."""
    heads = "".join(f" | DuckDB, {log['rows'] / 1e6:.1f} M | Spark | Spark takes" for log in logs)
    lines = [
        "# Spark on one machine",
        "",
        f"`python -m benchmarks.spark`. {described()} Spark {version('pyspark')}, {CLUSTER}: one worker process a core of the "
        "same machine, so this is what Spark costs and not what it is for. Seconds, each question asked a second time; the "
        "answers of both engines were equal (fractions to 1e-9).",
        "",
        f"| question{heads} |",
        "|---|" + "---:|---:|---:|" * len(logs),
    ]
    for name in logs[0]["duckdb"]:
        cells = [
            f"{log['duckdb'][name]:.2f} | {log['spark'][name]:.2f} | {log['spark'][name] / log['duckdb'][name]:.0f} ×"
            for log in logs
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    starts = " and ".join(f"{log['start']:.0f} s" for log in logs)
    loads = " and ".join(f"{log['load']:.0f}" for log in logs)
    lines += [
        "",
        f"Starting Spark and its workers came before, once for a program: {starts}. Programs waiting for the machine's cores "
        f"meanwhile: {loads}. Where there are many of them, read the ratios and not the seconds, and those with caution.",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    measure_sizes(name="spark", one_log=one_size, report=report)
