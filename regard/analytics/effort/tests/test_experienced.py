"""What customers went through, counted by hand; answers on another scale are left out and said."""

from datetime import UTC, date, datetime
from typing import Any

import ibis
import pyarrow as pa
import pytest

from regard.analytics.effort.experienced import effort_in, went_through
from regard.analytics.scope import Scope
from regard.record.interactions.api import preview
from regard.record.interactions.tests.factories import observation, observations


def told(*happened: dict[str, Any]) -> ibis.Table:
    rows, _ = preview(observations=observations(*happened), now=datetime(2026, 11, 1, tzinfo=UTC))
    return ibis.memtable(pa.Table.from_pylist(rows.to_pylist(), schema=rows.schema))


def answer(user: str, score: int, most: int = 7) -> dict[str, Any]:
    said = {"metric": "ces", "score": score, "scale_min": 1, "scale_max": most}
    return observation("Survey Answered", user_id=user, days=3, properties=said)


def test_customer__with_a_hard_time__has_what_made_it_hard() -> None:
    log = told(
        observation("Page Viewed", days=40),
        observation("Rage Clicked", days=12),
        observation("Ticket Opened", days=11, properties={"ticket_id": "t1"}),
        observation("Call Started", days=8, properties={"call_id": "c1", "wait_seconds": 400}),
        observation("Call Started", days=7, properties={"call_id": "c2", "wait_seconds": 20}),
        observation("Ticket Reopened", days=6, properties={"ticket_id": "t1"}),
        observation("Order Completed", days=5, properties={"order_id": "o1", "total": 5, "currency": "EUR"}),
        answer("ann", 2),
    )
    (row,) = went_through(Scope(since=date(2026, 10, 1)).rows(log)).to_pyarrow().to_pylist()
    expected = {"contacts": 3, "repeats": 2, "switches": 1, "reopened": 1, "waits": 400, "clicks": 1, "orders": 1}
    assert {name: row[name] for name in expected} == pytest.approx(expected)
    assert row["did"] == 6


def test_effort__where_too_few_answered__is_that_of_the_answers_and_says_what_is_left_out() -> None:
    asked = [
        one for number in range(12) for one in (observation(user_id=f"u{number}"), answer(f"u{number}", 1 + number % 7))
    ]
    found, scale = effort_in(told(*asked, observation(user_id="v"), answer("v", 5, most=5)), Scope())
    assert scale == "7 points"
    assert (found.answered.n, found.everybody.value) == (12, None)
    assert found.answered.value == pytest.approx(100 * 4 / 12)
    assert found.notes[0].startswith("12 of 13 customers answered; 100 are needed")
    assert found.notes[1] == "Left out: 1 on other scales than 7 points."


def test_effort__where_nobody_was_asked__has_no_scale() -> None:
    found, scale = effort_in(told(observation(), observation(user_id="ben")), Scope())
    assert (scale, found.answered.n, found.everybody.value) == (None, 0, None)
