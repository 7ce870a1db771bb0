"""Door to the lake."""

from regard.foundation.lake.arrivals import rows_added, rows_where
from regard.foundation.lake.changes import files_added
from regard.foundation.lake.compaction import (
    Rewritten,
    Thresholds,
    compact,
    plan,
    replace_files,
    rewriting,
    scratch,
)
from regard.foundation.lake.derived import forget_in_derived, keep_derived, log_rows_sql, now_of_sql
from regard.foundation.lake.encounters import encounter_table
from regard.foundation.lake.erasing import (
    drop_months,
    drop_rejected,
    erase_interactions,
    erase_reassigned,
    erase_rejected,
    purge,
)
from regard.foundation.lake.extracts import (
    Extracts,
    extract,
    extract_of_run,
    extracts,
    is_small,
    part_of_log,
    reassigned_now,
    rebuild_extracts,
)
from regard.foundation.lake.extracts import Run as ExtractRun
from regard.foundation.lake.ids import HALVES_SQL, IdIndex, halves_of
from regard.foundation.lake.lake import TABLES, Lake, LakeBusy, NoLog
from regard.foundation.lake.locks import held
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
from regard.foundation.lake.on_spark import Divided, OnSpark
from regard.foundation.lake.public import settle_public
from regard.foundation.lake.recent import Recent
from regard.foundation.lake.snapshots import CLOCKS_DIFFER, PUBLIC, Snapshot, month_sql
from regard.foundation.lake.vacuum import Vacuumed, vacuum
from regard.foundation.lake.verifying import Finding, Verified, verify_tables, wrong_with_file
from regard.foundation.lake.writer import LakeWriter, Step, find_step_note, taken_step

__all__ = [
    "CLOCKS_DIFFER",
    "HALVES_SQL",
    "PUBLIC",
    "TABLES",
    "Built",
    "Divided",
    "ExtractRun",
    "Extracts",
    "Finding",
    "IdIndex",
    "Lake",
    "LakeBusy",
    "LakeWriter",
    "NoLog",
    "NotWorkedOut",
    "OnSpark",
    "Recent",
    "Rewritten",
    "Snapshot",
    "State",
    "Step",
    "Thresholds",
    "Vacuumed",
    "Verified",
    "compact",
    "current_rows",
    "drop_months",
    "drop_rejected",
    "encounter_table",
    "erase_interactions",
    "erase_reassigned",
    "erase_rejected",
    "extract",
    "extract_of_run",
    "extracts",
    "files_added",
    "find_step_note",
    "folder_of",
    "forget_in_derived",
    "halves_of",
    "held",
    "is_small",
    "keep_derived",
    "log_rows_sql",
    "members_of",
    "month_sql",
    "now_of_sql",
    "part_of_log",
    "plan",
    "purge",
    "read_state",
    "reassigned_now",
    "rebuild_extracts",
    "replace_files",
    "rewriting",
    "rows_added",
    "rows_where",
    "scratch",
    "settle_public",
    "taken_step",
    "vacuum",
    "verify_tables",
    "with_members",
    "wrong_with_file",
]
