"""An improvement of a topic in people's words: its course among all that was said, and the people behind it."""

from datetime import datetime
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.metric import answered
from regard.analytics.scope import Scope
from regard.analytics.topics.gathered import hurts
from regard.analytics.topics.opinions import WANTING
from regard.analytics.watching.readings import Point
from regard.decide.improvements.refused import ImprovementRefused
from regard.foundation.lake.api import Lake
from regard.understand.voice.api import name_of_topic, opinion_log, scope_of_opinions

GONE = "a topic that is gone"
UNIT = "per 100 other texts"


def topic_named(*, lake: Lake, topic: str) -> str:
    """The name of a topic. Raises ImprovementRefused."""
    found = name_of(lake=lake, topic=topic)
    if found is None:
        raise ImprovementRefused(
            f"There is no topic {topic[:64]!r}. `regard voice topics` lists them, the console has them under Voice."
        )
    return found


def name_of(*, lake: Lake, topic: str) -> str | None:
    """The name of a topic, None where there is none such, or no longer."""
    return name_of_topic(lake=lake, topic=topic)


def courses_of(*, lake: Lake, topic: str, scope: Scope, grain: str) -> tuple[list[Point], list[Point]]:
    """By period, texts in which the topic hurts, and texts in which anything else does, each per 100 texts not about the topic.

    The topic's own texts are left out of what it is held against: were they not, every other matter would seem to grow
    when this one is put right.
    """
    rows = scope_of_opinions(lake=lake, scope=scope).rows(opinion_log(lake=lake))
    marked = rows.mutate(is_here=_is_about(rows, topic), is_hurt=hurts(rows))
    texts = marked.group_by("id").agg(
        time=marked.time.max(),
        is_here=marked.is_here.any(),
        here=(marked.is_here & marked.is_hurt).any(),
        there=marked.is_hurt.any(),
    )
    day = texts.time.truncate("W" if grain == "week" else "D").date()
    told = texts.group_by(day=day).agg(
        n=(~texts.is_here).sum(), here=texts.here.sum(), there=(texts.there & ~texts.is_here).sum()
    )
    found: list[dict[str, Any]] = answered(told.order_by("day"), rows).to_pylist()
    known = [row for row in found if row["n"]]
    here, there = (
        [Point(row["day"], 100 * row[side] / row["n"], int(row["n"])) for row in known] for side in ("here", "there")
    )
    return here, there


def people_of(*, lake: Lake, topic: str, period: Scope, most: int) -> dict[str, tuple[int, datetime]]:
    """Whom the topic hurt, or who asked for something in it, within a period: how often and when last."""
    rows = scope_of_opinions(lake=lake, scope=period).rows(opinion_log(lake=lake))
    rows = rows.filter(_is_about(rows, topic) & (hurts(rows) | rows.intent.isin(WANTING).fill_null(False)))
    told = rows.group_by("customer_id").agg(times=rows.id.nunique(), last_at=rows.time.max())
    told = told.order_by([ibis.desc("times"), "customer_id"]).limit(most)
    return {row["customer_id"]: (row["times"], row["last_at"]) for row in answered(told, rows).to_pylist()}


def _is_about(rows: ir.Table, topic: str) -> ir.BooleanValue:
    return ((rows.leaf == topic) | (rows.parent == topic)).fill_null(False)
