"""Door to tracking."""

from regard.record.tracking.cookieless import DailySalts, cookieless_id
from regard.record.tracking.events import (
    TOO_DEEP,
    Event,
    EventUnreadable,
    complete_event,
    convert_event,
    decode_event,
    encode,
    member_of,
)
from regard.record.tracking.identifiers import as_identifier
from regard.record.tracking.observation import Row, observe
from regard.record.tracking.tables import observations_of

__all__ = [
    "TOO_DEEP",
    "DailySalts",
    "Event",
    "EventUnreadable",
    "Row",
    "as_identifier",
    "complete_event",
    "convert_event",
    "cookieless_id",
    "decode_event",
    "encode",
    "member_of",
    "observations_of",
    "observe",
]
