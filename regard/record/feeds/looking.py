"""Looking at a feed: ask it, record what is new, and say when to look again.

What was read is in the log before the cursor moves on; where a crash comes between, it is read once more and the log drops
what it holds already. A feed that fails is asked less and less often, one that is gone no more.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.foundation.outgoing.api import Answer, FetchFailed, TargetRefused, seconds_told
from regard.record.feeds.asking import Asked, Told, ask
from regard.record.feeds.models import Feed, Seen
from regard.record.feeds.observing import Told as New
from regard.record.feeds.observing import key_of, observations_of
from regard.record.feeds.proofs import prove_by_codes
from regard.record.feeds.reading.entries import Broken, FeedUnreadable, Read
from regard.record.feeds.secrets import opened
from regard.record.interactions.api import Counts, Recorder, Rejection, rejected_table
from regard.record.sources.api import Tally, note_recorded

MOST_SEEN = 5_000  # entries of a feed whose edits are noticed
LONGEST_WAIT = timedelta(days=1)
SECONDS_HELD = 600  # that one look may take: until then nobody else begins one


@dataclass(frozen=True)
class Looked:
    """What a look came to."""

    source: str
    state: str  # ok | unchanged | failing | refused | gone
    said: str
    counts: Counts
    edited: int = 0
    left_out: int = 0


def utc_now() -> datetime:
    """The clock, read at the edge."""
    return datetime.now(UTC)


def look_at(
    *, lake: Lake, source: str, clock: Callable[[], datetime] = utc_now, is_asked_for: bool = False
) -> Looked | None:
    """Look at one feed; None where another process is looking, or where it is not due and nobody asked."""
    now = clock()
    feed = _claimed(source, now, is_asked_for)
    if feed is None:
        return None
    internal = settings.REGARD.internal_hosts
    asked = Asked(feed.kind, feed.address, opened(feed=feed), feed.cursor, internal)
    try:
        told = ask(asked=asked, now=now)
    except (TargetRefused, FetchFailed, FeedUnreadable) as error:
        return _failed(feed, str(error), now, is_hopeless=isinstance(error, TargetRefused))
    if told.refused is not None:
        return _refused(feed, told.refused, now)
    return _taken(lake, feed, told, now)


def take_entries(*, lake: Lake, feed: Feed, read: Read, origin: str, now: datetime) -> Looked:
    """Record what entries of a feed say that is new, wherever they were read."""
    new, digests = _new_of(feed, read)
    broken = _new_broken(feed, read, digests)
    rejections = [Rejection(origin, one.place, one.reason, one.raw) for one in broken]
    with Recorder(lake) as recorder:
        kept = rejected_table(rejections=rejections, source=feed.source, received_at=now)
        counts = recorder.reject(kept) if rejections else Counts()
        if new:
            told = observations_of(told=new, source=feed.source, kind=feed.kind, channel=feed.channel, origin=origin)
            counts += recorder.record(told)
    with transaction.atomic():
        _remember(feed, digests, now)
        tally = Tally(feed.source, counts.read, counts.stored, counts.duplicates, counts.rejected, now)
        note_recorded(tallies=[tally] if counts.read else [])
        edited = sum(one.is_edit for one in new)
        Feed.objects.filter(pk=feed.pk).update(
            entries=F("entries") + len(new) + len(broken),
            stored=F("stored") + counts.stored,
            edited=F("edited") + edited,
            rejected=F("rejected") + counts.rejected,
            left_out=F("left_out") + read.left_out,
        )
    prove_by_codes(lake=lake, kind=feed.kind, entries=[one.entry for one in new], now=now)
    return Looked(feed.source, "ok", _came(counts, edited, read.left_out), counts, edited, read.left_out)


def list_due(*, now: datetime, most: int = 50) -> list[str]:
    """The sources whose feeds are to be looked at now, those that wait longest first."""
    due = Feed.objects.filter(is_paused=False, next_at__lte=now).exclude(address="")
    return list(due.order_by("next_at").values_list("source", flat=True)[:most])


def _claimed(source: str, now: datetime, is_asked_for: bool) -> Feed | None:
    """The feed, with its next look moved away so that nobody else begins one; None where somebody did."""
    with transaction.atomic():
        feed = Feed.objects.select_for_update().filter(source=source).exclude(address="").first()
        if feed is None or (not is_asked_for and (feed.is_paused or feed.next_at is None or feed.next_at > now)):
            return None
        if feed.state == "looking" and feed.next_at is not None and feed.next_at > now:
            return None
        Feed.objects.filter(pk=feed.pk).update(
            state="looking", next_at=now + timedelta(seconds=SECONDS_HELD), looks=F("looks") + 1, looked_at=now
        )
        return feed


def _taken(lake: Lake, feed: Feed, told: Told, now: datetime) -> Looked:
    if told.is_unchanged and not told.read.entries and not told.read.broken:
        looked = Looked(feed.source, "unchanged", "Nothing new.", Counts(), left_out=told.read.left_out)
    else:
        origin = f"feed {hashlib.sha256(feed.address.encode()).hexdigest()[:8]}"
        looked = take_entries(lake=lake, feed=feed, read=told.read, origin=origin, now=now)
    said = looked.said + (
        f" It has moved for good to {told.moved_to[:300]}: change the address." if told.moved_to else ""
    )
    pause = timedelta(0) if told.has_more else timedelta(minutes=feed.every_minutes)
    Feed.objects.filter(pk=feed.pk).update(
        state=looked.state, said=said[:500], failures=0, answered_at=now, cursor=dict(told.cursor), next_at=now + pause
    )
    return Looked(looked.source, looked.state, said, looked.counts, looked.edited, looked.left_out)


def _refused(feed: Feed, answer: Answer, now: datetime) -> Looked:
    if answer.status in (404, 410):
        if answer.status == 410:
            said = "It is gone (410), and is looked at no more. Change its address, or delete it."
            return _settled(feed, "gone", said, None)
        return _failed(feed, "There is nothing at this address (404). Look whether it has moved.", now)
    if answer.status in (401, 403):
        return _failed(
            feed, f"The server wants to know who asks ({answer.status}). Give another secret.", now, is_hopeless=True
        )
    wait = seconds_told(headers=answer.headers, now=now) if answer.status in (429, 503) else None
    said = {429: "The server asks for patience (429).", 503: "The server is busy (503)."}.get(
        answer.status, f"The server answered {answer.status}."
    )
    return _failed(feed, said, now, seconds=wait)


def _failed(feed: Feed, said: str, now: datetime, *, seconds: float | None = None, is_hopeless: bool = False) -> Looked:
    """Ask later: after what the server said, else twice as long after each failure, a day at most."""
    usual = timedelta(minutes=feed.every_minutes) * 2 ** min(feed.failures, 10)
    told = timedelta(seconds=seconds) if seconds is not None else timedelta(0)
    wait = (
        LONGEST_WAIT if is_hopeless else max(min(usual, max(LONGEST_WAIT, timedelta(minutes=feed.every_minutes))), told)
    )
    Feed.objects.filter(pk=feed.pk).update(failures=F("failures") + 1)
    return _settled(feed, "refused" if is_hopeless else "failing", said, now + wait)


def _settled(feed: Feed, state: str, said: str, next_at: datetime | None) -> Looked:
    Feed.objects.filter(pk=feed.pk).update(state=state, said=said[:500], next_at=next_at)
    if feed.state != state:
        note(verb=f"found {state}", subject=f"feed:{feed.source}", detail={})
    return Looked(feed.source, state, said, Counts())


def _new_of(feed: Feed, read: Read) -> tuple[list[New], dict[str, str]]:
    """Entries that are new or say something else, and the fingerprints of all that were read."""
    keys = {key_of(entry=one): one for one in read.entries}
    known = dict(feed.seen.filter(key__in=list(keys)).values_list("key", "digest"))
    new = []
    for place, (key, one) in enumerate(keys.items(), start=1):
        if known.get(key) != one.digest:
            new.append(New(one, is_edit=key in known, place=place))
    return new, {key: one.digest for key, one in keys.items()}


def _new_broken(feed: Feed, read: Read, digests: dict[str, str]) -> list[Broken]:
    """Broken entries that were not seen before; their fingerprints join the others."""
    found = {
        hashlib.sha256(f"{one.reason}\x1f{one.raw}".encode("utf-8", "replace")).hexdigest()[:32]: one
        for one in read.broken
    }
    known = set(feed.seen.filter(key__in=list(found)).values_list("key", flat=True))
    digests.update(dict.fromkeys(found, "broken"))
    return [one for key, one in found.items() if key not in known]


def _remember(feed: Feed, digests: dict[str, str], now: datetime) -> None:
    rows = [Seen(feed=feed, key=key, digest=digest, seen_at=now) for key, digest in digests.items()]
    Seen.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["feed", "key"], update_fields=["digest", "seen_at"], batch_size=500
    )
    oldest = feed.seen.order_by("-seen_at", "-pk").values_list("seen_at", "pk")[MOST_SEEN : MOST_SEEN + 1]
    for at, number in oldest:
        feed.seen.filter(Q(seen_at__lt=at) | Q(seen_at=at, pk__lte=number)).delete()


def _came(counts: Counts, edited: int, left_out: int) -> str:
    """What a look brought, as a sentence."""
    parts: Sequence[tuple[int, str]] = (
        (counts.stored - edited, "new"),
        (edited, "edited"),
        (counts.rejected, "rejected"),
        (left_out, "left out"),
    )
    told: Collection[str] = [f"{number:,} {word}" for number, word in parts if number > 0]
    return f"{', '.join(told)}." if told else "Nothing new."
