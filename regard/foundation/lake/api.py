"""Door to the lake."""

from regard.foundation.lake.compaction import Rewritten, Thresholds, compact, replace_files, rewriting
from regard.foundation.lake.encounters import encounter_table
from regard.foundation.lake.erasing import (
    drop_months,
    drop_rejected,
    erase_interactions,
    erase_reassigned,
    erase_rejected,
    purge,
)
from regard.foundation.lake.ids import HALVES_SQL, IdIndex, halves_of
from regard.foundation.lake.lake import TABLES, Lake, LakeBusy, NoLog
from regard.foundation.lake.memberships import (
    Built,
    NotWorkedOut,
    State,
    current_rows,
    folder_of,
    members_of,
    read_state,
    with_members,
)
from regard.foundation.lake.writer import LakeWriter, Step, find_step_note, taken_step

__all__ = [
    "HALVES_SQL",
    "TABLES",
    "Built",
    "IdIndex",
    "Lake",
    "LakeBusy",
    "LakeWriter",
    "NoLog",
    "NotWorkedOut",
    "Rewritten",
    "State",
    "Step",
    "Thresholds",
    "compact",
    "current_rows",
    "drop_months",
    "drop_rejected",
    "encounter_table",
    "erase_interactions",
    "erase_reassigned",
    "erase_rejected",
    "find_step_note",
    "folder_of",
    "halves_of",
    "members_of",
    "purge",
    "read_state",
    "replace_files",
    "rewriting",
    "taken_step",
    "with_members",
]
