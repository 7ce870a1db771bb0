"""Run everything one installation needs: database, worker, web server; stop it all together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from regard.analytics.errors import RegardError
from regard.project.bootstrap import is_started, start_django, stop_django

SECONDS_TO_STOP = 15


class PortTaken(RegardError):
    """Something listens on the port already, or we may not listen there."""

    code = "port_taken"
    status = 500


class ServerEnded(RegardError):
    """The web server ended although nobody told it to."""

    code = "server_ended"
    status = 500


def serve(*, data_dir: Path, host: str, port: int, workers: int = 1, welcome: str | None = None) -> None:
    """Serve until SIGINT or SIGTERM; then stop everything that was started here."""
    check_port(host=host, port=port)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that puts us in the background ignores it
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        if not is_started(data_dir):
            say(f"Opening the database in {data_dir} …")
            start_django(data_dir)
        say("Starting the worker and the web server …")
        _greet_when_ready(host, port, welcome)
        with (
            _child("regard.project.worker"),
            _child("regard.project.web", host, str(port), str(workers)) as web,
        ):
            _watch(web)
    except KeyboardInterrupt:
        pass
    finally:
        say("Stopping …")
        stop_django()
        say("Stopped.")


def say(line: str) -> None:
    """Tell the person at the terminal how far we are."""
    print(line, flush=True)


def check_port(*, host: str, port: int) -> None:
    """Raise `PortTaken` when nobody could listen on the port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Cannot listen on {host}:{port} ({error.strerror}). Stop what listens there, "
                f"or choose another port: --port {port + 1 if port < 65535 else 8001}."
            ) from error


def _watch(web: subprocess.Popen[bytes]) -> None:
    """Wait for the web server to end, which it should not do by itself."""
    code = web.wait()
    raise ServerEnded(f"The web server ended by itself (exit code {code}). Its last lines above say why.")


@contextmanager
def _child(module: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run one of our modules beside us.

    It has a session of its own, so that Ctrl-C reaches it through us and once; the pipe tells it when
    we are gone, however that came about.
    """
    command = [sys.executable, "-m", module, *arguments]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _greet_when_ready(host: str, port: int, welcome: str | None) -> None:
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host
    line = f"Regard is ready on http://{shown}:{port} (Ctrl-C stops it)."
    lines = f"{line}\n{welcome}" if welcome else line
    threading.Thread(target=_greet, args=(host, port, lines), daemon=True).start()


def _greet(host: str, port: int, lines: str) -> None:
    for _ in range(600):
        try:
            with socket.create_connection((host, port), timeout=30) as probe:
                probe.sendall(b"GET /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                while probe.recv(65_536):
                    pass
                say(lines)
                return
        except OSError:
            pass
        time.sleep(0.1)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
