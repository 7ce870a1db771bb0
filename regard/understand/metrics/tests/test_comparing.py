"""Metrics compared over REST and in Python."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from regard.foundation.accounts.tests.factories import make_key, make_user
from regard.foundation.lake.api import Lake
from regard.project.notebook import Log
from regard.record.interactions.tests.factories import observation
from regard.record.segments.tests.test_segments import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """Forty people answered in September and again in October, one star lower; two more only once, in the shop."""
    lake = Lake.open(data_dir)
    rows = []
    for number in range(40):
        for month, score in ((9, 5 - number % 2), (10, 4 - number % 2)):
            rows.append(answer(f"c{number}", datetime(2026, month, 5, tzinfo=UTC), score))
    rows += [answer(f"s{number}", datetime(2026, 10, 6, tzinfo=UTC), 1, channel="store") for number in range(2)]
    record(lake, *rows)
    return lake


def answer(customer: str, time: datetime, score: int, channel: str = "web") -> dict[str, Any]:
    said = {"metric": "stars", "score": score, "scale_min": 1, "scale_max": 5}
    return observation("Survey Answered", user_id=customer, time=time, properties=said, channel=channel)


@pytest.fixture
def asked(lake: Lake) -> Any:
    make_user()
    client = Client(headers={"Authorization": f"Bearer {make_key()}"})

    def ask(path: str) -> tuple[int, Any]:
        found = client.get(f"/api/{path}")
        return found.status_code, found.json()

    return ask


OCTOBER = "since=2026-10-01&until=2026-11-01"


def test_change__of_people_who_answered_twice__is_theirs(asked: Any) -> None:
    status, found = asked(f"metrics/stars/change?{OCTOBER}&by=channel")
    assert status == 200
    assert (found["now"]["n"], found["before"]["n"]) == (42, 40)
    assert found["change"]["word"] == "lower"
    assert found["people"]["customers"] == 40
    assert found["people"]["same"]["high"] < 0
    parts = found["people"]["same"]["value"] + found["people"]["different"]["value"]
    assert parts == pytest.approx(found["change"]["value"])
    assert {one["group"]: one["n_before"] for one in found["split"]["groups"]} == {"store": 0, "web": 40}


def test_change__with_a_period_of_ones_own__is_compared_with_that(asked: Any, lake: Lake) -> None:
    path = f"metrics/stars/change?{OCTOBER}&before_since=2026-08-01&before_until=2026-09-01"
    assert asked(path)[1]["before"]["n"] == 0
    found = Log.open(lake.root).compare("stars", since="2026-10-01", until="2026-11-01")
    assert (found.now.n, found.before.n) == (42, 40)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("metrics/stars/change?since=2026-10-01", "A comparison needs a period"),
        (f"metrics/stars/change?{OCTOBER}&before_since=2026-08-01", "needs both"),
        (f"metrics/stars/change?{OCTOBER}&before_since=2026-08-01&before_until=2026-07-01", "is empty"),
        (f"metrics/stars/change?{OCTOBER}&by=mood", "Nothing can be grouped by 'mood'"),
    ],
)
def test_change__that_cannot_be__is_refused_in_a_sentence(asked: Any, path: str, sentence: str) -> None:
    status, problem = asked(path)
    assert status == 422
    assert sentence in problem["detail"]


def test_groups__too_small_to_compare__are_shown_last_and_marked(asked: Any) -> None:
    status, found = asked("metrics/stars/groups?by=channel")
    assert (status, found["unit"]) == (200, "of 5")
    assert [(row["group"], row["is_small"], row["is_different"]) for row in found["rows"]] == [
        ("web", False, False),
        ("store", True, False),
    ]
    assert asked("metrics/stars/groups")[0] == 422
    assert asked("metrics/charm/groups?by=channel")[0] == 404
