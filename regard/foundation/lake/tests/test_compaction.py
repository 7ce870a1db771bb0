"""Compaction: nothing lost, nothing doubled, nobody made to wait, killed at whatever step."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from deltalake import DeltaTable

from regard.analytics.tests.factories import START, interaction
from regard.foundation.lake import compaction
from regard.foundation.lake.api import Lake, LakeBusy, LakeWriter, Step, Thresholds, compact, taken_step
from regard.foundation.lake.compaction import plan, replace_files, rewriting
from regard.foundation.lake.files import write_files
from regard.foundation.lake.tests.test_lake import ids, rows

SMALL = Thresholds(small_rows=100, small_files=4, loose_files=6, loose_share=0.25)


def append(lake: Lake, *given: dict[str, object], step: Step | None = None) -> None:
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(*given), step=step)


def files(lake: Lake) -> int:
    return len(lake.snapshot("interactions").files)


def test_plan__few_files__asks_for_nothing_until_a_threshold_is_passed(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    kinds = []
    for number in range(7):
        kinds.append([one.is_major for one in plan(snapshot=lake.snapshot("interactions"), thresholds=SMALL)])
        append(lake, interaction(customer_id="cus_a"), interaction(customer_id=f"cus_{number}z"))
    assert kinds == [[], [], [], [], [False], [False], [True]]


def test_compact__minor__merges_the_small_files_and_leaves_the_large_one(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    append(lake, *[interaction(customer_id=f"cus_{n:03}") for n in range(150)])
    large = lake.snapshot("interactions").files[0].path
    for _ in range(4):
        append(lake, interaction(customer_id="cus_b"))
    before = ids(lake)
    done = compact(lake=lake, thresholds=SMALL)
    assert [(one.is_major, one.files_before, one.files_after, one.rows) for one in done] == [(False, 4, 1, 4)]
    assert large in [one.path for one in lake.snapshot("interactions").files]
    assert ids(lake) == before


def test_compact__major__sorts_by_customer_time_and_id_in_files_of_a_customer_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regard.foundation.lake.files.ROWS_PER_FILE", 10)
    lake = Lake.open(tmp_path)
    for batch in range(6):
        append(lake, *[interaction(customer_id=f"cus_{n}", days=(7 * batch + n) % 20) for n in range(6)])
    assert [one.files_after for one in compact(lake=lake, thresholds=SMALL)] == [4]
    found = []
    for one in sorted(lake.snapshot("interactions").files, key=lambda one: one.first_customer or ""):
        read = DeltaTable(lake.path("interactions")).to_pyarrow_dataset().schema  # the table still opens
        assert "customer_id" in read.names
        found += lake.connection().sql(f"from '{lake.path('interactions')}/{one.path}'").to_arrow_table().to_pylist()
    keys = [(row["customer_id"], row["time"], row["id"]) for row in found]
    assert keys == sorted(keys)
    assert len(keys) == 36


def test_compact__same_id_again__keeps_what_was_received_first(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    for hours, text in ((2, "later"), (1, "first"), (3, "last")):
        received_at = START + timedelta(hours=hours)
        append(lake, interaction(id="a" * 32, text=text, received_at=received_at), interaction(text="other"))
    done = compact(lake=lake, is_forced=True)
    assert [(one.duplicates, one.rows) for one in done] == [(2, 4)]
    texts = [row["text"] for row in lake.sql("select text from interactions order by 1").to_pylist()]
    assert texts == ["first", "other", "other", "other"]


def test_compact__tidy_log__writes_nothing(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    append(lake, interaction(), interaction())
    version = lake.version
    assert compact(lake=lake, is_forced=True) == []
    assert lake.version == version


def test_compact__steps_of_the_intake__are_still_known_after_checkpoint_and_clean_up(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    for number in range(5):
        append(lake, interaction(), step=Step("regard.intake", number))
    compact(lake=lake, is_forced=True)
    table = lake.delta("interactions")
    table.create_checkpoint()
    table.cleanup_metadata()
    assert taken_step(lake=lake, name="interactions", of="regard.intake") == 4
    append(lake, interaction(message_id="again"), step=Step("regard.intake", 4))
    assert "again" not in ids(lake)


def test_compact__two_at_once__the_second_is_told(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    with rewriting(lake=lake), pytest.raises(LakeBusy, match="being rewritten"):
        compact(lake=lake, is_forced=True)


def test_replace_files__of_a_version_before_another_rewrite__changes_nothing(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    append(lake, interaction(message_id="one"))
    append(lake, interaction(message_id="two"))
    seen, stale = list(lake.snapshot("interactions").files), lake.delta("interactions")
    added = write_files(
        Path(lake.path("interactions")),
        rows(interaction(message_id="ghost")).to_batches(),
        partition=("month", "2026-01"),
    )
    compact(lake=lake, is_forced=True)
    with pytest.raises(LakeBusy, match="came first"):
        replace_files(table=stale, removed=seen, added=added)
    assert ids(lake) == ["one", "two"]


def test_compact__while_rows_are_appended__loses_and_doubles_none(tmp_path: Path) -> None:
    lake, ended = Lake.open(tmp_path), threading.Event()
    waits: list[float] = []

    def write() -> None:
        for number in range(60):
            began = time.monotonic()
            append(lake, interaction(message_id=f"{number:03}", customer_id=f"cus_{number % 7}"))
            waits.append(time.monotonic() - began)
        ended.set()

    writer = threading.Thread(target=write)
    writer.start()
    rewritten = 0
    while not ended.is_set():
        rewritten += len(compact(lake=Lake.open(tmp_path), thresholds=SMALL))
    writer.join()
    compact(lake=lake, is_forced=True)
    assert ids(lake) == [f"{number:03}" for number in range(60)]
    assert rewritten > 0
    assert files(lake) == 1


KILLED = """
import os, signal, sys
from regard.foundation.lake import compaction, files
from regard.foundation.lake.api import Lake, compact
kill = lambda *given, **named: os.kill(os.getpid(), signal.SIGKILL)
step = sys.argv[2]
if step == "after one file":
    files.fingerprint_of = kill
elif step == "before the commit":
    compaction.replace_files = kill
elif step == "after the commit":
    files.sync_log = kill
compact(lake=Lake.open(sys.argv[1]), is_forced=True)
"""


@pytest.mark.parametrize("step", ["after one file", "before the commit", "after the commit"])
def test_compact__killed__leaves_each_row_once_and_can_be_run_again(tmp_path: Path, step: str) -> None:
    lake = Lake.open(tmp_path)
    for number in range(5):
        append(lake, interaction(message_id=f"{number}", customer_id=f"cus_{number % 2}"))
    ended = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), step], check=False, env=os.environ, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    assert ids(lake) == list("01234")
    assert files(lake) == (1 if step == "after the commit" else 5)
    compact(lake=lake, is_forced=True)
    assert (ids(lake), files(lake)) == (list("01234"), 1)


def test_rewrite__that_fails__removes_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake.open(tmp_path)
    append(lake, interaction())
    append(lake, interaction())

    def fail(*given: object, **named: object) -> None:
        raise LakeBusy("no")

    monkeypatch.setattr(compaction, "replace_files", fail)
    with pytest.raises(LakeBusy):
        compact(lake=lake, is_forced=True)
    month = Path(lake.path("interactions")) / "month=2026-01"
    assert len(list(month.iterdir())) == 2
    assert list((tmp_path / "lake" / ".scratch").iterdir()) == []
