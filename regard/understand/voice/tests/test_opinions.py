"""The table of opinions follows the log at a cost that follows what is new, reads nothing twice, and can be made anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from regard.analytics.text import Reading, load_reader
from regard.foundation.lake.api import Lake, LakeWriter, erase_interactions
from regard.understand.voice.opinions.forgetting import forget_readings, forget_unsaid
from regard.understand.voice.opinions.log import opinion_log
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.reading import progress, read_on
from regard.understand.voice.opinions.shapes import folder_of
from regard.understand.voice.tests.factories import said, write


@dataclass
class Counting:
    """The real reader, and what it was given to read."""

    texts: list[str] = field(default_factory=list)
    name: str = ""

    @property
    def model(self) -> str:
        return self.name or load_reader().model

    def read(self, texts: Sequence[str], *, languages: Sequence[str | None] | None = None) -> list[Reading]:
        self.texts += texts
        return load_reader().read(texts, languages=languages)


def rows_of(lake: Lake) -> list[dict[str, Any]]:
    return list(opinion_log(lake=lake).order_by(["id", "part"]).to_pyarrow().to_pylist())


def test_texts__of_the_log__become_opinions_of_whoever_said_them(read_shop: Lake) -> None:
    told = progress(lake=read_shop)
    assert (told.said, told.texts, told.read, told.waiting) == (400, 40, 40, 0)
    assert told.rate > 0
    rows = rows_of(read_shop)
    assert len({row["id"] for row in rows}) == 400
    late = [row for row in rows if row["channel"] == "email" and row["label"] != "unsure"]
    staff = [row for row in rows if row["channel"] == "reviews" and row["label"] != "unsure"]
    assert sum(row["sentiment"] for row in late) / len(late) < 0 < sum(row["sentiment"] for row in staff) / len(staff)
    assert {row["language"] for row in rows} == {"en"}


def test_text__said_again_by_another__is_not_read_again(shop: Lake) -> None:
    known = rows_of(shop)[0]
    write(
        shop,
        [said("The app crashes whenever I open the basket.", user="new", days=1), said("Lovely!", user="b", days=1)],
    )
    reader = Counting()
    assert read_on(lake=shop, reader=reader) == 1
    assert reader.texts == ["Lovely!"]
    assert progress(lake=shop).said == 402
    assert rows_of(shop)[0] == known


def test_reading__interrupted__goes_on_with_the_newest_texts_first(shop: Lake) -> None:
    forget_readings(lake=shop)
    assert progress(lake=shop).waiting == 40
    reader = Counting()
    assert read_on(lake=shop, reader=reader, most=3) == 3
    write(shop, [said("What comes now is read first.", user="now", days=0.01)])
    assert read_on(lake=shop, reader=reader, most=1) == 1
    assert reader.texts[3] == "What comes now is read first."
    assert read_on(lake=shop, reader=reader) == 37
    assert len(set(reader.texts)) == len(reader.texts) == 41


def test_opinions__built_anew__are_the_same(shop: Lake) -> None:
    before = rows_of(shop)
    forget_readings(lake=shop)
    assert rows_of(shop) == []
    read_on(lake=shop, reader=load_reader())
    assert rows_of(shop) == before


def test_model__changed__reads_everything_again_and_answers_meanwhile(shop: Lake) -> None:
    before = rows_of(shop)
    reader = Counting(name="another.1")
    assert read_on(lake=shop, reader=reader, most=10) == 10
    assert rows_of(shop) == before
    assert {run.model for run in followed(lake=shop).readings} == {"another.1", load_reader().model}
    assert read_on(lake=shop, reader=reader) == 30
    assert rows_of(shop) == before
    assert {run.model for run in followed(lake=shop).readings} == {"another.1"}


def test_rows__that_left_the_log__leave_nothing_in_the_files(shop: Lake) -> None:
    write(shop, [said("The canary lamp flickers in the rain.", user="canary", days=2)])
    read_on(lake=shop, reader=load_reader())
    anchors = shop.sql("select distinct anchor from interactions where text like '%canary%'").column(0).to_pylist()
    number = len(rows_of(shop))
    with LakeWriter(shop) as writer:
        erase_interactions(writer=writer, anchors=anchors)
    forget_unsaid(lake=shop)
    assert len(rows_of(shop)) == number - 1
    assert progress(lake=shop).waiting == 0
    import duckdb

    files = [str(path) for path in folder_of(lake=shop).rglob("*.parquet")]
    assert files
    for file in files:
        found = duckdb.execute(f"select to_json(t)::text from read_parquet('{file}') t").fetchall()
        assert not [row for row in found if "canary" in row[0].lower()]


def test_log__without_a_text__has_no_opinions(tmp_path: Any) -> None:
    lake = Lake.open(tmp_path)
    assert rows_of(lake) == []
    assert read_on(lake=lake, reader=Counting()) == 0
    assert progress(lake=lake).texts == 0


def test_reader__beside_another__waits(shop: Lake) -> None:
    from regard.foundation.lake.api import held

    with held(path=folder_of(lake=shop) / "reading.lock"):
        assert read_on(lake=shop, reader=Counting()) is None
