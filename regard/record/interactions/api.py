"""Door to interactions."""

from regard.record.interactions.encounters import encounter_table
from regard.record.interactions.queries import list_choices
from regard.record.interactions.recorder import Counts, Recorder, preview

__all__ = ["Counts", "Recorder", "encounter_table", "list_choices", "preview"]
