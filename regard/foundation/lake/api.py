"""Door to the lake."""

from regard.foundation.lake.encounters import encounter_table
from regard.foundation.lake.erasing import erase_interactions, erase_reassigned, erase_rejected, purge
from regard.foundation.lake.ids import HALVES_SQL, IdIndex, halves_of
from regard.foundation.lake.lake import TABLES, Lake, LakeBusy, NoLog
from regard.foundation.lake.writer import LakeWriter, Step, find_step_note, taken_step

__all__ = [
    "HALVES_SQL",
    "TABLES",
    "IdIndex",
    "Lake",
    "LakeBusy",
    "LakeWriter",
    "NoLog",
    "Step",
    "encounter_table",
    "erase_interactions",
    "erase_reassigned",
    "erase_rejected",
    "find_step_note",
    "halves_of",
    "purge",
    "taken_step",
]
