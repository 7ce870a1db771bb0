"""Door to privacy."""

from regard.record.privacy.exporting import Exported, export_person
from regard.record.privacy.finding import Person, PersonUnknown, find_person
from regard.record.privacy.operations import (
    ErasureIncomplete,
    NoErasure,
    Outcome,
    Preview,
    ask_erasure,
    carry_out,
    erase,
    get_erasure,
    list_erasures,
    preview_erasure,
    resume,
)
from regard.record.privacy.retention import Due, Kept, RetentionRefused, keep, list_due, list_retention, set_retention
from regard.record.privacy.searching import Hit, Search, search_everything

__all__ = [
    "Due",
    "ErasureIncomplete",
    "Exported",
    "Hit",
    "Kept",
    "NoErasure",
    "Outcome",
    "Person",
    "PersonUnknown",
    "Preview",
    "RetentionRefused",
    "Search",
    "ask_erasure",
    "carry_out",
    "erase",
    "export_person",
    "find_person",
    "get_erasure",
    "keep",
    "list_due",
    "list_erasures",
    "list_retention",
    "preview_erasure",
    "resume",
    "search_everything",
    "set_retention",
]
