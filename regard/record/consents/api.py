"""Door to consents.

What needs the database's models is loaded when it is asked for: a dry run and the simulator do without them.
"""

from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late

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

__getattr__ = opened_late(package="regard.record.consents", names=__all__, modules=("operations", "queries", "taking"))
