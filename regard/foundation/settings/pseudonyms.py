"""Keyed digests: stand for a name or an address without telling it, and mean nothing without the key.

An unkeyed fingerprint of an e-mail address can be found by trying addresses. These are made with a secret that is
kept in the data folder, so that whoever has only the database learns nothing from them.
"""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache
from pathlib import Path

from regard.foundation.settings.secrets import read_or_write_secret

KEY_FILE = "privacy_key"


def keyed_digest(*, text: str, data_dir: Path) -> str:
    """HMAC-SHA256 of a text with the installation's own key, as 64 hexadecimal digits."""
    return hmac.new(digest_key(data_dir=data_dir), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def digest_key(*, data_dir: Path) -> bytes:
    """The key, made on first use. Losing it makes stored digests match nothing: back it up with the data."""
    return _key(Path(data_dir) / KEY_FILE)


@lru_cache(maxsize=16)
def _key(path: Path) -> bytes:
    return read_or_write_secret(path=path).encode()
