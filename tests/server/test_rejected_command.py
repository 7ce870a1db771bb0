"""`regard rejected` after an import of rows some of which cannot be stored."""

import json
from pathlib import Path

from tests.server.test_commands import regard


def test_rejected__after_an_import__are_listed_and_grouped_without_steering_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "events.ndjson"
    good = {"type": "track", "event": "Order Completed", "userId": "u1", "timestamp": "2026-01-01T00:00:00Z"}
    bad = [good | {"messageId": name, "timestamp": f"day {name}"} for name in ("1", "2")]
    file.write_text("\n".join([json.dumps(good), *map(json.dumps, bad), "\x1b[2J[red]not json"]))
    regard("import", str(file), folder=tmp_path / "data")
    code, out, _ = regard("rejected", "reasons", "--json", folder=tmp_path / "data")
    first, second = json.loads(out)
    assert (code, first["sort"], first["rows"]) == (0, "`timestamp` is …, which is not a time.", 2)
    assert (second["rows"], second["example"]["raw"]) == (1, "\x1b[2J[red]not json")
    code, out, _ = regard("rejected", "list", folder=tmp_path / "data")
    assert (code, "\x1b" in out, "[red]not json" in out, "3 of 3 shown." in out) == (0, False, True, True)
    code, out, _ = regard("rejected", "list", "--reason", first["sort"], "--json", folder=tmp_path / "data")
    assert json.loads(out)["total"] == 2
