"""Which keys let a sender in: all open keys, read anew every second."""

import threading
import time

from django.db import Error, connections
from django.utils import timezone

from regard.record.sources import api as sources

SECONDS_BETWEEN_READINGS = 1.0
SECONDS_BETWEEN_NOTES = 30.0


class KeyRing:
    """The open keys, in memory. While the database is away the keys it had last go on."""

    def __init__(self) -> None:
        self._keys: dict[str, sources.OpenKey] = {}
        self._used: set[int] = set()
        self._noted_at = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_fresh, name="keys", daemon=True)
        self.is_read = False

    def start(self) -> None:
        """Read the keys, and go on reading them."""
        self._read()
        self._thread.start()

    def stop(self) -> None:
        """Read no more."""
        self._ended.set()
        self._thread.join(5)

    def find(self, *, texts: list[str]) -> sources.OpenKey | None:
        """The first of the keys shown that is open, None where none is."""
        for text in texts:
            if found := self._keys.get(sources.digest_of(key=text)):
                self._used.add(found.key_id)
                return found
        return None

    def _keep_fresh(self) -> None:
        while not self._ended.wait(SECONDS_BETWEEN_READINGS):
            self._read()
        self._noted_at = 0.0
        self._read()
        connections.close_all()

    def _read(self) -> None:
        try:
            self._note_used()
            self._keys = {key.digest: key for key in sources.list_open_keys()}
            self.is_read = True
        except Error:
            connections.close_all()

    def _note_used(self) -> None:
        """Note, now and then, which keys let somebody in."""
        if not self._used or time.monotonic() - self._noted_at < SECONDS_BETWEEN_NOTES:
            return
        used, self._used = self._used, set()
        sources.note_keys_used(key_ids=used, at=timezone.now())
        self._noted_at = time.monotonic()
