"""What the collector knows of the database in memory, read anew every second."""

import threading
from abc import ABC, abstractmethod

from django.db import Error, connections

SECONDS_BETWEEN_READINGS = 1.0


class Ring(ABC):
    """Something read again and again. While the database is away, what was read last goes on."""

    def __init__(self, *, name: str) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_fresh, name=name, daemon=True)

    def start(self) -> None:
        """Read, and go on reading."""
        self._try_to_read()
        self._thread.start()

    def stop(self) -> None:
        """Read a last time and no more."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(5)

    @abstractmethod
    def _read(self, *, is_last: bool) -> None:
        """Take in what the database says, and tell it what is to be noted there."""

    def _keep_fresh(self) -> None:
        while not self._ended.wait(SECONDS_BETWEEN_READINGS):
            self._try_to_read()
        self._try_to_read(is_last=True)
        connections.close_all()

    def _try_to_read(self, *, is_last: bool = False) -> None:
        try:
            self._read(is_last=is_last)
        except Error:
            connections.close_all()
