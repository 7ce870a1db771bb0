"""Accounts from group calls: members, traits with source and time, and ids that are placeholders join nobody."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.record.accounts.api import NoAccount, accounts_of, get_account, list_accounts
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations

pytestmark = pytest.mark.django_db


def group(user: str, account: Any, days: float = 1, **traits: Any) -> dict[str, Any]:
    return observation("Account Joined", user_id=user, days=days, properties={"group_id": account, **traits})


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    lake = Lake.shared(data_dir)
    rows = [
        group("ann", "acme", days=9, name="Acme", plan="free"),
        group("bo", "acme", days=2),
        group("bo", "beta/1", days=3),
        *[group("cy", wrong) for wrong in (None, "", " ", "null", "undefined", "0", "x" * 256)],
        observation("Order Completed", user_id="ann", properties={"order_id": "o", "total": 30, "currency": "EUR"}),
        observation("Survey Answered", user_id="bo", properties={"metric": "nps", "score": 9}),
    ]
    rows[1] |= {"source": "crm"}
    rows[1]["properties"] = json.dumps({"group_id": "acme", "plan": "pro"})
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        counts = recorder.record(observations(*rows))
    assert counts.rejected == 0
    return lake


def test_accounts__from_group_calls__have_members_value_and_names(lake: Lake) -> None:
    rows = list_accounts(lake=lake).rows
    assert [(row.account_id, row.name, row.members) for row in rows] == [("acme", "Acme", 2), ("beta/1", "beta/1", 1)]
    assert (rows[0].orders, rows[0].value, rows[0].currency) == (1, 30.0, "EUR")


def test_account__told_by_two_sources__says_which_said_what_when(lake: Lake) -> None:
    found = get_account(lake=lake, account_id="acme")
    plan = next(trait for trait in found.traits if trait.name == "plan")
    assert (plan.now.value, plan.now.source) == ("pro", "crm")
    assert [(one.value, one.source) for one in plan.before] == [("free", "test")]
    assert {trait.name for trait in found.traits} == {"name", "plan"}
    assert len(found.members) == 2
    assert [(score["metric"], score["n"], score["mean"]) for score in found.scores] == [("nps", 1, 9.0)]


def test_customer__of_two_accounts__is_in_both_and_of_placeholders_in_none(lake: Lake) -> None:
    ids = {
        row["user"]: row["customer_id"]
        for row in lake.sql(
            "select customer_id, case when properties like '%beta%' then 'bo' else 'cy' end as user from interactions "
            "where properties like '%beta%' or properties like '%undefined%'"
        ).to_pylist()
    }
    assert [one["account_id"] for one in accounts_of(lake=lake, customer_id=ids["bo"])] == ["acme", "beta/1"]
    assert accounts_of(lake=lake, customer_id=ids["cy"]) == []


def test_account__nobody_named__is_refused(lake: Lake) -> None:
    with pytest.raises(NoAccount, match="no account 'null'"):
        get_account(lake=lake, account_id="null")


def test_accounts__over_rest__answer_for_any_id(lake: Lake) -> None:
    make_user()
    client = Client(headers={"Authorization": f"Bearer {make_key()}"})
    assert client.get("/api/accounts", {"q": "ACM"}).json()["total"] == 1
    assert client.get("/api/account", {"account_id": "beta/1"}).json()["account"]["members"] == 1
    assert client.get("/api/account", {"account_id": "'; --"}).status_code == 404
    member = client.get("/api/account", {"account_id": "beta/1"}).json()["members"][0]["customer_id"]
    assert len(client.get(f"/api/customers/{member}/accounts").json()["rows"]) == 2
    assert client.get(f"/api/customers/{member}/traits").json() == {"traits": []}
