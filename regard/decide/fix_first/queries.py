"""What to fix first, asked of a lake, and what the customers it touched said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import ibis
import ibis.expr.types as ir

from regard.analytics.drivers.fix_first import FixFirst, exposures, fix_first
from regard.analytics.drivers.voices import said_after
from regard.analytics.metrics.scores import experience
from regard.analytics.scope import Scope
from regard.decide.drivers.api import ground_of
from regard.foundation.lake.api import Lake, encounter_table

QUOTES = 3
LONGEST = 280


@dataclass(frozen=True)
class Quote:
    """What one customer said soon after."""

    interaction_id: str
    customer_id: str
    text: str
    channel: str | None
    kind: str
    time: datetime
    score: float | None


@dataclass(frozen=True)
class Voices:
    """How many interactions show a pain point, how many texts followed, and the most telling of these."""

    interactions: int
    sentences: int
    quotes: tuple[Quote, ...]


def list_fix_first(*, lake: Lake, scope: Scope, moves: str | None = None) -> FixFirst:
    """Pain points ranked by what they cost; see `regard.analytics.drivers.fix_first`.

    Kept per version of the log, so that the same question asked again costs nothing.
    """
    return lake.remember(
        ("fix_first", scope, moves),
        lambda: fix_first(
            encounter_table(lake=lake),
            ground_of(lake=lake),
            scope=scope,
            of_segment=scope.of_segment(lake.interactions()),
            moves=moves,
        ),
    )


def list_voices(*, lake: Lake, scope: Scope, keys: Sequence[str]) -> dict[str, Voices]:
    """For each pain point, what the customers it touched said within 14 days, lowest scores first.

    Texts of the company are left out. Each customer is quoted once.
    """
    return {key: lake.remember(("voices", scope, key), lambda key=key: _voices(lake, scope, key)) for key in keys}  # type: ignore[misc]


def _voices(lake: Lake, scope: Scope, key: str) -> Voices:
    log = lake.interactions()
    met = exposures(encounter_table(lake=lake), key=key, scope=scope, of_segment=scope.of_segment(log))
    texts = said_after(log, met)
    texts = texts.mutate(felt=experience(texts))
    return Voices(met.count().to_pyarrow().as_py(), texts.count().to_pyarrow().as_py(), _most_telling(texts, met))


def _most_telling(texts: ir.Table, met: ir.Table) -> tuple[Quote, ...]:
    """Those said at the stage itself first, then by the lowest score, then the newest."""
    at_the_stage = texts.stage.isin(met.select("stage").distinct().to_pyarrow().column("stage").to_pylist())
    texts = texts.mutate(is_there=at_the_stage.fill_null(False))
    readable = texts.filter((texts.text.length() >= 20) & (texts.felt.isnull() | (texts.felt < 0)))
    ordered = readable.order_by(
        [ibis.desc("is_there"), ibis.asc(readable.felt.fill_null(0.0)), ibis.desc(readable.time), "id"]
    ).limit(50)
    quotes: dict[str, Quote] = {}
    for row in ordered.to_pyarrow().to_pylist():
        if len(quotes) == QUOTES:
            break
        if any(quote.text == row["text"][:LONGEST] for quote in quotes.values()):
            continue
        quotes.setdefault(
            row["customer_id"],
            Quote(
                row["id"],
                row["customer_id"],
                row["text"][:LONGEST],
                row["channel"],
                row["kind"],
                row["time"],
                row["score"],
            ),
        )
    return tuple(quotes.values())
