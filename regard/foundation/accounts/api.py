"""The door of accounts."""

from regard.foundation.accounts.operations import (
    EmailRefused,
    NewKey,
    PasswordRefused,
    UserUnknown,
    add_user,
    create_key,
    set_password,
    set_rights,
)
from regard.foundation.accounts.queries import UserRow, has_user, list_emails, list_users
from regard.foundation.accounts.words import (
    CustomerFields,
    CustomerValue,
    CustomerWords,
    MayNotReadUnmasked,
    may_read_unmasked,
    require_unmasked,
)

__all__ = [
    "CustomerFields",
    "CustomerValue",
    "CustomerWords",
    "EmailRefused",
    "MayNotReadUnmasked",
    "NewKey",
    "PasswordRefused",
    "UserRow",
    "UserUnknown",
    "add_user",
    "create_key",
    "has_user",
    "list_emails",
    "list_users",
    "may_read_unmasked",
    "require_unmasked",
    "set_password",
    "set_rights",
]
