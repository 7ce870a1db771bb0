"""Opinions that call for somebody: said in anger, or felt so badly and read so surely that nobody need ask twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import ibis

from regard.analytics.metrics.metric import answered
from regard.foundation.lake.api import Lake
from regard.understand.voice.opinions.log import opinion_log

SURE = 0.8  # how certain a sentiment must be to count without anger
HURTING = ("negative", "mixed")


@dataclass(frozen=True)
class Angry:
    """Somebody said something in anger, or bitterly: the interaction, and the worst of what was felt in it."""

    interaction_id: str
    customer_id: str
    at: datetime
    kind: str
    channel: str
    touchpoint: str
    sentiment: float | None
    anger: float | None


def list_angry(*, lake: Lake, since: datetime, sentiment: float) -> list[Angry]:
    """Interactions from `since` on with an opinion that shows anger, or lies at `sentiment` or below and was read surely.

    The oldest first, each once. What a person corrected counts as corrected.
    """
    log = opinion_log(lake=lake)
    rows = log.filter(log.time >= ibis.literal(since, type="timestamp('UTC', 6)"), log.label.isin(HURTING))
    is_bitter = (rows.sentiment <= sentiment) & (rows.certainty >= SURE)
    rows = rows.filter(rows.anger.notnull() | is_bitter)
    named = {name: rows[name].arbitrary() for name in ("customer_id", "kind", "channel", "touchpoint")}
    told = rows.group_by("id").agg(
        time=rows.time.max(), sentiment=rows.sentiment.min(), anger=rows.anger.max(), **named
    )
    found: list[dict[str, Any]] = answered(told.order_by(["time", "id"]), log).to_pylist()
    return [
        Angry(
            row["id"],
            row["customer_id"],
            row["time"],
            row["kind"],
            row["channel"] or "",
            row["touchpoint"] or "",
            row["sentiment"],
            row["anger"],
        )
        for row in found
    ]
