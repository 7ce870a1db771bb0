"""How long do 50 segments over a million customers take? `python -m benchmarks.segments` writes segments.md.

The imaginary company's log is told fifty times over (once: `--folder` keeps it). All segments are worked out together,
then 1,000 customers do something and only those are looked at again. Beside it, in the same run and with equal results,
each segment is asked for by a query of its own, as SQL for DuckDB.
"""

import argparse
import resource
import time
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.fifty_segments import fifty
from benchmarks.machine import described
from benchmarks.many_customers import tell_many, tell_once
from regard.project.bootstrap import start_django

HERE = Path(__file__).parent
CHANGES = 1_000
ROUNDS = 5


def main() -> None:
    """Measure and write what was measured."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--folder", type=Path, required=True, help="Where the logs are kept between runs.")
    asked.add_argument("--copies", type=int, default=50)
    asked.add_argument("--once", type=Path, help="A folder in which the company was recorded already.")
    asked.add_argument("--alone", type=int, default=50, help="How many segments are asked for one by one, to compare.")
    given = asked.parse_args()
    once = given.once or given.folder / "once"
    if given.once is None:
        tell_once(once)
    tell_many(once=once, folder=given.folder / f"times-{given.copies}", copies=given.copies)
    measure(given.folder / f"times-{given.copies}", given.alone)


def measure(folder: Path, alone_n: int) -> None:
    """Work out, look again, compare, write."""
    start_django(folder)
    from regard.foundation.lake.api import Lake, read_state
    from regard.record.segments.models import Segment
    from regard.record.segments.working_out import prepare, refresh

    lake = Lake.open(folder)
    for slug, condition in fifty().items():
        Segment.objects.update_or_create(slug=slug, defaults={"name": slug, "condition": condition})
    rows = int(lake.interactions().count().to_pyarrow().as_py())
    whole, state = timed(lambda: refresh(lake=lake, whole=True))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    alone, counts = timed(lambda: one_by_one(lake, state.now, alone_n))
    equal = counts == {slug: built.n for slug, built in state.segments.items() if slug in counts}
    shelves, _ = timed(lambda: prepare(lake=lake))
    rounds = []
    for number in range(ROUNDS):
        change(lake, number)
        before = read_state(lake=lake)
        seconds, after = timed(lambda: refresh(lake=lake))
        assert after.whole == before.whole, "everybody was worked out"
        rounds.append(seconds)
    quick = {slug: built.n for slug, built in after.segments.items()}
    _, again = timed(lambda: refresh(lake=lake, whole=True))
    anew = {slug: built.n for slug, built in again.segments.items()}
    same = quick == anew
    print({slug: (quick[slug], n) for slug, n in anew.items() if quick[slug] != n}, flush=True)
    size = sum(file.stat().st_size for file in (folder / "derived/segments/shelves").glob("*")) / 2**30
    write(
        [
            f"{rows:,} interactions of {state.customers:,} customers, {len(state.segments)} segments.",
            "",
            "| what | seconds | asked for |",
            "|---|---|---|",
            f"| all segments worked out together, files and changes written | {whole:.1f} | 60 |",
            f"| {len(counts)} of them, one query each (SQL for DuckDB), nothing written | {alone:.1f} | |",
            f"| {CHANGES:,} customers did something: looked at again, written (median of {ROUNDS}) | {median(rounds):.2f} | 1 |",
            f"| the slowest of these | {max(rounds):.2f} | |",
            f"| shelves made, once per file of the log ({size:.1f} GiB on disk) | {shelves:.1f} | |",
            "",
            f"Equal counts, together and one by one: {'yes' if equal else 'NO'}. Equal counts, looked at again "
            f"{ROUNDS} times and worked out anew: {'yes' if same else 'NO'}. Peak memory of working out: {memory:.1f} GiB.",
        ]
    )


def one_by_one(lake: Any, now: Any, most: int) -> dict[str, int]:
    """How many each segment holds, each by a query of its own."""
    from regard.analytics.segments.evaluating import members
    from regard.analytics.segments.reading import read_condition

    found = {}
    step = max(1, len(fifty()) // most)
    for slug, condition in list(fifty().items())[::step]:
        sql = ibis.to_sql(members(lake.interactions(), read_condition(condition), now=now), dialect="duckdb")
        found[slug] = lake.connection().sql(f"select count(*) from ({sql})").to_arrow_table()[0][0].as_py()
    return found


def change(lake: Any, number: int) -> None:
    """A minute passes in which 1,000 customers order, say or look at something."""
    from regard.analytics.schema.interactions import INTERACTION
    from regard.foundation.lake.api import LakeWriter

    now = lake.last_at() + timedelta(minutes=1)
    picked = lake.sql(
        "select * from interactions where kind in ('Order Completed', 'Survey Answered', 'Product Viewed') "
        "and hash(customer_id || $number::varchar) % 400 = 0 limit 200000",
        {"number": number},
    )
    first = picked.group_by("customer_id").aggregate([("id", "min")]).slice(0, CHANGES)
    rows = picked.filter(pc.is_in(picked.column("id"), value_set=first.column("id_min").combine_chunks()))
    rows = rows.slice(0, CHANGES)
    fresh = {
        "id": pa.array([f"{number:04d}{index:028d}" for index in range(rows.num_rows)]),
        "message_id": pa.array([f"fresh-{number}-{index}" for index in range(rows.num_rows)]),
        "time": pa.array([now] * rows.num_rows, INTERACTION.field("time").type),
        "received_at": pa.array([now] * rows.num_rows, INTERACTION.field("received_at").type),
    }
    for name, column in fresh.items():
        rows = rows.set_column(rows.column_names.index(name), name, column)
    rows = rows.append_column("month", pa.array([f"{now:%Y-%m}"] * rows.num_rows))
    assert rows.num_rows == CHANGES
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows)


def timed(work: Any) -> tuple[float, Any]:
    """How long something took, and what came of it."""
    began = time.perf_counter()
    found = work()
    return time.perf_counter() - began, found


def write(lines: list[str]) -> None:
    """Write the page, and show it."""
    text = "\n".join(["# 50 segments over a million customers", "", *lines, "", described(), ""])
    (HERE / "segments.md").write_text(text + "\n" + HOW + "\n")
    print(text)


HOW = """`python -m benchmarks.segments --folder FOLDER` makes the log once and writes this page."""

if __name__ == "__main__":
    main()
