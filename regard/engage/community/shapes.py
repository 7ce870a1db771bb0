"""What leaves the domain: plain, frozen, without models."""

from dataclasses import dataclass
from datetime import datetime

from regard.analytics.metrics.estimates import Numbers


@dataclass(frozen=True)
class BoardRow:
    """A board, with how many ideas it has and how much waits for staff."""

    slug: str
    name: str
    intro: str
    address: str
    is_open: bool
    is_private: bool
    domains: str
    is_reviewed: bool
    created_at: datetime
    ideas: int
    waiting: int
    link: str


@dataclass(frozen=True)
class Demand:
    """Who wants something: how many people, of how many ways, what they are worth, and how many of them may leave.

    `people` counts everybody once, by votes and by what they said elsewhere. `known` is how many of them the log knows from
    elsewhere than the board. `revenue` is what they spent in the last year, `n` those who spent anything; `to_come` what they are
    expected to spend in the next, `n` those of whom that can be told; `leaving` how many of the `n` who have a chance of leaving
    are expected to, and `stake` what hangs on them.
    """

    people: int
    voters: int
    requesters: int
    known: int
    revenue: Numbers
    to_come: Numbers
    leaving: Numbers
    stake: Numbers


@dataclass(frozen=True)
class IdeaRow:
    """An idea among others."""

    number: int
    board: str
    title: str
    body: str
    status: str
    posted_at: datetime
    posted_by: str
    into: int | None
    is_shown: bool
    is_waiting: bool
    is_locked: bool
    comments: int
    demand: Demand


@dataclass(frozen=True)
class Ranking:
    """Ideas of a board in an order, with the currency their money is in, and where risks come from."""

    rows: list[IdeaRow]
    n: int
    currency: str
    risk: str  # of which risk there are scores; empty where there are none


@dataclass(frozen=True)
class CommentRow:
    """What somebody said of an idea."""

    number: int
    idea: int
    author: str
    is_official: bool
    is_shown: bool
    text: str
    at: datetime


@dataclass(frozen=True)
class StepRow:
    """An entry of the history."""

    number: int
    kind: str
    at: datetime
    by: str
    text: str
    was: str
    became: str
    sent: int
    waiting: int
    untold: int


@dataclass(frozen=True)
class MergedRow:
    """An idea that is part of another."""

    number: int
    title: str
    votes: int


@dataclass(frozen=True)
class IdeaPage:
    """One idea closely."""

    idea: IdeaRow
    currency: str
    risk: str
    comments: list[CommentRow]
    steps: list[StepRow]
    merged: list[MergedRow]
    topics: list[tuple[str, str, int]]  # id, name, how many asked
    similar: list[tuple[int, str, int]]  # number, title, people


@dataclass(frozen=True)
class PersonRow:
    """Somebody who wants an idea, and how that is known."""

    customer_id: str
    name: str
    first_at: datetime
    is_voter: bool
    requests: int
    revenue: float | None
    chance: float | None
    told: str  # sent, waiting, withheld, failed; empty where nothing changed yet
    reason: str


@dataclass(frozen=True)
class SaidRow:
    """A sentence in which a customer asked for it elsewhere; names and numbers masked."""

    interaction_id: str
    customer_id: str
    kind: str
    channel: str
    at: datetime
    text: str
    is_linked: bool


@dataclass(frozen=True)
class NoticeRow:
    """Whether one person was told of a change, and why not."""

    customer_id: str
    state: str
    reason: str
    sentence: str
    at: datetime


@dataclass(frozen=True)
class QueueRow:
    """Something that waits for staff to look at it."""

    idea: int
    comment: int | None
    board: str
    title: str
    text: str
    author: str
    why: str  # new | reported
    times: int
    at: datetime
    is_shown: bool


@dataclass(frozen=True)
class ShownIdea:
    """An idea as the public sees it."""

    number: int
    title: str
    body: str
    status: str
    people: int
    comments: int
    posted_at: datetime
    is_mine: bool  # the one who looks wants it
    is_waiting: bool
    is_locked: bool
    takes_votes: bool
