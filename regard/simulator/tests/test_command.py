import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regard.project.cli import build_app
from regard.project.commands.simulate import NoDay, NotWritable


def run(*words: str) -> str:
    result = CliRunner().invoke(build_app(), ["simulate", *words], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_simulate__to_a_file__writes_segment_events_and_says_how_many(tmp_path: Path) -> None:
    file = tmp_path / "company.ndjson"
    counts = json.loads(run("--customers", "30", "--days", "60", "--to", str(file), "--json"))
    events = [json.loads(line) for line in file.read_text().splitlines()]
    assert counts == {"read": len(events), "written": len(events)}
    assert {event["type"] for event in events} == {"track", "identify", "page", "screen"}
    assert all(event.get("userId") or event.get("anonymousId") or event["context"] for event in events)
    assert len({event["messageId"] for event in events}) == len(events)
    assert {event["event"] for event in events if event["type"] == "track"} >= {"Order Completed", "Survey Answered"}
    assert next(iter(tmp_path.iterdir())) == file


def test_simulate__to_a_file_twice__writes_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("--customers", "20", "--days", "30", "--to", str(tmp_path / name))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_simulate__with_a_truth_file__writes_what_was_planted(tmp_path: Path) -> None:
    truth = tmp_path / "truth.json"
    run("--customers", "50", "--days", "90", "--to", str(tmp_path / "events"), "--truth", str(truth))
    told = json.loads(truth.read_text())
    assert (told["customers"], told["days"], told["seed"], told["end"]) == (50, 90, 7, "2026-09-30")
    assert {one["role"] for one in told["planted"]} == {"cause", "decoy"}


def test_simulate__until_a_day_that_is_none__says_so(tmp_path: Path) -> None:
    with pytest.raises(NoDay, match=r"--end '30.09.2026' is not a day. Give one as YYYY-MM-DD"):
        run("--end", "30.09.2026", "--to", str(tmp_path / "events"))
    assert list(tmp_path.iterdir()) == []


def test_simulate__to_a_place_that_cannot_be__says_so_before_it_begins(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(NotWritable, match=r"cannot be written: .+\. Choose another place\."):
        run("--to", str(tmp_path / "file" / "events"))
    assert (tmp_path / "file").read_text() == "mine"
