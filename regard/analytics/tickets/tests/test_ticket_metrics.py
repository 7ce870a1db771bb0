"""Ticket metrics on histories small enough to count by hand."""

import json
from datetime import date
from typing import Any

import pytest

from regard.analytics.metrics.measure import Estimate, measure, series
from regard.analytics.metrics.moments import log_as_of
from regard.analytics.metrics.promises import NoTarget
from regard.analytics.scope import Scope
from regard.analytics.tests.factories import interaction, log_of, moment
from regard.analytics.tickets.clocks import NoSchedule, UnknownSchedule
from regard.analytics.tickets.opening_hours import Schedule, ServiceTerms, Target
from regard.analytics.tickets.reading import read_hours

HOUR = 1 / 24
WORKING = ("monday", "tuesday", "wednesday", "thursday", "friday")
OFFICE = read_hours({"zone": "UTC", "week": {day: [["09:00", "17:00"]] for day in WORKING}})
NIGHTS = read_hours({"zone": "UTC", "week": {"saturday": [["00:00", "24:00"]]}})
TERMS = ServiceTerms(
    {"office": Schedule("office", (OFFICE,)), "nights": Schedule("nights", (NIGHTS,))},
    "office",
    (Target("first_reply", 120, "business"), Target("first_reply", 30, "calendar", "High")),
)


def ticket(number: str, *rows: tuple[Any, ...], customer: str = "cus_1") -> list[dict[str, Any]]:
    """Rows as (kind, days, said, actor); day 0 is Thursday 1 January 2026, 9:00."""
    made = []
    for kind, days, *rest in rows:
        said = rest[0] if rest else {}
        by = rest[1] if len(rest) > 1 else "customer" if kind == "Ticket Opened" else "company"
        made.append(
            interaction(kind, days=days, matter_id=number, customer_id=customer, actor=by, properties=json.dumps(said))
        )
    return made


def asked(rows: list[dict[str, Any]], name: str, days: float = 300, **given: Any) -> list[Estimate]:
    given.setdefault("scope", Scope())
    given.setdefault("terms", TERMS)
    return measure(log_of(rows), name, as_of=moment(days), **given)


def value(rows: list[dict[str, Any]], name: str, **given: Any) -> float | None:
    (found,) = asked(rows, name, **given)
    return found.value


def test_business_hours__over_a_weekend__count_office_hours_only() -> None:
    rows = ticket("t", ("Ticket Opened", 1 + 6 * HOUR), ("Ticket Replied", 4 + 1 * HOUR))  # Friday 15:00, Monday 10:00
    assert value(rows, "first_reply_hours") == pytest.approx(67.0)
    assert value(rows, "first_reply_business_hours") == pytest.approx(3.0)


def test_business_hours__ticket_moved_to_another_schedule__counts_each_while_it_held() -> None:
    rows = ticket(
        "t",
        ("Ticket Opened", 1 + 6 * HOUR),  # Friday 15:00: two hours of office
        ("Ticket Assigned", 1 + 14 * HOUR, {"schedule": "nights"}),  # all of Saturday
        ("Ticket Solved", 4 + 1 * HOUR),
    )
    assert value(rows, "resolution_business_hours") == pytest.approx(26.0)


def test_business_hours__without_a_schedule__say_that_one_is_needed() -> None:
    with pytest.raises(NoSchedule, match=r"regard schedules save"):
        asked(ticket("t", ("Ticket Opened", 0)), "first_reply_business_hours", terms=None)


def test_business_hours__schedule_that_does_not_exist__is_named() -> None:
    with pytest.raises(UnknownSchedule, match="'moon'"):
        asked(ticket("t", ("Ticket Opened", 0, {"schedule": "moon"})), "first_reply_business_hours")


WAITING = ticket(
    "t",
    ("Ticket Opened", 0),
    ("Ticket Pending", 1),
    ("Ticket Replied", 3, {}, "customer"),  # opens it again
    ("Ticket Held", 4),
    ("Ticket Status Changed", 6, {"status": "Open"}),
    ("Ticket Solved", 7),
    ("Ticket Closed", 11),
)


def test_waits__of_a_ticket_that_was_pending_and_held__add_up_to_its_resolution() -> None:
    assert value(WAITING, "resolution_hours") == pytest.approx(7 * 24)  # closing is not solving
    assert value(WAITING, "agent_wait_hours") == pytest.approx(2 * 24)
    assert value(WAITING, "on_hold_hours") == pytest.approx(2 * 24)
    assert value(WAITING, "requester_wait_hours") == pytest.approx(5 * 24)
    assert value(WAITING, "agent_work_hours") == pytest.approx(3 * 24)


def test_waits__of_tickets_never_held__have_no_one_to_count() -> None:
    (found,) = asked(ticket("t", ("Ticket Opened", 0), ("Ticket Solved", 1)), "on_hold_hours")
    assert (found.value, found.n) == (None, 0)


def test_first_reply__ticket_the_company_opened__is_the_second_thing_it_wrote() -> None:
    rows = ticket("t", ("Ticket Opened", 0, {}, "company"), ("Ticket Replied", 0), ("Ticket Replied", 0.5))
    assert value(rows, "first_reply_hours") == pytest.approx(12.0)


REOPENED = ticket(
    "t",
    ("Ticket Opened", 0),
    ("Ticket Replied", 0.5),
    ("Ticket Solved", 1),
    ("Ticket Reopened", 2, {}, "customer"),
    ("Ticket Replied", 2.5),
    ("Ticket Solved", 3),
    ("Ticket Status Changed", 5, {"status": "open"}, "bot"),
    ("Ticket Solved", 6),
)


def test_reopens__by_actor__say_who_caused_them() -> None:
    assert {row.group: row.value for row in asked(REOPENED, "reopens", by="actor")} == {"bot": 1.0, "customer": 1.0}


def test_first_resolution__of_a_reopened_ticket__is_the_first_solution() -> None:
    assert value(REOPENED, "first_resolution_hours") == pytest.approx(24.0)
    assert value(REOPENED, "resolution_hours") == pytest.approx(144.0)
    assert value(REOPENED, "replies") == 2.0
    assert value(REOPENED, "one_touch") == 0.0


def test_metrics__as_of_a_past_moment__say_what_they_said_then() -> None:
    assert value(REOPENED, "resolution_hours", days=1.5) == pytest.approx(24.0)
    assert value(REOPENED, "resolution_hours", days=2.2) is None  # open again
    assert value(REOPENED, "backlog", days=2.2) == 1.0
    assert value(REOPENED, "backlog", days=3.2) == 0.0
    assert value(REOPENED, "reopen_rate", days=1.5) == 0.0
    assert value(REOPENED, "reopen_rate", days=2.2) == 100.0


def test_log__as_known__leaves_out_what_was_received_later() -> None:
    rows = ticket("t", ("Ticket Opened", 0), ("Ticket Solved", 1))
    rows[1]["received_at"] = moment(9)
    assert log_as_of(log_of(rows), moment(5)).count().execute() == 2
    assert log_as_of(log_of(rows), moment(5), as_known=True).count().execute() == 1


def test_transfers__assigned_at_first__are_none_until_somebody_else_has_it() -> None:
    rows = ticket(
        "t",
        ("Ticket Opened", 0),
        ("Ticket Assigned", 0.1, {"assignee": "a", "team": "first"}),
        ("Ticket Assigned", 0.2, {"assignee": "b"}),
        ("Ticket Assigned", 0.3, {"assignee": "c", "team": "second"}),
        ("Ticket Solved", 1),
    )
    assert value(rows, "transfers") == 2.0
    assert value(rows, "transfer_rate") == 100.0
    assert [row.group for row in asked(rows, "resolution_hours", by="properties.team")] == ["second"]


def test_backlog__by_day__is_what_was_open_at_the_end_of_each() -> None:
    rows = [*REOPENED, *ticket("u", ("Ticket Opened", 1), customer="b")]
    found = asked(rows, "backlog", by="day", scope=Scope(since=date(2026, 1, 1), until=date(2026, 1, 6)))
    assert [row.value for row in found] == [1.0, 1.0, 2.0, 1.0, 1.0]


def test_backlog__over_periods__counts_at_the_end_of_each() -> None:
    edges = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 4), date(2026, 1, 8)]
    found = series(log_of(REOPENED), "backlog", scope=Scope(), edges=edges, as_of=moment(300))
    assert [period.numbers.value for period in found] == [1.0, 1.0, 0.0]


def test_attainment__counts_tickets_when_they_are_replied_to_or_time_runs_out() -> None:
    rows = [
        *ticket("in time", ("Ticket Opened", 0), ("Ticket Replied", 2 * HOUR)),
        *ticket("late", ("Ticket Opened", 0), ("Ticket Replied", 3 * HOUR)),
        *ticket("never", ("Ticket Opened", 1)),
        *ticket("still", ("Ticket Opened", 2.5)),  # Saturday night: its two hours are on Monday
        *ticket("urgent", ("Ticket Opened", 0, {"priority": "high"}), ("Ticket Replied", HOUR)),
    ]
    (found,) = asked(rows, "first_reply_sla", days=3)
    assert (found.n, found.value) == (4, 25.0)
    (later,) = asked(rows, "first_reply_sla", days=5)
    assert (later.n, later.value) == (5, 20.0)
    by = {row.group: row.value for row in asked(rows, "first_reply_sla", by="properties.priority")}
    assert by == {"high": 0.0, "unknown": 25.0}


def test_attainment__promise_taken_back__leaves_later_tickets_out() -> None:
    terms = ServiceTerms(
        targets=(
            Target("first_reply", 60, "calendar"),
            Target("first_reply", None, "calendar", valid_from=date(2026, 1, 5)),
        )
    )
    rows = [*ticket("old", ("Ticket Opened", 0)), *ticket("new", ("Ticket Opened", 6))]
    (found,) = asked(rows, "first_reply_sla", terms=terms)
    assert found.n == 1


def test_attainment__without_a_target__says_how_to_set_one() -> None:
    with pytest.raises(NoTarget, match="regard targets set resolution"):
        asked([], "resolution_sla")
