"""Proposals: found by what is known of people, explained to the last bit, decided by a person."""

from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from regard.analytics.identity import anchor_of
from regard.analytics.matching import Trait, find_matches
from regard.foundation.accounts.api import add_user
from regard.foundation.lake.api import Lake
from regard.record.customers import api as customers
from regard.record.customers.proposals import NoProposal
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

GIVEN = "anna ben carla dirk eva falk gina hans ida jan kira lars mona nils olga paul".split()
FAMILY = "fjell berg strand wald moor heide quell stein grat kamm".split()
CITIES = ("Kiel", "Ulm", "Jena", "Trier", "Essen")


def person(number: int, chance: Random) -> dict[str, Any]:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    return {
        "first_name": given,
        "last_name": family,
        "birthday": f"{1950 + chance.randrange(50)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}",
        "phone": f"+49 30 {chance.randrange(10**7):07}",
        "address": {"postalCode": f"{chance.randrange(10**5):05}", "city": chance.choice(CITIES)},
    }


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """200 people, of whom the first five have a second account with a typing error in it."""
    chance = Random(5)
    people = [person(number, chance) for number in range(200)]
    twins = [
        {**people[number], "last_name": people[number]["last_name"] + "e", "phone": f"+49 40 {number:07}"}
        for number in range(5)
    ]
    rows = [
        observation("Profile Updated", user_id=f"user-{number}", properties=told)
        for number, told in enumerate([*people, *twins])
    ]
    lake = Lake.open(data_dir)
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(*rows))
    return lake


def customer(number: int) -> str:
    return anchor_of(("user_id", f"user-{number}"))


TWINS = {frozenset((customer(number), customer(200 + number))) for number in range(5)}


@pytest.mark.django_db
def test_propose__second_accounts__are_queued_once_explained_and_merge_nobody(lake: Lake) -> None:
    before = list(customers.dump(lake=lake))
    found = customers.propose_merges(lake=lake)
    page = customers.list_proposals(lake=lake)
    assert {frozenset((row.one, row.other)) for row in page.rows} == TWINS
    assert (found.compared, found.proposed) == (205, 5)
    for row in page.rows:
        assert row.start + sum(part["weight"] for part in row.parts) == pytest.approx(row.weight)
        assert row.probability == pytest.approx(2**row.weight / (1 + 2**row.weight))
        agreed = {part["trait"]: part["found"] for part in row.parts}
        assert (agreed["family_name"], agreed["birth_date"], agreed["phone"]) == ("alike", "equal", "different")
        assert agreed["postcode"] == "equal"
    assert list(customers.dump(lake=lake)) == before
    assert customers.propose_merges(lake=lake).proposed == 0


@pytest.mark.django_db
def test_proposal__accepted__merges_with_its_evidence_and_can_be_undone(lake: Lake) -> None:
    before = list(customers.dump(lake=lake))
    customers.propose_merges(lake=lake)
    row = customers.list_proposals(lake=lake).rows[0]
    made = customers.accept_proposal(lake=lake, proposal_id=row.id, by="lena")
    assert customers.current_id(customer_id=row.one) == customers.current_id(customer_id=row.other)
    assert made.evidence["weight"] == row.weight
    assert customers.list_proposals(lake=lake).total == 4
    with pytest.raises(NoProposal, match=r"no open proposal \d+\."):
        customers.accept_proposal(lake=lake, proposal_id=row.id, by="lena")
    customers.undo_decision(lake=lake, decision_id=made.id, by="lena")
    assert list(customers.dump(lake=lake)) == before


@pytest.mark.django_db
def test_proposal__rejected__keeps_apart_and_is_not_proposed_again(lake: Lake) -> None:
    customers.propose_merges(lake=lake)
    row = customers.list_proposals(lake=lake).rows[0]
    customers.reject_proposal(lake=lake, proposal_id=row.id, by="lena", reason="Father and son.")
    assert customers.propose_merges(lake=lake).proposed == 0
    assert row.id not in {one.id for one in customers.list_proposals(lake=lake).rows}
    why = customers.why(one=row.one, other=row.other)
    assert why.sentence == "They are two customers: lena keeps apart them: Father and son." or not why.is_one


@pytest.mark.django_db
def test_propose__pair_that_somebody_keeps_apart__is_left_out(lake: Lake) -> None:
    customers.keep_apart(lake=lake, one=customer(0), other=customer(200), by="lena")
    assert customers.propose_merges(lake=lake).proposed == 4


@pytest.mark.django_db
def test_proposals__over_rest__are_found_listed_and_answered(client: Client, lake: Lake) -> None:
    add_user(email="lena@fernweh.example", password="a long enough one", name="Lena")
    client.force_login(get_user_model().objects.get(email="lena@fernweh.example"))
    assert client.post("/api/identity/proposals").json()["proposed"] == 5
    rows = client.get("/api/identity/proposals").json()["rows"]
    assert [row["weight"] for row in rows] == sorted((row["weight"] for row in rows), reverse=True)
    for row, verb in zip(rows, ("accept", "reject"), strict=False):
        made = client.post(f"/api/identity/proposals/{row['id']}/{verb}", {}, content_type="application/json").json()
        assert made["decided_by"] == "lena@fernweh.example"
    assert client.get("/api/identity/proposals").json()["total"] == 3
    assert client.get("/api/identity/proposals", {"state": "rejected"}).json()["total"] == 1


@pytest.mark.parametrize("rows", [[], [{"record_id": "a", "name": "ann"}], [{"record_id": "a"}, {"record_id": "b"}]])
def test_matches__nothing_to_compare__are_none(rows: list[dict[str, str]]) -> None:
    schema = pa.schema([("record_id", pa.string()), ("name", pa.string())])
    records = pa.Table.from_pylist(rows, schema=schema)
    assert find_matches(records=records, traits=[Trait("name", "name")]) == []
