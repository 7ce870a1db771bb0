"""Door to interactions."""

from regard.record.interactions.recorder import Counts, Recorder, preview

__all__ = ["Counts", "Recorder", "preview"]
