"""Everybody who asked is told once; whoever is not, it is kept why."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.decide.arbiter.api import Budget, set_budget
from regard.engage.community.asking import find_said, link_requests, list_linked, unlink_request
from regard.engage.community.errors import CommunityRefused
from regard.engage.community.ideas import get_idea, vote
from regard.engage.community.merging import merge_ideas, unmerge_idea
from regard.engage.community.models import Notice, Vote, Wording
from regard.engage.community.queries import find_idea, list_people, rank_ideas
from regard.engage.community.telling import change_status, list_notices, tell_due
from regard.engage.community.tests.factories import NOON, Inbox, board, idea, member
from regard.foundation.lake.api import Lake
from regard.record.collection.api import Drain
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import observation, observations
from regard.record.privacy.api import export_person, find_person, preview_erasure

pytestmark = pytest.mark.django_db


def record(lake: Lake, *rows: dict[str, Any]) -> None:
    with Recorder(lake=lake, clock=lambda: NOON, compacts=False) as recorder:
        recorder.record(observations(*rows))


def drain(lake: Lake) -> None:
    with Recorder(lake=lake, clock=lambda: NOON, compacts=False) as recorder:
        Drain(lake=lake, recorder=recorder).run_once()


def kinds(lake: Lake) -> list[tuple[str, str]]:
    rows = lake.sql("select kind, actor from interactions where source = 'community' order by kind").to_pylist()
    return [(row["kind"], row["actor"]) for row in rows]


def test_status__changed__tells_everybody_of_either_idea_once(lake: Lake, inbox: Inbox) -> None:
    board()
    one, two = idea(by="ann"), idea("Pay on account", by="ben")
    vote(idea_id=two, who=member("ann"))
    merge_ideas(idea_id=two, into=one)
    assert change_status(idea_id=one, status="planned", text="In spring.", now=NOON) == 2
    assert [tell_due(lake=lake, now=NOON) for _ in range(3)] == [{"sent": 2}, {}, {}]
    assert sorted(str(mail["To"]) for mail in inbox.mails) == ["ann@customers.example", "ben@customers.example"]
    assert "It is planned." in inbox.texts()[0]
    assert "In spring." in inbox.texts()[0]
    drain(lake)
    told = kinds(lake)
    assert told.count(("Idea Answered", "company")) == 2
    assert told.count(("Idea Posted", "customer")) == 2
    assert told.count(("Idea Voted", "customer")) == 1


def test_telling__what_stands_against_it__is_kept_as_the_reason(lake: Lake, inbox: Inbox) -> None:
    board()
    number = idea(by="ann")
    vote(idea_id=number, who=member("ben"))
    set_budget(budget=Budget(most=1, quiet_from=0, quiet_until=0))
    change_status(idea_id=number, status="planned", now=NOON)
    tell_due(lake=lake, now=NOON)
    client, leave = Client(), inbox.paths()[-1]
    assert client.get(leave).status_code == 200
    assert client.get(leave).status_code == 200
    change_status(idea_id=number, status="progress", tells=False, now=NOON)
    change_status(idea_id=number, status="done", now=NOON)
    client.post(leave)
    assert tell_due(lake=lake, now=NOON + timedelta(hours=1)) == {"budget": 1, "withdrawn": 1}
    reasons = [(one.state, one.reason) for one in list_notices(idea_id=number)]
    assert sorted(reasons) == [
        ("sent", "allowed"),
        ("sent", "allowed"),
        ("withheld", "budget"),
        ("withheld", "not_wanted"),
        ("withheld", "not_wanted"),
        ("withheld", "withdrawn"),
    ]
    assert all(one.sentence.endswith(".") for one in list_notices(idea_id=number))


def test_telling__by_night_or_by_a_full_server__waits_and_is_done_once(lake: Lake, inbox: Inbox) -> None:
    board()
    number, night = idea(), NOON.replace(hour=23)
    change_status(idea_id=number, status="planned", now=night)
    assert tell_due(lake=lake, now=night) == {"quiet": 1}
    assert tell_due(lake=lake, now=night + timedelta(minutes=1)) == {}  # nobody is asked again before the morning
    inbox.is_full = True
    morning = night + timedelta(hours=10)
    assert tell_due(lake=lake, now=morning) == {"mail_failed": 1}
    inbox.is_full = False
    assert tell_due(lake=lake, now=morning + timedelta(minutes=11)) == {"sent": 1}
    Notice.objects.update(state="sending", due_at=morning)
    assert tell_due(lake=lake, now=morning + timedelta(hours=1)) == {}
    assert list_notices(idea_id=number)[0].reason == "interrupted"
    assert len(inbox.mails) == 1


def test_status__changed_again_before_anybody_was_told__tells_the_newest_alone(lake: Lake, inbox: Inbox) -> None:
    board()
    number = idea()
    change_status(idea_id=number, status="planned", now=NOON)
    change_status(idea_id=number, status="done", now=NOON)
    assert tell_due(lake=lake, now=NOON) == {"sent": 1}
    assert "It is done." in inbox.texts()[0]
    with pytest.raises(CommunityRefused, match="already"):
        change_status(idea_id=number, status="done")
    with pytest.raises(CommunityRefused, match="closed"):
        vote(idea_id=number, who=member("ben"))


def test_requests__from_tickets__count_with_the_votes_and_each_person_once(lake: Lake, inbox: Inbox) -> None:
    board()
    says = "Please let me pay by invoice, write to ann@customers.example"
    record(
        lake,
        observation(
            "Ticket Opened",
            days=3,
            user_id=None,
            email="ann@customers.example",
            properties={"ticket_id": "t1", "text": says},
        ),
        observation(
            "Ticket Opened",
            days=2,
            user_id=None,
            email="cem@customers.example",
            properties={"ticket_id": "t2", "text": says},
        ),
        observation(
            "Ticket Replied", days=1, user_id="u9", properties={"ticket_id": "t3", "text": "An invoice, please"}
        ),
        observation(
            "Order Completed",
            days=1,
            user_id=None,
            email="cem@customers.example",
            properties={"order_id": "o", "total": 120, "currency": "EUR"},
        ),
    )
    number, other = idea(by="ann"), idea("Longer opening hours", by=None)
    vote(idea_id=other, who=member("dia"))
    vote(idea_id=other, who=member("eli"))
    found = find_said(lake=lake, idea_id=number, words="invoice")
    assert (len(found), "ann@customers.example" in str(found)) == (3, False)
    assert link_requests(lake=lake, idea_id=number, interaction_ids=[one.interaction_id for one in found]) == 3
    assert link_requests(lake=lake, idea_id=number, interaction_ids=[found[0].interaction_id]) == 0
    ranked = rank_ideas(lake=lake, slug="ideas")
    demand = ranked.rows[0].demand
    assert [(row.number, row.demand.people) for row in ranked.rows] == [(number, 3), (other, 2)]
    assert (demand.voters, demand.requesters, demand.known) == (1, 3, 3)
    assert (demand.revenue.value, demand.revenue.n, ranked.currency) == (120.0, 1, "EUR")
    assert rank_ideas(lake=lake, slug="ideas", order="value").rows[0].number == number
    link_requests(lake=lake, idea_id=other, interaction_ids=[found[0].interaction_id])
    merge_ideas(idea_id=other, into=number)
    assert (len(list_linked(lake=lake, idea_id=number)), get_idea(number).people) == (3, 5)
    unmerge_idea(idea_id=other)
    assert (get_idea(other).people, get_idea(number).people) == (3, 3)
    people, n = list_people(lake=lake, idea_id=number)
    assert (n, people[0].is_voter, people[0].requests, people[0].revenue) == (3, False, 1, 120.0)
    assert len(list_linked(lake=lake, idea_id=number, customer_id=people[0].customer_id)) == 1
    change_status(idea_id=number, status="done", now=NOON)
    assert tell_due(lake=lake, now=NOON) == {"sent": 2}
    assert [one.reason for one in list_notices(idea_id=number)].count("no_address") == 1
    unlink_request(idea_id=number, interaction_id=found[0].interaction_id)
    assert get_idea(number).people == 2


def test_link__of_what_no_customer_wrote__is_refused(lake: Lake, inbox: Inbox) -> None:
    board()
    number = idea()
    with pytest.raises(CommunityRefused, match="no text of a customer"):
        link_requests(lake=lake, idea_id=number, interaction_ids=["abc"])
    assert get_idea(number).people == 1


def test_erasure__of_an_author__leaves_the_idea_and_the_votes_of_others(
    lake: Lake, inbox: Inbox, tmp_path: Path
) -> None:
    board()
    number = idea(by="ann", body="I am ann@customers.example")
    vote(idea_id=number, who=member("ben"))
    change_status(idea_id=number, status="planned", text="As ann@customers.example said", now=NOON)
    tell_due(lake=lake, now=NOON)
    drain(lake)
    person = find_person(identifier="email:ann@customers.example")
    exported = export_person(lake=lake, person=person, to=tmp_path / "ann.zip").counts
    held = {name: n for name, n in exported.items() if name.startswith("community_") and n}
    assert held == {
        "community_vote": 1,
        "community_wording": 1,
        "community_comment": 1,
        "community_step": 1,
        "community_notice": 1,
        "community_member": 1,
    }
    erase_now(lake, person)
    found = find_idea(lake=lake, idea_id=number)
    assert (found.idea.title, found.idea.body, found.idea.demand.people) == ("", "", 1)
    assert [one.text for one in found.comments] == [""]
    assert (Wording.objects.count(), list(Vote.objects.values_list("value", flat=True))) == (
        0,
        ["ben@customers.example"],
    )
    assert "ann@" not in json.dumps([str(row) for row in Notice.objects.values()])
    assert Client().get(f"/b/ideas/i/{number}").status_code == 404
    assert "/i/" not in Client().get("/b/ideas").content.decode()


def erase_now(lake: Lake, person: Any) -> None:
    """What an erasure takes out of the database, without rewriting its files, which a test's transaction cannot."""
    from regard.record.privacy.finding import erase_rows
    from regard.record.privacy.places import TABLES

    assert preview_erasure(lake=lake, person=person).counts["community_vote"] == 1
    for place in TABLES:
        erase_rows(person=person, place=place)
