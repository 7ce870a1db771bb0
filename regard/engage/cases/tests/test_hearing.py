"""What people say in anger opens cases: one for each person, with the words, and nothing for what was said calmly."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regard.analytics.text import load_reader
from regard.engage.cases.api import Followed, backfill, dismiss_case, find_case, follow, list_cases, preview_rule
from regard.engage.cases.tests.factories import record, switch_on
from regard.foundation.lake.api import Lake
from regard.record.interactions.tests.factories import NOW, observation
from regard.understand.voice.opinions.reading import read_on

pytestmark = pytest.mark.django_db
ANGRY = (
    "I am furious: you lied to me, write to ann.lee@mail.example at last!",
    "This makes me so angry, I am outraged at how you treat me.",
    "I am furious and disgusted, what an outrageous way to treat people.",
)
CALM = "The staff in the shop were kind and patient, thank you."


def say(lake: Lake, text: str, *, user: str, days: float, reads: bool = True) -> None:
    properties: dict[str, Any] = {"comment": text}
    record(lake, observation("Review Posted", days=days, user_id=user, properties=properties))
    if reads:
        read_on(lake=lake, reader=load_reader())


def test_angry_words__open_one_case_for_a_person__with_the_words_masked(data_dir: Path) -> None:
    lake = Lake.shared(data_dir)
    switch_on("opinions")
    say(lake, ANGRY[0], user="ann", days=5, reads=False)
    assert follow(lake=lake, now=NOW) == Followed()  # nobody has read it yet
    say(lake, CALM, user="ben", days=5)
    assert follow(lake=lake, now=NOW) == Followed(opened=1)
    assert follow(lake=lake, now=NOW) == Followed()
    say(lake, ANGRY[1], user="ann", days=4)
    assert follow(lake=lake, now=NOW) == Followed(added=1)
    listed = list_cases(lake=lake)
    assert [(row.cause, row.rule, row.evidence) for row in listed.rows] == [("Angry words", "opinions", 2)]
    words = [one.said or "" for one in find_case(lake=lake, number=listed.rows[0].number).evidence]
    assert "outraged" in words[0]
    assert "[email]" in words[1]
    assert "ann.lee@" not in words[1]


def test_angry_words__in_the_month_after_a_case_is_over__open_no_other(data_dir: Path) -> None:
    lake = Lake.shared(data_dir)
    switch_on("opinions")
    say(lake, ANGRY[0], user="ann", days=5)
    follow(lake=lake, now=NOW)
    dismiss_case(number=list_cases(lake=lake).rows[0].number, text="A joke.")
    say(lake, ANGRY[1], user="ann", days=2)
    assert follow(lake=lake, now=NOW) == Followed()
    say(lake, ANGRY[2], user="ann", days=-40)
    assert follow(lake=lake, now=NOW + timedelta(days=41)) == Followed(opened=1)


def test_looking_back__is_counted_before_it_opens_anything(data_dir: Path) -> None:
    lake = Lake.shared(data_dir)
    for user, days in (("ann", 30.0), ("ann", 29.0), ("ben", 28.0)):
        say(lake, ANGRY[int(days) % 3], user=user, days=days, reads=False)
    say(lake, CALM, user="cem", days=27)
    since = (NOW - timedelta(days=60)).date()
    found = preview_rule(lake=lake, name="opinions", since=since, now=NOW)
    assert (found.signals, found.customers, found.opens) == (3, 2, 2)
    assert list_cases(lake=lake).n == 0
    assert backfill(lake=lake, name="opinions", since=since, now=NOW).opened == 2
    assert preview_rule(lake=lake, name="opinions", since=since, now=NOW).opens == 0
