"""Who leaves: trees beside plain logistic regression on the same rows, over time where there is time; and how long it takes.

    python -m benchmarks.risk --shared ../shared/data
    python -m benchmarks.risk --rows 100000

Writes to the terminal what stands in risk.md. `--rows` draws as many customers, learns from them and scores them; its seconds are
of the processor beside those that passed, so that other work on the machine shows.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from benchmarks.machine import described

T = TypeVar("T")
TABLES = {
    "telco, no time": ("telco_churn_ibm/Telco-Customer-Churn.csv", "customerID", "Churn=Yes"),
    "MLC 3,333, no time": ("churn_mlc_3333/churn_3333_named_Cell2Cell_in_source.csv", "phonenumber", "churn=T"),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, help="the folder with the tables")
    parser.add_argument("--simulated", type=int, default=0, help="also simulate a company of so many customers")
    parser.add_argument("--rows", type=int, help="only learn from so many drawn customers, and score them")
    asked = parser.parse_args()
    print(described(), end="\n\n")
    if asked.rows:
        speed(asked.rows)
        return
    heads = "rows, tested from, customers, left, expected, AUC of trees, AUC of plain, trees add, Brier, plain, alike, ECE, by chance"
    print("| " + " | ".join(heads.split(", ")) + " |")
    print("|" + " --- |" * len(heads.split(", ")))
    for name, tests in [*tables(asked.shared), *logs(asked.shared, asked.simulated)]:
        for one in tests:
            print(row_of(name, one))


def row_of(name: str, one: Any) -> str:
    """One back-test as a row."""
    auc, gain = one.judged.auc, one.gain
    return (
        f"| {name} | {one.cut if one.learnt_from else 'other customers'} | {one.judged.n:,} | {one.judged.left:,} | "
        f"{one.judged.expected.value:,.0f} | {auc.value:.3f} [{auc.low:.3f}, {auc.high:.3f}] | {one.plain.auc.value:.3f} | "
        f"{gain.value:+.3f} [{gain.low:+.3f}, {gain.high:+.3f}] | {one.judged.brier.value:.4f} | {one.plain.brier.value:.4f} | "
        f"{one.judged.brier_base:.4f} | {one.judged.error:.3f} | {one.judged.error_by_chance:.3f} |"
    ).replace("-0.", "−0.")


def tables(shared: Path) -> Iterator[tuple[str, Any]]:
    """Tables with a row per customer."""
    from regard.understand.risk.files import risk_of_file

    for name, (file, customer, left) in TABLES.items():
        yield name, risk_of_file(file=shared / file, customer=customer, left=left).tests


def logs(shared: Path, simulated: int) -> Iterator[tuple[str, Any]]:
    """Logs, in which there is time."""
    from regard.foundation.lake.api import Lake
    from regard.simulator import Company
    from regard.understand.risk.api import make_risk

    with tempfile.TemporaryDirectory() as folder:
        lake = Lake.open(Path(folder) / "cdnow")
        write(lake, [cdnow(shared / "cdnow" / "CDNOW_master.txt")])
        yield "CDNOW, no order for 90 days", make_risk(lake=lake, name="orders").card.tests
        if simulated:
            lake = Lake.open(Path(folder) / "company")
            write(lake, Company(simulated, 540, 7, date(2026, 9, 30)).observations())
            for name in ("orders", "visits"):
                yield f"simulated, {name}", make_risk(lake=lake, name=name).card.tests


def write(lake: Any, told: Any) -> None:
    """Observations into an empty log."""
    from regard.foundation.lake.api import LakeWriter
    from regard.record.interactions.api import preview

    now = datetime(2026, 10, 1, tzinfo=UTC)
    with LakeWriter(lake) as writer:
        writer.append("interactions", pa.concat_tables([preview(observations=one, now=now)[0] for one in told]))


def cdnow(file: Path) -> pa.Table:
    """Orders of CDNOW: customer, day, discs, dollars."""
    from regard.analytics.schema.interactions import OBSERVATION

    rows = []
    for number, line in enumerate(file.read_text().splitlines(), 1):
        customer, day, _, dollars = (["", *line.split()])[-4:]
        if not day.isdigit():
            continue  # the heads
        rows.append(
            {
                "source": "cdnow",
                "message_id": f"m{number}",
                "kind": "Order Completed",
                "time": datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC),
                "user_id": customer,
                "properties": f'{{"order_id": "{number}", "total": {dollars}, "currency": "USD"}}',
                "origin": "cdnow",
                "line": number,
            }
        )
    return pa.Table.from_pylist(rows, schema=OBSERVATION)


def speed(rows: int) -> None:
    """Learning from drawn customers with forty columns, scoring and explaining them."""
    from regard.analytics.risk.boosting import fit_hazard, folds_of, kept_of
    from regard.analytics.risk.features import Feature

    chance = np.random.default_rng(1)
    matrix = chance.exponential(1.0, (rows, 40))
    left = chance.random(rows) < 1 / (1 + np.exp(2.5 - matrix[:, 0] - matrix[:, 1] * (matrix[:, 2] > 1)))
    customers = pa.array([f"cus_{number:016x}" for number in range(rows)])
    features = tuple(Feature(f"f{number}", f"f{number}", "time") for number in range(40))
    kept = timed("choose whom to learn from", lambda: kept_of(customers))
    some = customers.filter(pa.array(kept))
    hazard = timed(
        f"learn from {int(kept.sum()):,}", lambda: fit_hazard(features, matrix[kept], left[kept], folds_of(some))
    )
    timed(f"score {rows:,}", lambda: hazard.chances(matrix))
    timed("explain 500", lambda: hazard.explain(matrix[:500]))


def timed(name: str, work: Callable[[], T]) -> T:
    """Do it, and print how long it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    print(f"- {name}: {time.process_time() - cpu:.1f} s of the processor, {time.perf_counter() - wall:.1f} s passed")
    return found


if __name__ == "__main__":
    main()
