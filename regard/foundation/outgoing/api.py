"""Door to outgoing requests."""

from regard.foundation.outgoing.sending import Answered, NotSent, TargetRefused, check_target, send_request

__all__ = ["Answered", "NotSent", "TargetRefused", "check_target", "send_request"]
