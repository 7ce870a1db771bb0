"""Door to accounts."""

from regard.record.accounts.queries import (
    AccountPage,
    AccountRow,
    AccountView,
    NoAccount,
    accounts_of,
    get_account,
    list_accounts,
)

__all__ = ["AccountPage", "AccountRow", "AccountView", "NoAccount", "accounts_of", "get_account", "list_accounts"]
