"""What people ask for: who wants it, how much they are worth, and who of them was told that it is there."""

from dataclasses import dataclass

from regard.analytics.metrics.metric import answered
from regard.analytics.scope import Scope
from regard.analytics.topics import Request
from regard.analytics.topics.opinions import WANTING
from regard.decide.improvements.models import Improvement
from regard.decide.improvements.people import told_of_topics
from regard.foundation.lake.api import Lake
from regard.understand.voice.api import opinion_log, requests, scope_of_opinions


@dataclass(frozen=True)
class WantedRow:
    """A topic that people ask something in: who they are, who of them was told, and which improvements are about it."""

    topic: str
    name: str
    request: Request
    customer_ids: tuple[str, ...]
    told: int
    improvements: tuple[int, ...]


def list_wanted(*, lake: Lake, scope: Scope) -> list[WantedRow]:
    """Requests in a scope, those that most ask for first."""
    found = [row for row in requests(lake=lake, scope=scope) if row.wanted]
    askers, told = _askers(lake, scope, [row.topic.id for row in found]), told_of_topics()
    about: dict[str, list[int]] = {}
    for number, topic in Improvement.objects.filter(kind="topic").order_by("pk").values_list("pk", "subject"):
        about.setdefault(topic, []).append(number)
    return [
        WantedRow(
            row.topic.id,
            row.topic.name,
            row.wanted,
            askers.get(row.topic.id, ()),
            len(told.get(row.topic.id, set()) & set(askers.get(row.topic.id, ()))),
            tuple(about.get(row.topic.id, ())),
        )
        for row in found
        if row.wanted
    ]


def _askers(lake: Lake, scope: Scope, topics: list[str]) -> dict[str, tuple[str, ...]]:
    rows = scope_of_opinions(lake=lake, scope=scope).rows(opinion_log(lake=lake))
    asked = rows.filter(rows.intent.isin(WANTING)).select("customer_id", "leaf", "parent").distinct()
    found: dict[str, set[str]] = {}
    for row in answered(asked, rows).to_pylist():
        for topic in (row["leaf"], row["parent"]):
            if topic in topics:
                found.setdefault(topic, set()).add(row["customer_id"])
    return {topic: tuple(sorted(people)) for topic, people in found.items()}
