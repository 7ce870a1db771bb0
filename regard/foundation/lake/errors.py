"""What can be wrong with a lake as a whole."""

from regard.analytics.errors import RegardError


class NoLog(RegardError):
    """Raised when a folder is opened for reading that holds no log."""

    code = "no_log"
    status = 404


class LakeBusy(RegardError):
    """Raised when another writer holds the lake for longer than one is willing to wait."""

    code = "lake_busy"
    status = 503
