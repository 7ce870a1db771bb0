import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from regard.record.imports.tests.factories import track, write, write_events

LEFT_OUT = ("REGARD_DATA", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
ENVIRON = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "regard.project.cli", "import", *map(str, words)]


def regard_import(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, check=False, env=ENVIRON)


def test_import__as_json__with_a_bad_file__prints_counts_and_fails(tmp_path: Path) -> None:
    events = write_events(tmp_path / "e.ndjson", track(), {"type": "dance"})
    done = regard_import(events, tmp_path / "gone.csv", "--json", "--data", tmp_path / "data")
    assert json.loads(done.stdout) == {"read": 2, "stored": 1, "duplicates": 0, "rejected": 1}
    assert done.stdout.count("\n") == 1
    assert done.stderr.splitlines() == [
        'rejected 1 × `type` is "dance"; it must be track, identify, page, screen, group or alias. '
        f"(first: {events}:2)",
        f"regard: {tmp_path / 'gone.csv'} does not exist.",
    ]
    assert done.returncode == 2


def test_import__with_a_wrong_mapping__is_one_sentence_and_fails(tmp_path: Path) -> None:
    mapping = write(tmp_path / "shop.toml", "sauce = 1\n")
    table = write(tmp_path / "t.csv", "a,b\n1,2\n")
    done = regard_import(table, "--mapping", mapping, "--dry-run", "--data", tmp_path / "data")
    assert (done.stdout, done.returncode) == ("", 2)
    assert done.stderr == "regard: shop.toml: the mapping has the key `sauce`, which means nothing here; " + (
        "did you mean `source`?\n"
    )


def test_dry_run__writes_nothing(tmp_path: Path) -> None:
    events = write_events(tmp_path / "e.ndjson", track())
    done = regard_import(events, "--dry-run", "--json", "--data", tmp_path / "data")
    assert json.loads(done.stdout) == {"read": 1, "stored": 1, "duplicates": 0, "rejected": 0}
    assert (done.returncode, (tmp_path / "data").exists()) == (0, False)


def test_import__interrupted__keeps_what_was_stored_and_is_completed_by_the_next(tmp_path: Path) -> None:
    line = json.dumps(track(messageId="m%d")) + "\n"
    events = write(tmp_path / "e.ndjson", "".join(line % number for number in range(300_000)))
    words = (events, "--json", "--data", tmp_path / "data")
    running = subprocess.Popen(
        command(*words), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRON, start_new_session=True
    )
    log = tmp_path / "data" / "lake" / "interactions" / "_delta_log"
    while running.poll() is None and not (log / f"{1:020}.json").exists():
        time.sleep(0.05)
    os.kill(running.pid, signal.SIGINT)
    said, told = running.communicate(timeout=60)
    first = json.loads(said)
    assert (running.returncode, first["rejected"]) == (130, 0)
    assert told == "Stopped. What was stored stays; run the same import again to add the rest.\n"
    second = json.loads(regard_import(*words).stdout)
    assert second["read"] == 300_000
    assert second["stored"] == 300_000 - second["duplicates"] < 300_000
