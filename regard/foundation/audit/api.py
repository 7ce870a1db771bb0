"""Door to the audit log."""

from regard.foundation.audit.acting import Acting, acting_as, current_acting
from regard.foundation.audit.looking import noting
from regard.foundation.audit.operations import note, note_look, trim
from regard.foundation.audit.queries import (
    EntryPage,
    EntryRow,
    Verification,
    count_before,
    list_entries,
    list_verbs,
    verify,
)

__all__ = [
    "Acting",
    "EntryPage",
    "EntryRow",
    "Verification",
    "acting_as",
    "count_before",
    "current_acting",
    "list_entries",
    "list_verbs",
    "note",
    "note_look",
    "noting",
    "trim",
    "verify",
]
