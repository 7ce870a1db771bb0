"""Who wants an idea, who asked elsewhere, who was told, and what waits, over REST."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from regard.engage.community.schemas import IdeaTopicOut, InteractionId, Line, Number, Slug, TopicId
from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import Schema


class IdeaPersonOut(Schema):
    """Somebody who wants it: by a vote, by how many texts elsewhere; what they spent; whether they were told of the last change."""

    customer_id: str
    name: str
    first_at: datetime
    is_voter: bool
    requests: int
    revenue: float | None
    chance: float | None
    told: str
    reason: str


class IdeaPeopleQuery(Schema):
    """Which page of people."""

    offset: int = Field(0, ge=0, le=10_000_000)
    limit: int = Field(50, ge=1, le=200)


class IdeaPeopleOut(Schema):
    """A page of people, and how many there are."""

    rows: list[IdeaPersonOut]
    n: int


class IdeaSaidQuery(Schema):
    """Words that customers use for it."""

    words: Line
    limit: int = Field(30, ge=1, le=100)


class IdeaRequestsQuery(Schema):
    """Whose requests."""

    customer_id: Annotated[str, Field(max_length=40)] | None = None
    limit: int = Field(50, ge=1, le=200)


class RequestTextOut(Schema):
    """A text in which a customer asked elsewhere; names, numbers and addresses masked."""

    interaction_id: str
    customer_id: str
    kind: str
    channel: str
    at: datetime
    text: CustomerWords
    is_linked: bool


class RequestTextsOut(Schema):
    """Texts, the newest first."""

    rows: list[RequestTextOut]


class IdeaLink(Schema):
    """What to count with the votes: texts by the ids of their interactions, or everybody who asks in a topic."""

    interaction_ids: list[InteractionId] = Field(default_factory=list, max_length=500)
    topic: TopicId | None = None


class IdeaLinkedOut(Schema):
    """How many texts were new."""

    new: int


class IdeaTopicsOut(Schema):
    """Topics in which customers ask for something."""

    rows: list[IdeaTopicOut]


class IdeaNoticeOut(Schema):
    """Whether one person was told, and why not."""

    customer_id: str
    state: str
    reason: str
    sentence: str
    at: datetime


class IdeaNoticesOut(Schema):
    """Notices, those of the newest change first."""

    rows: list[IdeaNoticeOut]


class IdeaQueueOut(Schema):
    """Something that waits for staff."""

    idea: int
    comment: int | None
    board: str
    title: CustomerWords
    text: CustomerWords
    author: str
    why: Literal["new", "reported"]
    times: int
    at: datetime
    is_shown: bool


class IdeaQueuesOut(Schema):
    """What waits, the oldest first."""

    rows: list[IdeaQueueOut]


class IdeaQueueQuery(Schema):
    """Of which board."""

    board: Slug | None = None


class IdeaVerdict(Schema):
    """What moderation decides of an idea, or of one comment of it."""

    act: Literal["hide", "show", "let_in", "keep", "lock", "unlock", "ban", "unban"]
    comment: Number | None = None
