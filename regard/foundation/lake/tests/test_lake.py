"""The lake: whole versions for readers, one writer at a time."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pytest

from regard.analytics.schema.interactions import INTERACTION, REASSIGNED
from regard.analytics.tests.factories import interaction
from regard.foundation.lake.api import Lake, LakeBusy, LakeWriter, NoLog, compact


def rows(*given: dict[str, object]) -> pa.Table:
    return pa.Table.from_pylist(list(given), schema=INTERACTION)


def ids(lake: Lake) -> list[str]:
    return [row["message_id"] for row in lake.sql("select message_id from interactions order by 1").to_pylist()]


def test_open__folder_without_a_log__says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoLog, match="regard import FILE"):
        Lake.open(tmp_path, create=False)


def test_open__file_instead_of_a_folder__is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("x")
    with pytest.raises(NoLog, match="not a data folder"):
        Lake.open(tmp_path / "data")


def test_interactions__new_lake__is_empty_with_the_logs_columns(tmp_path: Path) -> None:
    table = Lake.open(tmp_path).interactions()
    assert table.count().to_pyarrow().as_py() == 0
    assert set(table.columns) == set(INTERACTION.names) - {"month"}


def test_append__rows__are_read_by_a_lake_opened_before(tmp_path: Path) -> None:
    reader, lake = Lake.open(tmp_path), Lake.open(tmp_path)
    assert ids(reader) == []
    before = reader.version
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(interaction(message_id="one")))
    assert ids(reader) == ["one"]
    assert reader.version > before


def test_moment__that_took_long_to_work_on__is_kept_while_more_arrives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lake = Lake.open(tmp_path)
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(interaction(message_id="one")))
        assert ids(lake) == ["one"]
        monkeypatch.setattr("regard.foundation.lake.lake.WORTH_KEEPING", 0.1)
        lake.remember("slow", lambda: time.sleep(0.2))
        writer.append("interactions", rows(interaction(message_id="two")))
        assert ids(lake) == ["one"]  # for two seconds
        monkeypatch.setattr("regard.foundation.lake.lake.MOST_SECONDS_KEPT", 0.0)
        assert ids(lake) == ["one", "two"]


def test_moment__whose_files_were_taken_away__is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake.open(tmp_path)
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(interaction(message_id="one")))
        assert ids(lake) == ["one"]
        monkeypatch.setattr("regard.foundation.lake.lake.WORTH_KEEPING", 0.1)
        lake.remember("slow", lambda: time.sleep(0.2))
        [file] = lake.delta("interactions").file_uris()
        writer.append("interactions", rows(interaction(message_id="two")))
    compact(lake=lake, is_forced=True)
    assert ids(lake) == ["one"]
    Path(file).unlink()
    assert ids(lake) == ["one", "two"]


def test_compact__months_of_several_files__become_one_in_customer_order(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    with LakeWriter(lake) as writer:
        for customer in ("c", "a", "b"):
            writer.append("interactions", rows(interaction(message_id=customer, customer_id=customer)))
    assert len(lake.delta("interactions").file_uris()) == 3
    assert [(one.files_before, one.files_after, one.rows) for one in compact(lake=lake, is_forced=True)] == [(3, 1, 3)]
    assert len(lake.delta("interactions").file_uris()) == 1
    assert ids(lake) == ["a", "b", "c"]


def test_reassigned__anchor__moves_its_rows_for_readers_and_through_compaction(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    with LakeWriter(lake) as writer:
        for number in ("1", "2"):
            writer.append("interactions", rows(interaction(message_id=number, customer_id="cus_x", anchor="cus_x")))
        writer.replace_reassigned(pa.table({"anchor": ["cus_x"], "customer_id": ["cus_y"]}, schema=REASSIGNED))
        moved = lake.sql("select distinct customer_id from interactions").to_pylist()
    compact(lake=lake, is_forced=True)
    assert moved == [{"customer_id": "cus_y"}]
    stored = lake.delta("interactions").to_pyarrow_table()
    assert stored.column("customer_id").unique().to_pylist() == ["cus_y"]


def test_writer__second_one__waits_and_then_says_so(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    with LakeWriter(lake), pytest.raises(LakeBusy, match="nothing was written"), LakeWriter(lake, wait_seconds=0.2):
        pass


KILLED = """
import os, signal, sys
from regard.foundation.lake.api import Lake, LakeWriter
from regard.foundation.lake.tests.test_lake import rows
from regard.analytics.tests.factories import interaction
writer = LakeWriter(Lake.open(sys.argv[1])).__enter__()
writer.append("interactions", rows(interaction(message_id="kept")))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_writer__killed__frees_the_lock_and_keeps_what_was_committed(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        timeout=60,
    )
    assert ended.returncode == -signal.SIGKILL
    lake = Lake.open(tmp_path)
    with LakeWriter(lake, wait_seconds=0.5) as writer:
        writer.append("interactions", rows(interaction(message_id="next")))
    assert ids(lake) == ["kept", "next"]


def test_remember__same_version__asks_once_and_a_new_version_asks_again(tmp_path: Path) -> None:
    lake, asked = Lake.open(tmp_path), []

    def answer() -> int:
        asked.append(1)
        return len(asked)

    assert [lake.remember("q", answer), lake.remember("q", answer)] == [1, 1]
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(interaction()))
    assert lake.remember("q", answer) == 2


def test_derived__new_versions__keep_only_the_file_before(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    counted = lambda: lake.interactions().agg(n=lake.interactions().count())  # noqa: E731
    assert lake.derived("size", counted).to_pyarrow().to_pylist() == [{"n": 0}]
    for number in (1, 2, 3):
        with LakeWriter(lake) as writer:
            writer.append("interactions", rows(interaction()))
        assert lake.derived("size", counted).to_pyarrow().to_pylist() == [{"n": number}]
    assert len(list((tmp_path / "derived" / "size").iterdir())) == 2


def test_remember__asked_by_many_at_once__is_worked_out_once(tmp_path: Path) -> None:
    lake, asked = Lake.open(tmp_path), []

    def answer() -> int:
        asked.append(1)
        time.sleep(0.2)
        return 7

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: lake.remember("slow", answer), range(8)))
    assert (found, len(asked)) == ([7] * 8, 1)


def test_remember__failing_question__fails_for_each_and_can_be_asked_again(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)

    def fail() -> int:
        raise ValueError("no")

    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            lake.remember("q", fail)
    assert lake.remember("q", lambda: 3) == 3
