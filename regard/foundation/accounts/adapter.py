"""What allauth asks us: nobody signs up by themselves, and a new password ends old access."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from regard.foundation.accounts.models import User
from regard.foundation.accounts.operations import replace_password


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Regard's answers to allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are made with `regard users add`."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Store the password and revoke the API keys made under the old one."""
        replace_password(user=user, password=password)
