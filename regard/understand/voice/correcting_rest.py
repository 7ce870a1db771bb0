"""Corrections and wishes over REST: what people say of topics and opinions."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.foundation.rest.api import Schema, lake, who
from regard.understand.voice import operations
from regard.understand.voice.corrections import (
    agreement,
    correct_opinion,
    list_corrections,
    take_back_correction,
)
from regard.understand.voice.operations import TopicWishRefused, list_wishes, take_back_wish
from regard.understand.voice.shapes import CorrectionsOut, MadeOut, NewCorrection, NewWish, WishesOut

router = Router(tags=["voice"])


class SaidQuery(Schema):
    """How many."""

    limit: int = Field(100, ge=1, le=1000)


@router.get("/voice/corrections", response=CorrectionsOut)
def get_corrections(request: HttpRequest, query: Query[SaidQuery]) -> dict[str, Any]:
    """What people corrected, the newest first, and how often they agreed with what was read."""
    return {"agreement": agreement(), "rows": list_corrections(limit=query.limit)}


@router.post("/voice/corrections", response=MadeOut)
def post_correction(request: HttpRequest, wanted: NewCorrection) -> dict[str, Any]:
    """Say what an opinion is, or that it was read right; it counts at once."""
    made = correct_opinion(lake=lake(), **wanted.model_dump(), made_by=who(request=request))
    return {"id": made}


@router.delete("/voice/corrections/{correction_id}", response=MadeOut)
def delete_correction(request: HttpRequest, correction_id: Path[int]) -> dict[str, Any]:
    """Take a correction back: the opinion is what was read again."""
    take_back_correction(lake=lake(), correction_id=correction_id, made_by=who(request=request))
    return {"id": correction_id}


@router.get("/voice/wishes", response=WishesOut)
def get_wishes(request: HttpRequest, query: Query[SaidQuery]) -> dict[str, Any]:
    """What people wished of topics, the newest first."""
    return {"rows": list_wishes(limit=query.limit)}


@router.post("/voice/wishes", response=MadeOut)
def post_wish(request: HttpRequest, wanted: NewWish) -> dict[str, Any]:
    """Rename, merge, split, pin or teach a topic; it holds from then on."""
    return {"id": _wish(wanted, who(request=request))}


@router.delete("/voice/wishes/{wish_id}", response=MadeOut)
def delete_wish(request: HttpRequest, wish_id: Path[int]) -> dict[str, Any]:
    """Take a wish back: topics are found without it."""
    take_back_wish(lake=lake(), wish_id=wish_id, wished_by=who(request=request))
    return {"id": wish_id}


def _wish(wanted: NewWish, by: str) -> int:
    own: dict[str, Any] = {"lake": lake(), "topic": wanted.topic, "wished_by": by}
    if wanted.kind == "rename":
        return operations.rename_topic(**own, name=wanted.name)
    if wanted.kind == "merge":
        return operations.merge_topics(**own, into=wanted.into or "")
    if wanted.kind == "split":
        return operations.split_topic(**own, parts=wanted.parts)
    if wanted.kind == "pin":
        return operations.pin_topic(**own)
    if wanted.interaction_id is None or wanted.part is None:
        raise TopicWishRefused("To teach a topic, name an opinion: its `interaction_id` and `part`.")
    return operations.teach_topic(**own, name=wanted.name, interaction_id=wanted.interaction_id, part=wanted.part)
