"""Merging and splitting by hand: stored, explained, undone to the byte; and who is who told in steps."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regard.analytics.identity import anchor_of
from regard.foundation.lake.api import Lake, LakeWriter
from regard.record.customers import api as customers
from regard.record.customers.decisions import AlreadyOne, KeptApart, NoDecision, NothingToSplit
from regard.record.customers.lookup import NoIdentifier, SeveralIdentifiers
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db

ANN, BEN = anchor_of(("user_id", "ann")), anchor_of(("user_id", "ben"))
MAIL = "ann@example.org"


def record(lake: Lake, *rows: dict[str, Any]) -> None:
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(*rows))


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """Ann with a browser and an e-mail, Ben with scores, and a tablet in the store that both signed in on."""
    lake = Lake.open(data_dir)
    record(
        lake,
        observation("Ad Clicked", user_id=None, anonymous_id="browser", days=40, message_id="click"),
        observation("Profile Updated", anonymous_id="browser", email=MAIL, days=39, properties={"name": "Ann Fjell"}),
        observation("Order Completed", days=38, properties={"order_id": "o1", "total": 120.10, "currency": "EUR"}),
        observation("Survey Answered", days=30, properties={"metric": "nps", "score": 3}),
        observation("Survey Answered", user_id="ben", days=29, properties={"metric": "nps", "score": 10}),
        observation("Profile Updated", user_id="ben", days=28, properties={"name": "Ben Rae"}),
        observation("Page Viewed", user_id="ann", anonymous_id="tablet", days=5),
        observation("Page Viewed", user_id="ben", anonymous_id="tablet", days=4),
        observation("Page Viewed", user_id=None, anonymous_id="tablet", days=3),
    )
    return lake


def dumped(lake: Lake) -> bytes:
    return "\n".join(customers.dump(lake=lake)).encode()


def owners(lake: Lake) -> set[str]:
    return set(lake.interactions().customer_id.to_pyarrow().to_pylist())


def test_merge__two_customers__are_one_in_every_question_and_undone_to_the_byte(lake: Lake) -> None:
    before = dumped(lake)
    merged = customers.merge_customers(lake=lake, one="user_id:ann", other=BEN, by="lena", reason="Same phone call.")
    assert owners(lake) == {ANN, anchor_of(("anonymous_id", "tablet"))}
    assert customers.current_id(customer_id=BEN) == ANN
    assert customers.list_former_ids(customer_id=ANN) == [BEN]
    assert dumped(lake) != before
    undone = customers.undo_decision(lake=lake, decision_id=merged.id, by="lena")
    assert dumped(lake) == before
    assert (undone.undone_by, undone.customer_ids) == ("lena", (ANN, BEN))


def test_split__after_a_merge_that_was_written_into_the_log__is_the_same_to_the_byte(lake: Lake) -> None:
    before = dumped(lake)
    customers.merge_customers(lake=lake, one=ANN, other=BEN, by="lena")
    while_one = observation("Page Viewed", user_id="ben", days=2)
    record(lake, while_one)  # rewrites the month under the merged id
    customers.split_customer(lake=lake, customer=BEN, by="lena")
    assert customers.list_former_ids(customer_id=BEN) == [ANN]
    after = [line for line in dumped(lake).splitlines() if while_one["message_id"].encode() not in line]
    assert [line for line in after if b'"section": "interaction"' in line] == [
        line for line in before.splitlines() if b'"section": "interaction"' in line
    ]


def test_merge__links_arriving_meanwhile__count_after_the_split(lake: Lake) -> None:
    merged = customers.merge_customers(lake=lake, one=ANN, other=BEN, by="lena")
    record(lake, observation("Page Viewed", user_id="ben", anonymous_id="phone", days=2))
    customers.undo_decision(lake=lake, decision_id=merged.id, by="lena")
    assert customers.current_id(customer_id=anchor_of(("anonymous_id", "phone"))) == BEN


def test_merge__crash_before_the_log_hears_of_it__is_made_up_for_by_the_next_writer(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(writer: LakeWriter, rows: Any) -> None:
        raise OSError("the machine lost power")

    with monkeypatch.context() as patched:
        patched.setattr(LakeWriter, "replace_reassigned", crash)
        with pytest.raises(OSError, match="lost power"):
            customers.merge_customers(lake=lake, one=ANN, other=BEN, by="lena")
    assert BEN in owners(lake)
    with pytest.raises(AlreadyOne):
        customers.merge_customers(lake=lake, one=ANN, other=BEN, by="lena")
    assert BEN not in owners(lake)


def test_split__identifier__goes_with_its_rows_and_comes_back_when_undone(lake: Lake) -> None:
    before = dumped(lake)
    decided = customers.split_customer(lake=lake, customer=ANN, identifier="browser", by="lena", reason="Her brother.")
    browser = anchor_of(("anonymous_id", "browser"))
    assert customers.current_id(customer_id=browser) == browser
    assert browser in owners(lake)
    assert customers.current_id(customer_id=anchor_of(("email", MAIL))) == ANN
    customers.undo_decision(lake=lake, decision_id=decided.id, by="lena")
    assert dumped(lake) == before


def test_merge__those_whom_somebody_keeps_apart__is_refused_and_changes_nothing(lake: Lake) -> None:
    kept = customers.keep_apart(lake=lake, one=ANN, other=BEN, by="lena", clock=lambda: NOW)
    before = dumped(lake)
    with pytest.raises(KeptApart, match=rf"lena decided on 1 Nov 2026 .* `regard customers undo {kept.id}`"):
        customers.merge_customers(lake=lake, one="ann", other="ben", by="max")
    assert dumped(lake) == before
    assert len(customers.list_decisions(customer_id=ANN)) == 1


def test_keep_apart__a_link_that_comes_later__joins_nobody(lake: Lake) -> None:
    record(lake, observation(user_id=None, email="family@example.org", days=9))
    customers.keep_apart(lake=lake, one=ANN, other="family@example.org", by="lena")
    record(lake, observation(user_id="ann", email="family@example.org", days=1))
    assert customers.current_id(customer_id=anchor_of(("email", "family@example.org"))) != ANN
    told = customers.why(one="ann", other="family@example.org")
    assert [step.outcome for step in told.steps] == ["apart"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (lambda lake: customers.merge_customers(lake=lake, one=ANN, other=MAIL, by="x"), AlreadyOne),
        (lambda lake: customers.merge_customers(lake=lake, one=ANN, other="nobody", by="x"), NoIdentifier),
        (lambda lake: customers.split_customer(lake=lake, customer=ANN, by="x"), NothingToSplit),
        (lambda lake: customers.split_customer(lake=lake, customer=ANN, identifier="ben", by="x"), NothingToSplit),
        (lambda lake: customers.split_customer(lake=lake, customer=ANN, identifier="ann", by="x"), NothingToSplit),
        (lambda lake: customers.undo_decision(lake=lake, decision_id=10**6, by="x"), NoDecision),
        (lambda lake: customers.keep_apart(lake=lake, one=ANN, other=MAIL, by="x"), AlreadyOne),
    ],
)
def test_decisions__that_make_no_sense__are_refused_in_a_sentence_and_change_nothing(
    lake: Lake, wrong: Any, error: type[Exception]
) -> None:
    before = dumped(lake)
    with pytest.raises(error, match=r"\.$"):
        wrong(lake)
    assert dumped(lake) == before


def test_find__value_of_two_kinds__asks_which(lake: Lake) -> None:
    record(lake, observation(user_id="4711"), observation(user_id=None, external_id="4711"))
    with pytest.raises(SeveralIdentifiers, match=r"external_id:4711, user_id:4711"):
        customers.why(one="4711", other="ann")


def test_why__one_customer__tells_each_step_with_the_first_message_that_proves_it(lake: Lake) -> None:
    record(lake, observation(anonymous_id="browser", days=39.5, message_id="earlier"))
    told = customers.why(one="browser", other=MAIL)
    assert told.is_one
    assert [(step.one.value, step.other.value, step.rule) for step in told.steps] == [
        ("browser", "ann", "seen_together"),
        ("ann", MAIL, "seen_together"),
    ]
    assert told.steps[0].message_id == "earlier"
    assert told.steps[0].at == NOW - timedelta(days=39.5)


def test_why__merged_by_hand__names_who_and_why(lake: Lake) -> None:
    customers.merge_customers(lake=lake, one=ANN, other=BEN, by="lena@fernweh.example", reason="Same phone call.")
    told = customers.why(one=MAIL, other="ben")
    assert told.steps[-1].because == "lena@fernweh.example joined them: Same phone call."
    assert (told.is_one, told.steps[-1].rule, len(told.steps)) == (True, "decided", 2)


def test_why__tablet_in_the_store__joins_nobody_and_says_so(lake: Lake) -> None:
    told = customers.why(one="ann", other="ben")
    assert not told.is_one
    assert told.sentence == (
        "They are two customers: anonymous id tablet is shared and joins nobody: "
        "it was seen with 2 user ids, of which it may meet 1."
    )
    assert {step.outcome for step in told.steps} == {"shared"}


def test_why__nothing_between_them__says_that(lake: Lake) -> None:
    record(lake, observation(user_id="cleo"))
    assert customers.why(one="ann", other="cleo").sentence.endswith("no interaction carried identifiers of both.")


def test_why__chain_between_two_users__names_the_limit(lake: Lake) -> None:
    record(
        lake,
        observation(user_id="cleo", phone="+4912345", days=3),
        observation(user_id=None, phone="+4912345", anonymous_id="laptop", days=2),
        observation(user_id=None, email=MAIL, anonymous_id="laptop", days=1),
    )
    told = customers.why(one="ann", other="cleo")
    assert "more than 1 user id." in told.sentence
    assert sorted(step.outcome for step in told.steps) == ["joins", "joins", "joins", "limit"]


def test_evidence__customer__lists_what_joins_what_does_not_and_what_was_decided(lake: Lake) -> None:
    customers.merge_customers(lake=lake, one=ANN, other=BEN, by="lena")
    found = customers.get_evidence(customer_id=ANN)
    assert {known.value for known in found.identifiers} == {"ann", "ben", MAIL, "browser"}
    assert [step.outcome for step in found.steps] == ["joins", "joins", "joins", "shared", "shared"]
    assert [decided.decided_by for decided in found.decisions] == ["lena"]
