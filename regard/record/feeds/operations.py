"""Set feeds up, change them, pause them, take files in."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction

from regard.analytics.errors import RegardError
from regard.analytics.schema.interactions import CHANNELS
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.foundation.outgoing.api import checked_address, is_internal
from regard.record.feeds.kinds import KINDS, LEAST_MINUTES, MOST_MINUTES
from regard.record.feeds.looking import Looked, take_entries
from regard.record.feeds.mailbox import mailbox_of
from regard.record.feeds.models import Feed
from regard.record.feeds.reading.mail import mails_in, read_mails
from regard.record.feeds.reading.mastodon import read_statuses
from regard.record.feeds.reading.stores import read_apple, read_play
from regard.record.feeds.reading.syndication import read_syndication
from regard.record.feeds.secrets import sealed
from regard.record.sources.api import change_source, create_source

MOST_FILE = 20 * 1024 * 1024
MOST_FEEDS = 500


class FeedRefused(RegardError):
    """A feed cannot be set up as asked."""

    code = "feed_refused"
    status = 422


class NoFeed(RegardError):
    """There is no such feed."""

    code = "feed_unknown"
    status = 404


@transaction.atomic
def create_feed(
    *,
    name: str,
    kind: str,
    address: str = "",
    secret: str = "",
    channel: str | None = None,
    every_minutes: int = 30,
    slug: str | None = None,
) -> str:
    """Make a source that is looked at again and again; return its slug. Raises FeedRefused, TargetRefused, SourceRefused."""
    known = KINDS.get(kind)
    if known is None:
        raise FeedRefused(f"A feed is of kind {', '.join(KINDS)}, not {kind[:40]!r}.")
    if Feed.objects.count() >= MOST_FEEDS:
        raise FeedRefused(f"There are {MOST_FEEDS} feeds already. Delete one that is not needed.")
    address = address.strip()
    if not address and kind != "play":
        raise FeedRefused(f"Say where it is. {known.title} has addresses such as {known.address}.")
    _check_address(kind, address, secret)
    _check_secret(kind, secret)
    made = create_source(name=name, kind="feed", slug=slug)
    Feed.objects.create(
        source=made,
        kind=kind,
        address=address,
        channel=_channel(channel or known.channel),
        sealed=sealed(secret=secret),
        every_minutes=_minutes(every_minutes),
        next_at=datetime.now(UTC) if address else None,
    )
    note(verb="created", subject=f"feed:{made}", detail={"kind": kind})
    return made


@transaction.atomic
def change_feed(
    *,
    source: str,
    name: str | None = None,
    address: str | None = None,
    secret: str | None = None,
    channel: str | None = None,
    every_minutes: int | None = None,
    is_paused: bool | None = None,
) -> None:
    """Change what is given and leave the rest. A new address is looked at from its beginning. Raises what making it does."""
    feed = get_feed(source=source, for_update=True)
    if secret is not None:
        _check_secret(feed.kind, secret)
        feed.sealed = sealed(secret=secret)
    if address is not None and address.strip() != feed.address:
        _check_address(feed.kind, address.strip(), secret or ("kept" if feed.sealed else ""))
        if not address.strip() and feed.kind != "play":
            raise FeedRefused("A feed needs an address.")
        if secret is None and feed.sealed is not None and _host(feed.address) != _host(address.strip()):
            raise FeedRefused(
                "The address is at another host. Give the secret anew: it is not sent where it was not meant for."
            )
        feed.address, feed.cursor = address.strip(), {}
    feed.channel = _channel(channel) if channel is not None else feed.channel
    feed.every_minutes = _minutes(every_minutes) if every_minutes is not None else feed.every_minutes
    if address is not None or secret is not None or is_paused is False:
        feed.failures, feed.state, feed.said = 0, "waiting", ""
        feed.next_at = datetime.now(UTC) if feed.address else None
    if is_paused is not None:
        feed.is_paused = is_paused
    feed.save()
    if name is not None or is_paused is not None:
        change_source(slug=source, name=name, is_enabled=None if is_paused is None else not is_paused)
    told = {"address": address is not None, "secret": secret is not None, "is_paused": is_paused}
    note(verb="changed", subject=f"feed:{source}", detail=told)


@transaction.atomic
def delete_feed(*, source: str) -> None:
    """Look at it no more. Its source is switched off and what it brought stays in the log. Raises NoFeed."""
    get_feed(source=source, for_update=True).delete()
    change_source(slug=source, is_enabled=False)
    note(verb="deleted", subject=f"feed:{source}", detail={})


def take_file(*, lake: Lake, source: str, body: bytes, name: str) -> Looked:
    """Record what a file says that a feed's kind can read: an export of reviews, an mbox, a saved feed.

    Raises NoFeed, FeedRefused, FeedUnreadable.
    """
    feed = get_feed(source=source)
    if len(body) > MOST_FILE:
        raise FeedRefused(f"A file may have {MOST_FILE // 1024 // 1024} MB. Import a larger one with `regard import`.")
    now = datetime.now(UTC)
    address = feed.address or "https://file/"
    if feed.kind == "mail":
        read = read_mails(mails=mails_in(body=body), now=now)
    elif feed.kind == "mastodon":
        read = read_statuses(body=body, address=address, now=now)
    elif feed.kind == "apple":
        read = read_apple(body=body, address=address, now=now)
    elif feed.kind == "play":
        read = read_play(body=body, now=now)
    else:
        read = read_syndication(body=body, content_type="", address=address, now=now)
    note(verb="took a file", subject=f"feed:{source}", detail={"bytes": len(body)})
    return take_entries(lake=lake, feed=feed, read=read, origin=f"file {name[:100]}", now=now)


def get_feed(*, source: str, for_update: bool = False) -> Feed:
    """The feed of a source. Raises NoFeed."""
    rows = Feed.objects.select_for_update() if for_update else Feed.objects
    feed = rows.filter(source=source).first()
    if feed is None:
        raise NoFeed(f"There is no feed {source[:80]!r}.")
    return feed


def _check_address(kind: str, address: str, secret: str) -> None:
    internal = settings.REGARD.internal_hosts
    if kind == "mail":
        mailbox_of(address=address, password=secret, internal=internal)
    elif address:
        parts = checked_address(text=address, schemes=KINDS[kind].schemes, internal=internal)
        if (
            secret
            and parts.scheme != "https"
            and not is_internal(host=parts.hostname or "", port=parts.port, internal=internal)
        ):
            raise FeedRefused("A secret is sent over TLS alone: begin the address with https://.")


def _check_secret(kind: str, secret: str) -> None:
    known = KINDS[kind]
    if secret and not known.secret:
        raise FeedRefused(f"{known.title} is read without a secret.")
    if known.is_secret_needed and not secret:
        raise FeedRefused(f"Give the secret. {known.secret}")
    if len(secret) > 4_000 or not secret.isprintable():
        raise FeedRefused("A secret has at most 4,000 characters, all of which can be seen.")


def _channel(channel: str) -> str:
    if channel not in CHANNELS:
        raise FeedRefused(f"A channel is one of {', '.join(CHANNELS)}, not {channel[:40]!r}.")
    return channel


def _minutes(minutes: int) -> int:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise FeedRefused(f"A feed is looked at every {LEAST_MINUTES} to {MOST_MINUTES:,} minutes.")
    return minutes


def _host(address: str) -> str | None:
    return address.partition("://")[2].partition("/")[0].rpartition("@")[2]
