"""Reading one customer: the same rows as reading everything, out of few files."""

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from deltalake import DeltaTable

from regard.analytics.schema.interactions import INTERACTION, REASSIGNED
from regard.analytics.tests.factories import interaction
from regard.foundation.lake import lake as lake_module
from regard.foundation.lake.api import Lake, LakeWriter
from regard.foundation.lake.tests.test_lake import rows


def reassign(writer: LakeWriter, **owners: str) -> None:
    writer.replace_reassigned(pa.table([list(owners), list(owners.values())], schema=REASSIGNED))


def messages(lake: Lake, customer_id: str, *former_ids: str) -> list[str]:
    found = lake.of_customer(customer_id=customer_id, former_ids=former_ids)
    return sorted(found.message_id.to_pyarrow().to_pylist())


def by_scan(lake: Lake, customer_id: str) -> list[str]:
    log = lake.interactions()
    return sorted(log.filter(log.customer_id == customer_id).message_id.to_pyarrow().to_pylist())


def test_of_customer__empty_log__is_empty_with_the_logs_columns(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    found = lake.of_customer(customer_id="cus_a")
    assert found.to_pyarrow().num_rows == 0
    assert found.columns == lake.interactions().columns


def test_of_customer__files_of_others__are_not_opened(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    with LakeWriter(lake) as writer:
        for letter in "abcde":
            made = [interaction(message_id=f"{letter}{n}", customer_id=f"cus_{letter}{n}") for n in range(3)]
            writer.append("interactions", rows(*made))
    snapshot = lake.snapshot("interactions")
    assert (len(snapshot.uris()), len(snapshot.uris(["cus_c1"])), len(snapshot.uris(["cus_x"]))) == (5, 1, 0)
    for uri in set(snapshot.uris()) - set(snapshot.uris(["cus_c1"])):
        Path(uri).unlink()
    assert messages(lake, "cus_c1") == ["c1"]
    assert messages(lake, "cus_x") == []


def test_of_customer__merged_and_moved_away__are_followed_both_ways(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    with LakeWriter(lake) as writer:
        for anchor, customer in (("cus_a", "cus_a"), ("cus_b", "cus_b"), ("cus_b", "cus_a"), ("cus_c", "cus_a")):
            name = f"{anchor}>{customer}"
            writer.append("interactions", rows(interaction(message_id=name, anchor=anchor, customer_id=customer)))
        reassign(writer, cus_b="cus_a", cus_c="cus_c")
    assert messages(lake, "cus_a") == ["cus_a>cus_a", "cus_b>cus_a", "cus_b>cus_b"]
    assert messages(lake, "cus_b") == []
    assert messages(lake, "cus_c", "cus_a") == ["cus_c>cus_a"]


@pytest.mark.parametrize("seed", range(5))
def test_of_customer__any_moves__gives_what_a_whole_scan_gives(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    people = [f"cus_{n}" for n in range(12)]
    lake = Lake.open(tmp_path)
    with LakeWriter(lake) as writer:
        for batch in range(6):
            made = [
                interaction(message_id=f"{batch}-{n}", anchor=dice.choice(people), customer_id=dice.choice(people))
                for n in range(8)
            ]
            writer.append("interactions", rows(*made))
        reassign(writer, **{one: dice.choice(people) for one in dice.sample(people, 5)})
    for one in people:
        assert messages(lake, one, *people) == by_scan(lake, one)


def test_open__table_of_an_older_regard__gets_the_new_column_and_keeps_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = pa.schema([column for column in INTERACTION if column.name not in ("wait_seconds", "promised_at")])
    monkeypatch.setitem(lake_module.TABLES, "interactions", older)
    with LakeWriter(Lake.open(tmp_path)) as writer:
        writer.append("interactions", rows(interaction(message_id="old", customer_id="cus_a")))
    monkeypatch.undo()
    lake = Lake.open(tmp_path)
    assert by_scan(lake, "cus_a") == messages(lake, "cus_a") == ["old"]
    assert lake.sql("select max(wait_seconds) as longest from interactions").to_pylist() == [{"longest": None}]
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(interaction(message_id="new", customer_id="cus_a", wait_seconds=7.0)))
    assert messages(lake, "cus_a") == ["new", "old"]
    found = lake.of_customer(customer_id="cus_a").wait_seconds.to_pyarrow()
    assert pc.sum(found).as_py() == 7.0
    version = DeltaTable(lake.path("interactions")).version()
    Lake.open(tmp_path)
    assert DeltaTable(lake.path("interactions")).version() == version


def test_last_at__of_a_log__comes_from_the_files_bounds(tmp_path: Path) -> None:
    lake = Lake.open(tmp_path)
    assert lake.last_at() is None
    with LakeWriter(lake) as writer:
        writer.append("interactions", rows(interaction(), interaction()))
    assert lake.last_at() == lake.sql("select max(time) as at from interactions").to_pylist()[0]["at"]
