"""Saved segments: what is saved holds the customers it says, follows the log, and says who entered and left."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from regard.analytics.metrics.measure import measure
from regard.analytics.scope import Scope, ScopeError
from regard.analytics.segments.reading import ConditionRefused, read_condition
from regard.foundation.lake.api import Lake, NotWorkedOut, read_state, with_members
from regard.record.interactions.api import Recorder
from regard.record.interactions.tests.factories import NOW, observation, observations
from regard.record.segments.api import (
    NoSegment,
    SegmentRefused,
    change_segment,
    count_customers,
    create_segment,
    delete_segment,
    find_segment,
    list_segments,
    memberships_of,
    rebuild_segments,
)
from regard.record.segments.tasks import follow_log

pytestmark = pytest.mark.django_db
GERMANS: dict[str, Any] = {"type": "trait", "name": "country", "test": {"op": "is", "value": "DE"}}
BUYERS: dict[str, Any] = {"type": "performed", "kind": "Order Completed", "window": {"type": "within", "days": 30}}


@pytest.fixture
def lake(data_dir: Path) -> Lake:
    lake = Lake.shared(data_dir)
    record(
        lake,
        observation("Profile Updated", user_id="ann", properties={"country": "DE", "name": "Ann"}),
        observation("Profile Updated", user_id="bo", properties={"country": "AT"}),
        observation(
            "Order Completed", user_id="ann", days=2, properties={"order_id": "o1", "total": 10, "currency": "EUR"}
        ),
    )
    return lake


def record(lake: Lake, *rows: dict[str, Any]) -> None:
    with Recorder(lake=lake, clock=lambda: NOW) as recorder:
        recorder.record(observations(*rows))


def within(lake: Lake, slug: str) -> int:
    scope = with_members(lake=lake, scope=Scope(segment=f"segment:{slug}"))
    return int(scope.rows(lake.interactions()).customer_id.nunique().to_pyarrow().as_py())


def test_segment__saved__holds_whom_it_says_at_once(lake: Lake) -> None:
    slug = create_segment(lake=lake, name="From Germany", condition=GERMANS, owner="ada@fernweh.example")
    row = find_segment(lake=lake, slug=slug)
    assert (row.slug, row.n, row.share, row.owner) == ("from-germany", 1, 0.5, "ada@fernweh.example")
    assert row.sentence == "Customers whose “country” is “DE”."
    assert within(lake, slug) == 1


def test_count__before_saving__says_how_many_of_how_many_and_who(lake: Lake) -> None:
    found = count_customers(lake=lake, condition=read_condition(GERMANS))
    assert (found.n, found.customers, [one["name"] for one in found.sample]) == (1, 2, ["Ann"])
    assert list_segments(lake=lake) == []


def test_segments__when_the_log_moves__follow_it_and_note_who_entered_and_left(lake: Lake) -> None:
    create_segment(lake=lake, name="Germans", condition=GERMANS)
    create_segment(lake=lake, name="Buyers", condition=BUYERS)
    record(
        lake,
        observation("Profile Updated", user_id="ann", days=0, properties={"country": "FR"}),
        observation("Profile Updated", user_id="bo", days=0, properties={"country": "DE"}),
    )
    follow_log(timestamp=0)
    assert {row.slug: row.n for row in list_segments(lake=lake)} == {"germans": 1, "buyers": 1}
    bo = lake.sql("select customer_id from interactions where properties like '%AT%'").column(0)[0].as_py()
    (germans,) = memberships_of(lake=lake, customer_id=bo)
    assert germans.entered_at is not None
    notes = lake.engine().read_parquet(str(lake.root / "derived/segments/changes/*.parquet")).to_pyarrow().to_pylist()
    assert sorted((note["segment"], note["is_in"]) for note in notes) == [("germans", False), ("germans", True)]


def test_follow_log__that_did_not_move__changes_no_file(lake: Lake) -> None:
    create_segment(lake=lake, name="Germans", condition=GERMANS)
    before = read_state(lake=lake)
    follow_log(timestamp=0)
    assert read_state(lake=lake) == before


def test_segments__worked_out_anew__are_what_they_were(lake: Lake) -> None:
    create_segment(lake=lake, name="Germans", condition=GERMANS)
    before = list_segments(lake=lake)
    rebuild_segments(lake=lake)
    assert [row.n for row in list_segments(lake=lake)] == [row.n for row in before]


def test_segment__that_means_something_else__says_so_and_notes_no_changes(lake: Lake) -> None:
    slug = create_segment(lake=lake, name="Germans", condition=GERMANS)
    change_segment(lake=lake, slug=slug, condition=GERMANS | {"test": {"op": "is", "value": "AT"}}, name="Austrians")
    row = find_segment(lake=lake, slug=slug)
    assert (row.slug, row.name, row.version, row.n) == ("germans", "Austrians", 2, 1)
    assert list((lake.root / "derived/segments/changes").glob("*")) == []


def test_segment__part_of_another__is_followed_and_cannot_be_deleted(lake: Lake) -> None:
    create_segment(lake=lake, name="Germans", condition=GERMANS)
    both = {"type": "all", "conditions": [{"type": "segment", "slug": "germans"}, BUYERS]}
    create_segment(lake=lake, name="German buyers", condition=both)
    assert find_segment(lake=lake, slug="german-buyers").sentence.startswith(
        "Customers who are in the segment “Germans” and who have"
    )
    with pytest.raises(SegmentRefused, match="is part of german-buyers"):
        delete_segment(lake=lake, slug="germans")
    change_segment(lake=lake, slug="germans", condition=GERMANS | {"test": {"op": "is", "value": "AT"}})
    assert find_segment(lake=lake, slug="german-buyers").n == 0


def test_segments__that_would_refer_in_a_circle__are_refused_and_stay(lake: Lake) -> None:
    create_segment(lake=lake, name="One", condition=GERMANS)
    create_segment(lake=lake, name="Two", condition={"type": "segment", "slug": "one"})
    with pytest.raises(ConditionRefused, match="in a circle"):
        change_segment(lake=lake, slug="one", condition={"type": "segment", "slug": "two"})
    assert find_segment(lake=lake, slug="one").condition["type"] == "trait"


def test_segment__deleted__is_gone_from_scopes(lake: Lake) -> None:
    slug = create_segment(lake=lake, name="Germans", condition=GERMANS)
    delete_segment(lake=lake, slug=slug)
    with pytest.raises(NoSegment, match="There is no segment 'germans'"):
        find_segment(lake=lake, slug=slug)
    with pytest.raises(NotWorkedOut, match="regard segments list"):
        with_members(lake=lake, scope=Scope(segment="segment:germans"))


def test_metric__of_a_saved_segment__is_that_of_its_customers(lake: Lake) -> None:
    create_segment(lake=lake, name="Buyers", condition=BUYERS)
    scope = with_members(lake=lake, scope=Scope(segment="segment:buyers"))
    (revenue,) = measure(lake.interactions(), "revenue", scope=scope, as_of=NOW + timedelta(days=1))
    assert (revenue.value, revenue.n) == (10.0, 1)


def test_scope__of_a_segment_nobody_looked_up__is_refused(lake: Lake) -> None:
    with pytest.raises(ScopeError, match="has not been looked up"):
        Scope(segment="segment:x").rows(lake.interactions())


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_segment__without_a_name__is_refused(lake: Lake, name: str) -> None:
    with pytest.raises(SegmentRefused, match="needs a name"):
        create_segment(lake=lake, name=name, condition=GERMANS)
    assert list_segments(lake=lake) == []
