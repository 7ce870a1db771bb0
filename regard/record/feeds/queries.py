"""Questions about feeds: how each does."""

from dataclasses import dataclass
from datetime import datetime

from regard.record.feeds.models import Feed
from regard.record.feeds.operations import NoFeed
from regard.record.sources.api import list_sources


@dataclass(frozen=True)
class FeedRow:
    """One feed: what it is, how it does, and when it is looked at again.

    `state` is waiting, looking, ok, unchanged, failing, refused, gone or paused; `said` what came of the last look.
    """

    source: str
    name: str
    kind: str
    address: str
    channel: str
    has_secret: bool
    every_minutes: int
    is_paused: bool
    state: str
    said: str
    failures: int
    looks: int
    looked_at: datetime | None
    answered_at: datetime | None
    next_at: datetime | None
    entries: int
    stored: int
    edited: int
    rejected: int
    left_out: int
    created_at: datetime


def list_feeds() -> list[FeedRow]:
    """All feeds, the oldest first."""
    names = {row.slug: row.name for row in list_sources()}
    return [_row(feed, names.get(feed.source, feed.source)) for feed in Feed.objects.order_by("pk")]


def feed_of(*, source: str) -> FeedRow:
    """One feed. Raises NoFeed."""
    found = next((row for row in list_feeds() if row.source == source), None)
    if found is None:
        raise NoFeed(f"There is no feed {source[:80]!r}.")
    return found


def _row(feed: Feed, name: str) -> FeedRow:
    return FeedRow(
        source=feed.source,
        name=name,
        kind=feed.kind,
        address=feed.address,
        channel=feed.channel,
        has_secret=feed.sealed is not None,
        every_minutes=feed.every_minutes,
        is_paused=feed.is_paused,
        state="paused" if feed.is_paused else feed.state,
        said=feed.said,
        failures=feed.failures,
        looks=feed.looks,
        looked_at=feed.looked_at,
        answered_at=feed.answered_at,
        next_at=None if feed.is_paused else feed.next_at,
        entries=feed.entries,
        stored=feed.stored,
        edited=feed.edited,
        rejected=feed.rejected,
        left_out=feed.left_out,
        created_at=feed.created_at,
    )
