"""Door to rejected rows.

What needs the database's models is loaded when it is asked for: listing does without.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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


def __getattr__(name: str) -> Any:
    """What of this door needs Django."""
    if name in __all__:
        return getattr(import_module("regard.record.rejected.operations"), name)
    raise AttributeError(f"The door of rejected rows has no {name!r}.")
