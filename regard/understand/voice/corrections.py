"""What staff corrected of opinions: kept in the database, and as a copy beside the opinions for whoever asks."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import transaction
from django.utils import timezone

from regard.analytics.errors import RegardError
from regard.analytics.metrics.estimates import Numbers, share
from regard.analytics.metrics.metric import answered
from regard.analytics.scope import Scope
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake
from regard.understand.voice.models import Correction
from regard.understand.voice.opinions.log import opinion_log
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.shapes import EMOTIONS, INTENTS, LABELS, folder_of
from regard.understand.voice.opinions.store import writing
from regard.understand.voice.opinions.table import CORRECTED, corrected_file
from regard.understand.voice.sentences import Sentences, Wanted, list_sentences
from regard.understand.voice.topics import read_book

SENTIMENT_OF = {"positive": 0.7, "neutral": 0.0, "negative": -0.7, "mixed": 0.0, "unsure": None}
MOST = 100_000


class CorrectionRefused(RegardError):
    """An opinion cannot be corrected like this."""

    code = "correction_refused"
    status = 422


class NoOpinion(RegardError):
    """There is no such opinion."""

    code = "opinion_not_found"
    status = 404


@dataclass(frozen=True)
class Corrected:
    """One correction: what was read, and what somebody said it is. None: as it was read."""

    id: int
    interaction_id: str
    part: int
    was: dict[str, Any]
    is_right: bool
    is_opinion: bool
    label: str | None
    emotion: str | None
    intent: str | None
    topic: str | None
    made_at: datetime
    made_by: str
    taken_back_at: datetime | None


@dataclass(frozen=True)
class Agreement:
    """How often people who looked at opinions drawn at random agreed with what was read, in per cent."""

    looked: int
    sentiment: Numbers
    topic: Numbers
    intent: Numbers


def correct_opinion(
    *,
    lake: Lake,
    interaction_id: str,
    part: int,
    label: str | None = None,
    emotion: str | None = None,
    intent: str | None = None,
    topic: str | None = None,
    is_opinion: bool = True,
    is_right: bool = False,
    was_drawn: bool = False,
    made_by: str = "",
) -> int:
    """Say what an opinion is; it counts as that at once, wherever its text is said. An empty emotion, intent or topic is none.

    Returns the correction's id. Raises NoOpinion, CorrectionRefused.
    """
    _check(lake, label=label, emotion=emotion, intent=intent, topic=topic)
    if not is_right and is_opinion and (label, emotion, intent, topic) == (None, None, None, None):
        raise CorrectionRefused(
            "Say what the opinion is: its sentiment, emotion, intent or topic, or that it is right."
        )
    row = _opinion(lake, interaction_id, part)
    told = {"label": label, "emotion": emotion, "intent": intent, "topic": topic}
    wanted = Correction(
        key=row["key"],
        part=part,
        interaction_id=interaction_id,
        customer_id=row["customer_id"],
        anchor=row["anchor"],
        model=followed(lake=lake).model,
        is_right=is_right,
        is_opinion=is_opinion,
        was_drawn=was_drawn,
        made_by=made_by,
        **told,
    )
    with transaction.atomic():
        _replace(wanted, was=_was(row))
        known = {name: value for name, value in told.items() if value is not None}
        note(
            verb="opinion_confirmed" if is_right else "opinion_corrected",
            subject=f"customer:{row['customer_id']}",
            detail={"opinion": f"{interaction_id}.{part}", **known, "correction": wanted.pk},
        )
        publish_corrections(lake=lake)
    return int(wanted.pk)


def _replace(wanted: Correction, *, was: dict[str, Any]) -> None:
    """Save a correction in place of an earlier one of the same opinion, whose reading it keeps."""
    if Correction.objects.filter(taken_back_at=None).count() >= MOST:
        raise CorrectionRefused(f"There are {MOST:,} corrections already, the most there can be.")
    earlier = Correction.objects.filter(key=wanted.key, part=wanted.part, taken_back_at=None)
    wanted.was = next((one.was for one in earlier), None) or was
    earlier.update(taken_back_at=timezone.now(), taken_back_by=wanted.made_by)
    wanted.save()


def take_back_correction(*, lake: Lake, correction_id: int, made_by: str = "") -> None:
    """Let an opinion be what was read again. Raises NoOpinion."""
    with transaction.atomic():
        found = Correction.objects.filter(pk=correction_id, taken_back_at=None).first()
        if found is None:
            raise NoOpinion("This correction does not exist, or was taken back already.")
        found.taken_back_at, found.taken_back_by = timezone.now(), made_by
        found.save(update_fields=["taken_back_at", "taken_back_by"])
        note(verb="opinion_uncorrected", subject=f"customer:{found.customer_id}", detail={"correction": found.pk})
        publish_corrections(lake=lake)


def list_corrections(*, limit: int = 100) -> list[Corrected]:
    """Corrections, the newest first."""
    return [_corrected(one) for one in Correction.objects.order_by("-pk")[: max(1, min(limit, 1000))]]


def agreement() -> Agreement:
    """How good reading is, by the opinions that were drawn at random and looked at."""
    rows = list(Correction.objects.filter(was_drawn=True, taken_back_at=None))
    judged = [one for one in rows if one.was.get("label") != "unsure"]
    right = [one.is_opinion and one.label in (None, one.was.get("label")) for one in judged]
    topical = [one.topic is None or one.topic == (one.was.get("topic") or "") for one in rows if one.is_opinion]
    meant = [one.intent is None or one.intent == (one.was.get("intent") or "") for one in rows if one.is_opinion]
    return Agreement(
        len(rows), share(sum(right), len(right)), share(sum(topical), len(topical)), share(sum(meant), len(meant))
    )


def draw_to_check(*, lake: Lake, scope: Scope, limit: int = 20, masked: bool = True) -> Sentences:
    """Texts drawn at random of those that nobody looked at yet: an order that their keys give, which are digests."""
    return list_sentences(
        lake=lake, scope=scope, wanted=Wanted(checked=False), order="drawn", limit=limit, masked=masked
    )


def publish_corrections(*, lake: Lake) -> None:
    """Write the copy that questions read. Inside a transaction, so that a failed write undoes the change."""
    rows = [_row(lake, one) for one in Correction.objects.filter(taken_back_at=None).order_by("pk")]
    found = pa.Table.from_pylist(rows, schema=CORRECTED)
    file = corrected_file(lake=lake)
    with writing(lake=lake):
        if not rows:
            file.unlink(missing_ok=True)
            return
        draft = folder_of(lake=lake) / f".corrected.{os.getpid()}"
        pq.write_table(found, draft)
        draft.replace(file)


def _row(lake: Lake, one: Correction) -> dict[str, Any]:
    leaf = one.topic
    known = read_book(lake=lake).topics.get(leaf or "")
    return {
        "key": one.key,
        "part": one.part,
        "sentiment": _sentiment(one.label, one.was.get("sentiment")),
        "label": one.label,
        "emotion": one.emotion,
        "intent": one.intent,
        "leaf": leaf,
        "parent": None if leaf is None else (known.parent or "") if known else "",
        "is_gone": not one.is_opinion,
    }


def _sentiment(label: str | None, was: float | None) -> float | None:
    """What was read where it fits the label, else the label's own."""
    if label in ("positive", "negative") and was is not None and was * (SENTIMENT_OF[label] or 0) > 0:
        return was
    return SENTIMENT_OF.get(label or "")


def _opinion(lake: Lake, interaction_id: str, part: int) -> dict[str, Any]:
    log = opinion_log(lake=lake, voices=None)
    rows: Sequence[dict[str, Any]] = answered(
        log.filter((log.id == interaction_id) & (log.part == part)), log
    ).to_pylist()
    if rows:
        return rows[0]
    known = Correction.objects.filter(interaction_id=interaction_id, part=part, taken_back_at=None).first()
    if known is None:
        raise NoOpinion(f"The interaction {interaction_id[:64]!r} has no opinion {part}, or its text was not read yet.")
    return {"key": known.key, "customer_id": known.customer_id, "anchor": known.anchor, **known.was}


def _was(row: dict[str, Any]) -> dict[str, Any]:
    felt = row.get("sentiment")
    emotion = max((one for one in EMOTIONS if row.get(one) is not None), key=lambda one: row[one], default=None)
    return {
        "sentiment": None if felt is None else round(float(felt), 4),
        "label": row.get("label"),
        "emotion": emotion,
        "intent": row.get("intent"),
        "topic": row.get("leaf"),
    }


def _check(lake: Lake, *, label: str | None, emotion: str | None, intent: str | None, topic: str | None) -> None:
    for name, value, allowed in (
        ("sentiment", label, LABELS),
        ("emotion", emotion, EMOTIONS),
        ("intent", intent, INTENTS),
    ):
        if value not in (None, *allowed, *(() if name == "sentiment" else ("",))):
            raise CorrectionRefused(f"There is no {name} {str(value)[:40]!r}. Use {', '.join(allowed)}.")
    if topic and topic not in read_book(lake=lake).topics:
        raise CorrectionRefused(f"There is no topic {topic[:64]!r}. `regard voice topics` lists them.")


def _corrected(one: Correction) -> Corrected:
    return Corrected(
        one.pk,
        one.interaction_id,
        one.part,
        one.was,
        one.is_right,
        one.is_opinion,
        one.label,
        one.emotion,
        one.intent,
        one.topic,
        one.made_at,
        one.made_by,
        one.taken_back_at,
    )
