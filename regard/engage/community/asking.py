"""Requests: customers who asked for an idea elsewhere, in a ticket, a review, an answer, are counted with the votes."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from regard.analytics.scope import Scope
from regard.analytics.text import mask
from regard.engage.community.errors import CommunityRefused
from regard.engage.community.ideas import get_idea, recount
from regard.engage.community.models import Request, Topic
from regard.engage.community.recording import SOURCE
from regard.engage.community.shapes import SaidRow
from regard.engage.community.similar import plain_words
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.understand.voice.api import opinion_log, requests, voice_of

MOST_AT_ONCE = 500
MOST_OF_TOPIC = 50_000
MOST_WORDS = 6
_TOLD = "id, customer_id, kind, coalesce(channel, '') as channel, time, text"
_CHOSEN = f"select {_TOLD} from interactions where list_contains(?, id) and actor = 'customer' and text is not null"
_FROM_BOARDS = f"source <> '{SOURCE}' and actor = 'customer' and text is not null"


def find_said(*, lake: Lake, idea_id: int, words: str = "", limit: int = 30) -> list[SaidRow]:
    """What customers wrote elsewhere with these words in it (the idea's title, without any), the newest first; masked.

    Raises NoIdea, CommunityRefused.
    """
    idea = get_idea(idea_id)
    wanted = [one for one in dict.fromkeys(plain_words(words)) if len(one) > 1][:MOST_WORDS]
    if not wanted:
        raise CommunityRefused("Give a word or more that customers use for it.")
    like = " and ".join("strip_accents(lower(text)) like ?" for _ in wanted)
    query = (
        f"select {_TOLD} from interactions where {_FROM_BOARDS} and {like} order by time desc, id limit {int(limit)}"
    )
    rows = lake.sql(query, [f"%{_escaped(one)}%" for one in wanted]).to_pylist()
    counted = Request.objects.filter(idea__top_id=idea.top_id, is_counted=True)
    linked = set(counted.values_list("interaction_id", flat=True))
    return [_said(row, row["id"] in linked) for row in rows]


@transaction.atomic
def link_requests(*, lake: Lake, idea_id: int, interaction_ids: Sequence[str], by: str = "") -> int:
    """Count those who wrote these texts as wanting the idea; return how many texts were new. Raises NoIdea, CommunityRefused."""
    idea = get_idea(idea_id, lock=True)
    wanted = list(dict.fromkeys(interaction_ids))
    if not 0 < len(wanted) <= MOST_AT_ONCE:
        raise CommunityRefused(f"1 to {MOST_AT_ONCE} texts are linked at once.")
    rows = lake.sql(_CHOSEN, [wanted]).to_pylist()
    missing = set(wanted) - {row["id"] for row in rows}
    if missing:
        raise CommunityRefused(f"{min(missing)[:40]!r} is no text of a customer in the log.")
    made = _keep(idea.pk, rows, topic="", by=by)
    recount(get_idea(idea.top_id or idea.pk))
    note(verb="linked", subject=f"idea:{idea_id}", detail={"texts": made})
    return made


@transaction.atomic
def unlink_request(*, idea_id: int, interaction_id: str) -> None:
    """A text is no request for the idea. Raises NoIdea, CommunityRefused."""
    idea = get_idea(idea_id, lock=True)
    found = Request.objects.filter(idea__top_id=idea.top_id, interaction_id=interaction_id)
    gone = found.update(is_counted=False)  # kept, so that its topic does not bring it again
    found.filter(topic="").delete()
    if not gone:
        raise CommunityRefused("This text is not linked to the idea.")
    recount(get_idea(idea.top_id or idea.pk))
    note(verb="unlinked", subject=f"idea:{idea_id}")


def list_topics(*, lake: Lake) -> list[tuple[str, str, int]]:
    """Topics in which customers ask for something: id, name, how many customers. Those of most first."""
    return [(row.topic.id, row.topic.name, row.figures.customers) for row in requests(lake=lake, scope=Scope())]


@transaction.atomic
def link_topic(*, lake: Lake, idea_id: int, topic: str, by: str = "") -> int:
    """Whoever asks for something in a topic wants the idea, now and from now on; return how many texts were new.

    Raises NoIdea, CommunityRefused.
    """
    idea = get_idea(idea_id, lock=True)
    if topic not in {one.topic.id for one in voice_of(lake=lake, scope=Scope()).topics}:
        raise CommunityRefused(f"There is no topic {topic[:64]!r} among what people say.")
    Topic.objects.get_or_create(idea=idea, topic=topic, defaults={"linked_by": by})
    made = _follow(lake, idea.pk, topic, by)
    recount(get_idea(idea.top_id or idea.pk))
    note(verb="topic_linked", subject=f"idea:{idea_id}", detail={"topic": topic, "texts": made})
    return made


@transaction.atomic
def unlink_topic(*, idea_id: int, topic: str) -> None:
    """A topic says nothing of the idea; what it brought goes. Raises NoIdea, CommunityRefused."""
    idea = get_idea(idea_id, lock=True)
    gone, _ = Topic.objects.filter(idea__top_id=idea.top_id, topic=topic).delete()
    if not gone:
        raise CommunityRefused("This topic is not linked to the idea.")
    Request.objects.filter(idea__top_id=idea.top_id, topic=topic).delete()
    recount(get_idea(idea.top_id or idea.pk))
    note(verb="topic_unlinked", subject=f"idea:{idea_id}", detail={"topic": topic})


def follow_topics(*, lake: Lake) -> int:
    """Take in what was asked for since in the topics that are linked; return how many texts were new."""
    made = 0
    for link in Topic.objects.order_by("pk"):
        with transaction.atomic():
            idea = get_idea(link.idea_id, lock=True)
            fresh = _follow(lake, idea.pk, link.topic, link.linked_by)
            if fresh:
                recount(get_idea(idea.top_id or idea.pk))
        made += fresh
    return made


def list_linked(*, lake: Lake, idea_id: int, customer_id: str | None = None, limit: int = 50) -> list[SaidRow]:
    """The texts in which an idea was asked for elsewhere, the newest first; masked. Raises NoIdea."""
    idea = get_idea(idea_id)
    found = Request.objects.filter(idea__top_id=idea.top_id, is_counted=True).order_by("-said_at", "-pk")
    if customer_id is not None:
        found = found.filter(customer_id=customer_id)
    ids = list(dict.fromkeys(found.values_list("interaction_id", flat=True)[: limit * 2]))[:limit]
    rows = {row["id"]: row for row in lake.sql(_CHOSEN, [ids]).to_pylist()} if ids else {}
    return [_said(rows[one], True) for one in ids if one in rows]


def matters_of(*, lake: Lake, idea_id: int) -> set[str]:
    """The tickets, orders and calls that the texts linked to an idea are about."""
    counted = Request.objects.filter(idea__top_id=get_idea(idea_id).top_id, is_counted=True)
    ids = list(counted.values_list("interaction_id", flat=True))
    query = "select distinct matter_id from interactions where list_contains(?, id) and matter_id is not null"
    return set(lake.sql(query, [ids])["matter_id"].to_pylist()) if ids else set()


def names_of_topics(*, lake: Lake) -> dict[str, str]:
    """The name of each topic by its id."""
    return {row.topic.id: row.topic.name for row in voice_of(lake=lake, scope=Scope()).topics}


def _follow(lake: Lake, idea_id: int, topic: str, by: str) -> int:
    """Keep every text that asks for something in a topic and is not kept yet."""
    log = opinion_log(lake=lake)
    asks = log.filter(
        ((log.leaf == topic) | (log.parent == topic)) & (log.intent == "request") & (log.source != SOURCE)
    )
    ids = asks.select("id").distinct().limit(MOST_OF_TOPIC).to_pyarrow()["id"].to_pylist()
    known = set(Request.objects.filter(idea=idea_id, interaction_id__in=ids).values_list("interaction_id", flat=True))
    fresh = [one for one in ids if one not in known]
    return _keep(idea_id, lake.sql(_CHOSEN, [fresh]).to_pylist(), topic=topic, by=by) if fresh else 0


def _keep(idea_id: int, rows: Sequence[dict[str, Any]], *, topic: str, by: str) -> int:
    made = [
        Request(
            idea_id=idea_id,
            customer_id=str(row["customer_id"]),
            interaction_id=str(row["id"]),
            topic=topic,
            channel=str(row["channel"]),
            said_at=row["time"],
            linked_by=by,
        )
        for row in rows
    ]
    counted = Request.objects.filter(idea=idea_id, is_counted=True)
    before = counted.count()
    Request.objects.bulk_create(made, ignore_conflicts=True)
    if not topic:  # chosen by a person, who is right
        Request.objects.filter(idea=idea_id, interaction_id__in=[one.interaction_id for one in made]).update(
            is_counted=True, topic=""
        )
    return int(counted.count()) - before


def _said(row: dict[str, Any], is_linked: bool) -> SaidRow:
    return SaidRow(
        str(row["id"]),
        str(row["customer_id"]),
        str(row["kind"]),
        str(row["channel"]),
        row["time"],
        mask(str(row["text"])),
        is_linked,
    )


def _escaped(word: str) -> str:
    return word.replace("%", "").replace("_", "")
