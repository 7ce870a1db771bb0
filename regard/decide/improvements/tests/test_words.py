"""Improvements of what people complain of and ask for in words."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from regard.analytics.scope import Scope
from regard.analytics.text import load_reader
from regard.analytics.topics import Wishes
from regard.decide.improvements.api import (
    ImprovementRefused,
    change_improvement,
    create_improvement,
    find_improvement,
    list_people,
    list_wanted,
    tell,
)
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations
from regard.understand.voice.api import pain_points, requests
from regard.understand.voice.opinions.reading import read_on
from regard.understand.voice.tests.factories import MATTERS
from regard.understand.voice.topics import make_topics

pytestmark = pytest.mark.django_db
WEEKS_BEFORE, WEEKS_AFTER = 26, 10
SHIPPED = (NOW - timedelta(weeks=WEEKS_AFTER)).date()


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    """Thirty-six weeks of words: parcels are late as often as ever, then hardly at all; everything else goes on."""
    lake, rng = Lake.shared(data_dir), np.random.default_rng(5)
    rows: list[dict[str, Any]] = []
    for week in range(-WEEKS_BEFORE, WEEKS_AFTER):
        for matter, texts in MATTERS.items():
            usual = 2 if matter == "late" and week >= 0 else 12
            for number in range(rng.poisson(usual)):
                days = 7 * (WEEKS_AFTER - week) - 7 * number / 40
                text, user = texts[rng.integers(len(texts))], f"{matter}-{rng.integers(90)}"
                given: dict[str, Any] = {"comment": text} | (
                    {"order_id": f"o{len(rows)}", "total": 5} if matter == "sizes" else {}
                )
                rows.append(observation("Review Posted", days=days, user_id=user, properties=given))
    with Recorder(lake=lake, clock=lambda: NOW, compacts=False) as recorder:
        recorder.record(observations(*rows))
    read_on(lake=lake, reader=load_reader())
    assert make_topics(lake=lake, wishes=Wishes())
    return lake


def test_topic__improved__is_held_against_all_that_hurts_otherwise_and_each_is_told_once(lake: Lake) -> None:
    pains = {row.topic.sentence.lower(): row for row in pain_points(lake=lake, scope=Scope())}
    late = next(row for said, row in pains.items() if any(word in said for word in ("late", "parcel", "delivery")))
    given: dict[str, Any] = {"kind": "topic", "subject": late.topic.id, "state": "shipped", "shipped_date": SHIPPED}
    number = create_improvement(lake=lake, name="Another carrier", **given)
    page = find_improvement(lake=lake, number=number)
    assert page.assessed is not None
    assert page.improvement.about == f"“{late.topic.name}”"
    assert page.assessed.there_label == "all that hurts otherwise"
    assert page.improvement.verdict is not None
    assert page.improvement.verdict.answer == "worked"
    people = list_people(lake=lake, number=number)
    assert 40 < people.n <= 90
    assert people.told == 0
    assert len(tell(lake=lake, number=number, channel="email")) == people.n
    assert tell(lake=lake, number=number, channel="email") == []
    change_improvement(number=number, comparison={})
    alone = find_improvement(lake=lake, number=number).assessed
    assert alone is not None
    assert alone.there_label == ""


def test_wanted__tells_who_asks_what_they_are_worth_and_who_was_told(lake: Lake) -> None:
    sizes = requests(lake=lake, scope=Scope())[0]
    row = next(one for one in list_wanted(lake=lake, scope=Scope()) if one.topic == sizes.topic.id)
    assert row.request.people == len(row.customer_ids) > 20
    assert (row.told, row.improvements) == (0, ())
    given: dict[str, Any] = {"kind": "topic", "subject": row.topic, "state": "shipped", "shipped_date": SHIPPED}
    number = create_improvement(lake=lake, name="Half sizes", **given)
    told = tell(lake=lake, number=number, channel="email")
    after = next(one for one in list_wanted(lake=lake, scope=Scope()) if one.topic == row.topic)
    assert after.improvements == (number,)
    assert 0 < after.told == len({one.customer_id for one in told} & set(row.customer_ids))


def test_topic__nobody_knows__is_refused(data_dir: Path) -> None:
    with pytest.raises(ImprovementRefused, match="no topic"):
        create_improvement(lake=Lake.shared(data_dir), name="X", kind="topic", subject="t_none")
    with pytest.raises(ImprovementRefused, match="nothing to improve"):
        create_improvement(name="X", kind="topic", subject="t_none")
