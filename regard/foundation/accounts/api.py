"""The door of accounts."""

from regard.foundation.accounts.operations import (
    EmailRefused,
    NewKey,
    PasswordRefused,
    UserUnknown,
    add_user,
    create_key,
    set_password,
)
from regard.foundation.accounts.queries import has_user, list_emails

__all__ = [
    "EmailRefused",
    "NewKey",
    "PasswordRefused",
    "UserUnknown",
    "add_user",
    "create_key",
    "has_user",
    "list_emails",
    "set_password",
]
