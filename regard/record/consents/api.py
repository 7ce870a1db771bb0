"""Door to consents.

What needs the database's models is loaded when it is asked for: a dry run and the simulator do without them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regard.record.consents.operations import (
        PURPOSES,
        STATUSES,
        ConsentRefused,
        Endpoint,
        Statement,
        record_consent,
        record_consents,
    )
    from regard.record.consents.queries import ConsentRow, is_allowed, list_consents
    from regard.record.consents.taking import take_consents, take_consents_of

__all__ = [
    "PURPOSES",
    "STATUSES",
    "ConsentRefused",
    "ConsentRow",
    "Endpoint",
    "Statement",
    "is_allowed",
    "list_consents",
    "record_consent",
    "record_consents",
    "take_consents",
    "take_consents_of",
]

_LATER = ("operations", "queries", "taking")


def __getattr__(name: str) -> Any:
    """What of this door needs Django, from the module that has it."""
    if name in __all__:
        for module in _LATER:
            found = getattr(import_module(f"regard.record.consents.{module}"), name, None)
            if found is not None:
                return found
    raise AttributeError(f"The door of consents has no {name!r}.")
