"""Staff speaks of something ten days before customers do: told so, with an interval that holds the ten days."""

from datetime import timedelta
from pathlib import Path

import pytest

from regard.analytics.text import load_reader
from regard.foundation.lake.api import Lake
from regard.understand.voice.leads import Noted, leads_of, topic_names
from regard.understand.voice.naming import topics_in
from regard.understand.voice.operations import find_topics_anew
from regard.understand.voice.opinions.reading import read_on
from regard.understand.voice.tests.factories import APP, MATTERS, NOW, said, write

pytestmark = pytest.mark.django_db
DAYS, STAFF_FROM, CUSTOMERS_FROM = 120, 40, 30  # days ago


@pytest.fixture
def long_shop(tmp_path: Path) -> Lake:
    lake, rows = Lake.open(tmp_path), []
    for days in range(1, DAYS):
        for matter, texts in MATTERS.items():
            n = 9 if matter == "app" and days <= CUSTOMERS_FROM else 2
            for place in range(n):
                user = f"long-{matter}-{days}-{place}"
                rows.append(said(texts[(days + place) % 10], user=user, days=days, channel="chat", message_id=user))
    write(lake, rows)
    read_on(lake=lake, reader=load_reader())
    find_topics_anew(lake=lake)
    return lake


def test_topic__that_staff_noted_before_customers__is_told_with_the_days_between(long_shop: Lake) -> None:
    crash, parcel, nothing = topics_in(
        lake=long_shop, texts=["Two people said the app crashed at login.", "The parcel was late again.", "Hello."]
    )
    assert nothing == ()
    assert crash
    assert not set(crash) & set(parcel)
    noted = [
        Noted((NOW - timedelta(days=days)).date(), topics)
        for days in range(DAYS - 1)
        for topics in ([parcel] if days % 6 == 0 else []) + ([crash, crash] if days <= STAFF_FROM else [])
    ]
    found = leads_of(lake=long_shop, noted=noted)
    first = found.rows[0]
    assert first.name in {topic_names(lake=long_shop)[topic] for topic in crash}
    assert abs((first.staff.since - (NOW - timedelta(days=STAFF_FROM)).date()).days) <= 1
    assert first.customers is not None
    assert first.lead is not None
    assert first.lead.low <= STAFF_FROM - CUSTOMERS_FROM <= first.lead.high
    assert abs(first.lead.days - (STAFF_FROM - CUSTOMERS_FROM)) <= 1
    assert first.lead.certainty > 0.99
    assert {one.topic for one in found.rows} <= set(crash)
    assert found.notes == len(noted)


def test_notes__of_fewer_than_six_weeks__say_from_when_rises_are_looked_for(shop: Lake) -> None:
    find_topics_anew(lake=shop)
    (named,) = topics_in(lake=shop, texts=[APP[0]])
    noted = [Noted((NOW - timedelta(days=days)).date(), named) for days in range(20) for _ in range(3)]
    found = leads_of(lake=shop, noted=noted)
    assert found.rows == ()
    assert found.watched_from == (NOW - timedelta(days=19)).date() + timedelta(days=42)
    assert leads_of(lake=shop, noted=[]).watched_from is None
