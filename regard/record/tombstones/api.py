"""Door to tombstones."""

from regard.record.tombstones.operations import (
    ERASED,
    Grave,
    blank_erased,
    bury,
    list_tombstones,
    mark_erased,
    words_of,
)

__all__ = ["ERASED", "Grave", "blank_erased", "bury", "list_tombstones", "mark_erased", "words_of"]
