"""A real server that official clients of other makers send to."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from regard.foundation.lake.api import Lake

SECONDS = 90
ROOT = Path(__file__).resolve().parents[2]
REGARD = (sys.executable, "-m", "regard.project.cli")


def environ() -> dict[str, str]:
    """The environment of a process of its own."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("REGARD_", "DJANGO_"))}
    return own | {"PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Server:
    """A running Regard, the write key of its first source, and its data folder."""

    url: str
    key: str
    folder: Path

    def wait_for(self, enough: Callable[[list[dict[str, Any]]], bool]) -> list[dict[str, Any]]:
        """The log's rows, once there are enough of them."""
        deadline = time.monotonic() + SECONDS
        rows: list[dict[str, Any]] = []
        while time.monotonic() < deadline:
            rows = Lake.open(self.folder).sql("select * from interactions order by time, id").to_pylist()
            if enough(rows):
                return rows
            time.sleep(0.2)
        pytest.fail(f"Not enough came: {[(row['kind'], row['message_id']) for row in rows]}")

    def rows_of(self, person: str, *, count: int) -> list[dict[str, Any]]:
        """The rows whose events carry `person` in their properties, once there are `count` of them."""
        rows = self.wait_for(lambda rows: sum(person in row["properties"] for row in rows) >= count)
        return [row for row in rows if person in row["properties"]]

    def command(self, *words: str) -> Any:
        """What `regard` says as JSON, beside the running server."""
        words = (*REGARD, *words, "--data", str(self.folder), "--json")
        return json.loads(subprocess.run(words, capture_output=True, text=True, env=environ(), check=True).stdout)

    def post(self, path: str, body: object, *, headers: dict[str, str] | None = None) -> dict[str, Any]:
        """Send JSON and return the answer."""
        sent = urllib.request.Request(
            self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"} | (headers or {})
        )
        with urllib.request.urlopen(sent, timeout=SECONDS) as answer:
            told: dict[str, Any] = json.loads(answer.read())
            return told


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("clients") / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    running = subprocess.Popen(
        [*REGARD, "up", "--data", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environ(),
    )
    try:
        assert running.stdout is not None
        if not any("Regard is ready" in line for line in running.stdout):
            pytest.fail("The server ended before it was ready.")
        url = f"http://127.0.0.1:{port}"
        key = Server(url, "", folder).command("sources", "list")[0]["write_keys"][0]
        yield Server(url, key, folder)
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=SECONDS)
