"""What accounts notes when somebody signs in, fails to, or signs out. Django says so by these signals and by no other way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from regard.foundation.accounts.models import User
from regard.foundation.audit.api import note
from regard.foundation.settings.api import keyed_digest


def subscribe() -> None:
    """Listen from now on."""
    user_logged_in.connect(note_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(note_signed_out, dispatch_uid="accounts.signed_out")
    user_login_failed.connect(note_failed, dispatch_uid="accounts.failed")


def note_signed_in(user: User, **told: Any) -> None:
    """Somebody is in."""
    note(verb="signed_in", subject=f"user:{user.pk}", actor=f"user:{user.pk}")


def note_signed_out(user: User | None, **told: Any) -> None:
    """Somebody left."""
    if user is not None:
        note(verb="signed_out", subject=f"user:{user.pk}", actor=f"user:{user.pk}")


def note_failed(credentials: dict[str, Any], **told: Any) -> None:
    """Somebody tried an address and a password that do not belong together; the address is kept as a digest."""
    address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
    digest = keyed_digest(text=address, data_dir=settings.REGARD.data_dir)[:24]
    note(verb="sign_in_failed", subject=f"address:{digest}", actor="visitor")
