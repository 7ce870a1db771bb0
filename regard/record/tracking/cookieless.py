"""Visitors who keep nothing of ours: an id for one day, from a salt that is destroyed, so that nobody can find it again.

The id is a keyed digest over the site, the address and the browser. Whoever has yesterday's ids but not yesterday's
salt cannot tell whose they were, not even by trying every address: the salt is random and gone after two days.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import secrets
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

DAYS_KEPT = 2  # today and yesterday: what arrives just after midnight may belong to either
SALT_BYTES = 32
_SEPARATOR = b"\x1f"


def cookieless_id(*, salt: bytes, day: date, host: str, ip: str, user_agent: str) -> str:
    """The visitor's anonymous id for one day (UTC) on one site.

    >>> ada = {"salt": b"s" * 32, "ip": "203.0.113.7", "user_agent": "Firefox"}
    >>> monday = cookieless_id(day=date(2026, 3, 2), host="fernweh.example", **ada)
    >>> monday == cookieless_id(day=date(2026, 3, 2), host="FERNWEH.example", **ada), len(monday)
    (True, 43)
    >>> monday == cookieless_id(day=date(2026, 3, 3), host="fernweh.example", **ada)
    False
    """
    parts = (day.isoformat(), host.lower(), ip, user_agent)
    said = _SEPARATOR.join(part.encode("utf-8", "replace").replace(_SEPARATOR, b"") for part in parts)
    return "cookieless-" + hmac.new(salt, said, hashlib.sha256).hexdigest()[:32]


@dataclass
class DailySalts:
    """One random salt for each day, in a file of the data folder that only its owner reads; gone after two days.

    Several processes may share the file: whoever comes first on a day makes its salt, the others take that.
    """

    path: Path
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    _known: dict[str, bytes] = field(default_factory=dict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def today(self) -> tuple[date, bytes]:
        """The day it is (UTC) and its salt; what is older than yesterday is destroyed."""
        day = self.clock().astimezone(UTC).date()
        with self._lock:
            if day.isoformat() not in self._known:
                self._known = self._turn(day)
            return day, self._known[day.isoformat()]

    def _turn(self, day: date) -> dict[str, bytes]:
        """Read the file, drop what is too old, add today's salt where nobody did yet."""
        with _locked(self.path):
            oldest = (day - timedelta(days=DAYS_KEPT - 1)).isoformat()
            before = _read(self.path)
            kept = {name: salt for name, salt in before.items() if oldest <= name <= day.isoformat()}
            kept.setdefault(day.isoformat(), secrets.token_bytes(SALT_BYTES))
            if kept != before:
                _write(self.path, kept)
            return kept


def _read(path: Path) -> dict[str, bytes]:
    """The salts by day; none when the file is missing or damaged, since a new salt only makes new ids."""
    try:
        kept = json.loads(path.read_text("ascii"))
        return {str(name): bytes.fromhex(text) for name, text in kept.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _write(path: Path, salts: dict[str, bytes]) -> None:
    """Replace the file in one step; it is its owner's alone from the first moment."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(descriptor, "w") as file:
        json.dump({day: salt.hex() for day, salt in salts.items()}, file)
    os.replace(name, path)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path.with_name(path.name + ".lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
