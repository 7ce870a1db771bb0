"""What an improvement cannot be."""

from regard.analytics.errors import RegardError


class ImprovementRefused(RegardError):
    """An improvement cannot be as asked."""

    code = "improvement_refused"
    status = 422
