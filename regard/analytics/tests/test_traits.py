"""Traits with source and time: the latest told counts, null takes back, and nothing told is forgotten."""

import json
from datetime import UTC, datetime
from itertools import permutations
from typing import Any

from regard.analytics.traits import profile_of


def told(number: int, day: int, source: str = "shop", **traits: Any) -> dict[str, Any]:
    at = datetime(2026, 1, day, tzinfo=UTC)
    return {
        "id": f"{number:032d}",
        "message_id": f"m{number}",
        "source": source,
        "time": at,
        "properties": json.dumps(traits),
    }


def test_profile__told_by_two_sources__says_who_said_what_last_and_what_before() -> None:
    (plan,) = profile_of([told(1, 1, plan="free"), told(2, 5, "crm", plan="pro"), told(3, 9, "crm", plan="pro")])
    assert (plan.name, plan.now.value, plan.now.source, plan.now.message_id) == ("plan", "pro", "crm", "m3")
    assert [(one.value, one.source, one.at.day) for one in plan.before] == [("free", "shop", 1)]


def test_profile__in_any_order_of_arrival__is_the_same() -> None:
    rows = [told(1, 3, a=1), told(2, 3, a=2), told(3, 1, a=3, b="x"), told(4, 9, b=None)]
    assert {profile_of(list(order)) for order in permutations(rows)} == {profile_of(rows)}
    assert [(trait.name, trait.now.value) for trait in profile_of(rows)] == [("a", 2)]  # of two at once the later id


def test_profile__taken_back_and_told_again__is_there_with_all_of_it() -> None:
    (plan,) = profile_of([told(1, 1, plan="pro"), told(2, 2, plan=None), told(3, 3, plan="pro")])
    assert [one.value for one in plan.before] == [None, "pro"]


def test_profile__what_a_library_adds__is_no_trait() -> None:
    assert profile_of([told(1, 1, context={"library": {"name": "x"}})]) == ()
