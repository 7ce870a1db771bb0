"""Pain points found in what people say, each with the sentences it rests on."""

from dataclasses import dataclass

import ibis
import pyarrow as pa

from regard.analytics.drivers.ground import world_of
from regard.analytics.drivers.outcomes import Outcome
from regard.analytics.drivers.spoken import moved_by
from regard.analytics.scope import Scope, ScopeError
from regard.analytics.topics import Pain, opinions_of, pain_points
from regard.decide.drivers.api import ground_of
from regard.foundation.lake.api import Lake, part_of_log
from regard.understand.voice.api import (
    Sentence,
    Wanted,
    list_sentences,
    opinion_log,
    opinion_token,
    scope_of_opinions,
    voice_of,
)

MOST, QUOTED, LOOKED_AT = 10, 3, 40


@dataclass(frozen=True)
class PainInWords:
    """One topic that hurts: its name, its figures, and masked texts that say so, those felt most strongly first."""

    name: str
    pain: Pain
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class FoundInWords:
    """The list, what it moves, and how many people and opinions it was found among."""

    outcome: Outcome
    rows: tuple[PainInWords, ...]
    people: int
    opinions: int


def list_pain_in_words(*, lake: Lake, scope: Scope, moves: str | None = None) -> FoundInWords:
    """Topics that hurt within a scope, ranked by whom x how badly x, where that is clear, what they go with.

    Kept per version of the log and of the opinions, so that the same question asked again costs nothing.
    """
    key = ("pain in words", scope, moves, opinion_token(lake=lake))
    return lake.remember(key, lambda: _found(lake, scope, moves))


def _found(lake: Lake, scope: Scope, moves: str | None) -> FoundInWords:
    on = ground_of(lake=lake)
    chosen = moves or on.usual
    if chosen not in on.outcomes:
        raise ScopeError(f"Nothing is known to move {chosen!r}. Choose one of {', '.join(on.outcomes)}.")
    opinions = opinions_of(_table(lake, scope))
    worst = pain_points(opinions)[: 2 * MOST]
    world = world_of(on, scope, scope.of_segment(lake.interactions()))
    moved = moved_by(opinions, on.past, world, on.outcomes[chosen], topics=[one.topic for one in worst])
    names = {row.topic.id: row.topic.name for row in voice_of(lake=lake, scope=scope).topics} if worst else {}
    rows = [
        PainInWords(names.get(one.topic, one.topic), one, _sentences(lake, scope, one.topic))
        for one in pain_points(opinions, moved=moved)[:MOST]
    ]
    return FoundInWords(on.outcomes[chosen], tuple(rows), len(opinions.customers), len(opinions.ids))


def _table(lake: Lake, scope: Scope) -> pa.Table:
    """The opinions of a scope as `opinions_of` reads them, each with what its customer has spent."""
    rows = scope_of_opinions(lake=lake, scope=scope).rows(opinion_log(lake=lake))
    said = rows.select(
        "time",
        "channel",
        "certainty",
        "intent",
        opinion=rows.id + ":" + rows.part.cast("string"),
        customer=rows.customer_id,
        topic=rows.leaf,
        sentiment=rows.sentiment,
    ).to_pyarrow()
    spent = _spent(lake)
    worth = [spent.get(one) for one in said["customer"].to_pylist()]
    return said.append_column("value", pa.array(worth, pa.float64()))


def _spent(lake: Lake) -> dict[str, float]:
    """What each customer has paid for orders, as far as the log knows."""
    orders = part_of_log(lake=lake, families=("orders",))
    paid = orders.filter((orders.kind == "Order Completed") & orders.value.notnull())
    found = paid.group_by("customer_id").agg(spent=paid.value.sum().cast("float64")).order_by(ibis.asc("customer_id"))
    told = found.to_pyarrow()
    return dict(zip(told["customer_id"].to_pylist(), told["spent"].to_pylist(), strict=True))


def _sentences(lake: Lake, scope: Scope, topic: str) -> tuple[Sentence, ...]:
    wanted = Wanted(topic=topic, label="negative")
    found = list_sentences(lake=lake, scope=scope, wanted=wanted, order="strongest", limit=LOOKED_AT).rows
    said = {one.text: one for one in reversed(found)}  # what many say alike is quoted once
    return tuple(one for one in found if said[one.text] is one)[:QUOTED]
