"""Add users, change passwords, make and revoke API keys."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.foundation.accounts.models import ApiKey, User
from regard.foundation.audit.api import note

KEY_PREFIX = "regard_"
DAYS_A_KEY_LASTS = 365


class EmailRefused(RegardError):
    """The address is none, or somebody has it already."""

    code = "email_refused"
    status = 422


class PasswordRefused(RegardError):
    """The password is too easy to guess."""

    code = "password_refused"
    status = 422


class UserUnknown(RegardError):
    """Nobody has this e-mail address."""

    code = "user_unknown"
    status = 404


@dataclass(frozen=True)
class NewKey:
    """A key just made: the only time it can be read."""

    key: str
    name: str
    email: str
    expires_on: str | None


@transaction.atomic
def add_user(*, email: str, password: str, name: str = "", may_read_unmasked: bool = False) -> int:
    """Add a user who may sign in, and return their id. Texts are masked for them unless they `may_read_unmasked`."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise EmailRefused(f"{email!r} is not an e-mail address.") from error
    if User.objects.filter(email__iexact=email).exists():
        raise EmailRefused(f"{email} has an account already.")
    check_password_strength(password=password, user=User(email=email, name=name))
    user = User.objects.create_user(email, password, name=name, may_read_unmasked=may_read_unmasked)
    note(verb="added", subject=f"user:{user.pk}", detail={"may_read_unmasked": may_read_unmasked})
    return user.pk


@transaction.atomic
def set_rights(*, email: str, may_read_unmasked: bool) -> None:
    """Let a user read what customers wrote with names and addresses, or no longer; it holds from their next request."""
    user = User.objects.select_for_update().filter(email__iexact=email.strip()).first()
    if user is None:
        raise UserUnknown(f"Nobody has the e-mail address {email}.")
    user.may_read_unmasked = may_read_unmasked
    user.save(update_fields=["may_read_unmasked"])
    note(verb="rights_changed", subject=f"user:{user.pk}", detail={"may_read_unmasked": may_read_unmasked})


@transaction.atomic
def set_password(*, email: str, password: str) -> None:
    """Give a user a new password; their sessions and API keys end with the old one."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise UserUnknown(f"Nobody has the e-mail address {email}.")
    check_password_strength(password=password, user=user)
    replace_password(user=user, password=password)


@transaction.atomic
def replace_password(*, user: User, password: str) -> None:
    """Store a password that was checked already, and revoke what the old one opened."""
    user.set_password(password)
    user.save(update_fields=["password"])
    revoked, _ = user.api_keys.all().delete()
    note(verb="password_changed", subject=f"user:{user.pk}", detail={"keys_revoked": revoked})


def check_password_strength(*, password: str, user: User) -> None:
    """Raise `PasswordRefused` for a password that is easy to guess."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordRefused(" ".join(error.messages)) from error


@transaction.atomic
def create_key(*, email: str, name: str, days: int | None = DAYS_A_KEY_LASTS) -> NewKey:
    """Make an API key for a user; `days=None` makes one that does not expire."""
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        raise UserUnknown(f"Nobody has the e-mail address {email}.")
    key = KEY_PREFIX + secrets.token_urlsafe(32)
    expires_at = None if days is None else timezone.now() + timedelta(days=days)
    made = ApiKey.objects.create(
        user=user, name=name, prefix=key[:14], digest=digest_of(key=key), expires_at=expires_at
    )
    note(verb="key_created", subject=f"key:{made.pk}", detail={"user": user.pk, "days": days})
    expires_on = expires_at.date().isoformat() if expires_at else None
    return NewKey(key=key, name=name, email=user.email, expires_on=expires_on)


def note_key_used(*, key_id: int) -> None:
    """Remember that a key was used, at most once a minute."""
    now = timezone.now()
    stale = ApiKey.objects.filter(pk=key_id).exclude(last_used_at__gt=now - timedelta(minutes=1))
    stale.update(last_used_at=now)


def digest_of(*, key: str) -> str:
    """Return what is stored of a key. Keys are long and random, so one SHA-256 is enough."""
    return hashlib.sha256(key.encode()).hexdigest()
