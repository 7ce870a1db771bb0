"""Segment's client for Node, as published."""

import shutil
import subprocess
from pathlib import Path

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


def test_segment_for_node__every_call__arrives_once(server: Server) -> None:
    run_in_node("segment_node.mjs", server.url, server.key, "segment-node", "100")
    assert len(server.rows_of("segment-node", count=103)) == 103
