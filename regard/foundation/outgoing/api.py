"""Door to outgoing requests."""

from regard.foundation.outgoing.fetching import Answer, FetchFailed, checked_address, connect, fetch, seconds_told
from regard.foundation.outgoing.places import TargetRefused, is_internal
from regard.foundation.outgoing.sending import Answered, NotSent, check_target, send_request

__all__ = [
    "Answer",
    "Answered",
    "FetchFailed",
    "NotSent",
    "TargetRefused",
    "check_target",
    "checked_address",
    "connect",
    "fetch",
    "is_internal",
    "seconds_told",
    "send_request",
]
