"""Questions about accounts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from regard.foundation.accounts.models import ApiKey, User
from regard.foundation.accounts.operations import KEY_PREFIX, digest_of


def find_key(*, key: str) -> ApiKey | None:
    """Return the valid key, with its active user; None for any other."""
    if not key.startswith(KEY_PREFIX):
        return None
    return (
        ApiKey.objects.select_related("user")
        .filter(digest=digest_of(key=key), user__is_active=True)
        .filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))
        .first()
    )


def has_user(*, email: str) -> bool:
    """Return whether somebody has this e-mail address."""
    return User.objects.filter(email__iexact=email.strip()).exists()


def list_emails() -> list[str]:
    """Return everybody's e-mail address, in order."""
    return [user.email for user in list_users()]


@dataclass(frozen=True)
class UserRow:
    """Somebody who may sign in, and what they may do."""

    email: str
    name: str
    may_read_unmasked: bool


def list_users() -> list[UserRow]:
    """Return everybody who may sign in, by e-mail address."""
    rows = User.objects.order_by("email").values_list("email", "name", "may_read_unmasked")
    return [UserRow(*row) for row in rows]
