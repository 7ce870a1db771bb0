"""The sentences behind every number: texts with their opinions marked, a page at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from regard.analytics.errors import RegardError
from regard.analytics.metrics.metric import answered
from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.voice.masking import masked_sentence
from regard.understand.voice.opinions.log import opinion_log, scope_of_opinions
from regard.understand.voice.opinions.mentions import followed
from regard.understand.voice.opinions.shapes import EMOTIONS
from regard.understand.voice.opinions.table import text_sql
from regard.understand.voice.topics import read_book

MOST = 200


class SentencesRefused(RegardError):
    """Sentences cannot be asked for like this."""

    code = "sentences_invalid"
    status = 422


@dataclass(frozen=True)
class Wanted:
    """Which opinions: of a topic, a label, an emotion, an intent, a language, an aspect; what is None does not matter."""

    topic: str | None = None  # "none": near no topic
    label: str | None = None
    emotion: str | None = None
    intent: str | None = None
    language: str | None = None
    aspect: str | None = None
    checked: bool | None = None
    interaction_id: str | None = None


@dataclass(frozen=True)
class Said:
    """One opinion in a text."""

    part: int
    first: int
    last: int
    aspect: str | None
    sentiment: float | None
    label: str
    certainty: float
    emotions: Mapping[str, float]
    intent: str | None
    topic: str | None
    topic_name: str | None
    parent: str | None
    is_wanted: bool  # it is what was asked for, the others stand in the same text
    is_checked: bool


@dataclass(frozen=True)
class Sentence:
    """One text as somebody said it, with all its opinions in order."""

    interaction_id: str
    key: str
    customer_id: str
    time: datetime
    channel: str | None
    touchpoint: str | None
    kind: str
    score: float | None
    scale_max: float | None
    matter_id: str | None
    language: str | None
    text: str
    opinions: tuple[Said, ...]


@dataclass(frozen=True)
class Sentences:
    """A page of texts, how many there are, and where the next begins."""

    rows: tuple[Sentence, ...]
    total: int
    next_offset: int | None
    is_masked: bool


def list_sentences(
    *,
    lake: Lake,
    scope: Scope,
    wanted: Wanted | None = None,
    order: str = "newest",
    limit: int = 20,
    offset: int = 0,
    masked: bool = True,
) -> Sentences:
    """Texts with an opinion as wanted. `order` is newest, strongest (feeling), typical (of its topic) or unsure first, or drawn at random.

    Masked, nothing in them names or reaches anybody. Raises SentencesRefused.
    """
    if order not in ORDERS:
        raise SentencesRefused(f"Sentences have no order {order[:40]!r}. Use {', '.join(ORDERS)}.")
    limit = min(max(limit, 1), MOST)
    wanted = wanted or Wanted()
    log = opinion_log(lake=lake, voices=scope.voices)
    rows = _chosen(scope_of_opinions(lake=lake, scope=scope).rows(log), wanted)
    told = rows.group_by("id").agg(
        time=rows.time.max(),
        strength=rows.sentiment.abs().max(),
        sure=rows.certainty.max(),
        near=rows.near.max(),
        key=rows.key.max(),
    )
    total = int(answered(told.agg(n=told.count()), rows)["n"][0].as_py())
    page = answered(told.order_by([*ORDERS[order](told), told.time.desc(), told.id]).limit(limit, offset=offset), rows)
    found = _sentences(lake, log, page, wanted, masked)
    after = offset + page.num_rows
    return Sentences(found, total, after if after < total else None, masked)


PLACE = (
    *("key", "customer_id", "time", "channel", "touchpoint", "kind"),
    *("score", "scale_max", "matter_id", "language"),
)
ORDERS: dict[str, Callable[[ir.Table], list[Any]]] = {
    "newest": lambda rows: [],
    "strongest": lambda rows: [rows.strength.desc()],
    "typical": lambda rows: [rows.near.desc(nulls_first=False)],
    "unsure": lambda rows: [rows.sure.asc()],
    "drawn": lambda rows: [rows.key],  # a digest of the text: as good as drawn at random, and the same next time
}


def _chosen(rows: ir.Table, wanted: Wanted) -> ir.Table:
    if wanted.topic == "none":
        rows = rows.filter(rows.leaf.isnull())
    elif wanted.topic:
        rows = rows.filter((rows.leaf == wanted.topic) | (rows.parent == wanted.topic))
    for name in ("label", "intent", "language", "aspect"):
        value = getattr(wanted, name)
        if value is not None:
            rows = rows.filter(rows[name] == value)
    if wanted.emotion is not None:
        if wanted.emotion not in EMOTIONS:
            raise SentencesRefused(f"There is no emotion {wanted.emotion[:40]!r}. Emotions are {', '.join(EMOTIONS)}.")
        rows = rows.filter(rows[wanted.emotion].notnull())
    if wanted.checked is not None:
        rows = rows.filter(rows.is_checked == wanted.checked)
    if wanted.interaction_id is not None:
        rows = rows.filter(rows.id == wanted.interaction_id)
    return rows


def _sentences(lake: Lake, log: ir.Table, page: pa.Table, wanted: Wanted, masked: bool) -> tuple[Sentence, ...]:
    ids, keys = page["id"].to_pylist(), page["key"].to_pylist()
    if not ids:
        return ()
    rows = log.filter(log.id.isin(ids) & log.key.isin(keys))
    kept = [(row["id"], row["part"]) for row in answered(_chosen(rows, wanted).select("id", "part"), log).to_pylist()]
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in answered(rows, log).to_pylist():
        by_id.setdefault(row["id"], []).append(row)
    texts = texts_of(lake=lake, keys=keys)
    book = read_book(lake=lake)
    found = []
    for one in ids:
        opinions = sorted(by_id[one], key=lambda row: int(row["part"]))
        first = opinions[0]
        said = tuple(_said(row, (one, row["part"]) in kept, book.name_of(row["leaf"])) for row in opinions)
        text = texts.get(first["key"], "")
        told, places_of = masked_sentence(text=text, spans=[(each.first, each.last) for each in said], masked=masked)
        said = tuple(replace(each, first=at[0], last=at[1]) for each, at in zip(said, places_of, strict=True))
        own = {name: first[name] for name in PLACE}
        found.append(Sentence(interaction_id=one, text=told, opinions=said, **own))
    return tuple(found)


def sentences_of(*, lake: Lake, interaction_ids: Sequence[str], masked: bool = True) -> dict[str, Sentence]:
    """What was said in these interactions, by their ids; those whose text was not read yet are left out."""
    if not interaction_ids:
        return {}
    log = opinion_log(lake=lake)
    rows = log.filter(log.id.isin(list(interaction_ids)))
    page = answered(rows.group_by("id").agg(key=rows.key.max()), log)
    return {one.interaction_id: one for one in _sentences(lake, log, page, Wanted(), masked)}


def texts_of(*, lake: Lake, keys: Sequence[str]) -> dict[str, str]:
    """The texts with these keys."""
    query = f"select key, any_value(text) from ({text_sql(lake=lake, found=followed(lake=lake))}) where list_contains($1, key) group by 1"
    return dict(lake.connection().execute(query, [list(keys)]).fetchall())


def _said(row: Mapping[str, Any], is_wanted: bool, name: str | None) -> Said:
    own = {one: row[one] for one in ("part", "first", "last", "aspect", "sentiment", "label", "certainty", "intent")}
    return Said(
        **own,
        emotions={one: row[one] for one in EMOTIONS if row[one] is not None},
        topic=row["leaf"],
        topic_name=name,
        parent=row["parent"],
        is_wanted=is_wanted,
        is_checked=row["is_checked"],
    )
