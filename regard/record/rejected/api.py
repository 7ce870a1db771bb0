"""Door to rejected rows.

What needs the database's models is loaded when it is asked for: listing does without.
"""

from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late
from regard.record.rejected.queries import Reason, RejectedPage, RejectedRow, Wanted, list_reasons, list_rejected

if TYPE_CHECKING:
    from regard.record.rejected.operations import Replayed, replay_rejected

__all__ = [
    "Reason",
    "RejectedPage",
    "RejectedRow",
    "Replayed",
    "Wanted",
    "list_reasons",
    "list_rejected",
    "replay_rejected",
]

__getattr__ = opened_late(package="regard.record.rejected", names=__all__, modules=("operations",))
