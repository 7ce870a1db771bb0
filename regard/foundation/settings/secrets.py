"""Secrets kept in files of the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from regard.analytics.errors import RegardError


class SettingRefused(RegardError):
    """A setting has a value that would be unsafe or cannot be understood."""

    code = "setting_refused"
    status = 500


def read_or_write_secret(*, path: Path, length: int = 48) -> str:
    """Return the secret kept in `path`, which only its owner can read; make it when missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read_secret(path)
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(length)
        file.write(secret)
    return secret


def _read_secret(path: Path) -> str:
    secret = path.read_text().strip()
    if not secret:
        raise SettingRefused(f"{path} is empty. Delete it and start again to have it made anew.")
    if path.stat().st_mode & 0o077:
        raise SettingRefused(f"{path} can be read by other users of this machine. Run chmod 600 on it.")
    return secret
