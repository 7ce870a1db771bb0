"""What is counted of each ticket: its moments, its waits, its handovers. Definitions: docs/reference/tickets.md.

All arrays have one element per ticket. A place is where in the histories a row stands, -1 where there is no such row.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from regard.analytics.tickets.clocks import Clock
from regard.analytics.tickets.histories import HOLD, NEW, OPEN, PENDING, Codes, Flags, Histories
from regard.analytics.tickets.timetable import Moments

WAITS = {
    "requester_wait": (NEW, OPEN, HOLD),
    "agent_wait": (PENDING,),
    "on_hold": (HOLD,),
    "agent_work": (NEW, OPEN),
}


@dataclass(frozen=True)
class Ledger:
    """What the histories say of each ticket."""

    histories: Histories

    @cached_property
    def first_reply(self) -> Codes:
        """The first public reply; what the company wrote in the moment it opened the ticket itself is none."""
        rows = self.histories
        opening = np.repeat(rows.starts, self.rows)
        with_opening = rows.by_company[opening] & (rows.time == rows.time[opening])
        return rows.first(rows.replied & ~with_opening)

    @cached_property
    def first_end(self) -> Codes:
        """Where it was first solved (or closed without being solved)."""
        return self.histories.first(self.histories.ends)

    @cached_property
    def last_end(self) -> Codes:
        """Where it was last solved; closing a solved ticket is not solving it."""
        return self.histories.last(self.histories.ends)

    @cached_property
    def is_ended(self) -> Flags:
        """Whether it is solved or closed at the end of the log."""
        return self.histories.ended[self.histories.lasts]

    @cached_property
    def replies(self) -> Codes:
        """Public replies of the company."""
        return self.histories.count(self.histories.replied)

    @cached_property
    def reopens(self) -> Codes:
        """How often it was reopened."""
        return self.histories.count(self.histories.reopens)

    @cached_property
    def transfers(self) -> Codes:
        """How often it went from one assignee or team to another; being assigned at first is no transfer."""
        return self.histories.count(self._handed_on("assignee") | self._handed_on("team"))

    @cached_property
    def rows(self) -> Codes:
        """How many rows each ticket has."""
        return self.histories.lasts - self.histories.starts + 1

    def lasted(self, clock: Clock, place: Codes) -> Moments:
        """Microseconds from the ticket's opening to a place; 0 where there is none."""
        return np.where(place >= 0, clock.elapsed()[np.maximum(place, 0)], 0) if len(place) else place

    def waited(self, clock: Clock, wait: str) -> Moments:
        """Microseconds in the states of a wait, from opening to the last solution."""
        counted = np.isin(self.histories.status, WAITS[wait])
        place = np.maximum(self.last_end, 0)
        return np.where(self.last_end >= 0, clock.elapsed(counted)[place], 0) if len(place) else place

    def was_in(self, wait: str) -> Flags:
        """Whether it was ever in one of the states of a wait before its last solution."""
        places = np.arange(len(self.histories.time))
        until = np.repeat(self.last_end, self.rows)
        return self.histories.count(np.isin(self.histories.status, WAITS[wait]) & (places < until)) > 0

    def told(self, name: str, place: Codes) -> pa.Array:
        """What held for the ticket at a place: its assignee, team, priority or schedule."""
        words = pa.array([None, *self.histories.words[name][1:]], pa.string())
        return words.take(pa.array(self.histories.told[name][place], pa.int64()))

    def first_told(self, name: str) -> list[str]:
        """What was first told of each ticket; empty where nothing ever was."""
        codes = self.histories.told[name]
        place = self.histories.first(codes > 0)
        words = self.histories.words[name]
        return [words[codes[at]] if at >= 0 else "" for at in place.tolist()]

    def _handed_on(self, name: str) -> Flags:
        codes = self.histories.told[name]
        if len(codes) == 0:
            return codes.astype(np.bool_)
        before: Codes = np.concatenate(([0], codes[:-1]))
        before[self.histories.starts] = 0
        handed_on: Flags = (before > 0) & (codes != before)
        return handed_on
