"""Door to interactions."""

from regard.record.interactions.queries import list_choices
from regard.record.interactions.recorder import Counts, Recorder, preview

__all__ = ["Counts", "Recorder", "list_choices", "preview"]
