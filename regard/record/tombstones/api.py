"""Door to tombstones.

What needs the database's models is loaded when it is asked for: a dry run and the simulator do without them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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

_LATER = ("operations",)


def __getattr__(name: str) -> Any:
    """What of this door needs Django, from the module that has it."""
    if name in __all__:
        for module in _LATER:
            found = getattr(import_module(f"regard.record.tombstones.{module}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"The door of tombstones has no {name!r}.")
