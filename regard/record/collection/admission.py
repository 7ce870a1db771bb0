"""Whether there is room for more: on the disk, and between what comes in and what is recorded."""

import shutil
import threading
import time
from pathlib import Path

import psycopg

from regard.analytics.errors import RegardError

MOST_EVENTS_WAITING = 1_000_000
MOST_REQUESTS_WAITING = 100_000
ENOUGH_AGAIN = 0.9  # of these, before more is taken in
SMALLEST_RESERVE = 64 * 1024**2
LARGEST_RESERVE = 1024**3
SHARE_OF_DISK = 0.05
SECONDS_BETWEEN_LOOKS = 1.0


class DiskNearlyFull(RegardError):
    """There is too little room on the disk to store anything safely."""

    code = "disk_nearly_full"
    status = 503


class Backlog(RegardError):
    """More was taken in than has been recorded."""

    code = "backlog"
    status = 429


class Admission:
    """Knows, to the second, whether another request may be taken in."""

    def __init__(self, *, url: str, folder: Path) -> None:
        self._url = url
        self._folder = folder
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._keep_looking, name="admission", daemon=True)
        self._has_room = True
        self._is_behind = False
        self.events_waiting = 0
        self.requests_waiting = 0

    def start(self) -> None:
        """Look now, and go on looking."""
        self._look_at_disk()
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self._thread.join(5)

    def check(self, *, events: int) -> None:
        """Count a request in. Raises DiskNearlyFull or Backlog where it has to wait."""
        if not self._has_room:
            raise DiskNearlyFull("The disk is nearly full, so nothing more is taken in until there is room again.")
        self._weigh()
        if self._is_behind:
            raise Backlog("More was sent than has been recorded yet. Send this again in a few seconds.")
        self.events_waiting += events
        self.requests_waiting += 1

    def _weigh(self) -> None:
        load = max(self.events_waiting / MOST_EVENTS_WAITING, self.requests_waiting / MOST_REQUESTS_WAITING)
        self._is_behind = load >= (ENOUGH_AGAIN if self._is_behind else 1.0)

    def _keep_looking(self) -> None:
        connection: psycopg.Connection | None = None
        while not self._ended.wait(SECONDS_BETWEEN_LOOKS):
            self._look_at_disk()
            try:
                if connection is None or connection.closed:
                    connection = psycopg.connect(self._url, autocommit=True, connect_timeout=3)
                self._look_at_backlog(connection)
            except psycopg.Error:
                if connection is not None:
                    connection.close()
                connection = None
                time.sleep(SECONDS_BETWEEN_LOOKS)
        if connection is not None:
            connection.close()

    def _look_at_backlog(self, connection: psycopg.Connection) -> None:
        found = connection.execute(
            "select coalesce(sum(events), 0)::bigint, count(*) from collection_intake"
        ).fetchone()
        if found is not None:
            self.events_waiting, self.requests_waiting = found

    def _look_at_disk(self) -> None:
        try:
            disk = shutil.disk_usage(self._folder)
        except OSError:
            return
        reserve = min(max(disk.total * SHARE_OF_DISK, SMALLEST_RESERVE), LARGEST_RESERVE)
        self._has_room = disk.free >= (reserve if self._has_room else reserve * 1.1)
