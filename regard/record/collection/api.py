"""Door to collection."""

from regard.record.collection.admission import Admission
from regard.record.collection.app import Collector
from regard.record.collection.drain import Drain, align_intake, run_drain
from regard.record.collection.intake import Intake
from regard.record.collection.keys import KeyRing
from regard.record.collection.memory import memory_of

__all__ = ["Admission", "Collector", "Drain", "Intake", "KeyRing", "align_intake", "memory_of", "run_drain"]
