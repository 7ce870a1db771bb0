"""Clients for Node, as their makers publish them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.clients.conftest import ROOT, SECONDS, Server

HERE = Path(__file__).parent


def run_in_node(script: str, *arguments: str) -> None:
    """Run a script of this folder where the console's packages are found."""
    copy = ROOT / "web" / "node_modules" / f".{script}"
    shutil.copy(HERE / script, copy)
    try:
        done = subprocess.run(
            ["node", str(copy), *arguments], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    finally:
        copy.unlink()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("script", "rows"), [("segment_node.mjs", 103), ("rudder_node.mjs", 101)])
def test_client_for_node__every_call__arrives_once(server: Server, script: str, rows: int) -> None:
    run_in_node(script, server.url, server.key, script, "100")
    assert len(server.rows_of(script, count=rows)) == rows
