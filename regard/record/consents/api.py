"""Door to consents."""

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
