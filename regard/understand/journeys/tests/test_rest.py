"""Journeys over HTTP: the same answers as in Python, and the customers behind them."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from regard.analytics.scope import Scope
from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.api import run_worker
from regard.foundation.lake.api import Lake
from regard.understand.journeys import api as journeys
from regard.understand.journeys.tasks import follow_log
from regard.understand.journeys.tests.factories import company_log

pytestmark = pytest.mark.django_db
BUYING = "Product Viewed > Product Added > Order Completed"


@pytest.fixture
def ask(data_dir: Path) -> Any:
    company_log(data_dir, customers=60, days=120)
    make_user()
    client = Client(headers={"Authorization": f"Bearer {make_key()}"})

    def get(path: str, **query: object) -> tuple[int, Any]:
        found = client.get(f"/api/journeys/{path}?{urlencode(query)}")
        return found.status_code, found.json()

    return get


def test_funnel__over_rest__is_answered_with_the_customers_behind_it(ask: Any, data_dir: Path) -> None:
    status, found = ask("funnel", steps=BUYING, window_days=7, by="channel", since="2026-06-15")
    assert status == 200
    whole = found["groups"][0]
    assert [step["step"] for step in whole["steps"]] == BUYING.split(" > ")
    assert whole["steps"][0]["customers"] == whole["entered"] > 0
    asked = {"steps": BUYING, "window_days": 7, "since": "2026-06-15", "step": 1, "limit": 3}
    ids: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = ask("funnel/customers", **asked, **({"cursor": cursor} if cursor else {}))[1]
        ids += [row["customer_id"] for row in page["rows"]]
        cursor = page["next_cursor"]
    assert page["total"] == len(set(ids)) == len(ids) == whole["entered"]
    assert Entry.objects.filter(verb="viewed", detail__operation="list_funnel_customers").exists()
    assert not Entry.objects.filter(detail__operation="get_funnel").exists(), "numbers show nobody"


def test_every_question__over_rest__leads_to_as_many_customers_as_it_says(ask: Any) -> None:
    choices = ask("choices")[1]
    assert "Order Completed" in choices["kind"]
    paths = ask("paths", over="stage", steps=3)[1]
    path = paths["listed"][0]
    behind = ask("paths/customers", over="stage", steps=3, passed=" > ".join(path["nodes"]))[1]
    assert behind["total"] == path["customers"] > 0
    flow = ask("flow", over="touchpoint")[1]
    place = flow["places"][0]
    assert ask("flow/customers", node=place["node"])[1]["total"] == place["customers"]
    sessions = ask("sessions", by="month")[1]
    group = sessions["groups"][1]
    behind = ask("sessions/customers", by="month", group=group["group"])[1]
    assert behind["total"] == group["customers"]
    triangle = ask("retention", grain="month", style="rolling", periods=3)[1]
    cohort = triangle["cohorts"][0]
    behind = ask("retention/customers", style="rolling", periods=3, cohort=cohort["begins"], column=1)[1]
    assert behind["total"] == cohort["cells"][0]["customers"]
    goal = ask("goal", start="Product Viewed", goal="Order Completed")[1]
    behind = ask("goal/customers", start="Product Viewed", goal="Order Completed", outcome="not_reached")[1]
    assert behind["total"] == round(goal["groups"][0]["started"] * (1 - goal["groups"][0]["reached"]["value"] / 100))
    credit = ask("credits", goal="Order Completed", over="channel")[1]["nodes"][0]
    behind = ask("credits/customers", goal="Order Completed", over="channel", node=credit["node"])[1]
    assert 0 < behind["total"] <= credit["touched"]


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("funnel", {"steps": "Product Viewed > Order Complete"}, "Did you mean"),
        ("funnel", {"steps": "Product Viewed"}, "two steps"),
        ("funnel", {"steps": "A\x00 > B"}, ""),
        ("funnel", {"steps": BUYING, "window_days": -1}, ""),
        ("funnel/customers", {"steps": BUYING, "step": 1, "cursor": "nonsense"}, "cursor"),
        ("funnel/customers", {"steps": BUYING, "step": 9}, "steps 1 to 3"),
        ("paths", {"over": "colour"}, ""),
        ("paths", {"limit": 501}, "500"),
        ("retention", {"brackets": "7,x"}, ""),
        ("retention", {"style": "bracket", "brackets": "30,7"}, "going up"),
    ],
)
def test_question__that_cannot_be_answered__is_a_problem(
    ask: Any, path: str, query: dict[str, object], said: str
) -> None:
    status, found = ask(path, **query)
    assert status == 422
    assert said in found["detail"]


def test_customers_behind_a_number__are_not_shown_to_strangers(data_dir: Path) -> None:
    company_log(data_dir, customers=20, days=60)
    assert Client().get(f"/api/journeys/funnel/customers?{urlencode({'steps': BUYING, 'step': 1})}").status_code == 401
    assert Client().get("/api/journeys/paths").status_code == 401


@pytest.mark.django_db(transaction=True)
def test_follow_log__each_minute__takes_into_the_index_what_is_new(data_dir: Path) -> None:
    lake = company_log(data_dir, customers=20, days=60)
    follow_log.configure().defer(timestamp=0)
    run_worker(wait=False)
    assert (data_dir / "derived" / "journeys" / "manifest.json").exists()
    found = journeys.journey_index(lake=Lake.open(data_dir))
    assert found.manifest.rows == lake.sql("select count(*) as n from interactions").to_pylist()[0]["n"]
    assert journeys.paths_of(lake=lake, scope=Scope()).n > 0
