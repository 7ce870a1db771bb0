"""Door to tombstones.

What needs the database's models is loaded when it is asked for: a dry run and the simulator do without them.
"""

from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late
from regard.record.tombstones.wording import ERASED

if TYPE_CHECKING:
    from regard.record.tombstones.operations import (
        Grave,
        blank_erased,
        bury,
        list_tombstones,
        mark_erased,
        words_of,
    )

__all__ = ["ERASED", "Grave", "blank_erased", "bury", "list_tombstones", "mark_erased", "words_of"]

__getattr__ = opened_late(package="regard.record.tombstones", names=__all__, modules=("operations",))
