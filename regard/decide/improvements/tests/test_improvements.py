"""Improvements: before and after beside a comparison, and everybody who asked is told once."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.decide.improvements.api import (
    ImprovementRefused,
    NoImprovement,
    change_improvement,
    create_improvement,
    find_improvement,
    list_improvements,
    list_people,
    note_improvement,
    tell,
)
from regard.decide.improvements.models import Told
from regard.decide.improvements.tests.factories import A_WEEK, SHIPPED, WEEKS_AFTER, WEEKS_BEFORE, record_shop
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.record.collection.models import Request
from regard.record.customers.api import merge_customers
from regard.record.privacy.finding import Person, erase_rows
from regard.record.privacy.places import TABLES

pytestmark = pytest.mark.django_db
WAIT = "Phone support:wait"


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    lake = Lake.shared(data_dir)
    record_shop(lake)
    return lake


def shipped(**given: Any) -> int:
    """An improvement of the waiting on the phone that has shipped."""
    told: dict[str, Any] = {"kind": "friction", "subject": WAIT, "state": "shipped", "shipped_date": SHIPPED} | given
    return create_improvement(name="Call back instead of waiting", **told)


def test_assess__the_friction_fell_where_it_was_improved_and_nowhere_else__says_that_it_worked(lake: Lake) -> None:
    page = find_improvement(lake=lake, number=shipped())
    assert page.assessed is not None
    found = page.assessed
    assert (found.here_label, found.there_label) == ("Phone support", "the same elsewhere")
    assert found.verdict.answer == "worked"
    assert found.effect.effect is not None
    assert found.effect.effect.low < -40 + 5
    assert found.effect.effect.high < -20
    assert (found.effect.before, WEEKS_AFTER - found.effect.after) in {(WEEKS_BEFORE, 1), (WEEKS_BEFORE - 1, 1)}
    assert page.improvement.about == "Phone support: wait over 5 minutes"
    assert find_improvement(lake=lake, number=shipped(comparison={})).assessed.effect.has_comparison is False  # type: ignore[union-attr]


def test_assess__a_metric_of_a_channel__is_compared_with_all_other_channels(lake: Lake) -> None:
    number = shipped(kind="metric", subject="csat", scope={"channels": ["phone"]})
    assessed = find_improvement(lake=lake, number=number).assessed
    assert assessed is not None
    assert (assessed.here_label, assessed.there_label) == ("phone", "store")
    assert assessed.verdict.answer == "worked"
    assert list_people(lake=lake, number=number).n == A_WEEK


def test_assess__before_it_has_shipped_or_just_then__says_what_is_missing(lake: Lake) -> None:
    number = shipped(state="planned", shipped_date=None, planned_date=SHIPPED)
    assert find_improvement(lake=lake, number=number).assessed is None
    change_improvement(number=number, state="shipped", shipped_date=SHIPPED + timedelta(weeks=WEEKS_AFTER - 3))
    verdict = find_improvement(lake=lake, number=number).improvement.verdict
    assert verdict is not None
    assert verdict.answer == "not_yet"
    assert verdict.days_more is not None
    assert 21 <= verdict.days_more <= 35


def test_people__behind_it__are_those_who_met_it_and_each_is_told_once(lake: Lake) -> None:
    number = shipped()
    people = list_people(lake=lake, number=number)
    assert (people.n, people.told) == (A_WEEK, 0)
    first = tell(lake=lake, number=number, channel="email", customer_ids=[people.rows[0].customer_id])
    assert [row.customer_id for row in first] == [people.rows[0].customer_id]
    assert dict(first[0].addresses)["email"].endswith("@example.com")
    rest = tell(lake=lake, number=number, channel="email")
    assert len(rest) == A_WEEK - 1
    assert tell(lake=lake, number=number, channel="email") == []
    assert Told.objects.count() == A_WEEK == Request.objects.count()
    assert list_people(lake=lake, number=number).told == A_WEEK


def test_people__two_turn_out_to_be_one__are_not_told_again(lake: Lake) -> None:
    number = shipped()
    one, other = (row.customer_id for row in list_people(lake=lake, number=number).rows[:2])
    tell(lake=lake, number=number, channel="email", customer_ids=[one])
    merge_customers(lake=lake, one=one, other=other, by="care@example.com", reason="one person")
    assert len(tell(lake=lake, number=number, channel="email")) == A_WEEK - 2


def test_tell__before_it_has_shipped_or_strangers__is_refused_and_tells_nobody(lake: Lake) -> None:
    number = shipped(state="planned", shipped_date=None)
    with pytest.raises(ImprovementRefused, match="before it has shipped"):
        tell(lake=lake, number=number, channel="email")
    change_improvement(number=number, state="shipped", shipped_date=SHIPPED)
    with pytest.raises(ImprovementRefused, match="is not behind"):
        tell(lake=lake, number=number, channel="email", customer_ids=["nobody"])
    with pytest.raises(ImprovementRefused, match="no channel"):
        tell(lake=lake, number=number, channel="pigeon")
    assert Told.objects.count() == 0


def test_erasure__of_somebody_who_was_told__forgets_it(lake: Lake) -> None:
    number = shipped()
    (row,) = tell(
        lake=lake,
        number=number,
        channel="email",
        customer_ids=[list_people(lake=lake, number=number).rows[0].customer_id],
    )
    note_improvement(number=number, text=f"Call {row.addresses[0][1]} first.")
    person = Person(customer_id=row.customer_id, identifiers=row.addresses)
    for place in (one for one in TABLES if one.table.startswith("improvements_")):
        assert erase_rows(person=person, place=place) == 1
    assert Told.objects.count() == 0
    assert find_improvement(lake=lake, number=number).steps[-1].text == ""


@pytest.mark.parametrize(
    "given",
    [
        {"subject": "Phone support"},
        {"subject": "Phone support:luck"},
        {"kind": "topic"},
        {"shipped_date": None},
        {"shipped_date": SHIPPED + timedelta(days=9_999)},
        {"cost": 5},
        {"cost": -1, "currency": "EUR"},
        {"worthwhile": 0.0},
        {"color": "red"},
        {"state": "done"},
    ],
)
def test_improvement__that_cannot_be__is_refused_and_nothing_is_kept(data_dir: Path, given: dict[str, Any]) -> None:
    with pytest.raises(ImprovementRefused):
        shipped(**given)
    assert list_improvements(lake=Lake.shared(data_dir)) == []
    with pytest.raises(NoImprovement):
        change_improvement(number=1, name="a")


def test_improvement__over_rest__is_begun_shipped_and_told(lake: Lake) -> None:
    make_user()
    client = Client(headers={"Authorization": f"Bearer {make_key()}"})

    def ask(method: str, path: str, body: Any = None) -> Any:
        found = client.generic(method, f"/api/improvements{path}", json.dumps(body), content_type="application/json")
        return found.json() | {"code": found.status_code}

    page = ask("POST", "", {"name": "Call back", "kind": "friction", "subject": WAIT})
    number = page["improvement"]["number"]
    assert page["improvement"]["owner"].count("@") == 1
    assert ask("PATCH", f"/{number}", {"state": "shipped"})["code"] == 422
    assert ask("PATCH", f"/{number}", {"name": None})["code"] == 422
    page = ask("PATCH", f"/{number}", {"state": "shipped", "shipped_date": SHIPPED.isoformat()})
    assert page["assessed"]["verdict"]["answer"] == "worked"
    assert ask("POST", f"/{number}/notes", {"text": "Live."})["steps"][-1]["text"] == "Live."
    assert ask("GET", f"/{number}/people?limit=5")["n"] == A_WEEK
    assert len(ask("POST", f"/{number}/told", {"channel": "email"})["rows"]) == A_WEEK
    assert ask("GET", "")["rows"][0]["told"] == A_WEEK
    assert ask("GET", "/9999")["code"] == 404
    assert Client().get("/api/improvements").status_code == 401
