"""Events in the log of a test, without leaving the process."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Counts, Recorder
from regard.record.tracking.api import decode_event, observations_of, observe


def record(data_dir: Path, events: Iterable[dict[str, Any]], *, source: str = "shop") -> Counts:
    """Record calls of the tracking protocol."""
    rows = [observe(event=decode_event(line=msgspec.json.encode(event))) for event in events]
    table = observations_of(rows=rows, source=source, origins=["test"] * len(rows), lines=list(range(1, len(rows) + 1)))
    with Recorder(lake=Lake.open(data_dir)) as recorder:
        return recorder.record(table)
