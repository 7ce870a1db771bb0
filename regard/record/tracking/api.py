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
from regard.record.tracking.identifiers import message_id_of
from regard.record.tracking.observation import Row, observe
from regard.record.tracking.tables import observations_of
from regard.record.tracking.writing import track_call

__all__ = [
    "TOO_DEEP",
    "DailySalts",
    "Event",
    "EventUnreadable",
    "Row",
    "complete_event",
    "convert_event",
    "cookieless_id",
    "decode_event",
    "encode",
    "member_of",
    "message_id_of",
    "observations_of",
    "observe",
    "track_call",
]
