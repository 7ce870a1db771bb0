"""Door to interactions."""

from regard.record.interactions.counts import Counts
from regard.record.interactions.placing import connect
from regard.record.interactions.queries import list_choices
from regard.record.interactions.recorder import Recorder, preview
from regard.record.interactions.rejection import (
    RAW_BYTES,
    VALUES_IN_A_REASON,
    Rejection,
    cut_note,
    cut_raw,
    rejected_table,
)

__all__ = [
    "RAW_BYTES",
    "VALUES_IN_A_REASON",
    "Counts",
    "Recorder",
    "Rejection",
    "connect",
    "cut_note",
    "cut_raw",
    "list_choices",
    "preview",
    "rejected_table",
]
