"""Say how topics are to be: what they are called, which are one, which are several, what belongs where."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.db import transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.analytics.metrics.metric import answered
from regard.analytics.topics import Merge, Pin, Rename, Split, Teach, Wishes
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.understand.voice.models import Correction, Wish
from regard.understand.voice.opinions.log import opinion_log
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.queries import find_topic
from regard.understand.voice.sentences import texts_of
from regard.understand.voice.taught import vectors_at
from regard.understand.voice.topics import AT_ONCE, make_topics

MOST_WISHES = 10_000
MOST_PARTS = 8
KINDS = (Wish.RENAME, Wish.MERGE, Wish.SPLIT, Wish.PIN, Wish.TEACH)


class TopicWishRefused(RegardError):
    """Topics cannot be as somebody wants them."""

    code = "topic_wish_refused"
    status = 422


class NoWish(RegardError):
    """There is no such wish."""

    code = "wish_not_found"
    status = 404


@dataclass(frozen=True)
class WishRow:
    """One wish: what, of which topic, who and when."""

    id: int
    kind: str
    topic: str
    into: str
    name: str
    parts: int | None
    wished_at: datetime
    wished_by: str
    taken_back_at: datetime | None


def rename_topic(*, lake: Lake, topic: str, name: str, wished_by: str = "") -> int:
    """Call a topic something else. Raises NoTopic, TopicWishRefused."""
    find_topic(lake=lake, topic=topic)
    return _wish(lake, Wish(kind=Wish.RENAME, topic=topic, name=_name(name), wished_by=wished_by))


def merge_topics(*, lake: Lake, topic: str, into: str, wished_by: str = "") -> int:
    """Let one topic be part of another. Raises NoTopic, TopicWishRefused."""
    one, other = find_topic(lake=lake, topic=topic), find_topic(lake=lake, topic=into)
    if topic == into:
        raise TopicWishRefused("A topic cannot become part of itself. Choose another one.")
    if (one.parent is None) != (other.parent is None):
        raise TopicWishRefused(
            f"{one.name!r} and {other.name!r} are not of the same level. Choose two themes, or two topics."
        )
    return _wish(lake, Wish(kind=Wish.MERGE, topic=topic, into=into, wished_by=wished_by))


def split_topic(*, lake: Lake, topic: str, parts: int = 2, wished_by: str = "") -> int:
    """Part a topic into several. Raises NoTopic, TopicWishRefused."""
    find_topic(lake=lake, topic=topic)
    if not 2 <= parts <= MOST_PARTS:
        raise TopicWishRefused(f"A topic can be parted into 2 to {MOST_PARTS}, not into {parts}.")
    return _wish(lake, Wish(kind=Wish.SPLIT, topic=topic, parts=parts, wished_by=wished_by))


def pin_topic(*, lake: Lake, topic: str, wished_by: str = "") -> int:
    """Keep a topic as it is, however little is said about it. Raises NoTopic."""
    find_topic(lake=lake, topic=topic)
    return _wish(lake, Wish(kind=Wish.PIN, topic=topic, wished_by=wished_by))


def teach_topic(*, lake: Lake, topic: str, interaction_id: str, part: int, name: str = "", wished_by: str = "") -> int:
    """Say that an opinion belongs to a topic; an empty topic with a name makes a new one. Raises NoTopic, TopicWishRefused."""
    if topic:
        find_topic(lake=lake, topic=topic)
    log = opinion_log(lake=lake, voices=None)
    rows = answered(log.filter((log.id == interaction_id) & (log.part == part)), log).to_pylist()
    if not rows:
        raise TopicWishRefused(
            f"The interaction {interaction_id[:64]!r} has no opinion {part}, or its text was not read yet."
        )
    wish = Wish(
        kind=Wish.TEACH,
        topic=topic,
        name="" if topic else _name(name),
        key=rows[0]["key"],
        part=part,
        customer_id=rows[0]["customer_id"],
        anchor=rows[0]["anchor"],
        wished_by=wished_by,
    )
    return _wish(lake, wish)


def take_back_wish(*, lake: Lake, wish_id: int, wished_by: str = "") -> None:
    """Let a wish no longer hold; topics are found anew without it. Raises NoWish."""
    with transaction.atomic():
        found = Wish.objects.filter(pk=wish_id, taken_back_at=None).first()
        if found is None:
            raise NoWish("This wish does not exist, or was taken back already.")
        found.taken_back_at, found.taken_back_by = timezone.now(), wished_by
        found.save(update_fields=["taken_back_at", "taken_back_by"])
        note(verb="topic_wish_taken_back", subject=f"topic:{found.topic}", detail={"wish": found.pk})
    _soon(lake)


def list_wishes(*, limit: int = 200) -> list[WishRow]:
    """Wishes, the newest first."""
    return [
        WishRow(
            one.pk, one.kind, one.topic, one.into, one.name, one.parts, one.wished_at, one.wished_by, one.taken_back_at
        )
        for one in Wish.objects.order_by("-pk")[: max(1, min(limit, 1000))]
    ]


def find_topics_anew(*, lake: Lake) -> bool:
    """Find topics among what was said, keeping those there are and following all wishes. False with too few opinions."""
    return make_topics(lake=lake, wishes=wishes_now(lake=lake))


def wishes_now(*, lake: Lake) -> Wishes:
    """All wishes that hold, and the topics that opinions were corrected to."""
    rows = list(Wish.objects.filter(taken_back_at=None))
    moved = [
        (one.topic, "", (one.key, one.part))
        for one in Correction.objects.filter(taken_back_at=None, is_opinion=True).exclude(topic=None).exclude(topic="")
        if one.topic
    ]
    moved += [(one.topic, one.name, (one.key, int(one.part or 0))) for one in rows if one.kind == Wish.TEACH]
    texts, vectors = _examples(lake, [at for _, _, at in moved])
    taught: dict[tuple[str, str], list[str]] = {}
    for topic, name, at in moved:
        if at in texts:
            taught.setdefault((topic, name), []).append(texts[at])
    merges: dict[str, list[str]] = {}
    for one in rows:
        if one.kind == Wish.MERGE:
            merges.setdefault(one.into, []).append(one.topic)
    names = {one.topic: one.name for one in rows if one.kind == Wish.RENAME}  # the last word of each
    return Wishes(
        renames=tuple(Rename(topic, name) for topic, name in names.items()),
        merges=tuple(Merge((*topics, into), into) for into, topics in merges.items()),
        splits=tuple(Split(one.topic, into=one.parts or 2) for one in rows if one.kind == Wish.SPLIT),
        pins=tuple(Pin(topic) for topic in dict.fromkeys(one.topic for one in rows if one.kind == Wish.PIN)),
        teachings=tuple(Teach(tuple(found), topic, name) for (topic, name), found in taught.items()),
        vectors={texts[at]: vectors[at] for at in texts if at in vectors},
    )


def _examples(
    lake: Lake, wanted: Sequence[tuple[str, int]]
) -> tuple[dict[tuple[str, int], str], dict[tuple[str, int], np.ndarray]]:
    """What the opinions say, and their vectors."""
    if not wanted:
        return {}, {}
    log = opinion_log(lake=lake, voices=None)
    rows = answered(log.filter(log.key.isin([key for key, _ in wanted])).select("key", "part", "first", "last"), log)
    whole = texts_of(lake=lake, keys=[key for key, _ in wanted])
    said = {
        (row["key"], row["part"]): whole[row["key"]][row["first"] : row["last"]]
        for row in rows.to_pylist()
        if row["key"] in whole and (row["key"], row["part"]) in wanted
    }
    return said, vectors_at(lake=lake, wanted=set(wanted), model=followed(lake=lake).model)


def _soon(lake: Lake) -> None:
    """Find topics anew now, or where that takes more than seconds by the worker."""
    found = followed(lake=lake)
    if found.topics_of <= AT_ONCE:
        find_topics_anew(lake=lake)
        return
    from regard.understand.voice.tasks import find_topics_soon  # noqa: PLC0415 - only where jobs are

    find_topics_soon()


def _wish(lake: Lake, wish: Wish) -> int:
    with transaction.atomic():
        if Wish.objects.filter(taken_back_at=None).count() >= MOST_WISHES:
            raise TopicWishRefused(f"There are {MOST_WISHES:,} wishes already, the most there can be.")
        wish.save()
        told = {"wish": wish.pk, "into": wish.into, "name": wish.name, "parts": wish.parts}
        note(verb=f"topic_{wish.kind}", subject=f"topic:{wish.topic}", detail={k: v for k, v in told.items() if v})
    _soon(lake)
    return int(wish.pk)


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise TopicWishRefused("A topic needs a name of 1 to 80 characters.")
    return name
