"""Regard beside what people use today: the same input, equal results, one run. `python -m benchmarks.peers` writes peers.md.

Each peer is installed from the package registry into an environment of its own under --folder (pm4py is AGPL: nothing of
Regard imports it), gets the rows already in memory, and is timed from there to its answer. Regard is timed from files on
the disk with nothing remembered. What cannot be installed is named with the reason.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import django
import numpy as np

from benchmarks.beside import PEERS, SCRIPTS
from benchmarks.journeys import bandwidth
from benchmarks.machine import described
from benchmarks.timeline import company, write_log
from benchmarks.value import OURS as OUR_PURCHASES
from benchmarks.value import run as run_script
from benchmarks.value import simulate
from regard.analytics.schema.vocabulary import BOOKKEEPING
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake

TIMES = 3
STEPS = ("Product Viewed", "Product Added", "Order Completed")
TOLERANCE = {"BG/NBD by maximum likelihood": 1e-4, "BG/NBD by the mode of the posterior": 0.15}
Clocks = tuple[float, float]


def clocked(work: Callable[[], Any]) -> tuple[Clocks, Any]:
    """Medians of seconds that passed and seconds of the processor, and what came of it."""
    rounds = []
    for _ in range(TIMES):
        wall, processor = time.perf_counter(), time.process_time()
        found = work()
        rounds.append((time.perf_counter() - wall, time.process_time() - processor))
    return (median(one[0] for one in rounds), median(one[1] for one in rounds)), found


def write_rows(folder: Path, place: Path) -> dict[str, int]:
    """The rows that journeys look at as Parquet files, for peers: all that count, and what customers did."""
    lake = Lake.open(folder)
    told = (
        "dense_rank() over (order by customer_id) as customer, time, coalesce(touchpoint, 'none') as touchpoint, kind"
    )
    counted = f"kind not in {BOOKKEEPING}"
    lake.interactions()
    for name, more in (("all", "true"), ("own", "actor = 'customer'")):
        query = f"select {told} from interactions where {counted} and {more} order by customer_id, time, id"
        lake.connection().execute(f"copy ({query}) to '{place / name}.parquet' (format parquet)")
    rows = lake.sql(f"select count(*) as n, count(distinct customer_id) as customers from interactions where {counted}")
    return {name: int(value) for name, value in rows.to_pylist()[0].items()}


def journeys(folder: Path) -> dict[str, tuple[Clocks, Any]]:
    """Our answers about journeys."""
    from regard.understand.journeys import api

    def fresh() -> Lake:
        lake = Lake.open(folder)
        lake.moment()
        return lake

    def flow() -> Any:
        found = api.flow_of(lake=fresh(), scope=Scope(), limit=100_000)
        return sorted([pair.start, pair.end, pair.visits] for pair in found.pairs)

    def funnel() -> Any:
        found = api.funnel_of(lake=fresh(), scope=Scope(), steps=STEPS, window_days=36_500)
        return [step.customers for step in found.groups[0].steps]

    def sessions() -> Any:
        return api.sessions_of(lake=fresh(), scope=Scope()).groups[0].sessions

    def retention() -> Any:
        found = api.retention_of(lake=fresh(), scope=Scope(), periods=24)
        rows = ([one.customers, *(cell.customers for cell in one.cells)] for one in found.cohorts)
        return [[n for n in row if n] for row in rows]

    asked = {
        "flow of touchpoints": flow,
        "funnel of 3 steps": funnel,
        "sessions": sessions,
        "retention by month": retention,
    }
    return {name: clocked(work) for name, work in asked.items()}


def draw(place: Path, customers: int) -> None:
    """What the peers for statistics get, drawn with a fixed seed."""
    chance = np.random.default_rng(7)
    waited = np.round(chance.exponential(60, customers * 10), 1) + 0.1
    seen = np.round(chance.uniform(0, 200, customers * 10), 1) + 0.1
    np.savez(place / "waits.npz", waited=np.minimum(waited, seen), happened=waited <= seen)
    group = chance.integers(0, 2, customers * 10)
    amount = np.round(chance.gamma(2, 25, customers * 10) + group, 2)
    np.savez(place / "amounts.npz", group=group, amount=amount)
    np.savez(place / "purchases.npz", **simulate(customers, seed=1))
    np.savez(place / "few_purchases.npz", **simulate(max(1_000, customers // 20), seed=1))


def statistics(place: Path) -> dict[str, tuple[Clocks, Any]]:
    """Our answers of statistics."""
    import duckdb
    import pyarrow as pa

    from regard.analytics.metrics.estimates import change, mean
    from regard.analytics.metrics.survival import median_wait

    waits, amounts = np.load(place / "waits.npz"), np.load(place / "amounts.npz")
    waited, happened = waits["waited"], waits["happened"]
    table = pa.table({"group": amounts["group"], "amount": amounts["amount"]})

    def survival() -> Any:
        found = median_wait(waited, happened)
        return [found.value, found.low, found.high]

    def difference() -> Any:
        with duckdb.connect() as engine:
            engine.register("amounts", table)
            query = 'select "group", count(*), sum(amount), sum(amount * amount) from amounts group by 1 order by 1'
            one, other = (mean(total, squares, n) for _, n, total, squares in engine.execute(query).fetchall())
        found = change(other, one)
        assert found is not None
        return [found.value]

    found = {"median wait (Kaplan-Meier)": clocked(survival), "difference of two means": clocked(difference)}
    for name, file in (("by maximum likelihood", "purchases"), ("by the mode of the posterior", "few_purchases")):
        told = run_script(sys.executable, OUR_PURCHASES, str(place / f"{file}.npz"), "one")
        both = [told["grouping"][at] + told["bg_nbd"][at] for at in (0, 1)]
        found[f"BG/NBD {name}"] = (both[0], both[1]), told["bg_nbd_parameters"]
    return found


def install(name: str, package: str, folder: Path) -> tuple[Path | None, str]:
    """An environment with one peer: its interpreter, and what stood in the way where there is none."""
    home = folder / f"peer-{name}"
    python = home / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    command = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", str(python), *package.split()]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    return (python, "") if done.returncode == 0 else (None, done.stderr.strip().splitlines()[-1])


def ask(python: Path, name: str, place: Path) -> dict[str, Any]:
    """A peer's version, and for each question its seconds and its answer, or why there is none."""
    command = [str(python), "-c", SCRIPTS["frame"] + SCRIPTS[name], str(place), str(TIMES)]
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=os.environ | {"OMP_NUM_THREADS": "2"}
    )
    if done.returncode:
        return {"version": "?", "failed": (done.stderr.strip().splitlines() or ["it ended without a word"])[-1][:200]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def is_equal(one: Any, other: Any, question: str) -> bool:
    """Whether two answers agree: numbers to nine digits, or as far as two ways of fitting can."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(is_equal(a, b, question) for a, b in zip(one, other, strict=True))
    if isinstance(one, float) or isinstance(other, float):
        return bool(np.isclose(one, other, rtol=TOLERANCE.get(question, 1e-9), atol=0))
    return bool(one == other)


def told(clocks: Sequence[float]) -> str:
    """Both clocks, as the table has them."""
    return f"{clocks[0]:.2f} ({clocks[1]:.2f})"


def side_by_side(ours: dict[str, tuple[Clocks, Any]], place: Path, folder: Path) -> tuple[list[str], list[str]]:
    """The rows of the table, and what is to be said of peers."""
    lines, notes = [], []
    for name, package in PEERS.items():
        python, reason = install(name, package, folder)
        found = ask(python, name, place) if python else {"version": "-", "failed": f"not installed: {reason}"}
        if "failed" in found:
            notes.append(f"- {name} {found['version']}: {found['failed']}")
            continue
        for question, (clocks, answer) in found["answers"].items():
            (wall, processor), own = ours[question]
            is_same = is_equal(own, answer, question)
            same = f"within {TOLERANCE[question]:.2%}" if question in TOLERANCE else "equal"
            equal = same if is_same else f"**differs**: {str(answer)[:60]} and {str(own)[:60]}"
            both = [one + more for one, more in zip(clocks, found["prepared"], strict=True)]
            ratios = " | ".join(
                f"{one[0] / wall:.0f}× ({one[1] / max(processor, 1e-3):.0f}×)" for one in (clocks, both)
            )
            peer = f"{name} {found['version']} | {told(found['prepared'])} | {told(clocks)}"
            lines.append(f"| {question} | {peer} | {told((wall, processor))} | {ratios} | {equal} |")
            print(lines[-1], flush=True)
        notes += [f"- {name} {found['version']}: {note}" for note in found.get("notes", [])]
    return lines, notes


def report(chosen: argparse.Namespace, made: dict[str, Any], lines: list[str], notes: list[str]) -> str:
    """The page with the figures."""
    n, few = chosen.customers, max(1_000, chosen.customers // 20)
    return f"""# Regard beside what people use today

`python -m benchmarks.peers --copies {chosen.copies} --customers {n}`. {described()}
{os.getloadavg()[0]:.0f} programs waited for the machine's cores.

{made["rows"]:,} interactions of {made["customers"]:,} customers, {made["n"]:,} of which journeys look at; {n * 10:,} waits and
amounts; {n:,} customers for BG/NBD by maximum likelihood, {few:,} by the mode of the posterior. Seconds that passed, and in
brackets those of the processor; medians of {TIMES}, fits once.

Peers are given a Parquet file of just these rows, in order and with customers as numbers; *prepares* is reading it and
bringing it into the peer's own shape. Regard begins with the journey index on the disk (made in {made["built"]:.1f} s, and kept up as
events come), opens the log, and has nothing remembered; beside the figures compared it works out intervals, quartiles
and dead ends. It reads {made["hot"] / 1e6:.0f} MB for a question: retention by month {made["speed"]:.2f} GB/s, {made["share"]:.0%}
of what one thread reads from memory. Versions are the newest that install on this Python.

| | peer | prepares, s | answers, s | Regard, s | ratio | ratio, with preparing | results |
|---|---|---|---|---|---|---|---|
{chr(10).join(lines)}

{chr(10).join(notes)}
"""


def prepare(chosen: argparse.Namespace, log: Path, place: Path) -> dict[str, Any]:
    """The log, the index, and the peers' input."""
    from regard.understand.journeys.api import journey_index

    for folder in (log, place):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    n = write_log(log, company(), chosen.copies)
    made: dict[str, Any] = {**write_rows(log, place), "rows": n}
    draw(place, chosen.customers)
    began = time.perf_counter()
    journey_index(lake=Lake.open(log))
    made["built"] = time.perf_counter() - began
    arrays = [path for name in ("at", "steps", "offsets") for path in log.rglob(f"run-*/{name}.npy")]
    return made | {"hot": sum(path.stat().st_size for path in arrays)}


def main() -> None:
    """Run, compare, and write the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--copies", type=int, default=1)
    parser.add_argument("--customers", type=int, default=100_000, help="of BG/NBD; ten times as many waits and amounts")
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "regard-peers")
    chosen = parser.parse_args()
    log, place = chosen.folder / "log", chosen.folder / "input"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.project.settings")
    os.environ["REGARD_DATA"] = str(log)
    django.setup()
    made = prepare(chosen, log, place)
    ours = journeys(log) | statistics(place)
    made["speed"] = made["hot"] / 1e9 / ours["retention by month"][0][0]
    made["share"] = made["speed"] / bandwidth()
    page = report(chosen, made, *side_by_side(ours, place, chosen.folder))
    (Path(__file__).parent / "peers.md").write_text(page)
    print(page)
    for folder in (log, place):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
