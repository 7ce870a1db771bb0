"""Feeds over REST: what is looked at, how it does, and who public authors were proved to be."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Path, Router
from ninja.files import UploadedFile
from pydantic import Field, StrictBool

from regard.foundation.rest.api import Schema, lake, who
from regard.record.feeds.kinds import KINDS, LEAST_MINUTES, MOST_MINUTES
from regard.record.feeds.looking import look_at
from regard.record.feeds.operations import MOST_FILE, FeedRefused, change_feed, create_feed, delete_feed, take_file
from regard.record.feeds.proofs import (
    NewCode,
    ProofRow,
    ask_for_code,
    list_proofs,
    take_word,
    undo_proof,
)
from regard.record.feeds.queries import FeedRow, feed_of, list_feeds

router = Router(tags=["feeds"])

Source = Path[Annotated[str, Field(max_length=64)]]
FeedKind = Literal["feed", "mastodon", "apple", "play", "mail"]
Address = Annotated[str, Field(max_length=2_000)]
Secret = Annotated[str, Field(max_length=4_000)]
Minutes = Annotated[int, Field(ge=LEAST_MINUTES, le=MOST_MINUTES)]
Channel = Annotated[str, Field(max_length=16)]
CustomerId = Annotated[str, Field(pattern=r"^cus_[0-9a-f]{16}$")]
AuthorId = Annotated[str, Field(pattern=r"^pub_[0-9a-f]{16}$")]


class FeedOut(Schema):
    """One feed: what it is, how it does, and when it is looked at again."""

    source: str = Field(description="What the log says in `source`.")
    name: str
    kind: str
    address: str
    channel: str
    has_secret: bool = Field(description="A secret is kept; it is never shown.")
    every_minutes: int
    is_paused: bool
    state: str = Field(description="waiting, looking, ok, unchanged, failing, refused, gone or paused.")
    said: str = Field(description="What came of the last look, as a sentence.")
    failures: int = Field(description="Looks in a row that failed; each doubles the time to the next.")
    looks: int
    looked_at: datetime | None
    answered_at: datetime | None
    next_at: datetime | None
    entries: int = Field(description="New or changed ones that were read, of all time.")
    stored: int
    edited: int = Field(description="Of those stored, how many say anew what was said before.")
    rejected: int
    left_out: int = Field(description="None of ours: not public, repeated by others, sent by programs.")
    created_at: datetime


class FeedKindOut(Schema):
    """A kind of feed."""

    name: str
    title: str
    channel: str
    address: str = Field(description="How its addresses look.")
    secret: str = Field(description="What its secret is; empty where it has none.")
    is_secret_needed: bool


class Feeds(Schema):
    """All feeds, and the kinds there can be."""

    rows: list[FeedOut]
    kinds: list[FeedKindOut]


class NewFeed(Schema):
    """A feed to look at."""

    name: str = Field(max_length=120)
    kind: FeedKind
    address: Address = ""
    secret: Secret = ""
    channel: Channel | None = Field(None, description="Its kind's own when left out.")
    every_minutes: Minutes = 30
    slug: str | None = Field(None, max_length=64, description="What the log will say; made of the name when left out.")


class FeedChange(Schema):
    """What to change of a feed. A secret that is left out stays; an empty one is forgotten."""

    name: str | None = Field(None, max_length=120)
    address: Address | None = None
    secret: Secret | None = None
    channel: Channel | None = None
    every_minutes: Minutes | None = None
    is_paused: StrictBool | None = None


class FeedLook(Schema):
    """What a look came to."""

    state: str
    said: str
    read: int
    stored: int
    duplicates: int
    edited: int
    rejected: int
    left_out: int


class PublicProof(Schema):
    """That a public author is a customer: asked for, proved or taken back."""

    id: int
    author: str
    customer: str
    way: str = Field(description="code: posted by the author. told: by somebody who knows.")
    state: str = Field(description="open, expired, proved or undone.")
    asked_by: str
    asked_at: datetime
    expires_at: datetime | None
    proved_at: datetime | None
    evidence: str
    decision: int | None = Field(description="The decision about who is who that it became.")


class PublicProofs(Schema):
    """Proofs, the newest first."""

    rows: list[PublicProof]


class WantedProof(Schema):
    """Who is who. With `evidence` it is taken as known; without, a code is made for the customer to post."""

    author: AuthorId
    customer: CustomerId
    evidence: str | None = Field(None, min_length=10, max_length=2_000)


class PublicCode(Schema):
    """A code to give to the customer alone, who posts it as the public author. It is shown here and never again."""

    id: int
    code: str
    expires_at: datetime


@router.get("/feeds", response=Feeds)
def get_feeds(request: HttpRequest) -> dict[str, Any]:
    """All feeds, the oldest first, and the kinds there can be."""
    return {"rows": list_feeds(), "kinds": list(KINDS.values())}


@router.post("/feeds", response=FeedOut)
def post_feed(request: HttpRequest, wanted: NewFeed) -> FeedRow:
    """Make a feed. It is looked at within a minute, and then every so often."""
    made = create_feed(**wanted.dict())
    return feed_of(source=made)


@router.get("/feeds/{source}", response=FeedOut)
def get_one_feed(request: HttpRequest, source: Source) -> FeedRow:
    """One feed and how it does."""
    return feed_of(source=source)


@router.patch("/feeds/{source}", response=FeedOut)
def patch_feed(request: HttpRequest, source: Source, change: FeedChange) -> FeedRow:
    """Change a feed, pause it or go on. A new address is looked at from its beginning."""
    change_feed(source=source, **change.dict())
    return feed_of(source=source)


@router.delete("/feeds/{source}", response=Feeds)
def remove_feed(request: HttpRequest, source: Source) -> dict[str, Any]:
    """Look at a feed no more. What it brought stays in the log."""
    delete_feed(source=source)
    return {"rows": list_feeds(), "kinds": list(KINDS.values())}


@router.post("/feeds/{source}/look", response=FeedLook)
def look_now(request: HttpRequest, source: Source) -> dict[str, Any]:
    """Look at a feed now, and say what came of it."""
    feed = feed_of(source=source)
    if not feed.address:
        raise FeedRefused("This feed has no address: it takes files alone.")
    found = look_at(lake=lake(), source=source, is_asked_for=True)
    if found is None:
        raise FeedRefused("Somebody is looking at this feed right now. Look at what it says in a moment.")
    return _look(found)


@router.post("/feeds/{source}/files", response=FeedLook)
def post_feed_file(request: HttpRequest, source: Source, file: File[UploadedFile]) -> dict[str, Any]:
    """Take a file in that this kind of feed can read: an export of reviews, an mbox, a saved feed."""
    if (file.size or 0) > MOST_FILE:
        raise FeedRefused(f"A file may have {MOST_FILE // 1024 // 1024} MB.")
    return _look(take_file(lake=lake(), source=source, body=file.read(), name=file.name or "file"))


@router.get("/public-proofs", response=PublicProofs)
def get_public_proofs(request: HttpRequest, author: AuthorId | None = None) -> dict[str, list[ProofRow]]:
    """Who public authors were proved to be, or are asked to prove, the newest first."""
    return {"rows": list_proofs(author=author)}


@router.post("/public-proofs", response=PublicProof | PublicCode)
def post_public_proof(request: HttpRequest, response: HttpResponse, wanted: WantedProof) -> ProofRow | NewCode:
    """Say that a public author is a customer, with how that is known; or ask for a code that proves it."""
    response["Cache-Control"] = "no-store"
    by = who(request=request)
    if wanted.evidence is None:
        return ask_for_code(author=wanted.author, customer=wanted.customer, by=by)
    return take_word(lake=lake(), author=wanted.author, customer=wanted.customer, by=by, evidence=wanted.evidence)


@router.delete("/public-proofs/{proof_id}", response=PublicProof)
def delete_public_proof(request: HttpRequest, proof_id: Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]) -> ProofRow:
    """Take a proof back: what the author said is public voice again."""
    return undo_proof(lake=lake(), proof_id=proof_id, by=who(request=request))


def _look(found: Any) -> dict[str, Any]:
    return {
        "state": found.state,
        "said": found.said,
        "edited": found.edited,
        "left_out": found.left_out,
        **{name: getattr(found.counts, name) for name in ("read", "stored", "duplicates", "rejected")},
    }
