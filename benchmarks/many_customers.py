"""A log of a million customers: the imaginary company's, told many times over.

The simulator tells of 20,000 customers. Each copy of them is another 20,000: with ids of their own, and moved by a few
days and seconds, so that no two copies have the same windows. Months are written as compaction leaves them.
"""

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
from deltalake import WriterProperties, write_deltalake

from regard.analytics.schema.interactions import INTERACTION
from regard.foundation.lake.api import Lake
from regard.foundation.lake.files import ROWS_PER_FILE
from regard.project.bootstrap import start_django
from regard.project.recording import record_company
from regard.simulator import Company

TOLD = 20_000
END = date(2026, 11, 20)


def tell_once(folder: Path, *, days: int = 365) -> None:
    """Record the company once, unless that was done before."""
    if (folder / "told").exists():
        return
    start_django(folder)
    company = Company(customers=TOLD, days=days, seed=7, end=END)
    record_company(company=company, data=folder, on_batch=lambda counts: None, on_compact=lambda month: None)
    (folder / "told").touch()


def tell_many(*, once: Path, folder: Path, copies: int) -> None:
    """Write the log of `copies` times as many customers into `folder`, unless that was done before."""
    if (folder / "told").exists():
        return
    lake = Lake.open(folder)
    with duckdb.connect() as engine:
        engine.execute("set timezone='UTC'; set enable_progress_bar=false; set preserve_insertion_order=false")
        engine.execute(f"set temp_directory='{folder / 'sorting'}'; set memory_limit='6GB'")
        files = Lake.open(once).delta("interactions").file_uris()
        engine.execute(f"create view told as select * from read_parquet({files}, hive_partitioning=true)")
        months = [row[0] for row in engine.execute("select distinct month::varchar from told order by 1").fetchall()]
        for month in months:
            write_deltalake(
                lake.path("interactions"),
                pa.RecordBatchReader.from_batches(INTERACTION, _month(engine, month, copies)),
                mode="append",
                writer_properties=WriterProperties(compression="ZSTD", compression_level=1),
                target_file_size=64 * 1024 * 1024,
            )
    (folder / "told").touch()


def _month(engine: duckdb.DuckDBPyConnection, month: str, copies: int):  # type: ignore[no-untyped-def]
    """The rows of one month in all copies, by customer, time and id."""
    changed = {
        "id": "md5(id || n)",
        "message_id": "message_id || '-' || n",
        "customer_id": "'cus_' || md5(customer_id || n)[:16] as customer_id",
        "anchor": "'cus_' || md5(anchor || n)[:16]",
        "time": "moved",
        "month": "strftime(moved, '%Y-%m')",
    }
    columns = ", ".join(
        f"{changed.get(name, name).removesuffix(' as ' + name)} as {name}" for name in INTERACTION.names
    )
    reader = engine.sql(
        f"""
        with copied as (
            select *, time - to_days((n % 7)::int) - to_seconds(n * 61) as moved
            from told, range({copies}) copy(n)
            where time >= (timestamptz '{month}-01 00:00:00+00' - interval 1 day)
              and time < (timestamptz '{month}-01 00:00:00+00' + interval 40 days)
        )
        select {columns} from copied where strftime(moved, '%Y-%m') = '{month}' order by customer_id, moved, id
        """
    ).to_arrow_reader(ROWS_PER_FILE)
    for batch in reader:
        yield from pa.Table.from_batches([batch]).select(INTERACTION.names).cast(INTERACTION).to_batches()
