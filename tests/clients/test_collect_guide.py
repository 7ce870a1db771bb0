"""The code of docs/guides/collect.md, run as it stands against a server, with its address and key filled in."""

import json
import subprocess
import sys
from pathlib import Path

from tests.clients.conftest import ROOT, Server
from tests.guides.running import GUIDES, blocks_of

MODULES = ROOT / "web" / "node_modules"


def code_in(language: str, server: Server) -> str:
    """The guide's first block in a language."""
    block, *_ = [one for one in blocks_of((GUIDES / "collect.md").read_text()) if one.language == language]
    return block.text.replace("http://localhost:8000", server.url).replace("WRITE_KEY", server.key)


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=120)
    return done.stdout


def test_guide__followed_from_a_server__records_each_order_once(server: Server, tmp_path: Path) -> None:
    run([sys.executable, "-c", code_in("python", server)], tmp_path)
    (tmp_path / "order.mjs").write_text(code_in("js", server))
    (tmp_path / "node_modules").symlink_to(MODULES)
    run(["node", "order.mjs"], tmp_path)
    (shown,) = [one.text for one in blocks_of((GUIDES / "collect.md").read_text()) if one.language == "json"]
    told = run(["bash", "-c", code_in("sh", server)], tmp_path)
    assert json.loads(told) == json.loads(shown)
    again = run(["bash", "-c", code_in("sh", server)], tmp_path)
    assert json.loads(again)["duplicates"] == 1
    rows = server.wait_for(lambda rows: sum('"o-' in row["properties"] for row in rows) >= 3)
    orders = [row for row in rows if '"o-' in row["properties"]]
    assert sorted((row["kind"], float(row["value"]), row["stage"], row["source"]) for row in orders) == [
        ("Order Completed", 12.5, "purchase", "website"),
        ("Order Completed", 28.4, "purchase", "website"),
        ("Order Completed", 99.0, "purchase", "website"),
    ]
    assert len({row["customer_id"] for row in orders}) == 1
