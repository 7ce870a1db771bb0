"""Everything that follows from the log and the links, worked out anew, and whether it was as it should be.

The log's rows are what happened and stay as they are. What follows from them is the index of ids, who is who, and the
tables under `derived`. After a replay all of it is what the newest Regard makes of the log, whatever was there before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis.expr.types as ir
import pyarrow.parquet as pq

from regard.foundation.lake.api import IdIndex, Lake, LakeWriter, encounter_table, rebuild_extracts
from regard.record.customers import api as customers
from regard.record.segments import api as segments


@dataclass(frozen=True)
class Replayed:
    """One thing that was worked out anew: how many rows it has, and how many of them were not as they should be.

    `wrong` is None where there was nothing to compare with.
    """

    name: str
    rows: int
    wrong: int | None


def replay(*, lake: Lake, on_step: Callable[[str], None] = lambda step: None) -> list[Replayed]:
    """Work everything out anew; another process may go on recording. Raises LakeBusy."""
    on_step("Reading the ids of the log …")
    with LakeWriter(lake):
        index, version = IdIndex.of_log(lake.root), lake.delta("interactions").version()
        index.catch_up(version=version)
        ids = Replayed("ids", *index.compare(version=version))
        if ids.wrong:
            index.rebuild(version=version)
    on_step("Working out who is who …")
    found = [ids, Replayed("identifiers", *customers.resolve_customers(lake=lake))]
    for name, table in (("customers", customers.customer_table), ("encounters", encounter_table)):
        on_step(f"Working out {name} …")
        found.append(_derived_anew(lake, name, table))
    on_step("Working out extracts …")
    found.append(Replayed("extracts", *rebuild_extracts(lake=lake)))
    on_step("Working out segments …")
    state = segments.rebuild_segments(lake=lake)
    return [*found, Replayed("segments", len(state.segments) if state else 0, None)]


def _derived_anew(lake: Lake, name: str, table: Callable[..., ir.Table]) -> Replayed:
    """A derived table made again, compared with the file there was of the same version of the log."""
    folder = lake.root / "derived" / name
    target = folder / f"v{lake.version}.parquet"
    before = folder / f".before.{target.name}"
    if target.exists():
        target.replace(before)
    try:
        rows = int(table(lake=lake).count().to_pyarrow().as_py())
        is_comparable = before.exists() and target.exists()  # it may be of a newer version by now
        return Replayed(name, rows, _differing(before, target) if is_comparable else None)
    finally:
        before.unlink(missing_ok=True)


def _differing(before: Path, after: Path) -> int:
    """How many rows only one of the two has. Means of floats may differ in their last digits."""
    with duckdb.connect() as engine:
        described = engine.execute("describe select * from read_parquet($file)", {"file": str(after)}).fetchall()
        columns = ", ".join(
            f'round("{name}", 9) as "{name}"' if kind == "DOUBLE" else f'"{name}"' for name, kind, *_ in described
        )
        try:
            found = engine.execute(
                f"with old as (select {columns} from read_parquet($before)), "
                f"new as (select {columns} from read_parquet($after)) select "
                "(select count(*) from (from old except all from new)) + "
                "(select count(*) from (from new except all from old))",
                {"before": str(before), "after": str(after)},
            ).fetchone()
        except duckdb.BinderException:  # it has other columns now
            return int(pq.read_metadata(after).num_rows)
    return int(found[0]) if found else 0
