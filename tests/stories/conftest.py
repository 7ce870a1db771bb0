"""A real server with a small imaginary company in it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.needs import CHROMIUM, ROOT, need

CONSOLE = ROOT / "regard" / "project" / "static" / "console" / "index.html"
CUSTOMERS = 1_500


@dataclass(frozen=True)
class Demo:
    """Where the demo is served, and how to sign in."""

    url: str
    data_dir: Path
    email: str
    password: str


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Start `regard demo` as people do."""
    need(CHROMIUM, "apt-get install chromium runs the browser story.")
    need(CONSOLE, "make console runs the browser story.")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "regard.project.cli", "demo", "--data", str(folder), "--port", str(port)]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("REGARD_", "DJANGO_"))}
    running = subprocess.Popen(
        [*command, "--customers", str(CUSTOMERS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=environ,
        start_new_session=True,
    )
    assert running.stdout is not None
    said = {}
    lines = []
    for line in running.stdout:
        lines.append(line)
        words = line.split()
        if words[:1] in (["e-mail"], ["password"]):
            said[words[0]] = words[1]
        if "password" in said:
            break
    else:
        pytest.fail("The demo ended before it was ready:\n" + "".join(lines))
    yield Demo(url=f"http://localhost:{port}", data_dir=folder, email=said["e-mail"], password=said["password"])
    os.killpg(running.pid, signal.SIGINT)
    running.wait(60)
