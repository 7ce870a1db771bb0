"""The server as people start it: everything it starts, it stops."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from regard.foundation.postgres.cluster import Cluster

SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "regard.project.cli", "up", "--data", str(folder), "--port", str(port)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("REGARD_", "DJANGO_"))}
    running = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environ | {"PYTHONPATH": os.getcwd()},
        start_new_session=True,
    )
    try:
        yield running
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.wait(SECONDS)


def answers(port: int) -> bool:
    """Whether the sign-in page comes, which needs the front, the web server and the database."""
    try:
        return bool(urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=5).status == 200)
    except OSError:
        return False


def wait_until_ready(running: subprocess.Popen[str]) -> None:
    assert running.stdout is not None
    for line in running.stdout:
        if "Regard is ready" in line:
            return
    pytest.fail("The server ended before it was ready.")


def programs_with(folder: Path) -> list[str]:
    return [line for _, line in running_with(folder)]


def running_with(folder: Path) -> list[tuple[int, str]]:
    """Return the ids and command lines of programs that were started for this data folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            environ, line = (path / "environ").read_bytes(), (path / "cmdline").read_bytes()
        except OSError:  # it ended meanwhile
            continue
        if str(folder).encode() in environ + line and path.name != str(os.getpid()):
            found.append((int(path.name), line.replace(b"\0", b" ").decode()))
    return found


def until_gone(folder: Path, *, but: str = "nothing") -> list[str]:
    """Return what still runs for this data folder after giving it some time to end."""
    left: list[str] = []
    for _ in range(200):
        left = [line for line in programs_with(folder) if f"/{but} " not in line]
        if not left:
            break
        time.sleep(0.1)
    return left


@pytest.mark.parametrize("how", ["Ctrl-C", "SIGTERM"])
def test_up__told_to_stop__stops_everything_it_started(tmp_path: Path, how: str) -> None:
    port = free_port()
    with server(tmp_path, port) as running:
        wait_until_ready(running)
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/").read().decode()
        assert "<h1>Sign in</h1>" in page
        assert len(programs_with(tmp_path)) >= 4  # ours, the web worker, the job worker, PostgreSQL
        if how == "Ctrl-C":
            os.killpg(running.pid, signal.SIGINT)  # a terminal tells the whole group
        else:
            running.terminate()
        rest, _ = running.communicate(timeout=SECONDS)
        assert rest.splitlines()[-1] == "Stopped."
        assert "Traceback" not in rest
        assert running.returncode == 0
    assert until_gone(tmp_path) == []
    assert not Cluster(tmp_path / "postgres").is_running()


def test_up__killed__takes_its_workers_with_it(tmp_path: Path) -> None:
    with server(tmp_path, free_port()) as running:
        wait_until_ready(running)
        running.kill()
        running.wait(SECONDS)
        assert until_gone(tmp_path, but="postgres") == []
    Cluster(tmp_path / "postgres").stop()


@pytest.mark.parametrize(
    "program", ["regard.project.web", "regard.project.front", "regard.project.recorder", "postgres -D"]
)
def test_up__one_of_whose_programs_is_killed__starts_it_again(tmp_path: Path, program: str) -> None:
    port = free_port()
    with server(tmp_path, port) as running:
        wait_until_ready(running)
        before = {pid for pid, line in running_with(tmp_path) if program in line}
        os.kill(min(before), signal.SIGKILL)
        for _ in range(SECONDS * 10):
            now = {pid for pid, line in running_with(tmp_path) if program in line}
            if now - before and answers(port):
                break
            time.sleep(0.1)
        else:
            pytest.fail(f"{program} was not started again.")
        running.terminate()
        rest, _ = running.communicate(timeout=SECONDS)
        assert rest.splitlines()[-1] == "Stopped."
    assert until_gone(tmp_path) == []


def test_up__on_a_port_that_is_taken__says_so_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with server(tmp_path, port) as running:
            said, _ = running.communicate(timeout=SECONDS)
    assert said == (
        f"regard: Cannot listen on 127.0.0.1:{port} (Address already in use). Stop what listens there, "
        f"or choose another port: --port {port + 1}.\n"
    )
    assert running.returncode == 1
    assert list(tmp_path.iterdir()) == []
