"""Who a public author is: proved by a code or told, in the customers' log from then on, and all of it undone."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from regard.analytics.identity import anchor_of
from regard.foundation.lake.api import Lake, compact, verify_tables
from regard.record.customers import api as customers
from regard.record.feeds.looking import take_entries
from regard.record.feeds.models import Feed
from regard.record.feeds.operations import create_feed, get_feed
from regard.record.feeds.proofs import (
    NoProof,
    ProofRefused,
    ask_for_code,
    list_proofs,
    settle,
    take_word,
    undo_proof,
)
from regard.record.feeds.reading.entries import Entry, Read
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db

ANN, BEN = anchor_of(("user_id", "ann")), anchor_of(("anonymous_id", "ben"))
INES = anchor_of(("external_id", "public:mastodon:@ines@social.example"))


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """Ann and Ben, who are customers, and two who spoke in public."""
    lake = Lake.open(data_dir)
    create_feed(name="Social", kind="mastodon", address="https://social.example/tags/fjell")
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(observation(), observation(user_id=None, anonymous_id="ben")))
    say(lake, "1", "Late again")
    say(lake, "2", "All fine", author="@ole@social.example")
    return lake


def say(lake: Lake, key: str, text: str, author: str = "@ines@social.example") -> None:
    entry = Entry(key, NOW - timedelta(days=1), text, author=author, name=author, url=f"https://social.example/{key}")
    take_entries(lake=lake, feed=feed(), read=Read((entry,)), origin="feed", now=NOW)


def feed() -> Feed:
    return get_feed(source="social")


def owners(lake: Lake) -> list[str]:
    """Whose the rows of customers are."""
    return sorted(lake.interactions().customer_id.to_pyarrow().to_pylist())


def public(lake: Lake) -> list[str]:
    return sorted(lake.public().text.to_pyarrow().to_pylist())


def test_code__posted_by_the_author__makes_them_the_customer_and_undoing_makes_it_public_again(lake: Lake) -> None:
    asked = ask_for_code(author=INES, customer=ANN, by="lena@example.org", now=NOW)
    say(lake, "3", f"Hello, {asked.code.upper()}!")
    assert list_proofs(author=INES, now=NOW)[0].state == "proved"
    assert owners(lake) == sorted([ANN, ANN, ANN, BEN])
    assert public(lake) == ["All fine"]
    say(lake, "4", "Still late")
    assert owners(lake).count(ANN) == 4
    compact(lake=lake, is_forced=True)
    undo_proof(lake=lake, proof_id=asked.id, by="lena@example.org")
    assert owners(lake) == sorted([ANN, BEN])
    assert public(lake) == ["All fine", f"Hello, {asked.code.upper()}!", "Late again", "Still late"]
    assert verify_tables(lake=lake).findings == ()
    assert list_proofs(author=INES, now=NOW)[0].state == "undone"
    with pytest.raises(NoProof):
        undo_proof(lake=lake, proof_id=asked.id, by="lena@example.org")


def test_code__posted_by_another_or_too_late__proves_nothing(lake: Lake) -> None:
    asked = ask_for_code(author=INES, customer=ANN, by="lena@example.org", now=NOW)
    say(lake, "3", asked.code, author="@mallory@social.example")
    assert owners(lake) == sorted([ANN, BEN])
    late = ask_for_code(author=INES, customer=ANN, by="lena@example.org", now=NOW - timedelta(days=8))
    say(lake, "4", late.code)
    assert owners(lake) == sorted([ANN, BEN])
    assert [one.state for one in list_proofs(author=INES, now=NOW)] == ["open", "expired"]


def test_word__of_one_known_by_a_browser_alone__leaves_the_customer_their_name(lake: Lake) -> None:
    take_word(lake=lake, author=INES, customer=BEN, by="lena@example.org", evidence="She said so on the phone.")
    assert owners(lake) == sorted([ANN, BEN, BEN])
    (found,) = list_proofs(author=INES, now=NOW)
    assert found.decision is not None
    customers.undo_decision(lake=lake, decision_id=found.decision, by="lena@example.org")
    assert settle(lake=lake) == 1
    assert settle(lake=lake) == 0
    assert public(lake) == ["All fine", "Late again"]


@pytest.mark.parametrize(
    ("author", "customer"), [(INES, INES), (ANN, ANN), ("pub_0000000000000000", ANN), (INES, "cus_0000000000000000")]
)
def test_proof__of_nobody__is_refused(lake: Lake, author: str, customer: str) -> None:
    with pytest.raises(ProofRefused):
        ask_for_code(author=author, customer=customer, by="lena@example.org")


def test_public_author__beside_a_customer_in_one_interaction__is_linked_to_nobody(lake: Lake) -> None:
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(observation(external_id="public:mastodon:@ines@social.example")))
    assert public(lake) == ["All fine", "Late again"]
    assert owners(lake) == sorted([ANN, ANN, BEN])


def test_public_voice__is_told_once_and_says_who_it_is_of(lake: Lake) -> None:
    say(lake, "1", "Late again")
    rows = lake.public().to_pyarrow().to_pylist()
    assert sorted(json.loads(row["properties"])["author_name"] for row in rows) == [
        "@ines@social.example",
        "@ole@social.example",
    ]
