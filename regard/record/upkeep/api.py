"""Door to upkeep. What needs the database's models is loaded when it is asked for."""

from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late
from regard.record.upkeep.backup import BackedUp, BackupRefused, back_up
from regard.record.upkeep.operations import TableSize, compact_log, keep_up, measure_tables
from regard.record.upkeep.restore import Restored, restore

if TYPE_CHECKING:
    from regard.record.upkeep.replaying import Replayed, replay

__all__ = [
    "BackedUp",
    "BackupRefused",
    "Replayed",
    "Restored",
    "TableSize",
    "back_up",
    "compact_log",
    "keep_up",
    "measure_tables",
    "replay",
    "restore",
]

__getattr__ = opened_late(package="regard.record.upkeep", names=__all__, modules=("replaying",))
