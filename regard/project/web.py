"""The web server: `regard up` runs it as `python -m regard.project.web HOST PORT WORKERS`."""

from __future__ import annotations

import multiprocessing
import sys

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from regard.project.parent import stop_with_parent

THREADS = 4
SECONDS_TO_STOP = 5


def main(host: str, port: int, workers: int) -> None:
    """Serve until told to stop."""
    stop_with_parent()
    multiprocessing.set_start_method("spawn")  # we have threads: forking is unsafe
    Server(
        "regard.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=SECONDS_TO_STOP,
        respawn_failed_workers=True,
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
