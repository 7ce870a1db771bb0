"""Door to upkeep."""

from regard.record.upkeep.backup import BackedUp, BackupRefused, back_up
from regard.record.upkeep.operations import TableSize, compact_log, keep_up, measure_tables
from regard.record.upkeep.restore import Restored, restore

__all__ = [
    "BackedUp",
    "BackupRefused",
    "Restored",
    "TableSize",
    "back_up",
    "compact_log",
    "keep_up",
    "measure_tables",
    "restore",
]
