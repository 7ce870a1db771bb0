"""Do the drivers' intervals hold what was planted? `python -m benchmarks.drivers` writes drivers.md.

Each company is told by the simulator, placed by the recorder's own rules and resolved by the core's own, in memory; then
all drivers are asked of it and held against what was planted. Companies already measured are kept in a file and not told
again, so that a run can be stopped and goes on where it was; `--companies 200` takes about half an hour of one core.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from benchmarks.drivers_told import told
from regard.analytics.drivers.effects import effect_on_exposed
from regard.analytics.drivers.encountered import candidates
from regard.analytics.drivers.fix_first import ground
from regard.analytics.drivers.frictions import encounters
from regard.analytics.drivers.ground import Ground, known_before, world_of
from regard.analytics.drivers.history import DAY
from regard.analytics.drivers.moved import Drivers, drivers
from regard.analytics.identity import PRIORITY, resolve
from regard.analytics.scope import Scope
from regard.record.interactions.api import connect
from regard.record.interactions.placing import place
from regard.simulator import Company

HERE = Path(__file__).parent
ABOUT_IT = 16  # days within which an answer is about the order
END, NOW = date(2026, 9, 30), datetime(2026, 10, 1, tzinfo=UTC)


def log_of(company: Company) -> tuple[duckdb.DuckDBPyConnection, ir.Table]:
    """The company's interactions, as the recorder would place them, in memory."""
    engine = connect()
    engine.execute("set threads = 1")
    for number, observations in enumerate(company.observations()):
        place(engine, observations, now=NOW)
        into = "insert into log" if number else "create table log as"
        engine.execute(
            f"{into} select * exclude (arrival), source || message_id as id from placed where reason is null"
        )
    engine.register("owner", _owners(engine))
    engine.execute(
        "create table resolved as select log.*, owner.customer_id from log "
        f"join owner on owner.node = {_strongest('log')} "
    )
    return engine, ibis.duckdb.from_connection(engine).table("resolved")


def _strongest(table: str) -> str:
    kinds = sorted(PRIORITY, key=PRIORITY.__getitem__)
    return "coalesce(" + ", ".join(f"'{kind}:' || {table}.{kind}" for kind in kinds) + ")"


def _owners(engine: duckdb.DuckDBPyConnection) -> pa.Table:
    """For every identifier the customer it belongs to."""
    kinds = sorted(PRIORITY, key=PRIORITY.__getitem__)
    seen = engine.sql(f"select distinct {', '.join(kinds)} from log").to_arrow_table().to_pylist()
    rows = [[(kind, row[kind]) for kind in kinds if row[kind]] for row in seen]
    nodes = sorted({node for row in rows for node in row})
    position = {node: index for index, node in enumerate(nodes)}
    pairs = [(position[one], position[other]) for row in rows for one, other in combinations(row, 2)]
    owner = resolve(nodes, np.array(pairs, dtype=np.int64)).owner
    names = [f"{kind}:{value}" for kind, value in nodes]
    return pa.table({"node": names, "customer_id": [names[index] for index in owner]})


def measured(seed: int, customers: int, days: int) -> dict[str, Any]:
    """One company: what was planted in it and what the drivers say."""
    company = Company(customers=customers, days=days, seed=seed, end=END)
    engine, log = log_of(company)
    as_of = log.time.max().to_pyarrow().as_py()
    met, on, scope = encounters(log, as_of=as_of), ground(log, as_of=as_of), Scope()
    found = drivers(met, on, scope=scope, of_segment=log)
    result = {"seed": seed, "planted": company.truth()["planted"], "rows": list(_rows(found))}
    result["rows"] += list(_recommending(met, on, log))
    engine.close()
    return result


def _rows(found: Drivers) -> Iterator[dict[str, Any]]:
    for row in found.rows:
        for one in row.moved:
            error = (one.high - one.low) / 2 / 1.96
            yield {
                "key": row.key,
                "outcome": one.outcome,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "error": error,
                "evidence": one.evidence,
                "exposed": one.exposed,
                "imbalance": one.imbalance,
                "robustness": one.robustness,
            }


def _recommending(met: ir.Table, on: Ground, log: ir.Table) -> Iterator[dict[str, Any]]:
    """The promoter answer about this order alone, since of that the truth file knows what it would have been.

    What is answered later than 16 days may be about the next order already, which the friction did not touch.
    """
    world = world_of(on, Scope(), log)
    for every in candidates(met, on.past):
        began, until = every.second - 3600, every.second + ABOUT_IT * DAY
        result = on.past.next("nps", "felt_nps", every.customer, began, until)
        kept = ~np.isnan(result)
        found, result = every.where(kept), result[kept]
        if not found.is_enough() or found.friction == "low_score":
            continue
        effect = effect_on_exposed(known_before(found, world, found.began), found.exposed, result, found.customer)
        value, low, high, error = (5 * number for number in (effect.value, effect.low, effect.high, effect.error))
        yield {"key": found.key, "outcome": "nps", "value": value, "low": low, "high": high, "error": error}


def main() -> None:
    """Measure what is not measured yet, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=200)
    parser.add_argument("--customers", type=int, default=8_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "regard-drivers.jsonl")
    asked = parser.parse_args()
    kept = [json.loads(line) for line in asked.kept.read_text().splitlines()] if asked.kept.exists() else []
    done = {result["seed"] for result in kept}
    for seed in sorted(set(range(1, asked.companies + 1)) - done):
        kept.append(measured(seed, asked.customers, asked.days))
        with asked.kept.open("a", encoding="utf-8") as file:
            file.write(json.dumps(kept[-1]) + "\n")
        print(f"{len(kept)} of {asked.companies}", flush=True)
    text = told(kept, f"--companies {len(kept)} --customers {asked.customers} --days {asked.days}")
    (HERE / "drivers.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
