"""What people wrote in a survey, as it was read: by question, how it was meant and which topics it names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from regard.analytics.metrics.metric import answered
from regard.analytics.scope import Scope, member_of
from regard.foundation.lake.api import Lake
from regard.understand.voice.figures import by_topic
from regard.understand.voice.opinions.log import opinion_log, opinion_token
from regard.understand.voice.opinions.shapes import LABELS
from regard.understand.voice.topics import read_book

MOST_TOPICS = 6


@dataclass(frozen=True)
class TopicWritten:
    """A topic that answers name: in how many texts, and how many of these speak badly of it."""

    topic: str
    name: str
    texts: int
    negative: int


@dataclass(frozen=True)
class Written:
    """What was written in answer to one question: texts that were read, and in how many something was meant so."""

    question: str
    texts: int
    labels: Mapping[str, int]
    topics: tuple[TopicWritten, ...]


def written_in(*, lake: Lake, survey: str, scope: Scope | None = None, least: int = 1) -> list[Written]:
    """What was written in answer to each question of a survey, named as the log names it. Nothing of fewer texts than `least`."""
    scope = scope or Scope()
    key = ("written in", survey, scope, least, opinion_token(lake=lake))
    return lake.remember(key, lambda: _written(lake, survey, scope, least))


def _written(lake: Lake, survey: str, scope: Scope, least: int) -> list[Written]:
    rows = scope.rows(opinion_log(lake=lake))
    rows = rows.filter(member_of(rows.properties, "survey_id") == survey)
    rows = rows.mutate(question=member_of(rows.properties, "question").fill_null(""))
    texts = _counted(rows, ["question"])
    labels = _counted(rows, ["question", "label"])
    named = by_topic(rows)
    topics = _counted(named, ["question", "topic"])
    bad = {(row["question"], row["topic"]): row["texts"] for row in _bad(named)}
    book = read_book(lake=lake)
    found = []
    for row in sorted(texts, key=lambda one: str(one["question"])):
        question, n = row["question"], row["texts"]
        if n < least:
            continue
        told = {one["label"]: one["texts"] for one in labels if one["question"] == question and one["texts"] >= least}
        listed = [
            TopicWritten(one["topic"], name, one["texts"], _at_least(bad.get((question, one["topic"]), 0), least))
            for one in topics
            if one["question"] == question and one["texts"] >= least and (name := book.name_of(one["topic"]))
        ]
        leaves = [one for one in listed if not book.leaves_of(one.topic)]
        leaves.sort(key=lambda one: (-one.texts, one.topic))
        found.append(Written(question, n, {name: told.get(name, 0) for name in LABELS}, tuple(leaves[:MOST_TOPICS])))
    return found


def _at_least(count: int, least: int) -> int:
    return count if count >= least else 0


def _bad(rows: ir.Table) -> Iterable[Mapping[str, Any]]:
    return _counted(rows.filter(rows.label.isin(["negative", "mixed"])), ["question", "topic"])


def _counted(rows: ir.Table, columns: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answered(rows.group_by(columns).agg(texts=rows.id.nunique()), rows).to_pylist()
    return found
