"""The root of every error a person may read: a sentence, a stable code, an HTTP status."""


class RegardError(Exception):
    """Say what is wrong, where, and what to do, in a sentence with a full stop."""

    code = "regard_error"
    status = 400


class BadCursor(RegardError):
    """Raised for a cursor that no page gave."""

    code = "cursor_invalid"
    status = 422

    def __init__(self) -> None:
        super().__init__("The cursor is not one that a page gave. Start again without a cursor.")
