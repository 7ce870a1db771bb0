"""`regard up` over a data folder of its own: start it, kill any of its programs, start it anew."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from regard.foundation.postgres.cluster import Cluster

PROGRAMS = {
    "front": "regard.project.front",
    "recorder": "regard.project.recorder",
    "worker": "regard.project.worker",
    "web": "regard.project.web",
}
SECONDS_TO_START = 120


class NotUp(RuntimeError):
    """The installation does not come up."""


class Installation:
    """One installation. What it prints goes to `up.log` in `folder`."""

    def __init__(self, folder: Path, *, port: int | None = None) -> None:
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "up.log"
        self.failpoints = folder / "failpoints"  # which are armed: each program reads it when it starts
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.cluster = Cluster(self.data / "postgres")
        self._running: subprocess.Popen[bytes] | None = None

    def regard(self, *words: str) -> str:
        """Run one command over the data folder and return what it printed."""
        command = [sys.executable, "-m", "regard.project.cli", *words, "--data", str(self.data)]
        done = subprocess.run(command, capture_output=True, text=True, env=_environ(), check=False)
        if done.returncode:
            raise NotUp(done.stderr)
        return done.stdout

    def write_key(self) -> str:
        """The write key of the first source."""
        (first, *_) = json.loads(self.regard("sources", "list", "--json"))
        return str(first["write_keys"][0])

    def start(self, *, apart: bool = False) -> None:
        """Run `regard up` until it answers; with its database `apart` it does not look after that itself."""
        self.failpoints.touch()
        environ = _environ() | {"REGARD_FAILPOINT": f"@{self.failpoints}"}
        if apart:
            environ["DATABASE_URL"] = self.cluster.url
        command = [sys.executable, "-m", "regard.project.cli", "up", "--data", str(self.data), "--port", str(self.port)]
        deadline = time.monotonic() + SECONDS_TO_START
        while True:
            with self.log.open("ab") as log:
                self._running = subprocess.Popen(
                    command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environ, start_new_session=True
                )
            while self._running.poll() is None and time.monotonic() < deadline:
                if self.is_answering():
                    return
                time.sleep(0.1)
            if time.monotonic() >= deadline:
                raise NotUp(f"It did not come up within {SECONDS_TO_START} s; {self.log} says more.")
            time.sleep(0.5)  # who was killed before may still hold the port

    def is_up(self) -> bool:
        """Whether `regard up` itself runs."""
        return self._running is not None and self._running.poll() is None

    def is_answering(self) -> bool:
        """Whether collection answers."""
        return self.status_of("/healthz") == 200

    def status_of(self, path: str, *, seconds: float = 5) -> int | None:
        """What an address answers, None where nothing comes."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=seconds) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return None

    def kill(self, program: str) -> bool:
        """Kill -9 one program: `up`, `postgres` or one of PROGRAMS. Whether it ran."""
        number = self._find(program)
        if number is None:
            return False
        try:
            os.kill(number, signal.SIGKILL)
        except ProcessLookupError:
            return False
        if program == "up" and self._running is not None:
            self._running.wait()
        return True

    def stop(self) -> int:
        """Stop as Ctrl-C does; return the exit code. The database stops with it."""
        assert self._running is not None
        self._running.send_signal(signal.SIGINT)
        code = self._running.wait(60)
        if self.cluster.files.exists():
            self.cluster.stop()
        return code

    def end(self) -> None:
        """Leave nothing running, however far we came."""
        if self.is_up() and self._running is not None:
            self._running.kill()
            self._running.wait()
        for _ in range(100):
            if not any(self._find(program) for program in PROGRAMS):
                break
            time.sleep(0.2)
        if self.cluster.files.exists():
            self.cluster.stop()

    def _find(self, program: str) -> int | None:
        if program == "up":
            return self._running.pid if self.is_up() and self._running is not None else None
        if program == "postgres":
            return self._find_postmaster()
        return min(self._list_running(PROGRAMS[program]), default=None)

    def _find_postmaster(self) -> int | None:
        try:
            number = int((self.cluster.files / "postmaster.pid").read_text().split()[0])
            line = Path(f"/proc/{number}/cmdline").read_bytes()
        except (OSError, IndexError, ValueError):
            return None
        return number if str(self.cluster.files).encode() in line else None  # the number may be another's by now

    def _list_running(self, module: str) -> list[int]:
        found = []
        for path in Path("/proc").glob("[0-9]*"):
            try:
                line = (path / "cmdline").read_bytes().split(b"\0")
                if module.encode() in line and str(self.data).encode() in (path / "environ").read_bytes():
                    found.append(int(path.name))
            except OSError:
                continue
        return found


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environ() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("REGARD_", "DJANGO_", "DATABASE_"))
    }
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "OMP_NUM_THREADS": "1"}
