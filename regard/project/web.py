"""The web server: `regard up` runs it as `python -m regard.project.web SOCKET WORKERS`, behind the front."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from gunicorn.app.base import BaseApplication

from regard.project.parent import stop_with_parent

THREADS = 8  # of each worker; they live as long as it does
SECONDS_TO_STOP = 5
SECONDS_UNTIL_STUCK = 300


class Web(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with our settings and nothing read from files or the environment."""

    def __init__(self, **chosen: Any) -> None:
        self.chosen = chosen
        super().__init__()

    def load_config(self) -> None:
        """Take our settings."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """Load the application, in each worker after it was forked."""
        return import_module("regard.project.wsgi").application  # type: ignore[no-any-return]


def end_worker(server: object, worker: object) -> None:
    """End a worker once all else was done, rather than by tearing down engines that still compute."""
    os._exit(0)


def main(socket: str, workers: int) -> None:
    """Serve until told to stop."""
    stop_with_parent()
    Web(
        bind=f"unix:{socket}",
        workers=workers,
        worker_class="gthread",
        threads=THREADS,
        timeout=SECONDS_UNTIL_STUCK,
        graceful_timeout=SECONDS_TO_STOP,
        keepalive=30,
        loglevel="warning",
        forwarded_allow_ips="",
        worker_exit=end_worker,
    ).run()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
