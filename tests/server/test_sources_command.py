"""`regard sources` as people type it, over a fresh data folder."""

import json
from pathlib import Path

from tests.server.test_commands import regard


def test_sources__of_a_fresh_folder__hold_one_that_can_be_used_added_to_and_closed(tmp_path: Path) -> None:
    code, out, _ = regard("sources", "list", "--json", folder=tmp_path)
    (first,) = json.loads(out)
    assert (code, first["slug"], first["state"], len(first["write_keys"])) == (0, "website", "waiting", 1)
    code, out, _ = regard("sources", "add", "Till [red]7[/]", "--kind", "store", "--json", folder=tmp_path)
    assert (code, json.loads(out)["slug"]) == (0, "till-red7")
    code, out, err = regard("sources", "keys", "till-red7", "--add", "secret", "--scope", "import", folder=tmp_path)
    assert (code, out[:4], err) == (0, "rgs_", "Keep it safe: it is not shown again.\n")
    code, listed, _ = regard("sources", "list", folder=tmp_path)
    assert "Till [red]7[/]" in listed
    code, out, _ = regard("sources", "close", "till-red7", folder=tmp_path)
    assert (code, out) == (0, "till-red7 is closed and its keys are revoked. What it sent stays in the log.\n")
