"""Which keys let a sender in: all open keys, read anew every second."""

import threading

from django.db import Error, connections

from regard.record.sources import api as sources

SECONDS_BETWEEN_READINGS = 1.0


class KeyRing:
    """The open keys, in memory. While the database is away the keys it had last go on."""

    def __init__(self) -> None:
        self._keys: dict[str, sources.OpenKey] = {}
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
                return found
        return None

    def _keep_fresh(self) -> None:
        while not self._ended.wait(SECONDS_BETWEEN_READINGS):
            self._read()
        connections.close_all()

    def _read(self) -> None:
        try:
            self._keys = {key.digest: key for key in sources.list_open_keys()}
            self.is_read = True
        except Error:
            connections.close_all()
