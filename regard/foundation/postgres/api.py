"""The door: open the database of a data folder, for as long as it is needed.

Any number of commands and servers may have the same data folder open. The first one starts the
embedded PostgreSQL, the last one to leave stops it; one that was killed counts as having left.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from regard.foundation.postgres.cluster import Cluster, PostgresFailed
from regard.foundation.postgres.dumping import DatabaseTaken, dump_postgres, exported_snapshot, restore_postgres

__all__ = [
    "DatabaseTaken",
    "Postgres",
    "PostgresFailed",
    "dump_postgres",
    "exported_snapshot",
    "find_postgres_url",
    "open_postgres",
    "restore_postgres",
]


def find_postgres_url(*, data_dir: Path) -> str:
    """Return the address of the data folder's database, without starting anything."""
    return os.environ.get("DATABASE_URL") or Cluster(data_dir / "postgres").url


def open_postgres(*, data_dir: Path, durable: bool = True) -> Postgres:
    """Open the database of `data_dir`; use it as a context manager or call `close()`.

    With `DATABASE_URL` set that database is used and nothing is started. `durable=False` trades
    safety against power cuts for speed and is meant for tests.
    """
    if url := os.environ.get("DATABASE_URL"):
        return Postgres(url=url, cluster=None)
    cluster = Cluster(data_dir / "postgres", durable=durable)
    return Postgres(url=cluster.url, cluster=cluster)


class Postgres:
    """One user's hold on a running database. `url` is what psycopg and Django connect to."""

    def __init__(self, *, url: str, cluster: Cluster | None) -> None:
        self.url = url
        self._cluster = cluster
        self._hold: int | None = None
        if cluster is not None:
            self._hold = _join(cluster)

    def keep_running(self) -> None:
        """Start the server again where it is gone although we hold it. Cheap where it is not."""
        if self._cluster is not None and self._hold is not None and self._cluster.is_gone():
            with _turn(self._cluster.folder):
                self._cluster.revive()

    def close(self) -> None:
        """Leave; the last one to leave stops the server. Closing twice is harmless."""
        if self._cluster is not None and self._hold is not None:
            hold, self._hold = self._hold, None
            _leave(self._cluster, hold)

    def __enter__(self) -> Postgres:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _join(cluster: Cluster) -> int:
    cluster.folder.mkdir(parents=True, exist_ok=True)
    with _turn(cluster.folder):
        hold = os.open(cluster.folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(hold, fcntl.LOCK_SH)
            cluster.start()
        except BaseException:
            os.close(hold)
            raise
        return hold


def _leave(cluster: Cluster, hold: int) -> None:
    with _turn(cluster.folder):
        os.close(hold)
        if _is_unused(cluster.folder):
            cluster.stop()


def _is_unused(folder: Path) -> bool:
    """Return whether nobody holds the database; whoever is just ending gets a moment for it."""
    probe = os.open(folder / "users.lock", os.O_RDWR)
    try:
        for _ in range(5):
            try:
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.02)
            else:
                return True
        return False
    finally:
        os.close(probe)


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Let one at a time start or stop the server."""
    lock = os.open(folder / "turn.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
