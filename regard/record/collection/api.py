"""Door to collection."""

from regard.record.collection.admission import Admission
from regard.record.collection.app import Collector
from regard.record.collection.decoding import KEPT_DELIVERY, IntakeRequest
from regard.record.collection.drain import Drain, align_intake, run_drain
from regard.record.collection.intake import Intake, put_requests
from regard.record.collection.keys import KeyRing
from regard.record.collection.memory import memory_of
from regard.record.collection.protocol import SINGLE_CALLS

__all__ = [
    "KEPT_DELIVERY",
    "SINGLE_CALLS",
    "Admission",
    "Collector",
    "Drain",
    "Intake",
    "IntakeRequest",
    "KeyRing",
    "align_intake",
    "memory_of",
    "put_requests",
    "run_drain",
]
