"""Public voice: read like all words, told apart from customers', in none of their numbers."""

from pathlib import Path

import pytest

from regard.analytics.scope import Scope, ScopeError
from regard.analytics.text import load_reader
from regard.foundation.lake.api import Lake
from regard.record.interactions.tests.factories import observation
from regard.understand.metrics.api import measure_metric
from regard.understand.voice.opinions.log import opinion_log
from regard.understand.voice.opinions.reading import read_on
from regard.understand.voice.public import public_voice
from regard.understand.voice.queries import voice_of
from regard.understand.voice.sentences import list_sentences
from regard.understand.voice.tests.factories import said, write

INES, OLE = "public:mastodon:@ines@social.example", "public:apple:id7"


def review(message_id: str, stars: int, text: str, **properties: object) -> dict[str, object]:
    told = {"score": stars, "text": text, "author_name": "Ole", **properties}
    given = {"user_id": None, "external_id": OLE, "source": "app", "channel": "reviews"}
    return observation("Review Posted", message_id=message_id, properties=told, **given)


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A customer, somebody on a network, and a review whose stars were changed; all of it read."""
    lake = Lake.open(tmp_path_factory.mktemp("public"))
    mention = {"text": "The parcel was late again.", "url": "https://social.example/1", "author_name": "@ines"}
    write(
        lake,
        [
            said("The staff were kind.", user="ann", days=3),
            observation("Review Posted", user_id="ann", properties={"score": 5, "text": "A very good shop."}),
            observation("Mention Posted", user_id=None, external_id=INES, source="social", properties=mention),
        ],
    )
    write(lake, [review("r1", 1, "The app crashes.")])
    write(lake, [review("r1#2", 4, "The app is fast now.", edit_of="r1")])
    read_on(lake=lake, reader=load_reader())
    return lake


def test_voices__of_customers_and_of_the_public__are_told_apart(lake: Lake) -> None:
    ours = list_sentences(lake=lake, scope=Scope(), masked=False)
    assert sorted(row.text for row in ours.rows) == ["A very good shop.", "The staff were kind."]
    theirs = list_sentences(lake=lake, scope=Scope(voices="public"), masked=False)
    assert sorted(row.text for row in theirs.rows) == [
        "The app crashes.",
        "The app is fast now.",
        "The parcel was late again.",
    ]
    assert {row.customer_id[:4] for row in theirs.rows} == {"pub_"}
    assert voice_of(lake=lake, scope=Scope()).whole.customers == 1
    assert voice_of(lake=lake, scope=Scope(voices="public")).whole.customers == 2
    both = opinion_log(lake=lake, voices=None)
    assert both.customer_id.nunique().to_pyarrow().as_py() == 3


def test_public_voice__edited_review__counts_once_with_its_newest_stars(lake: Lake) -> None:
    found = public_voice(lake=lake, scope=Scope())
    assert (found.n, found.authors, found.edits, found.reviews) == (2, 2, 1, 1)
    assert (found.stars.value, found.stars.n) == (4.0, 1)
    assert [(one.source, one.n, one.stars.n) for one in found.places] == [("app", 1, 1), ("social", 1, 0)]
    assert [one.text for one in found.newest if one.is_edit] == ["The app is fast now."]
    assert [one.url for one in found.newest if one.source == "social"] == ["https://social.example/1"]
    assert public_voice(lake=lake, scope=Scope(segment="trait:plan=pro")).n == 0
    assert public_voice(lake=lake, scope=Scope(channels=("reviews",))).n == 1


def test_stars__of_customers__do_not_hold_those_of_the_public(lake: Lake) -> None:
    (stars,) = measure_metric(lake=lake, name="stars", scope=Scope())
    assert (stars.value, stars.n) == (5.0, 1)


def test_voices__of_nobody__are_refused() -> None:
    with pytest.raises(ScopeError, match="customers and public"):
        Scope(voices="everybody")


def test_public_voice__of_an_empty_log__is_nothing(tmp_path: Path) -> None:
    assert public_voice(lake=Lake.open(tmp_path), scope=Scope()).n == 0
