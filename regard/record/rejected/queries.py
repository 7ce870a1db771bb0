"""Questions about rejected rows: which, and why, by sort of reason."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from regard.analytics.errors import BadCursor
from regard.foundation.lake.api import Lake
from regard.record.interactions.api import VALUES_IN_A_REASON

MOST_ROWS = 200
MOST_REASONS = 200
EXAMPLE_LENGTH = 2_000
_ID = "md5(concat_ws(chr(31), source, origin, line, reason, raw))"
_SORT = "regexp_replace(reason, $values, '…', 'g')"


@dataclass(frozen=True)
class Wanted:
    """Which rejected rows: of one source, for one sort of reason, received on days from `since` to before `until`; or one."""

    source: str | None = None
    sort: str | None = None
    since: date | None = None
    until: date | None = None
    row_id: str | None = None


@dataclass(frozen=True)
class RejectedRow:
    """One row: where it stood, why it was rejected, and what it said."""

    id: str
    source: str
    origin: str
    line: int
    reason: str
    sort: str
    raw: str
    size: int
    received_at: datetime


@dataclass(frozen=True)
class RejectedPage:
    """Some rejected rows, newest first."""

    total: int
    rows: list[RejectedRow]
    next_cursor: str | None


@dataclass(frozen=True)
class Reason:
    """Why rows were rejected, where only the values in the sentence differ; with the first of them as an example."""

    sort: str
    rows: int
    sources: list[str]
    first_at: datetime
    last_at: datetime
    example: RejectedRow


def list_rejected(*, lake: Lake, wanted: Wanted, cursor: str | None = None, limit: int = 50) -> RejectedPage:
    """One page of rejected rows. Raises BadCursor."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 12):
        raise BadCursor()
    start, size = int(cursor or 0), max(1, min(limit, MOST_ROWS))
    total = int(_ask(lake, wanted, "select count(*) as total from found")[0]["total"])
    rows = _ask(
        lake,
        wanted,
        "select * from found order by received_at desc, origin, line, raw limit $size offset $start",
        size=size,
        start=start,
    )
    following = str(start + size) if start + size < total else None
    return RejectedPage(total, [RejectedRow(**row) for row in rows], following)


def list_reasons(*, lake: Lake, wanted: Wanted) -> list[Reason]:
    """Why rows were rejected, the most frequent reason first, at most 200."""
    rows = _ask(
        lake,
        wanted,
        "select sort, count(*) as rows, list(distinct source order by source)[:20] as sources, "
        "min(received_at) as first_at, max(received_at) as last_at, "
        "arg_min(found, (received_at, origin, line, raw)) as example from found group by sort "
        "order by rows desc, sort limit $most",
        most=MOST_REASONS,
    )
    return [Reason(**row | {"example": _example(row["example"])}) for row in rows]


def _example(row: dict[str, Any]) -> RejectedRow:
    return RejectedRow(**row | {"raw": row["raw"][:EXAMPLE_LENGTH]})


def _ask(lake: Lake, wanted: Wanted, query: str, **bound: object) -> list[dict[str, Any]]:
    """Ask about the wanted rows, as the table `found`. Whatever was asked for is bound, never text of the query."""
    lake.rejected()
    tests = {
        "source": "source = $source",
        "sort": f"{_SORT} = $sort",
        "since": "received_at >= $since::date",
        "until": "received_at < $until::date",
        "row_id": f"{_ID} = $row_id",
    }
    given = {name: value for name, value in vars(wanted).items() if value is not None}
    where = " and ".join(tests[name] for name in given) or "true"
    found = (
        f"with found as (select {_ID} as id, source, origin, line, reason, {_SORT} as sort, raw, "
        f"strlen(raw) as size, received_at from rejected where {where}) "
    )
    answer = lake.connection().sql(found + query, params=given | bound | {"values": VALUES_IN_A_REASON})
    return [dict(row) for row in answer.to_arrow_table().to_pylist()]
