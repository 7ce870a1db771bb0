"""What the collector knows of the database in memory, read anew every second, or at once where that is asked."""

import asyncio
import threading
import time
from abc import ABC, abstractmethod

from django.db import Error, connections

SECONDS_BETWEEN_READINGS = 1.0
LEAST_SECONDS_BETWEEN = 0.1  # however many senders show what is not known
MOST_SECONDS_WAITED = 3.0


class Ring(ABC):
    """Something read again and again. While the database is away, what was read last goes on."""

    def __init__(self, *, name: str) -> None:
        self._ended = threading.Event()
        self._wanted = threading.Event()
        self._read_at = float("-inf")  # when the last reading that succeeded began
        self._thread = threading.Thread(target=self._keep_fresh, name=name, daemon=True)

    def start(self) -> None:
        """Read, and go on reading."""
        self._try_to_read()
        self._thread.start()

    def stop(self) -> None:
        """Read a last time and no more."""
        self._ended.set()
        self._wanted.set()
        if self._thread.is_alive():
            self._thread.join(5)

    async def read_anew(self) -> None:
        """Return once the database was read after now, or could not be for a while. All who wait share the reading."""
        asked_at = time.monotonic()
        self._wanted.set()
        while self._read_at < asked_at and time.monotonic() - asked_at < MOST_SECONDS_WAITED:
            await asyncio.sleep(0.02)

    @abstractmethod
    def _read(self, *, is_last: bool) -> None:
        """Take in what the database says, and tell it what is to be noted there."""

    def _keep_fresh(self) -> None:
        while not self._ended.wait(LEAST_SECONDS_BETWEEN):
            self._wanted.wait(SECONDS_BETWEEN_READINGS - LEAST_SECONDS_BETWEEN)
            self._wanted.clear()
            self._try_to_read()
        self._try_to_read(is_last=True)
        connections.close_all()

    def _try_to_read(self, *, is_last: bool = False) -> None:
        began = time.monotonic()
        try:
            self._read(is_last=is_last)
            self._read_at = began
        except Error:
            connections.close_all()
