"""Verification finds one flipped bit, a missing file, a row in the wrong place, an id that is there twice."""

import os
import random
from pathlib import Path

import pytest

from regard.analytics.tests.factories import interaction
from regard.foundation.lake.api import Lake, LakeWriter, compact, vacuum, verify_tables
from regard.foundation.lake.tests.test_lake import ids, rows


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake.open(tmp_path)
    with LakeWriter(lake) as writer:
        for batch in range(2):
            made = [interaction(customer_id=f"cus_{n}", text=f"said {batch} {n}") for n in range(50)]
            writer.append("interactions", rows(*made))
    return lake


def paths(lake: Lake) -> list[Path]:
    return [Path(uri) for uri in lake.snapshot("interactions").uris()]


def wrong(lake: Lake) -> list[tuple[str, str]]:
    return [(one.place, one.wrong) for one in verify_tables(lake=lake).findings]


def test_verify__sound_log__finds_nothing(lake: Lake) -> None:
    found = verify_tables(lake=lake)
    assert (found.files, found.rows, found.unsealed, found.findings) == (2, 100, 0, ())


def test_verify__one_flipped_bit_anywhere__is_found_and_its_file_named(lake: Lake) -> None:
    path = paths(lake)[0]
    whole = path.read_bytes()
    dice = random.Random(7)
    places = sorted({0, len(whole) - 1, *(dice.randrange(len(whole)) for _ in range(120))})
    for at in places:
        bent = bytearray(whole)
        bent[at] ^= 1 << dice.randrange(8)
        path.write_bytes(bent)
        found = wrong(lake)
        assert found, f"the bit flipped in byte {at} was not found"
        assert all(path.name in place for place, _ in found)
    path.write_bytes(whole)
    assert wrong(lake) == []


def test_verify__missing_and_cut_files__are_named(lake: Lake) -> None:
    first, second = paths(lake)
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1])
    assert [text.split(" ")[:3] for _, text in wrong(lake)] == [
        ["the", "file", "is"],
        ["it", "has", f"{second.stat().st_size:,}"],
    ]


def test_verify__same_id_twice__is_found_and_gone_after_compaction(lake: Lake) -> None:
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(interaction(id="e" * 32)))
        writer.append("interactions", rows(interaction(id="e" * 32)))
    assert [text for _, text in wrong(lake)] == [f"the id {'e' * 32} is there 2 times"]
    compact(lake=lake, is_forced=True)
    assert wrong(lake) == []


def test_verify__row_of_another_month__is_named_with_its_file_and_rows(lake: Lake) -> None:
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(interaction(), interaction(days=40)))
    assert len(wrong(lake)) == 1
    assert wrong(lake)[0][0].endswith("rows 2 to 2")
    assert wrong(lake)[0][1] == "1 rows lie in another month than their file"


def test_vacuum__rewritten_files__go_after_the_retention_and_never_what_is_read(lake: Lake) -> None:
    old, before = paths(lake), ids(lake)
    compact(lake=lake, is_forced=True)
    assert vacuum(lake=lake).files == 0
    assert all(path.exists() for path in old)
    assert vacuum(lake=lake, retention_hours=0).files == 2
    assert not any(path.exists() for path in old)
    assert ids(lake) == before
    assert wrong(lake) == []


def test_vacuum__what_a_killed_process_left__goes_when_it_is_old(lake: Lake) -> None:
    month = paths(lake)[0].parent
    orphan, draft, fresh = month / "orphan.parquet", month / ".half.draft", month / "writing.parquet"
    for path in (orphan, draft, fresh):
        path.write_bytes(b"x")
    for path in (orphan, draft):
        os.utime(path, (1, 1))
    found = vacuum(lake=lake)
    assert (found.files, found.orphans, found.bytes) == (2, 2, 2)
    assert (orphan.exists(), draft.exists(), fresh.exists()) == (False, False, True)
    assert len(ids(lake)) == 100
