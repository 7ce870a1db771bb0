"""The worker: `regard up` runs it beside the web server. It stops when its parent does."""

from __future__ import annotations

import os
import signal
import sys
import threading

from regard.foundation.settings.api import default_data_dir
from regard.project.bootstrap import start_django


def main() -> None:
    """Work off jobs until told to stop."""
    if not sys.stdin.isatty():
        threading.Thread(target=_stop_with_parent, daemon=True).start()
    start_django(default_data_dir(), migrate=False)
    from regard.foundation.jobs.api import run_worker

    run_worker()


def _stop_with_parent() -> None:
    """Wait for the pipe from the parent to close, which it does however the parent ends."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
