"""Door to the lake."""

from regard.foundation.lake.encounters import encounter_table
from regard.foundation.lake.lake import Lake, LakeBusy, NoLog
from regard.foundation.lake.writer import LakeWriter

__all__ = ["Lake", "LakeBusy", "LakeWriter", "NoLog", "encounter_table"]
