"""A backup of a folder that is written to meanwhile, and what comes back from it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from regard.analytics.tests.factories import START
from regard.foundation.lake.api import Lake, verify_tables
from regard.record.upkeep.backup import MANIFEST, BackupRefused, back_up
from regard.record.upkeep.restore import restore

# Another process, as in life: it has the folder's own PostgreSQL and records batch after batch.
WRITER = """
import sys, time
from pathlib import Path
from regard.project.bootstrap import start_django
folder = Path(sys.argv[1])
start_django(folder)
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import observation, observations
with Recorder(lake=Lake.open(folder), compacts=False) as recorder:
    for batch in range(int(sys.argv[2]), int(sys.argv[3])):
        rows = [observation("Page Viewed", message_id=f"{batch}-{n}", user_id=f"u{batch}-{n}", anonymous_id=f"a{n}")
                for n in range(5)]
        recorder.record(observations(*rows))
        print(batch, flush=True)
"""
COUNTS = """
import json, sys
from regard.project.bootstrap import start_django
start_django(sys.argv[1])
from regard.foundation.lake.api import Lake
from django.db import connection
lake = Lake.open(sys.argv[1], create=False)
rows = lake.sql("select message_id, anchor, customer_id from interactions order by 1").to_pylist()
with connection.cursor() as cursor:
    cursor.execute("select anchor from customers_identifier")
    known = {row[0] for row in cursor.fetchall()}
print(json.dumps([[row["message_id"] for row in rows], sorted({row["anchor"] for row in rows} - known), len(known)]))
"""


def run(program: str, *words: str) -> subprocess.Popen[str]:
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REGARD_DATA")}
    return subprocess.Popen([sys.executable, "-c", program, *words], stdout=subprocess.PIPE, text=True, env=env)


def counts(folder: Path) -> tuple[list[str], list[str], int]:
    out, _ = run(COUNTS, str(folder)).communicate(timeout=120)
    messages, strangers, known = json.loads(out)
    return messages, strangers, known


@pytest.mark.parametrize("name", ["copy", "copy.tar"])
def test_backup__during_writes__comes_back_whole_and_recording_goes_on(tmp_path: Path, name: str) -> None:
    from regard.foundation.postgres.api import open_postgres

    folder, copy, again = tmp_path / "data", tmp_path / name, tmp_path / "again"
    writer = run(WRITER, str(folder), "0", "12")
    assert writer.stdout is not None
    assert [writer.stdout.readline() for _ in range(3)] == ["0\n", "1\n", "2\n"]
    with open_postgres(data_dir=folder) as postgres:
        made = back_up(lake=Lake.open(folder), url=postgres.url, to=copy, at=START)
    writer.communicate(timeout=120)

    restored = restore(source=copy, data_dir=again)
    messages, strangers, _ = counts(again)
    assert restored.rows == made.rows == len(messages) >= 15
    assert (made.rows % 5, strangers) == (0, [])
    batches = {message.split("-")[0] for message in messages}
    assert batches == {str(batch) for batch in range(made.rows // 5)}
    assert verify_tables(lake=Lake.open(again)).findings == ()

    assert run(WRITER, str(again), "0", "12").wait(120) == 0
    both = [counts(folder), counts(again)]
    assert both[0] == both[1]
    assert len(both[0][0]) == 60


def test_restore__damaged_unfinished_or_misplaced__is_refused_in_a_sentence(tmp_path: Path) -> None:
    from regard.foundation.postgres.api import find_postgres_url

    folder, copy = tmp_path / "data", tmp_path / "copy"
    lake = Lake.open(folder)
    url = find_postgres_url(data_dir=Path(os.environ["REGARD_DATA"]))
    back_up(lake=lake, url=url, to=copy, at=START)
    with pytest.raises(BackupRefused, match="is there already"):
        back_up(lake=lake, url=url, to=copy, at=START)
    with pytest.raises(BackupRefused, match="is not empty"):
        restore(source=copy, data_dir=folder)
    with pytest.raises(BackupRefused, match="There is no backup at"):
        restore(source=tmp_path / "nowhere", data_dir=tmp_path / "new")
    (copy / "postgres.dump").write_bytes(b"short")
    with pytest.raises(BackupRefused, match="not as long as it was"):
        restore(source=copy, data_dir=tmp_path / "new")
    (copy / MANIFEST).unlink()
    with pytest.raises(BackupRefused, match="not finished"):
        restore(source=copy, data_dir=tmp_path / "new")
    assert not (tmp_path / "new").exists()
