"""What follows from the log is worked out anew, and what was wrong is put right."""

import json
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

from regard.foundation.lake.api import IdIndex, Lake
from regard.record.customers import api as customers
from regard.record.customers.models import Identifier, Link
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import observation, observations
from regard.record.upkeep.api import Replayed, replay

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """Thirty people, ten of whom sign in on two devices, and a merge by hand."""
    lake = Lake.open(data_dir)
    rows = [observation(user_id=f"u{n}", anonymous_id=f"a{n}") for n in range(30)]
    rows += [observation(user_id=f"u{n}", anonymous_id=f"b{n}") for n in range(10)]
    with Recorder(lake) as recorder:
        recorder.record(observations(*rows))
    customers.merge_customers(lake=lake, one="user_id:u1", other="user_id:u2", by="test")
    customers.customer_table(lake=lake)
    return lake


def found(lake: Lake) -> dict[str, Replayed]:
    return {one.name: one for one in replay(lake=lake)}


def dumped(lake: Lake) -> list[str]:
    return list(customers.dump(lake=lake))


def test_replay__of_what_is_right__changes_nothing(lake: Lake) -> None:
    before = dumped(lake)
    again = found(lake)
    assert {name: (one.rows, one.wrong) for name, one in again.items()} == {
        "ids": (40, 0),
        "identifiers": (70, 0),
        "customers": (29, 0),
        "encounters": (again["encounters"].rows, None),
        "extracts": (0, None),
        "segments": (0, None),
    }
    assert dumped(lake) == before


def test_replay__of_what_was_tampered_with__puts_it_right_and_counts_it(lake: Lake) -> None:
    before = dumped(lake)
    Identifier.objects.filter(value__in=["a3", "b3"]).update(customer_id="cus_somebody")
    index = lake.root / "derived" / "ids"
    manifest = json.loads((index / "manifest.json").read_text())
    ids = np.load(index / manifest["runs"][0])
    np.save(index / manifest["runs"][0], ids[:, 5:])
    (table,) = (lake.root / "derived" / "customers").glob("v*.parquet")
    pq.write_table(pq.read_table(table).slice(9), table)
    again = found(lake)
    assert (again["ids"].wrong, again["identifiers"].wrong) == (5, 2)
    assert dumped(lake) == before
    known = IdIndex.of_log(lake.root)
    assert known.compare(version=lake.delta("interactions").version()) == (40, 0)
    assert all(not one.wrong for one in replay(lake=lake))


def test_replay__after_links_were_lost__says_who_is_somebody_else_now(lake: Lake) -> None:
    Link.objects.filter(one__in=Identifier.objects.filter(value="b4").values("anchor")).delete()
    Link.objects.filter(other__in=Identifier.objects.filter(value="b4").values("anchor")).delete()
    assert found(lake)["identifiers"].wrong == 1
    assert Identifier.objects.get(value="b4").customer_id != Identifier.objects.get(value="u4").customer_id
