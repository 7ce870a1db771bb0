"""The root of every error a person may read: a sentence, a stable code, an HTTP status."""


class RegardError(Exception):
    """Say what is wrong, where, and what to do, in a sentence with a full stop."""

    code = "regard_error"
    status = 400
