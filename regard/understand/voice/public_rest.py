"""Public voice over REST."""

from datetime import datetime

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import Field

from regard.foundation.accounts.api import CustomerWords
from regard.foundation.rest.api import NumbersOut, Schema, ScopeQuery, lake
from regard.understand.voice.public import PublicVoice, public_voice

router = Router(tags=["voice"])


class PublicPlaceOut(Schema):
    """What came from one source."""

    source: str
    channel: str | None
    n: int
    authors: int
    reviews: int
    stars: NumbersOut
    last_at: datetime


class PublicMentionOut(Schema):
    """One thing that was said in public; what it says is masked for those without the right to read it."""

    id: str
    source: str
    channel: str | None
    kind: str
    time: datetime
    author: str = Field(description="pub_…: who said it, as far as is known.")
    author_name: CustomerWords
    url: str | None
    stars: float | None
    text: CustomerWords
    is_edit: bool


class PublicVoiceOut(Schema):
    """What authors said in public who are nobody's customer as far as is proved: in no other number."""

    n: int
    authors: int
    edits: int
    reviews: int
    stars: NumbersOut = Field(description="Mean stars of public reviews, apart from those of customers.")
    places: list[PublicPlaceOut]
    newest: list[PublicMentionOut]


class PublicQuery(ScopeQuery):
    """A scope, and a page of what was said."""

    limit: int = Field(30, ge=1, le=200)
    offset: int = Field(0, ge=0, le=1_000_000)


@router.get("/voice/public", response=PublicVoiceOut)
def get_public_voice(request: HttpRequest, query: Query[PublicQuery]) -> PublicVoice:
    """What was said in public, by source, with the newest first: counted apart from customers."""
    return public_voice(lake=lake(), scope=query.scope(), limit=query.limit, offset=query.offset)
