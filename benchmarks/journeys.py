"""Funnel, retention, paths, flow and sessions from the journey index, and by DuckDB's SQL on the log.

`python -m benchmarks.journeys` writes journeys.md. The log is made as benchmarks.timeline makes it: copies of a year of the
imaginary company, each of customers of its own, in the layout that compaction leaves. Both sides answer the same
questions in the same process, one after the other, and their results are compared before anything is written.
"""

import os
import random
import resource
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import django
import numpy as np
import pyarrow as pa

from benchmarks.machine import described
from benchmarks.sizes import measure_sizes
from benchmarks.timeline import company, copy_of, write_log
from regard.analytics.schema.vocabulary import ANSWERS, BOOKKEEPING
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake, LakeWriter, rebuild_extracts

STEPS = ("Product Viewed", "Product Added", "Checkout Started", "Order Completed")
COUNTED = f"kind not in {BOOKKEEPING}"
OWN = f"actor = 'customer' and kind not in {(*BOOKKEEPING, *ANSWERS)}"
TIMES = 3
NEW = 1_000
SQL_MEMORY = "12GB"


def funnel_sql() -> str:
    """Running maxima of the latest start that leads to each step."""
    before = "(partition by customer_id order by time, id rows between unbounded preceding and 1 preceding)"
    parts = [
        f"step1 as (select customer_id, time, id, kind, case when kind = '{STEPS[0]}' then time end as s1 "
        f"from interactions where kind in {STEPS})"
    ]
    for k, kind in enumerate(STEPS[1:], 2):
        parts.append(
            f"wide{k} as (select *, case when kind = '{kind}' then max(s{k - 1}) over {before} end as w{k} from step{k - 1})"
        )
        parts.append(
            f"step{k} as (select * exclude (w{k}), case when time - w{k} <= interval 30 day then w{k} end as s{k} from wide{k})"
        )
    counts = ", ".join(f"count(distinct customer_id) filter (s{k} is not null)" for k in range(1, 5))
    return f"with {', '.join(parts)} select {counts} from step4"


SQL = {
    "funnel, 4 steps in 30 days": funnel_sql(),
    "retention by month": f"""
        with active as (select distinct customer_id, date_trunc('month', time) as month from interactions where {OWN}),
        first as (select customer_id, min(month) as cohort from active group by 1)
        select strftime(cohort, '%Y-%m-01'), datediff('month', cohort, month) as n, count(*)
        from active join first using (customer_id) group by all order by all""",
    "paths, first 5 touchpoints": f"""
        with passed as (select customer_id, time, id, coalesce(touchpoint, 'none') as node,
            lag(coalesce(touchpoint, 'none')) over (partition by customer_id order by time, id) as before
            from interactions where {COUNTED}),
        numbered as (select *, row_number() over (partition by customer_id order by time, id) as n
            from passed where before is null or before != node),
        walked as (select customer_id, list(node order by n) as path from numbered where n <= 5 group by 1)
        select array_to_string(path, ' > ') as path, count(*) as n from walked group by 1 order by n desc, path limit 20""",
    "flow, all pairs of touchpoints": f"""
        with passed as (select customer_id, coalesce(touchpoint, 'none') as node,
            lag(coalesce(touchpoint, 'none')) over (partition by customer_id order by time, id) as before
            from interactions where {COUNTED})
        select before, node, count(*) as n from passed where before is not null and before != node
        group by all order by n desc, before, node limit 100""",
    "sessions, 30 minutes apart": f"""
        with gaps as (select customer_id, time, id, time - lag(time) over w > interval 30 minute or lag(time) over w is null
            as begins from interactions where actor = 'customer' and {COUNTED}
            window w as (partition by customer_id order by time, id)),
        numbered as (select *, sum(begins::int) over (partition by customer_id order by time, id) as session from gaps),
        told as (select customer_id, session, count(*) as n, max(time) - min(time) as lasted from numbered group by all)
        select count(*), count(distinct customer_id), sum(n), median(epoch_us(lasted))::bigint from told""",
}


def asked(lake: Lake) -> dict[str, Callable[[Scope], Any]]:
    """The same questions of the index, told as SQL tells them."""
    from regard.understand.journeys import api as journeys

    def funnel(scope: Scope) -> Any:
        found = journeys.funnel_of(lake=lake, scope=scope, steps=STEPS)
        return [tuple(step.customers for step in found.groups[0].steps)]

    def retention(scope: Scope) -> Any:
        found = journeys.retention_of(lake=lake, scope=scope, periods=24)
        cells = (
            (str(one.begins), column, n)
            for one in found.cohorts
            for column, n in enumerate([one.customers, *(cell.customers for cell in one.cells)])
        )
        return [cell for cell in cells if cell[2]]

    def paths(scope: Scope) -> Any:
        found = journeys.paths_of(lake=lake, scope=scope, limit=40)  # ties at the 20th are told by name
        told = [(" > ".join(filter(None, path.nodes)), path.customers) for path in found.listed]
        return sorted(told, key=lambda path: (-path[1], path[0]))[:20]

    def flow(scope: Scope) -> Any:
        return [(pair.start, pair.end, pair.visits) for pair in journeys.flow_of(lake=lake, scope=scope).pairs]

    def sessions(scope: Scope) -> Any:
        whole = journeys.sessions_of(lake=lake, scope=scope).groups[0]
        done = round((whole.interactions.value or 0) * whole.sessions)
        return [(whole.sessions, whole.customers, done, round(whole.minutes_quartiles[1] * 60_000_000))]

    return dict(zip(SQL, (funnel, retention, paths, flow, sessions), strict=True))


def measured(folder: Path, rows: pa.Table) -> dict[str, Any]:
    """The figures of one log; `rows` is one copy of the company."""
    from regard.understand.journeys.api import journey_index, rebuild_index

    built, index = timed(lambda: rebuild_index(lake=Lake.open(folder)))
    place = folder / "derived" / "journeys"
    found: dict[str, Any] = {
        "rows": index.manifest.rows,
        "customers": index.histories.count_customers(),
        "built": built,
        "size": sum(path.stat().st_size for path in place.rglob("*.npy")),
        "hot": sum(path.stat().st_size for name in ("at", "steps", "offsets") for path in place.rglob(f"{name}.npy")),
    }
    answers, taken = from_index(folder)
    found["index"] = taken
    rebuild_extracts(lake=Lake.open(folder))  # the worker makes them when it records; a trait is looked up in them
    segment = Lake.open(folder)
    found["segment"], _ = timed(lambda: asked(segment)[next(iter(SQL))](Scope(segment="trait:country=DE")))
    found["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    found["sql"] = {}
    for name, query in SQL.items():
        lake = bounded(Lake.open(folder))
        lake.interactions()
        found["sql"][name], told = timed(lambda lake=lake, query=query: lake.sql(query).to_pylist())
        if [tuple(row.values()) for row in told] != answers[name]:
            raise RuntimeError(f"{name} differs: {told[:3]} and {answers[name][:3]}")
    lake = Lake.open(folder)
    journey_index(lake=lake)
    append(lake, rows)
    found["caught_up"], after = timed(lambda: journey_index(lake=lake))
    if after.manifest.rows != found["rows"] + NEW:
        raise RuntimeError(f"{after.manifest.rows} rows are in the index, not {found['rows'] + NEW}.")
    return found


def bounded(lake: Lake) -> Lake:
    """A lake whose engine sorts on the disk what memory does not hold."""
    lake.connection().execute(f"set memory_limit='{SQL_MEMORY}'; set temp_directory='{lake.root / 'spilled'}'")
    return lake


def from_index(folder: Path) -> tuple[dict[str, Any], dict[str, float]]:
    """The answers, and the median of some times it took to find each with nothing remembered."""
    answers, taken = {}, {}
    for name in SQL:
        rounds = []
        for _ in range(TIMES):
            lake = Lake.open(folder)
            lake.moment()
            seconds, answers[name] = timed(lambda lake=lake, name=name: asked(lake)[name](Scope()))
            rounds.append(seconds)
        taken[name] = median(rounds)
    return answers, taken


def append(lake: Lake, rows: pa.Table) -> None:
    """Add new interactions of customers drawn at random."""
    dice = random.Random(7)
    picked = rows.take(pa.array(dice.sample(range(rows.num_rows), NEW)))
    place = picked.schema.get_field_index("id")
    ids = pa.array([f"{dice.getrandbits(128):032x}" for _ in range(NEW)])
    with LakeWriter(lake) as writer:
        writer.append("interactions", picked.set_column(place, picked.schema.field("id"), ids))


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds, and what came of it."""
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def bandwidth() -> float:
    """Gigabytes a second that one thread reads from memory."""
    block = np.ones(1 << 27, dtype=np.int64)
    seconds, _ = timed(block.sum)
    return block.nbytes / 1e9 / seconds


def one_log(copies: int, parent: Path) -> dict[str, Any]:
    """Make a log, measure it, remove it. In a process of its own, since Django is set up for one folder."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regard.project.settings")
    folder = parent / f"journeys-{copies}"
    os.environ["REGARD_DATA"] = str(folder)
    try:
        django.setup()
        rows = company()
        made, _ = timed(lambda: write_log(folder, rows, copies))
        load = os.getloadavg()[0]
        return {"made": made, "load": load, "bandwidth": bandwidth(), **measured(folder, copy_of(rows, 0))}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def report(logs: list[dict[str, Any]], copies: list[int]) -> str:
    """The page with the figures."""
    heads = "| | " + " | ".join(f"{log['rows'] / 1e6:.1f} million" for log in logs) + " |"
    rows = [
        f"| {name} | "
        + " | ".join(
            f"{log['index'][name]:.2f}, {log['sql'][name]:.1f}, {log['sql'][name] / log['index'][name]:.0f}×"
            for log in logs
        )
        + " |"
        for name in SQL
    ]
    more = {
        "the funnel of a segment (a trait)": lambda log: f"{log['segment']:.2f}",
        f"{NEW:,} new interactions are in the index": lambda log: f"{log['caught_up']:.2f}",
        "making the index anew": lambda log: f"{log['built']:.0f}",
        "customers": lambda log: f"{log['customers']:,}",
        "index, of it read by questions, GB": lambda log: f"{log['size'] / 1e9:.2f}, {log['hot'] / 1e9:.2f}",
        "GB/s read by paths; by adding up an array": lambda log: (
            f"{log['hot'] / 1e9 / log['index']['paths, first 5 touchpoints']:.2f}; {log['bandwidth']:.1f}"
        ),
        "most memory up to then, GB": lambda log: f"{log['memory']:.1f}",
        "programs waiting for the machine's cores": lambda log: f"{log['load']:.0f}",
    }
    rows += [f"| {name} | " + " | ".join(tell(log) for log in logs) + " |" for name, tell in more.items()]
    table = "\n".join([heads, "|---" * (len(logs) + 1) + "|", *rows])
    return f"""# Journeys: from the index and by SQL on the log

`python -m benchmarks.journeys --copies {" ".join(map(str, copies))}`. {described()}

Seconds: from the index (median of {TIMES}, nothing remembered), by DuckDB's SQL on the log's files in the same process
(once), and how many times longer that took. The results were compared and are equal. The log is written as compaction
leaves it, by month and sorted by customer. Memory counts what of the index is mapped. Every part of the work grows with the
rows, and the pieces it is done in stay the same: 100 million rows take about ten times what 10 million take.

{table}
"""


if __name__ == "__main__":
    measure_sizes(name="journeys", one_log=one_log, report=report)
