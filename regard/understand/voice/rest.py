"""Voice over REST: topics and their figures, the sentences behind them."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router

from regard.foundation.accounts.api import may_read_unmasked
from regard.foundation.audit.api import note
from regard.foundation.rest.api import lake
from regard.understand.voice.queries import heat_of, topic_of, voice_of
from regard.understand.voice.sentences import list_sentences
from regard.understand.voice.shapes import (
    SentencesOut,
    SentencesQuery,
    TopicDetailOut,
    TopicId,
    VoiceHeatOut,
    VoiceOut,
    VoiceQuery,
)
from regard.understand.voice.telling import told_detail, told_voice

router = Router(tags=["voice"])


@router.get("/voice", response=VoiceOut)
def get_voice(request: HttpRequest, query: Query[VoiceQuery]) -> dict[str, Any]:
    """What people said in a scope: topics with their figures, how these changed, and how far reading is."""
    return told_voice(voice_of(lake=lake(), scope=query.scope()))


@router.get("/voice/heat", response=VoiceHeatOut)
def get_voice_heat(request: HttpRequest, query: Query[VoiceQuery]) -> dict[str, Any]:
    """Where it hurts: the share of negative opinions of the most named topics, by channel."""
    return {"cells": heat_of(lake=lake(), scope=query.scope())}


@router.get("/voice/topics/{topic}", response=TopicDetailOut)
def get_topic(request: HttpRequest, topic: Path[TopicId], query: Query[VoiceQuery]) -> dict[str, Any]:
    """One topic closely: what it consists of, where it is said, and what about."""
    return told_detail(topic_of(lake=lake(), scope=query.scope(), topic=topic))


@router.get("/voice/sentences", response=SentencesOut)
def get_sentences(request: HttpRequest, query: Query[SentencesQuery]) -> dict[str, Any]:
    """The texts behind a number, a page at a time; masked unless somebody with the right asks otherwise, which the audit log says."""
    is_unmasked = query.unmasked and may_read_unmasked()
    if is_unmasked:
        note(verb="unmasked", subject=f"topic:{query.topic or 'all'}", detail={"offset": query.offset})
    found = list_sentences(
        lake=lake(),
        scope=query.scope(),
        wanted=query.wanted(),
        order=query.order,
        limit=query.limit,
        offset=query.offset,
        masked=not is_unmasked,
    )
    return {**found.__dict__, "rows": list(found.rows)}
