"""Pain points found in what people say, each with the sentences it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from regard.analytics.drivers.ground import Ground, world_of
from regard.analytics.drivers.outcomes import Outcome
from regard.analytics.drivers.spoken import moved_by
from regard.analytics.scope import Scope, ScopeError
from regard.analytics.topics import Moved, Pain, opinions_of, ranked
from regard.decide.drivers.api import ground_of
from regard.foundation.lake.api import Lake
from regard.understand.voice.api import (
    Sentence,
    Wanted,
    list_sentences,
    opinion_log,
    opinion_token,
    pain_points,
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
    whole = voice_of(lake=lake, scope=scope).whole
    rows = {row.topic.id: row for row in pain_points(lake=lake, scope=scope)}
    themes = {row.topic.parent for row in rows.values()}
    pains = {name: row.pain for name, row in rows.items() if row.pain is not None and name not in themes}
    worst = [one.topic for one in ranked(pains)[: 2 * MOST]]
    moved = _moved(lake, scope, on, on.outcomes[chosen], worst) if worst else {}
    found = [
        PainInWords(rows[one.topic].topic.name, one, _sentences(lake, scope, one.topic))
        for one in ranked(pains, moved=moved)[:MOST]
    ]
    return FoundInWords(on.outcomes[chosen], tuple(found), whole.customers, whole.n)


def _moved(lake: Lake, scope: Scope, on: Ground, outcome: Outcome, topics: Sequence[str]) -> dict[str, Moved]:
    """What complaining of each topic goes with. Nothing where nobody's doings are known beyond their words."""
    world = world_of(on, scope, scope.of_segment(lake.interactions()))
    return moved_by(opinions_of(_table(lake, scope)), on.past, world, outcome, topics=topics)


def _table(lake: Lake, scope: Scope) -> pa.Table:
    """The opinions of a scope as `opinions_of` reads them."""
    rows = scope_of_opinions(lake=lake, scope=scope).rows(opinion_log(lake=lake))
    rows = rows.filter(rows.leaf.notnull())
    return rows.select(
        *("time", "channel", "certainty", "intent", "sentiment"),
        opinion=rows.id + ":" + rows.part.cast("string"),
        customer=rows.customer_id,
        topic=rows.leaf,
    ).to_pyarrow()


def _sentences(lake: Lake, scope: Scope, topic: str) -> tuple[Sentence, ...]:
    wanted = Wanted(topic=topic, label="negative")
    found = list_sentences(lake=lake, scope=scope, wanted=wanted, order="strongest", limit=LOOKED_AT).rows
    said = {one.text: one for one in reversed(found)}  # what many say alike is quoted once
    return tuple(one for one in found if said[one.text] is one)[:QUOTED]
