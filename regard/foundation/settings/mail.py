"""How mail is sent: one address of a server, as Django wants it."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from regard.foundation.settings.secrets import SettingRefused

PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
HERE = ("localhost", "127.0.0.1", "::1")
SECONDS = 30


def checked_smtp(*, url: str | None) -> str | None:
    """The address of the mail server as given. Raises SettingRefused for one that cannot be or is not safe."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        known = parts.scheme in PORTS and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        known = False
    if not known:
        raise SettingRefused(
            "REGARD_SMTP must be like smtp://user:password@host:587 or smtps://user:password@host:465."
        )
    if parts.scheme == "smtp+plain" and parts.hostname not in HERE:
        raise SettingRefused("REGARD_SMTP would send mail in the clear. Use smtp:// or smtps:// to other machines.")
    return url


def mail_settings(*, url: str | None) -> dict[str, Any]:
    """Django's settings for that server; without one, mail goes nowhere."""
    if url is None:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": SECONDS,
    }
