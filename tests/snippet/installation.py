"""A whole Regard as people start it, and what its log holds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regard.foundation.lake.api import Lake
from tests.server.test_up import free_port, wait_until_ready
from tests.snippet.servers import ROOT

ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith(("REGARD_", "DJANGO_"))}


@dataclass(frozen=True)
class Installation:
    """Where it serves, its data, and the write key of one source."""

    url: str
    data_dir: Path
    key: str

    def rows(self, where: str = "true") -> list[dict[str, Any]]:
        """The log's interactions that satisfy a condition, in their order."""
        lake = Lake.open(self.data_dir, create=False)
        return list(lake.sql(f"select * from interactions where {where} order by time, id").to_pylist())

    def wait_for(self, count: int, where: str = "true", seconds: float = 40) -> list[dict[str, Any]]:
        """The rows, once there are `count` of them; a moment later there must be no more."""
        end = time.monotonic() + seconds
        while len(rows := self.rows(where)) < count:
            assert time.monotonic() < end, f"{len(rows)} of {count} rows came: {[row['kind'] for row in rows]}"
            time.sleep(0.2)
        time.sleep(2)
        rows = self.rows(where)
        assert len(rows) == count
        return rows


@contextmanager
def installed(folder: Path) -> Iterator[Installation]:
    """Start `regard up` with a source in it; stop it as Ctrl-C does."""
    command = [sys.executable, "-m", "regard.project.cli"]
    made = subprocess.run(
        [*command, "sources", "add", "Shop", "--kind", "web", "--json", "--data", str(folder)],
        cwd=ROOT,
        env=ENVIRON,
        capture_output=True,
        text=True,
        check=True,
    )
    key = json.loads(made.stdout)["write_keys"][0]
    port = free_port()
    running = subprocess.Popen(
        [*command, "up", "--data", str(folder), "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=ENVIRON,
        start_new_session=True,
    )
    try:
        wait_until_ready(running)
        yield Installation(f"http://127.0.0.1:{port}", folder, key)
    finally:
        os.killpg(running.pid, signal.SIGINT)
        running.wait(60)
