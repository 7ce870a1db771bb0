"""Run everything one installation needs: database, worker, web server; stop it all together."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType

from regard.analytics.errors import RegardError
from regard.foundation.postgres.api import PostgresFailed
from regard.foundation.saying.api import say
from regard.foundation.settings.api import read_settings
from regard.project.bootstrap import is_started, keep_database, start_django, stop_django
from regard.project.children import Child, Children

SECONDS_BETWEEN_LOOKS = 0.2


class PortTaken(RegardError):
    """Something listens on the port already, or we may not listen there."""

    code = "port_taken"
    status = 500


def serve(*, data_dir: Path, host: str, port: int, workers: int = 1, welcome: str | None = None) -> None:
    """Serve until SIGINT or SIGTERM; then stop everything that was started here."""
    check_port(host=host, port=port)
    signal.signal(signal.SIGTERM, _interrupt)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that puts us in the background ignores it
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        if not is_started(data_dir):
            say(line=f"Opening the database in {data_dir} …")
            start_django(data_dir)
        say(line="Starting the worker, the recorder and the web server …")
        _greet_when_ready(host, port, welcome)
        with TemporaryDirectory(prefix="regard-", dir="/tmp") as folder:
            web = f"{folder}/web.sock"
            children = [
                Child("web server", "regard.project.web", (web, str(workers))),
                Child("front", "regard.project.front", (host, str(port), web)),
                Child("recorder", "regard.project.recorder"),
                Child("worker", "regard.project.worker"),
                Child("reader", "regard.project.reader"),
            ]
            if read_settings().nats_url:
                children.append(Child("carrier", "regard.project.carrier"))
            with Children(children) as running:
                while True:
                    time.sleep(SECONDS_BETWEEN_LOOKS)
                    running.look_after()
                    _keep_database(data_dir)
    except KeyboardInterrupt:
        pass
    finally:
        say(line="Stopping …")
        stop_django()
        say(line="Stopped.")


def _keep_database(data_dir: Path) -> None:
    try:
        keep_database(data_dir)
    except PostgresFailed as error:  # a full disk, perhaps: whoever asks gets told, and it is tried again
        say(line=f"{error}")


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
                if probe.recv(65_536).startswith(b"HTTP/1.1 200"):
                    say(line=lines)
                    return
        except OSError:
            pass
        time.sleep(0.1)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
