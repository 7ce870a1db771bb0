"""Links and decisions in any order, in any batches: always the same customers, and no stranger joined."""

import tempfile
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from regard.analytics.errors import RegardError
from regard.analytics.identity import LIMITS, PRIORITY, Identifier, anchor_of, is_blocked, resolve
from regard.foundation.lake.api import Lake
from regard.record.customers import api as customers
from regard.record.customers.models import Decision, FormerCustomer, Link, Reassignment
from regard.record.customers.models import Identifier as Stored
from regard.record.interactions.tests.factories import NOW

pytestmark = pytest.mark.django_db

STORED = (Stored, Link, Decision, FormerCustomer, Reassignment)


def bundle(number: int, *, minutes: int, **values: str | None) -> customers.Bundle:
    given = tuple(values.get(kind) for kind in customers.KINDS)
    return customers.Bundle(given, "storm", f"m-{number}", NOW - timedelta(minutes=minutes))


def who_is_who() -> dict[str, tuple[str, bool]]:
    return {
        anchor: (customer_id, is_shared)
        for anchor, customer_id, is_shared in Stored.objects.values_list("anchor", "customer_id", "is_shared")
    }


def empty() -> None:
    for model in STORED:
        model.objects.all().delete()


def storm(*, people: int, events: int, chance: Random) -> list[customers.Bundle]:
    """People with a few identifiers each, tablets that many sign in on, families with one phone, placeholders."""
    found = []
    for number in range(events):
        person = chance.randrange(people)
        values: dict[str, str | None] = {}
        if chance.random() < 0.6:
            values["user_id"] = f"person-{person}"
        if chance.random() < 0.4:
            values["email"] = f"mail-{person}-{chance.randrange(2)}@example.org"
        if "user_id" in values and chance.random() < 0.2:
            values["phone"] = f"+49-{person // 3}"
        values["anonymous_id"] = chance.choice(
            [f"browser-{person}-{chance.randrange(4)}", f"tablet-{chance.randrange(5)}", "null", "0000", None]
        )
        found.append(bundle(number, minutes=chance.randrange(60 * 24 * 90), **values))
    return found


def people_of(customer: list[str]) -> set[str]:
    """Whose identifiers a customer has, of those that belong to one person."""
    return {value.split("-")[1] for value in customer if value.startswith(("person-", "mail-", "browser-"))}


@pytest.mark.parametrize("seed", [1, 2])
def test_storm__any_interleaving_and_batches__ends_in_the_same_customers_and_joins_no_strangers(seed: int) -> None:
    chance = Random(seed)
    bundles = storm(people=150, events=2_500, chance=chance)
    results = []
    for rows_at_once in (2_500, 700, 90):
        empty()
        chance.shuffle(bundles)
        for start in range(0, len(bundles), rows_at_once):
            customers.assign_customers(bundles=bundles[start : start + rows_at_once])
        results.append(who_is_who())
    assert results[0] == results[1] == results[2]
    assert not Stored.objects.filter(value__in=["null", "0000"]).exists()
    by_customer: dict[str, list[str]] = {}
    for value, customer_id in Stored.objects.values_list("value", "customer_id"):
        by_customer.setdefault(customer_id, []).append(value)
    strangers = [people for people in map(people_of, by_customer.values()) if len(people) > 1]
    assert strangers == []
    assert max(len([value for value in values if value.startswith("browser")]) for values in by_customer.values()) > 1


USERS = st.sampled_from(["ann", "ben", "cleo", None])
MAILS = st.sampled_from(["a@example.org", "b@example.org", None, "null"])
BROWSERS = st.sampled_from(["x", "y", "tablet", None, "0000"])


class WhoIsWho(RuleBasedStateMachine):
    """Events and decisions in any order, against one resolution of everything at once."""

    folder: Path

    @initialize()
    def begin(self) -> None:
        empty()
        self.lake = Lake.open(tempfile.mkdtemp(dir=self.folder))
        self.number = 0

    @rule(user_id=USERS, email=MAILS, anonymous_id=BROWSERS, minutes=st.integers(0, 60 * 24 * 30))
    def see(self, minutes: int, **values: str | None) -> None:
        self.number += 1
        customers.assign_customers(bundles=[bundle(self.number, minutes=minutes, **values)])

    @precondition(lambda self: Stored.objects.count() > 1)
    @rule(chance=st.randoms(use_true_random=False), verb=st.sampled_from(["merge", "apart", "split"]))
    def decide(self, chance: Random, verb: str) -> None:
        one, other = chance.sample(sorted(who_is_who()), 2)
        verbs: dict[str, Any] = {
            "merge": lambda: customers.merge_customers(lake=self.lake, one=one, other=other, by="lena"),
            "apart": lambda: customers.keep_apart(lake=self.lake, one=one, other=other, by="lena"),
            "split": lambda: customers.split_customer(lake=self.lake, customer=one, identifier=other, by="lena"),
        }
        before = who_is_who()
        try:
            made = verbs[verb]()
        except RegardError:
            assert who_is_who() == before
            return
        if chance.random() < 0.5:
            customers.undo_decision(lake=self.lake, decision_id=made.id, by="lena")
            assert who_is_who() == before

    @invariant()
    def is_what_links_and_decisions_say(self) -> None:
        if not hasattr(self, "lake"):
            return
        stored = list(Stored.objects.order_by("anchor"))
        place = {row.anchor: index for index, row in enumerate(stored)}

        def pairs(of: Any) -> Any:
            return np.array([(place[one], place[other]) for one, other in of], dtype=np.int64).reshape(-1, 2)

        links = list(Link.objects.values_list("one", "other", "seen_at"))
        in_force = Decision.objects.filter(undone_at=None).order_by("id")
        resolution = resolve(
            [(row.kind, row.value) for row in stored],
            pairs([link[:2] for link in links]),
            days=np.array([link[2].timestamp() // 86_400 for link in links], dtype=np.int64),
            joins=pairs(in_force.filter(kind="join").values_list("one", "other")),
            apart=pairs(in_force.filter(kind="apart").values_list("one", "other")),
        )
        expected = {
            row.anchor: (stored[resolution.owner[index]].anchor, bool(resolution.shared[index]))
            for index, row in enumerate(stored)
        }
        assert who_is_who() == expected

    @invariant()
    def says_where_rows_may_be_written(self) -> None:
        for anchor, customer_id in Stored.objects.filter(has_moved=True).values_list("anchor", "customer_id"):
            formers = FormerCustomer.objects.filter(anchor=anchor).exclude(customer_id=customer_id)
            assert set(formers.values_list("customer_id", flat=True)) <= set(
                customers.list_former_ids(customer_id=customer_id)
            )


def test_decisions__between_events_in_any_order__follow_from_links_and_decisions_alone(tmp_path: Path) -> None:
    WhoIsWho.folder = tmp_path
    run_state_machine_as_test(
        WhoIsWho,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_limits__every_kind__has_a_priority_and_blocked_values_are_none() -> None:
    assert set(LIMITS) < set(PRIORITY)
    nobody: Identifier = ("anonymous_id", "null")
    assert is_blocked(nobody[1])
    assignment = customers.assign_customers(bundles=[bundle(1, minutes=1, anonymous_id="null", email="0")])
    assert assignment.placements == [None]
    assert not Stored.objects.filter(anchor=anchor_of(nobody)).exists()
