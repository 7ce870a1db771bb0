"""The programs that `regard up` runs beside itself: started together, restarted when they end, stopped together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import TracebackType

from regard.analytics.errors import RegardError
from regard.foundation.saying.api import say

SECONDS_TO_STOP = 15
SECONDS_UP = 10  # who ran so long and then ended is restarted at once
MOST_ENDS = 8  # how often a program that never ran so long may end before we give up
LONGEST_PAUSE = 3.0


class ServerEnded(RegardError):
    """A program of ours ends again and again although nobody told it to."""

    code = "server_ended"
    status = 500


@dataclass
class Child:
    """One program: a module of ours with arguments.

    It has a session of its own, so that Ctrl-C reaches it through us and once; the pipe tells it when
    we are gone, however that came about.
    """

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    running: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    ends: int = 0  # in a row, each soon after its start
    has_run: bool = False  # for long enough to say that it can
    waits_until: float = 0.0

    def start(self) -> None:
        """Run it."""
        command = [sys.executable, "-m", self.module, *self.arguments]
        self.running = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
        self.started_at = time.monotonic()

    def stop(self) -> None:
        """Tell it to end, and end it if it does not."""
        if self.running is None:
            return
        self.running.terminate()
        try:
            self.running.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()


@dataclass
class Children:
    """All of them, within a `with` block."""

    children: list[Child] = field(default_factory=list)

    def __enter__(self) -> Children:
        for child in self.children:
            child.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for child in self.children:
            if child.running is not None and child.running.poll() is None:
                child.running.terminate()
        for child in self.children:
            child.stop()

    def look_after(self) -> None:
        """Start again whoever ended. Raises ServerEnded for one that never came to run.

        One that has run is started again for ever: the others do their work meanwhile.
        """
        now = time.monotonic()
        for child in self.children:
            if child.running is not None and (code := child.running.poll()) is not None:
                self._note_end(child, code, now)
            if child.running is None and now >= child.waits_until:
                child.start()

    def _note_end(self, child: Child, code: int, now: float) -> None:
        if child.running is not None and child.running.stdin is not None:
            child.running.stdin.close()
        child.running = None
        has_run = now - child.started_at > SECONDS_UP
        child.has_run |= has_run
        child.ends = 1 if has_run else child.ends + 1
        if child.ends > MOST_ENDS and not child.has_run:
            raise ServerEnded(
                f"The {child.name} ended {child.ends} times by itself (exit code {code}). Its last lines above say why."
            )
        child.waits_until = now + min(0.1 * 2 ** min(child.ends - 1, 10), LONGEST_PAUSE)
        say(line=f"The {child.name} ended (exit code {code}) and is started again.")
