"""People and keys to test with."""

from regard.foundation.accounts.api import add_user, create_key

EMAIL = "ada@fernweh.example"
PASSWORD = "a lamp in the rain"


def make_user(*, email: str = EMAIL, name: str = "Ada", may_read_unmasked: bool = False) -> str:
    """Add a user whose password is PASSWORD, and return the e-mail address."""
    add_user(email=email, password=PASSWORD, name=name, may_read_unmasked=may_read_unmasked)
    return email


def make_key(*, email: str = EMAIL, days: int | None = 30) -> str:
    """Make an API key and return what a program would send."""
    return create_key(email=email, name="export", days=days).key
