"""Opening hours and targets as people write them, and what is said of those that cannot be."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from regard.analytics.tickets.opening_hours import OpeningHours, Schedule, ServiceTerms
from regard.analytics.tickets.reading import HoursRefused, TargetRefused, read_hours, read_target, write_hours

GOOD: dict[str, Any] = {
    "zone": "Europe/Rome",
    "week": {"monday": [["09:00", "13:00"], ["14:00", "24:00"]]},
    "country": "DE",
    "subdivision": "BY",
    "exceptions": {"2026-12-24": [["09:00", "12:00"]], "2026-12-28": []},
    "valid_from": "2026-05-01",
}


def test_hours__written_and_read__are_the_same() -> None:
    assert read_hours(write_hours(read_hours(GOOD))) == read_hours(GOOD)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"zone": "Rome"}, "'Rome' is no time zone"),
        ({"zone": "../../etc/passwd"}, "is no time zone"),
        ({"zone": None}, "is no time zone"),
        ({"week": {}}, "must name one day"),
        ({"week": {"funday": [["09:00", "10:00"]]}}, "'funday' is no day of the week"),
        ({"week": {"monday": [["17:00", "09:00"]]}}, "On monday it closes at 09:00, not after 17:00"),
        ({"week": {"monday": [["09:00", "12:00"], ["11:00", "13:00"]]}}, "The hours of monday overlap"),
        ({"week": {"monday": [["9", "12"]]}}, "pairs of times"),
        ({"week": {"monday": [["09:61", "12:00"]]}}, "pairs of times"),
        ({"week": {"monday": 5}}, "pairs of times"),
        ({"country": "Italy"}, "two letters after ISO 3166"),
        ({"country": "XX"}, "No holidays are known of 'XX'"),
        ({"subdivision": "ZZ"}, "DE has no subdivision 'ZZ'"),
        ({"country": ""}, "A subdivision needs its `country`"),
        ({"exceptions": {"tomorrow": []}}, "which is not a day"),
        ({"exceptions": []}, None),
        ({"exceptions": [1]}, "gives days their own hours"),
        ({"valid_from": "soon"}, "which is not a day"),
        ({"open": True}, "'open' is not part of opening hours"),
    ],
)
def test_hours__that_cannot_be__are_refused_in_a_sentence(change: dict[str, Any], sentence: str | None) -> None:
    if sentence is None:
        assert read_hours(GOOD | change).exceptions == ()
        return
    with pytest.raises(HoursRefused) as refused:
        read_hours(GOOD | change)
    assert sentence in str(refused.value)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"measure": "kindness", "minutes": 5}, "cannot be promised"),
        ({"measure": "first_reply", "minutes": 0}, "1 to 527,040 minutes"),
        ({"measure": "first_reply", "minutes": 5, "clock": "moon"}, "is no clock"),
        ({"measure": "first_reply", "minutes": 5, "priority": "x" * 41}, "at most 40 characters"),
    ],
)
def test_target__that_cannot_be__is_refused_in_a_sentence(given: dict[str, Any], sentence: str) -> None:
    with pytest.raises(TargetRefused, match=sentence):
        read_target(**given)


def test_schedule__noted_twice_for_one_day__holds_what_was_noted_later() -> None:
    def noted(zone: str, day: int, valid_from: date | None) -> OpeningHours:
        week = (((540, 1020),),) * 7
        return OpeningHours(zone, week, valid_from=valid_from, noted_at=datetime(2026, 1, day, tzinfo=UTC))

    first, change = noted("UTC", 1, None), noted("Europe/Rome", 2, date(2026, 3, 1))
    instead = noted("Asia/Tokyo", 3, date(2026, 3, 1))
    schedule = Schedule("office", (first, change, instead))
    assert [one.zone for one in schedule.in_force()] == ["UTC", "Asia/Tokyo"]
    before = ServiceTerms({"office": schedule}, "office").as_noted_by(datetime(2026, 1, 2, 12, tzinfo=UTC))
    assert [one.zone for one in before.schedules["office"].in_force()] == ["UTC", "Europe/Rome"]
