"""Risk from a file with one row per customer. The file is read and nothing of it is kept."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from regard.analytics.risk.tables import TableRisk, risk_of_table
from regard.analytics.risk.terms import RiskRefused


def risk_of_file(
    *, file: Path, customer: str, left: str, time: str | None = None, days: int = 30, left_out: tuple[str, ...] = ()
) -> TableRisk:
    """Who leaves, from a CSV or Parquet file; `left` is COLUMN=VALUE. Raises RiskRefused or CannotForesee."""
    column, equals, value = left.partition("=")
    if not equals or not column or not value:
        raise RiskRefused(f"Who left is told as COLUMN=VALUE, as in Churn=Yes, not as {left[:40]!r}.")
    return risk_of_table(
        read_table(file), customer=customer, left=column, value=value, time=time, days=days, left_out=left_out
    )


def read_table(file: Path) -> pa.Table:
    """The rows of a CSV or Parquet file. Raises RiskRefused."""
    try:
        return pq.read_table(file) if file.suffix.lower() == ".parquet" else csv.read_csv(file)
    except FileNotFoundError:
        raise RiskRefused(f"There is no file {file}.") from None
    except (pa.ArrowInvalid, OSError) as error:
        raise RiskRefused(f"{file} cannot be read as a table: {str(error)[:200]}") from None
