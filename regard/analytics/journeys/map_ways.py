"""The way from one step of a map to the next: who goes on, how fast, and with how much effort.

Who was at a step in the period goes on where they come to the other one no later than the window after being there. The
way begins when they were first there within the window before they came, so that going back and forth counts as what it is.
"""

from dataclasses import dataclass

import numpy as np

from regard.analytics.journeys.between import GoalQuestion, Reaching, reached
from regard.analytics.journeys.estimating import DAYS, median_days
from regard.analytics.journeys.histories import (
    ALWAYS,
    Flags,
    Histories,
    Integers,
    Keys,
    Piece,
    Places,
    Span,
    is_first,
    is_last,
    rows_of,
)
from regard.analytics.journeys.matching import is_counted
from regard.analytics.metrics.estimates import Numbers, mean, share
from regard.analytics.scope import Scope


@dataclass(frozen=True)
class Way:
    """How customers go from a step to another.

    `share` (per cent) of those who were at the step went on; `days` is the median of those who did, with `quartiles`;
    what they did on the way, the arrival included, are means. `lately` were there so near the log's end that they may
    still go on.
    """

    share: Numbers
    lately: int
    days: Numbers
    quartiles: tuple[float, float] | None
    interactions: Numbers
    repeats: Numbers
    channel_switches: Numbers


@dataclass(frozen=True)
class WayQuestion:
    """What is asked: the histories' table of the map's steps, the window in microseconds, and how the log is counted."""

    table: Places
    window: int
    scope: Scope = Scope()
    span: Span = ALWAYS
    as_of: int = 0


def way_of(histories: Histories, asked: WayQuestion, start: int, end: int) -> Way:
    """How customers go from one step, by number, to another."""
    found, came = _walked(histories, asked, start, end)
    took = found.took[came]
    quartiles = np.quantile(took / DAYS, [0.25, 0.75]).tolist() if came.any() else None
    return Way(
        share(int(came.sum()), len(came)),
        int((~came & (found.started_at > asked.as_of - asked.window)).sum()),
        median_days(took),
        None if quartiles is None else (quartiles[0], quartiles[1]),
        *(_mean(column[came]) for column in (found.steps, found.repeats, found.switches)),
    )


def customers_on_way(histories: Histories, asked: WayQuestion, start: int, end: int, *, came: bool) -> Keys:
    """Who went from one step on to another within the window, or did not."""
    found, arrived = _walked(histories, asked, start, end)
    return np.asarray(found.customers[arrived == came])


def _walked(histories: Histories, asked: WayQuestion, start: int, end: int) -> tuple[Reaching, Flags]:
    channels = sorted({step.channel for step in histories.steps if step.channel})
    question = GoalQuestion(
        np.where(asked.table == start, 0, -1).astype(np.int32),
        np.where(asked.table == end, 0, -1).astype(np.int32),
        histories.table(lambda step: 0 if is_counted(step, asked.scope) else -1),
        histories.table(lambda step: channels.index(step.channel) if step.channel else -1),
    )
    found = Reaching.joined(histories.each(lambda piece: _walk(piece, question, asked)))
    return found, found.took >= 0


def _walk(piece: Piece, question: GoalQuestion, asked: WayQuestion) -> Reaching:
    """Of everybody who was at the start: from the last time they were, or from where the way began that came to the end."""
    seen = (question.starts >= 0) | (question.goals >= 0) | (question.counted >= 0)
    rows = rows_of(piece, np.where(seen, 0, -1).astype(np.int32))
    starts = np.flatnonzero((question.starts[rows.steps] >= 0) & asked.span.holds(rows.at))
    goals = np.flatnonzero(question.goals[rows.steps] >= 0)
    latest = np.searchsorted(starts, goals) - 1
    near = np.flatnonzero(latest >= 0)
    before, after = starts[latest[near]], goals[near]
    near = (rows.who[before] == rows.who[after]) & (rows.at[after] - rows.at[before] <= asked.window)
    after = after[near]
    after = after[is_first(rows.who[after])]
    arrival = np.full(len(piece.customers), -1, dtype=np.int64)  # by customer
    arrival[rows.who[after]] = after
    own = arrival[rows.who[starts]]
    begins = (own > starts) & (rows.at[own] - rows.at[starts] <= asked.window)
    first = starts[is_last(rows.who[starts])]
    begun = starts[begins]
    begun = begun[is_first(rows.who[begun])]
    first[np.searchsorted(rows.who[first], rows.who[begun])] = begun
    goal = arrival[rows.who[first]]
    return reached(rows, question, first, np.where(goal >= 0, goal, first), goal >= 0)


def _mean(values: Integers) -> Numbers:
    amounts = values.astype(np.float64)
    return mean(float(amounts.sum()), float((amounts * amounts).sum()), len(amounts))
