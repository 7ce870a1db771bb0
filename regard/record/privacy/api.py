"""Door to privacy."""

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
from regard.record.privacy.searching import Hit, Search, search_everything

__all__ = [
    "ErasureIncomplete",
    "Hit",
    "NoErasure",
    "Outcome",
    "Person",
    "PersonUnknown",
    "Preview",
    "Search",
    "ask_erasure",
    "carry_out",
    "erase",
    "find_person",
    "get_erasure",
    "list_erasures",
    "preview_erasure",
    "resume",
    "search_everything",
]
