"""What became of a ticket, minute by minute: an oracle that walks and counts instead of looking up.

It shares no code with what it checks. Every minute of the time looked at is asked of the clock on the wall whether
somebody is there, and of every ticket which state it is in and under which schedule.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import numpy as np

START = datetime(2025, 1, 6, tzinfo=UTC)
MINUTES = 330 * 24 * 60  # past both changes of every clock that occurs
WAITS = {
    "requester_wait": {"new", "open", "hold"},
    "agent_wait": {"pending"},
    "on_hold": {"hold"},
    "agent_work": {"new", "open"},
}
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
STATES = ["new", "open", "pending", "hold", "solved", "closed"]


def open_minutes(history: list[dict[str, Any]]) -> np.ndarray:
    """For each minute from START whether a schedule is open; `history` as people write it, oldest first."""
    zones = [ZoneInfo(one["zone"]) for one in history]
    off = [_days_off(one) for one in history]
    changes = [
        datetime.combine(date.fromisoformat(one["valid_from"]), datetime.min.time(), zone)
        for one, zone in zip(history[1:], zones[1:], strict=True)
    ]
    found = np.zeros(MINUTES, dtype=bool)
    for number in range(MINUTES):
        now = START + timedelta(minutes=number)
        which = sum(change <= now for change in changes)
        wall = now.astimezone(zones[which])
        clock, day = f"{wall.hour:02d}:{wall.minute:02d}", wall.date()
        hours = [] if day in off[which] else history[which]["week"].get(DAYS[wall.weekday()], [])
        hours = history[which].get("exceptions", {}).get(str(day), hours)
        found[number] = any(start <= clock < end for start, end in hours)
    return found


def _days_off(one: dict[str, Any]) -> set[date]:
    if not one.get("country"):
        return set()
    return set(holidays.country_holidays(one["country"], one.get("subdivision"), years=[2025, 2026]))


@dataclass
class Walked:
    """What one ticket came to, in whole minutes; None where it never happened."""

    opened: int = 0
    first_reply: int | None = None
    first_end: int | None = None
    last_end: int | None = None
    ended: bool = False
    replies: int = 0
    reopens: int = 0
    transfers: int = 0
    states: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int8))  # by minute, opening to last row
    schedules: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=np.int8))
    state: int = 0  # after the last row
    schedule: int = 0

    def calendar(self, until: int | None) -> int | None:
        return None if until is None else until - self.opened

    def business(self, until: int | None, tables: list[np.ndarray]) -> int | None:
        if until is None:
            return None
        n = until - self.opened
        return sum(
            int((table[self.opened : until] & (self.schedules[:n] == number)).sum())
            for number, table in enumerate(tables)
        )

    def waited(self, wait: str, tables: list[np.ndarray] | None) -> int:
        assert self.last_end is not None
        n = self.last_end - self.opened
        counted = np.isin(self.states[:n], [STATES.index(state) for state in WAITS[wait]])
        if tables is None:
            return int(counted.sum())
        return sum(
            int((table[self.opened : self.last_end] & counted & (self.schedules[:n] == number)).sum())
            for number, table in enumerate(tables)
        )


def walk(rows: list[dict[str, Any]], until: int, schedules: list[str]) -> Walked:
    """One ticket's rows in order, up to a minute. `rows` have minute, kind, actor and said (properties)."""
    rows = [row for row in rows if row["minute"] <= until]
    told = Walked(opened=rows[0]["minute"])
    length = rows[-1]["minute"] - told.opened
    told.states, told.schedules = np.zeros(length, dtype=np.int8), np.zeros(length, dtype=np.int8)
    state, schedule, holders = "new", 0, {"assignee": None, "team": None}
    for number, row in enumerate(rows):
        before, said = state, row["said"]
        state = _next_state(state, row)
        schedule = schedules.index(said["schedule"]) if "schedule" in said else schedule
        if row["kind"] == "Ticket Replied" and row["actor"] == "company" and said.get("public", True):
            told.replies += 1
            if told.first_reply is None:
                told.first_reply = row["minute"]
        moved = [name for name in holders if name in said and holders[name] not in (None, said[name])]
        told.transfers += bool(moved)
        holders |= {name: said[name] for name in holders if name in said}
        was, now = before in ("solved", "closed"), state in ("solved", "closed")
        if now and not was:
            told.first_end = row["minute"] if told.first_end is None else told.first_end
            told.last_end = row["minute"]
        told.reopens += was and not now
        following = rows[min(number + 1, len(rows) - 1)]["minute"]
        told.states[row["minute"] - told.opened : following - told.opened] = STATES.index(state)
        told.schedules[row["minute"] - told.opened : following - told.opened] = schedule
    told.ended, told.state, told.schedule = state in ("solved", "closed"), STATES.index(state), schedule
    return told


def _next_state(state: str, row: dict[str, Any]) -> str:
    kind, actor, said = row["kind"], row["actor"], row["said"]
    if kind == "Ticket Status Changed":
        return str(said["status"])
    if kind == "Ticket Replied" and actor == "customer" and state == "pending":
        return "open"
    return {
        "Ticket Pending": "pending",
        "Ticket Held": "hold",
        "Ticket Solved": "solved",
        "Ticket Closed": "closed",
        "Ticket Reopened": "open",
    }.get(kind, state)
