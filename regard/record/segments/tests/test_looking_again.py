"""Looking again at some customers gives what working all of them out gives."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.fifty_segments import fifty
from regard.foundation.lake.api import Lake, current_rows, read_state
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations
from regard.record.segments.models import Segment
from regard.record.segments.working_out import prepare, refresh

pytestmark = pytest.mark.django_db
KINDS = ("Order Completed", "Product Viewed", "Ticket Opened", "Ticket Solved", "Unsubscribed", "Email Opened")


def some_rows(chance: random.Random, people: int, *, days: float) -> list[dict[str, Any]]:
    rows = []
    for person in chance.sample(range(people), max(1, people // 12)):
        user = f"user-{person}"
        kind = chance.choice((*KINDS, "Profile Updated", "Survey Answered"))
        properties: dict[str, Any] = {"country": chance.choice(("DE", "FR", "AT"))}
        if kind == "Survey Answered":
            properties = {"metric": chance.choice(("csat", "nps")), "score": chance.choice((1, 2, 5))}
        if kind.startswith("Ticket"):
            properties = {"ticket_id": f"t-{person}"}
        if kind == "Order Completed":
            properties = {"order_id": f"o-{chance.random()}", "total": chance.choice((20, 200, 700)), "currency": "EUR"}
        rows.append(observation(kind, user_id=user, days=days + 0.3 * chance.random(), properties=properties))
    return rows


def record(lake: Lake, rows: list[dict[str, Any]]) -> None:
    with Recorder(lake=lake, clock=lambda: NOW, compacts=False) as recorder:  # as collection does, which compacts later
        recorder.record(observations(*rows))


def held(lake: Lake) -> dict[str, set[str]]:
    state = read_state(lake=lake)
    assert state is not None
    rows = current_rows(lake=lake, state=state).to_pyarrow().to_pylist()
    assert len(rows) == len({row["customer_id"] for row in rows}) == state.customers
    found = {slug: {row["customer_id"] for row in rows if row[built.column]} for slug, built in state.segments.items()}
    assert {slug: len(ids) for slug, ids in found.items()} == {slug: one.n for slug, one in state.segments.items()}
    return found


def test_segments__looked_at_again_after_each_batch__are_what_all_worked_out_would_be(data_dir: Path) -> None:
    lake, chance = Lake.open(data_dir), random.Random(7)
    for name, condition in fifty().items():
        Segment.objects.create(slug=name, name=name, condition=condition)
    for days in (200, 150, 100, 75.3, 61, 45, 40, 30):
        record(lake, some_rows(chance, 240, days=days))
        record(lake, some_rows(chance, 240, days=days))
    first = refresh(lake=lake)
    assert first is not None
    prepare(lake=lake)
    for days in (29.4, 29, 28.2, 28, 27.9):
        record(lake, some_rows(chance, 240, days=days)[:9])
        again = refresh(lake=lake)
        assert again is not None
        assert again.whole == first.whole, "everybody was worked out, where some would have done"
        assert again.now > first.now
        quick = held(lake)
        assert refresh(lake=lake) == again
        everybody = refresh(lake=Lake.open(data_dir), whole=True)
        assert everybody is not None
        assert held(lake) == quick
        assert everybody.now - first.now < timedelta(days=60)
        first = everybody
        prepare(lake=lake)
