"""Recording the imaginary company into a data folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regard.record.interactions.api import Counts
    from regard.simulator import Company


def record_company(
    *, company: Company, data: Path, on_batch: Callable[[Counts], None], on_compact: Callable[[str], None]
) -> Counts:
    """Let the company live and record what happens, batch by batch; return what became of it."""
    from regard.foundation.lake.api import Lake
    from regard.record.interactions.api import Counts, Recorder

    total = Counts()
    with Recorder(lake=Lake.open(data), on_compact=on_compact) as recorder:
        for observations in company.observations():
            total += recorder.record(observations)
            on_batch(total)
    return total
