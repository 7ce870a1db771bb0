"""The flat file of opinions says what joining them says, whatever came, was corrected, moved or erased since."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regard.analytics.text import load_reader
from regard.analytics.topics import NONE
from regard.foundation.lake.api import Lake, LakeWriter, erase_interactions
from regard.understand.voice.forgetting import forget
from regard.understand.voice.opinions import flat
from regard.understand.voice.opinions.log import opinion_log
from regard.understand.voice.opinions.reading import read_on
from regard.understand.voice.opinions.table import CORRECTED, corrected_file
from regard.understand.voice.tests.factories import said, write
from regard.understand.voice.topics import make_topics

Rows = list[dict[str, Any]]


@pytest.fixture
def both(shop: Lake, monkeypatch: pytest.MonkeyPatch) -> Callable[[], tuple[Rows, Rows]]:
    """All opinions out of the flat file, and joined."""

    def asked(fewest: int) -> Rows:
        monkeypatch.setattr(flat, "FEWEST", fewest)
        return list(opinion_log(lake=shop).order_by(["id", "part"]).to_pyarrow().to_pylist())

    return lambda: (asked(0), asked(10**9))


def files(lake: Lake) -> set[str]:
    return {one.name for one in (lake.root / "derived" / "opinions" / "flat").glob("*.parquet")}


def test_flat_file__after_all_that_can_happen__says_what_joining_says(shop: Lake, both: Any) -> None:
    make_topics(lake=shop, wishes=NONE)
    rows, joined = both()
    assert rows == joined
    assert {row["leaf"] for row in rows} != {None}
    first = files(shop)
    known, new = "The app crashes whenever I open the basket.", "The canary lamp flickers in the rain."
    write(shop, [said(known, user="again", days=1), said(new, user="canary", days=1)])
    read_on(lake=shop, reader=load_reader())
    rows, joined = both()
    assert rows == joined
    assert len(rows) == len({(row["id"], row["part"]) for row in rows}) > 400
    assert first < files(shop), "what came since lies beside the first file, which stays"
    key = rows[0]["key"]
    wrong = dict.fromkeys(CORRECTED.names) | {"key": key, "part": 0, "label": "positive", "is_gone": False}
    pq.write_table(pa.Table.from_pylist([wrong], schema=CORRECTED), corrected_file(lake=shop))
    rows, joined = both()
    assert rows == joined
    assert {row["label"] for row in rows if row["key"] == key and row["part"] == 0} == {"positive"}
    moved = {"anchor": rows[0]["anchor"], "customer_id": "cus_of_another"}
    with LakeWriter(shop) as writer:
        writer.replace_reassigned(pa.Table.from_pylist([moved]))
    rows, joined = both()
    assert rows == joined
    assert "cus_of_another" in {row["customer_id"] for row in rows}


def test_flat_file__after_an_erasure__holds_nothing_of_whom_was_erased(shop: Lake, both: Any) -> None:
    write(shop, [said("The canary lamp flickers in the rain.", user="canary", days=2)])
    read_on(lake=shop, reader=load_reader())
    assert both()[0] == both()[1]
    anchors = shop.sql("select distinct anchor from interactions where text like '%canary%'").column(0).to_pylist()
    with LakeWriter(shop) as writer:
        erase_interactions(writer=writer, anchors=anchors)
    forget(lake=shop)
    assert files(shop) == set()
    rows, joined = both()
    assert rows == joined
    assert not {row["anchor"] for row in rows} & set(anchors)
