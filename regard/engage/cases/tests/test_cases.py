"""Cases: opened by what is new, once for a customer and cause, and closed by what the customer does next."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from regard.analytics.identity import anchor_of
from regard.engage.cases.api import (
    CaseRefused,
    NoCase,
    RuleRefused,
    assign_case,
    backfill,
    conclude_case,
    confirm_recovery,
    contact_customer,
    dismiss_case,
    figures_of,
    find_case,
    follow,
    list_cases,
    list_rules,
    note_case,
    open_case,
)
from regard.engage.cases.models import Case, Step
from regard.engage.cases.tests.factories import answer, order, record, switch_on
from regard.foundation.audit.api import list_entries
from regard.foundation.lake.api import Lake, compact
from regard.record.collection.api import Drain
from regard.record.customers.api import merge_customers
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation
from regard.record.privacy.finding import Person, erase_rows
from regard.record.privacy.places import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    return Lake.shared(data_dir)


def whose(user: str) -> str:
    """The customer id of somebody who is known by a user id alone."""
    return anchor_of(("user_id", user))


def recovery_of(number: int) -> dict[str, Any]:
    """What shows that the customer was won back."""
    found: dict[str, Any] = Case.objects.get(pk=number).recovery or {}
    return found


def one_case(lake: Lake, **given: Any) -> int:
    """An open case of Ann's about the delivery."""
    switch_on("nps", **given)
    record(lake, answer(3, days=5))
    follow(lake=lake)
    return int(Case.objects.get().pk)


def test_follow__a_low_score_comes__opens_one_case_with_owner_and_deadline(lake: Lake) -> None:
    number = one_case(lake, owner="care@example.com", minutes=60, clock="calendar")
    page = find_case(lake=lake, number=number)
    case = page.case
    assert (case.state, case.cause, case.rule, case.metric, case.score) == ("open", "Delivery", "nps", "nps", 3)
    assert (case.owner, case.due_at - case.opened_at) == ("care@example.com", timedelta(hours=1))
    assert [(one.kind, one.metric, one.score) for one in page.evidence] == [("Survey Answered", "nps", 3)]
    assert [step.kind for step in page.steps] == ["opened"]
    assert follow(lake=lake).opened == 0


def test_follow__rules_are_off_or_the_score_is_from_before__opens_nothing(lake: Lake) -> None:
    record(lake, answer(1, days=5))
    follow(lake=lake)
    switch_on("nps")
    record(lake, answer(0, days=11), answer(7, days=2), answer(1, days=2, metric="csat"))
    follow(lake=lake)
    assert Case.objects.count() == 0
    assert [rule.name for rule in list_rules() if rule.is_on] == ["nps"]


def test_follow__never_looked_before__finds_what_came_since_the_rule_was_switched_on(lake: Lake) -> None:
    switch_on("csat")
    record(lake, answer(2, days=1, metric="csat"), answer(1, days=12, metric="csat", user="bob"))
    assert follow(lake=lake).opened == 1


def test_follow__further_low_scores__are_evidence_of_the_same_cause_and_a_case_of_another(lake: Lake) -> None:
    number = one_case(lake)
    record(lake, answer(2, days=4), answer(0, days=3, touchpoint="Website"), answer(4, days=3, user="bob"))
    found = follow(lake=lake)
    assert (found.opened, found.added) == (2, 1)
    assert len(find_case(lake=lake, number=number).evidence) == 2
    assert sorted(Case.objects.values_list("cause", flat=True)) == ["Delivery", "Delivery", "Website"]


def test_follow__the_log_was_rewritten_or_a_part_comes_again__changes_nothing(lake: Lake) -> None:
    one_case(lake)
    compact(lake=lake, is_forced=True)
    assert follow(lake=lake).opened == 0
    record(lake, answer(2, days=4, user="bob"))
    assert follow(lake=lake).opened == 1
    assert Case.objects.count() == 2


@pytest.mark.parametrize(("score", "low", "high", "opens"), [(40, 0, 100, True), (70, 0, 100, False), (2, 1, 3, True)])
def test_follow__a_score_on_another_scale__is_stretched(
    lake: Lake, score: float, low: float, high: float, opens: bool
) -> None:
    switch_on("nps")
    record(lake, answer(score, days=3, scale_min=low, scale_max=high))
    assert follow(lake=lake).opened == opens


def test_conclude__without_evidence_of_recovery__is_not_closed_until_a_better_score_comes(lake: Lake) -> None:
    number = one_case(lake)
    with pytest.raises(CaseRefused, match="Nobody has been in touch"):
        conclude_case(number=number, conclusion="solved")
    contact_customer(number=number, channel="phone", text="Promised a new parcel.", by="care@example.com")
    assert conclude_case(number=number, conclusion="solved", root_cause="Parcel lost") == "unproven"
    record(lake, answer(9, days=2))
    assert follow(lake=lake).closed == 1
    case = find_case(lake=lake, number=number).case
    assert case.state == "closed"
    assert case.recovery is not None
    assert case.next_score is not None
    assert (case.recovery["kind"], case.recovery["score"], case.next_score["is_low"]) == ("score", 9, False)
    with pytest.raises(CaseRefused, match="is closed"):
        dismiss_case(number=number, text="Late.")


def test_recovery__an_order_before_anybody_was_in_touch__does_not_count_and_one_after_does(lake: Lake) -> None:
    number = one_case(lake)
    record(lake, order(days=4))
    follow(lake=lake)
    assert Case.objects.get().recovery is None
    contact_customer(number=number, channel="email")
    Case.objects.update(contacted_at=NOW - timedelta(days=3))
    record(lake, order(days=1))
    follow(lake=lake)
    assert recovery_of(number)["kind"] == "purchase"
    assert conclude_case(number=number, conclusion="explained") == "closed"


def test_recovery__let_down_again__is_taken_back_and_the_case_is_open_again(lake: Lake) -> None:
    number = one_case(lake)
    contact_customer(number=number, channel="email")
    record(lake, answer(5, days=4.5, metric="csat"))
    follow(lake=lake)
    assert recovery_of(number)["kind"] == "answer"
    record(lake, answer(1, days=2))
    follow(lake=lake)
    assert Case.objects.get().recovery is None
    assert conclude_case(number=number, conclusion="other") == "unproven"
    record(lake, answer(2, days=1))
    follow(lake=lake)
    case = find_case(lake=lake, number=number).case
    assert (case.state, case.evidence) == ("open", 3)
    assert case.next_score is not None
    assert case.next_score["is_low"]


def test_confirm__the_customer_says_so__closes_with_who_and_in_which_words(lake: Lake) -> None:
    number = one_case(lake)
    contact_customer(number=number, channel="phone")
    conclude_case(number=number, conclusion="solved")
    assert confirm_recovery(number=number, text="All fine now, thank you.", by="care@example.com") == "closed"
    step = find_case(lake=lake, number=number).steps[-2]
    assert (step.kind, step.by, step.text) == ("recovery", "care@example.com", "All fine now, thank you.")


def test_steps__recorded_again__are_interactions_of_the_customer_without_the_words(lake: Lake) -> None:
    number = one_case(lake)
    assign_case(number=number, owner="care@example.com")
    note_case(number=number, text="She was furious.")
    contact_customer(number=number, channel="phone", text="She was furious.")
    conclude_case(number=number, conclusion="solved")
    with Recorder(lake=lake, compacts=False) as recorder:
        drain = Drain(lake, recorder)
        drain.begin()
        drain.run_once()
        drain.end()
    rows = lake.sql(
        "select kind, channel, matter_id, customer_id, source, properties from interactions", []
    ).to_pylist()
    told = [row for row in rows if row["source"] == "cases"]
    assert sorted(row["kind"] for row in told) == [
        "Case Concluded",
        "Case Contacted",
        "Case Opened",
        "Case Updated",
        "Case Updated",
    ]
    assert {row["matter_id"] for row in told} == {f"case-{number}"}
    assert {row["customer_id"] for row in told} == {whose("ann")}
    assert next(row["channel"] for row in told if row["kind"] == "Case Contacted") == "phone"
    assert "furious" not in json.dumps([row["properties"] for row in told])
    assert follow(lake=lake).opened == 0


def test_open_case__by_decision__rests_on_interactions_of_that_customer_only(lake: Lake) -> None:
    record(lake, answer(8, days=2), answer(8, days=2, user="bob"))
    rows = lake.sql("select id, customer_id from interactions order by customer_id", []).to_pylist()
    mine, other = rows
    number = open_case(
        lake=lake, customer_id=mine["customer_id"], cause="Wrong size", evidence=[mine["id"]], by="care@example.com"
    )
    assert find_case(lake=lake, number=number).case.owner == "care@example.com"
    with pytest.raises(CaseRefused, match="no interaction"):
        open_case(lake=lake, customer_id=mine["customer_id"], cause="Wrong size", evidence=[other["id"]])
    with pytest.raises(CaseRefused, match="Name 1 to 20"):
        open_case(lake=lake, customer_id=mine["customer_id"], cause="Wrong size")
    with pytest.raises(NoCase):
        find_case(lake=lake, number=number + 1)


def test_merge__two_are_one_person__their_cases_of_one_cause_become_one(lake: Lake) -> None:
    switch_on("nps")
    record(lake, answer(3, days=5), answer(2, days=4, user="bob"))
    follow(lake=lake)
    ann, bob = (whose(user) for user in ("ann", "bob"))
    merge_customers(lake=lake, one=ann, other=bob, by="care@example.com", reason="one household")
    follow(lake=lake)
    running = list_cases(lake=lake).rows
    assert [(row.evidence, row.state) for row in running] == [(2, "open")]
    assert Case.objects.filter(state="dismissed", conclusion="joined").count() == 1
    record(lake, answer(1, days=1, user="bob"))
    assert follow(lake=lake).added == 1


def test_backfill__asked_for__takes_the_past_with_what_came_after(lake: Lake) -> None:
    record(lake, answer(2, days=90), answer(10, days=60), answer(3, days=300), answer(1, days=50, user="bob"))
    since = (NOW - timedelta(days=100)).date()
    assert backfill(lake=lake, name="nps", since=since).opened == 2
    assert backfill(lake=lake, name="nps", since=since).opened == 0
    figures = figures_of()
    assert (figures.cases, figures.recovered.n, figures.recovered.value, figures.unanswered) == (2, 1, 100.0, 1)
    with pytest.raises(RuleRefused, match="lies ahead"):
        backfill(lake=lake, name="nps", since=datetime.now(UTC).date() + timedelta(days=2))


def test_figures__of_a_few_owners__have_intervals_and_no_rank(lake: Lake) -> None:
    switch_on("nps")
    record(lake, *(answer(3, days=5, user=f"u{number}") for number in range(30)))
    follow(lake=lake)
    for number, case in enumerate(Case.objects.order_by("pk")):
        assign_case(number=case.pk, owner="zoe@example.com" if number < 15 else "adam@example.com")
        contact_customer(number=case.pk, channel="phone")
    record(lake, *(answer(9 if number < 14 else 2, days=2, user=f"u{number}") for number in range(29)))
    follow(lake=lake)
    found = figures_of()
    assert [group.name for group in found.by_owner] == ["adam@example.com", "zoe@example.com"]
    assert {group.name: group.differs for group in found.by_owner}.keys() == {"adam@example.com", "zoe@example.com"}
    assert found.recovered.n == 29
    assert (found.contact.n, found.unanswered) == (30, 1)
    low, high = found.recovered.low, found.recovered.high
    assert low is not None
    assert high is not None
    assert low < 100 * 14 / 29 < high


def test_erasure__of_a_customer__takes_their_cases_along(lake: Lake) -> None:
    switch_on("nps")
    record(lake, answer(3, days=5), answer(2, days=4, user="bob"))
    follow(lake=lake)
    ann = whose("ann")
    person = Person(customer_id=ann, identifiers=(("user_id", "ann"),))
    for place in sorted((one for one in TABLES if one.table.startswith("cases_")), key=lambda one: one.is_last):
        assert erase_rows(person=person, place=place) == 1
    assert list(Case.objects.values_list("customer_id", flat=True).distinct()) != [ann]
    assert Step.objects.count() == 1


def test_steps__of_people__are_in_the_audit_log(lake: Lake) -> None:
    number = one_case(lake)
    contact_customer(number=number, channel="phone", by="care@example.com")
    verbs = [entry.verb for entry in list_entries(limit=5).rows]
    assert "case_contacted" in verbs


def test_page__beside_a_case__names_the_tickets_nobody_solved_yet(lake: Lake) -> None:
    number = one_case(lake)
    kinds = [
        ("t1", "Ticket Opened", 9),
        ("t1", "Ticket Solved", 8),
        ("t2", "Ticket Opened", 7),
        ("t1", "Ticket Reopened", 6),
    ]
    record(lake, *(observation(kind, days=days, properties={"ticket_id": key}) for key, kind, days in kinds))
    assert [one.ticket_id for one in find_case(lake=lake, number=number).tickets] == ["t1", "t2"]
