"""Every figure of 10,000 tickets equals what a walk through every minute counts, to the microsecond."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest

from regard.analytics.metrics.promises import decided
from regard.analytics.tickets.clocks import BUSINESS, CALENDAR, read_clock
from regard.analytics.tickets.histories import read_histories
from regard.analytics.tickets.ledger import WAITS, Ledger
from regard.analytics.tickets.opening_hours import Schedule, ServiceTerms
from regard.analytics.tickets.reading import read_hours
from regard.analytics.tickets.tests.drawing import NAMES, SCHEDULES, as_log, draw_ticket
from regard.analytics.tickets.tests.oracle import MINUTES, START, Walked, open_minutes, walk
from regard.analytics.tickets.timetable import MINUTE, NEVER

TICKETS = 10_000
SOLVED = 4
HORIZON = 30 * 24 * 60  # how far the walk looks for the minute in which time runs out
UNTIL = MINUTES - 20_000  # tickets go on after the moment that is asked about
AS_OF = START + timedelta(minutes=UNTIL)
TERMS = ServiceTerms(
    {name: Schedule(name, tuple(read_hours(one) for one in hours)) for name, hours in SCHEDULES.items()}, "rome"
)


class Case:
    """Both answers: what the core says, and what the oracle counted."""

    def __init__(self) -> None:
        rng = np.random.default_rng(20261122)
        drawn = [draw_ticket(rng) for _ in range(TICKETS)]
        rows = as_log(drawn)
        rows["customer_id"] = ["cus"] * len(rows["id"])
        time = pa.array(rows.pop("time"), pa.timestamp("us", tz="UTC"))
        log = ibis.duckdb.connect().create_table("log", pa.table({**rows, "time": time}), temp=True)
        self.ledger = Ledger(read_histories(log, AS_OF))
        known = [rows for rows in drawn if rows[0]["minute"] <= UNTIL]
        self.walked = [walk(rows, UNTIL, list(NAMES)) for rows in known]
        self.tables = [open_minutes(SCHEDULES[name]) for name in NAMES]
        self.clocks = {which: read_clock(self.ledger.histories, which, TERMS) for which in (CALENDAR, BUSINESS)}

    def minutes(self, lasted: Any, present: Any) -> list[int | None]:
        assert (lasted % MINUTE == 0).all()
        return [int(value) // MINUTE if there else None for value, there in zip(lasted, present, strict=True)]

    def tables_of(self, which: str) -> list[Any] | None:
        return self.tables if which == BUSINESS else None


@pytest.fixture(scope="module")
def case() -> Case:
    return Case()


def test_counts__of_ten_thousand_tickets__equal_the_walk(case: Case) -> None:
    ledger, walked = case.ledger, case.walked
    assert len(walked) == len(ledger.histories.starts) > 0.9 * TICKETS
    assert ledger.replies.tolist() == [one.replies for one in walked]
    assert ledger.reopens.tolist() == [one.reopens for one in walked]
    assert ledger.transfers.tolist() == [one.transfers for one in walked]
    assert ledger.is_ended.tolist() == [one.ended for one in walked]
    assert sum(one.reopens for one in walked) > 2000
    assert sum(one.transfers for one in walked) > 1000


@pytest.mark.parametrize("which", [CALENDAR, BUSINESS])
@pytest.mark.parametrize(
    ("name", "minute_of"),
    [
        ("first_reply", lambda one: one.first_reply),
        ("first_end", lambda one: one.first_end),
        ("last_end", lambda one: one.last_end),
    ],
)
def test_durations__of_ten_thousand_tickets__equal_the_walk(
    case: Case, which: str, name: str, minute_of: Callable[[Walked], int | None]
) -> None:
    place = getattr(case.ledger, name)
    found = case.minutes(case.ledger.lasted(case.clocks[which], place), place >= 0)
    if which == CALENDAR:
        assert found == [one.calendar(minute_of(one)) for one in case.walked]
    else:
        assert found == [one.business(minute_of(one), case.tables) for one in case.walked]
    assert sum(minutes is not None and minutes > 0 for minutes in found) > 1000


@pytest.mark.parametrize("which", [CALENDAR, BUSINESS])
@pytest.mark.parametrize("wait", WAITS)
def test_waits__of_ten_thousand_tickets__equal_the_walk(case: Case, which: str, wait: str) -> None:
    solved = case.ledger.last_end >= 0
    found = case.minutes(case.ledger.waited(case.clocks[which], wait), solved)
    walked = [None if one.last_end is None else one.waited(wait, case.tables_of(which)) for one in case.walked]
    assert found == walked
    assert sum(minutes is not None and minutes > 0 for minutes in found) > 500


@pytest.mark.parametrize("which", [CALENDAR, BUSINESS])
@pytest.mark.parametrize("measure", ["first_reply", "resolution"])
def test_promises__of_ten_thousand_tickets__are_decided_in_the_minute_the_walk_says(
    case: Case, which: str, measure: str
) -> None:
    limit = 240
    met, at = decided(case.ledger, measure, case.clocks[which], np.full(len(case.walked), limit * MINUTE))
    for one, is_met, moment in zip(case.walked, met.tolist(), at.tolist(), strict=True):
        done = one.first_reply if measure == "first_reply" else one.last_end if one.ended else None
        ran = _running(one, case.tables_of(which))
        in_time = done is not None and int(ran[: done - one.opened].sum()) <= limit
        late = np.flatnonzero(np.cumsum(ran) > limit)
        assert is_met == in_time
        if in_time:
            assert moment == _moment(done)
        elif len(late):
            assert moment == _moment(one.opened + int(late[0])) + 1  # a microsecond into the minute that is too much
        elif len(ran) == UNTIL - one.opened:
            assert moment == NEVER
        else:
            assert moment > _moment(one.opened + HORIZON)


def test_backlog__at_any_minute__is_the_tickets_the_walk_finds_open(case: Case) -> None:
    rows = case.ledger.histories
    for minute in range(0, UNTIL, 30_011):
        place = rows.last(rows.time < _moment(minute))
        found = int(((place >= 0) & ~rows.ended[np.maximum(place, 0)]).sum())
        walked = sum(one.opened < minute and _state_in(one, minute - 1) < SOLVED for one in case.walked)
        assert found == walked


def _running(one: Walked, tables: list[Any] | None) -> Any:
    """For each minute from opening to the horizon, whether the clock ran."""
    n = min(UNTIL - one.opened, max(HORIZON, len(one.states)))
    if tables is None:
        return np.ones(n, dtype=bool)
    tail = np.full(n - len(one.schedules), one.schedule, dtype=np.int8)
    schedules = np.concatenate((one.schedules, tail))
    ran = np.zeros(n, dtype=bool)
    for number in np.unique(schedules).tolist():
        ran |= tables[number][one.opened : one.opened + n] & (schedules == number)
    return ran


def _state_in(one: Walked, minute: int) -> int:
    passed = minute - one.opened
    return int(one.states[passed]) if passed < len(one.states) else one.state


def _moment(minute: int | None) -> int:
    assert minute is not None
    return int((START + timedelta(minutes=minute)).timestamp()) * 1_000_000
