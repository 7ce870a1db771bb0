"""What the community board takes and gives over REST."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import NumbersOut, Schema

Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}$")]
Line = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Text = Annotated[str, Field(max_length=5_000, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Field(ge=1, le=2_000_000_000)]
InteractionId = Annotated[str, Field(pattern=r"^[0-9a-f]{1,40}$")]
TopicId = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z0-9_.:-]+$")]
Status = Literal["open", "planned", "progress", "done", "declined"]


class NewBoard(Schema):
    """A board; it can be seen at once at `/b/SLUG`."""

    slug: Slug
    name: Line
    address: Line = Field(description="This installation's address, as customers reach it.")
    intro: Text = ""
    is_private: bool = Field(False, description="Read only by who comes from the company's site, or from `domains`.")
    domains: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] = Field(
        "", description="Whose mailboxes may sign in to a private board, as example.org, with commas."
    )
    is_reviewed: bool = Field(False, description="What is new waits for staff.")


class BoardChange(Schema):
    """What of a board changes."""

    name: Line | None = None
    address: Line | None = None
    intro: Text | None = None
    is_open: bool | None = Field(None, description="Whether it takes ideas, votes and comments.")
    is_private: bool | None = None
    domains: Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")] | None = None
    is_reviewed: bool | None = None


class BoardOut(Schema):
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


class BoardsOut(Schema):
    """The boards, by name."""

    rows: list[BoardOut]


class SecretOut(Schema):
    """What the company's site signs identities with (HS256)."""

    secret: str


class DemandOut(Schema):
    """Who wants something: how many people, what they are worth, and how many may leave; each with its n."""

    people: int = Field(description="Everybody once, by votes and by what they said elsewhere.")
    voters: int
    requesters: int = Field(description="Who asked in a ticket, a review, an answer.")
    known: int = Field(description="Whom the log knows from elsewhere than the board.")
    revenue: NumbersOut = Field(description="What they spent in the last year; n: who spent anything.")
    to_come: NumbersOut = Field(
        description="What they are expected to spend in the next year; n: of whom it can be told."
    )
    leaving: NumbersOut = Field(description="How many of the n who have a chance of leaving are expected to.")
    stake: NumbersOut = Field(description="What hangs on those who may leave: chance times worth, summed.")


class IdeaOut(Schema):
    """An idea among others."""

    number: int
    board: str
    title: CustomerWords
    body: CustomerWords
    status: Status
    posted_at: datetime
    posted_by: str
    into: int | None
    is_shown: bool
    is_waiting: bool
    is_locked: bool
    comments: int
    demand: DemandOut


class DemandQuery(Schema):
    """Which ideas, in which order."""

    order: Literal["people", "value", "risk", "new"] = "people"
    status: Status | None = None
    words: Line = ""
    offset: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=200)


class RankingOut(Schema):
    """Ideas in an order; `risk` says of which risk the chances are, empty without."""

    rows: list[IdeaOut]
    n: int
    currency: str
    risk: str


class NewIdea(Schema):
    """An idea in the words of staff."""

    title: Annotated[str, Field(max_length=140, pattern=r"^[^\x00]*$")]
    body: Text = ""


class IdeaChange(Schema):
    """What of an idea changes: staff's words for it (empty for its author's), and what moderation decided."""

    title: Annotated[str, Field(max_length=140, pattern=r"^[^\x00]*$")] | None = None
    body: Text | None = None
    is_shown: bool | None = None
    is_locked: bool | None = None
    is_waiting: bool | None = None


class StatusChange(Schema):
    """What becomes of an idea, with the official answer; who asked is told unless `tells` is false."""

    status: Status
    text: Text = ""
    tells: bool = True


class IdeaAnswer(Schema):
    """An official answer."""

    text: Text


class IdeaMerge(Schema):
    """What an idea becomes part of."""

    into: Number


class IdeaCommentOut(Schema):
    """What somebody said of an idea, or of one that is part of it."""

    number: int
    idea: int
    author: str
    is_official: bool
    is_shown: bool
    text: CustomerWords
    at: datetime


class IdeaStepOut(Schema):
    """An entry of the history, with how many were told of it, wait to be told, and will not be."""

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


class IdeaMergedOut(Schema):
    """An idea that is part of this one, with the votes that were given to it."""

    number: int
    title: CustomerWords
    votes: int


class IdeaTopicOut(Schema):
    """A topic that stands for the idea, with how many customers asked in it."""

    id: str
    name: str
    people: int


class IdeaNearOut(Schema):
    """An idea whose words are near."""

    number: int
    title: CustomerWords
    people: int


class IdeaPageOut(Schema):
    """One idea closely."""

    idea: IdeaOut
    currency: str
    risk: str
    comments: list[IdeaCommentOut]
    steps: list[IdeaStepOut]
    merged: list[IdeaMergedOut]
    topics: list[IdeaTopicOut]
    similar: list[IdeaNearOut]
