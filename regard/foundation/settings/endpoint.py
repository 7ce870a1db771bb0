"""A model elsewhere that reads texts: an endpoint that speaks OpenAI's chat completions, chosen by who runs Regard."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from regard.foundation.settings.secrets import SettingRefused

HERE = ("localhost", "127.0.0.1", "::1")
TOKENS_A_DAY = 2_000_000


@dataclass(frozen=True)
class ReaderEndpoint:
    """Where to ask, which model, by which key, and how many tokens a day it may cost."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    tokens_a_day: int = TOKENS_A_DAY


def chosen_endpoint() -> ReaderEndpoint | None:
    """The endpoint that the environment names, None for Regard's own model alone. Raises SettingRefused."""
    return checked_endpoint(environ=os.environ)


def checked_endpoint(*, environ: Mapping[str, str]) -> ReaderEndpoint | None:
    """The endpoint as asked for, None where none is. Raises SettingRefused for one that cannot be or is not safe.

    >>> checked_endpoint(environ={"REGARD_READER_URL": "http://localhost:11434/v1", "REGARD_READER_MODEL": "any"}).model
    'any'
    """
    url = environ.get("REGARD_READER_URL", "").strip().rstrip("/")
    if not url:
        return None
    _check_address(url, internal={one.strip().lower() for one in environ.get("REGARD_INTERNAL_HOSTS", "").split(",")})
    model = environ.get("REGARD_READER_MODEL", "").strip()
    if not model or len(model) > 200 or not model.isprintable():
        raise SettingRefused("REGARD_READER_URL is set, so REGARD_READER_MODEL must name the model to ask there.")
    key = environ.get("REGARD_READER_KEY") or None
    if key is not None and not (key.isascii() and key.isprintable()):
        raise SettingRefused("REGARD_READER_KEY holds a character that no key has, such as a line's end.")
    return ReaderEndpoint(url, model, key, _tokens(environ.get("REGARD_READER_TOKENS_A_DAY", "")))


def _check_address(url: str, *, internal: set[str]) -> None:
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        known = False
    if not known or parts.query or parts.fragment:
        raise SettingRefused("REGARD_READER_URL must be like https://host/v1, up to where /chat/completions follows.")
    if parts.username or parts.password:
        raise SettingRefused("REGARD_READER_URL holds a password. Give the key as REGARD_READER_KEY.")
    if parts.scheme == "http" and parts.hostname not in HERE and not {parts.hostname, parts.netloc.lower()} & internal:
        raise SettingRefused(
            "REGARD_READER_URL would send texts in the clear. Use https://, or name the machine in REGARD_INTERNAL_HOSTS."
        )


def _tokens(told: str) -> int:
    plain = told.strip().replace("_", "")
    if not plain:
        return TOKENS_A_DAY
    if not (plain.isascii() and plain.isdigit() and len(plain) < 16):
        raise SettingRefused(f"REGARD_READER_TOKENS_A_DAY must be a whole number, not {told[:40]!r}.")
    return int(plain)
