"""A log of the imaginary company, written as compaction leaves it, without the recorder."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from regard.foundation.lake.api import Lake, LakeWriter
from regard.record.interactions.api import preview
from regard.simulator import Company


def company_log(folder: Path, *, customers: int = 150, days: int = 200) -> Lake:
    """The lake in a folder, with the company's interactions in it."""
    lake, now = Lake.open(folder), datetime(2026, 10, 1, tzinfo=UTC)
    told = Company(customers, days, 7, date(2026, 9, 30)).observations()
    with LakeWriter(lake) as writer:
        writer.append("interactions", pa.concat_tables([preview(observations=one, now=now)[0] for one in told]))
    return lake
