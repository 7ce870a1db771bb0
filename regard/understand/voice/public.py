"""Public voice: how much is said by authors who are nobody's customer as far as is proved, where, and the stars they give.

It is counted apart from everything about customers. Of an entry that was edited the newest words and stars count, once.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ibis
import ibis.expr.types as ir

from regard.analytics.metrics.estimates import Numbers
from regard.analytics.metrics.measure import measure
from regard.analytics.metrics.metric import answered
from regard.analytics.scope import Scope, member_of
from regard.foundation.lake.api import Lake

MOST_ROWS = 200
MOST_SOURCES = 100


@dataclass(frozen=True)
class Place:
    """What came from one source."""

    source: str
    channel: str | None
    n: int
    authors: int
    reviews: int
    stars: Numbers
    last_at: datetime


@dataclass(frozen=True)
class Mention:
    """One thing that was said in public."""

    id: str
    source: str
    channel: str | None
    kind: str
    time: datetime
    author: str
    author_name: str
    url: str | None
    stars: float | None
    text: str
    is_edit: bool


@dataclass(frozen=True)
class PublicVoice:
    """All of it in a scope: entries, authors, edits, stars with their interval, by source, and the newest."""

    n: int
    authors: int
    edits: int
    reviews: int
    stars: Numbers
    places: tuple[Place, ...]
    newest: tuple[Mention, ...]


def public_voice(*, lake: Lake, scope: Scope, limit: int = 30, offset: int = 0) -> PublicVoice:
    """What was said in public in a scope. A segment is of customers, so that nobody public is in it."""
    rows = lake.public()
    if scope.segment:
        rows = rows.filter(ibis.literal(False))
    told = scope.in_period(scope.at_places(rows))
    told = told.mutate(edit_of=member_of(told.properties, "edit_of"))
    told = told.mutate(entry=told.edit_of.coalesce(told.message_id))
    newest = told.group_by(["source", "entry"]).agg(
        id=told.id.argmax(ibis.struct({"at": told.received_at, "is_edit": told.edit_of.notnull(), "id": told.id}))
    )
    current = told.semi_join(newest, "id")
    whole = _counted(current, None)
    edits = answered(told.agg(n=told.edit_of.notnull().sum()), told)["n"][0].as_py()
    row = whole[0] if whole else {"n": 0, "authors": 0, "reviews": 0}
    return PublicVoice(
        row["n"],
        row["authors"],
        int(edits or 0),
        row["reviews"],
        _stars(current, None).get("all", NOTHING),
        _places(current),
        _newest(current, min(max(limit, 1), MOST_ROWS), max(offset, 0)),
    )


NOTHING = Numbers(None, 0, None, None)


def _counted(rows: ir.Table, by: str | None) -> list[dict[str, Any]]:
    figures = {
        "n": rows.count(),
        "authors": rows.customer_id.nunique(),
        "reviews": (rows.metric == "stars").sum().fill_null(0),
        "last_at": rows.time.max(),
        "channel": rows.channel.max(),
    }
    told = rows.agg(**figures) if by is None else rows.group_by(by).agg(**figures)
    found: list[dict[str, Any]] = answered(told, rows).to_pylist()
    return found


def _stars(rows: ir.Table, by: str | None) -> dict[str, Numbers]:
    told = measure(rows.drop("edit_of", "entry"), "stars", scope=Scope(), as_of=datetime.now(UTC), by=by)
    return {one.group: Numbers(one.value, one.n, one.low, one.high) for one in told}


def _places(rows: ir.Table) -> tuple[Place, ...]:
    stars = _stars(rows, "source")
    found = sorted(_counted(rows, "source"), key=lambda row: (-row["n"], row["source"]))[:MOST_SOURCES]
    return tuple(Place(stars=stars.get(row["source"], NOTHING), **row) for row in found)


def _newest(rows: ir.Table, limit: int, offset: int) -> tuple[Mention, ...]:
    told = rows.order_by(ibis.desc("time"), "id").limit(limit, offset=offset)
    told = told.select(
        "id",
        "source",
        "channel",
        "kind",
        "time",
        author="customer_id",
        author_name=member_of(told.properties, "author_name").fill_null(""),
        url=member_of(told.properties, "url"),
        stars=ibis.cases((told.metric == "stars", told.score), else_=ibis.null("float64")),
        text=told.text.fill_null(""),
        is_edit=told.edit_of.notnull(),
    )
    return tuple(Mention(**row) for row in answered(told, rows).to_pylist())
