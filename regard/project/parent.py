"""A child of `regard up` stops when its parent is gone."""

from __future__ import annotations

import os
import signal
import sys
import threading


def stop_with_parent() -> None:
    """Stop this program once the pipe from its parent closes, which it does however the parent ends."""
    if not sys.stdin.isatty():
        threading.Thread(target=_wait_for_the_end, daemon=True).start()


def _wait_for_the_end() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
