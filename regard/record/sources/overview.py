"""Every source there is, made or met in the log, with what came from it lately."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from regard.foundation.lake.api import Lake
from regard.record.sources.operations import NoSource
from regard.record.sources.queries import Day, SourceRow, find_source, list_days, list_sources

DAYS = 30
_IS_LIVE_FOR = timedelta(days=1)
_SECONDS_THAT_ARE_LONG = 0.5


@dataclass(frozen=True)
class Overview:
    """One source: what it is, how it does, and its last 30 days, the last of them today (UTC)."""

    slug: str
    name: str
    kind: str
    state: str  # waiting | live | quiet | off | history
    is_made: bool  # here, rather than met in the log
    created_at: datetime | None
    last_seen_at: datetime | None
    interactions: int  # in the log, of all time
    received: int  # in the 30 days, as are the next two
    duplicates: int
    rejected: int
    days: tuple[Day, ...]
    write_keys: tuple[str, ...]


@dataclass(frozen=True)
class _InLog:
    interactions: int
    last_at: datetime


@dataclass(frozen=True)
class _Counted:
    found: dict[str, _InLog]
    until: float


_counted: dict[Path, _Counted] = {}


def list_overviews(*, lake: Lake, now: datetime) -> list[Overview]:
    """All sources: those made here in order, then those that only the log names, the fullest first."""
    since = _first_day(now)
    logged, made = _logged(lake), list_sources()
    days = _by_source(list_days(since=since))
    met = sorted(set(logged) - {row.slug for row in made}, key=lambda slug: (-logged[slug].interactions, slug))
    lately = _by_source(_days_in_log(lake, since)) if met else {}
    return [_made(row, logged.get(row.slug), days.get(row.slug, []), now) for row in made] + [
        _met(slug, logged[slug], lately.get(slug, []), now) for slug in met
    ]


def overview_of(*, lake: Lake, slug: str, now: datetime) -> Overview:
    """One source. Raises NoSource."""
    row, logged = find_source(slug=slug), _logged(lake).get(slug)
    if row is not None:
        return _made(row, logged, list_days(since=_first_day(now), slug=slug), now)
    if logged is None:
        raise NoSource(f"There is no source {slug[:80]!r}.")
    return _met(slug, logged, _by_source(_days_in_log(lake, _first_day(now))).get(slug, []), now)


def _made(row: SourceRow, logged: _InLog | None, days: Iterable[Day], now: datetime) -> Overview:
    seen = max((at for at in (row.last_seen_at, logged and logged.last_at) if at), default=None)
    return _overview(row.slug, row.name, row.kind, _state(row.is_enabled, seen, now), row, logged, seen, days, now)


def _met(slug: str, logged: _InLog, days: Iterable[Day], now: datetime) -> Overview:
    return _overview(slug, slug, "import", "history", None, logged, logged.last_at, days, now)


def _overview(
    slug: str,
    name: str,
    kind: str,
    state: str,
    row: SourceRow | None,
    logged: _InLog | None,
    seen: datetime | None,
    days: Iterable[Day],
    now: datetime,
) -> Overview:
    whole = _every_day(slug, days, now)
    return Overview(
        slug=slug,
        name=name,
        kind=kind,
        state=state,
        is_made=row is not None,
        created_at=row.created_at if row else None,
        last_seen_at=seen,
        interactions=logged.interactions if logged else 0,
        received=sum(day.received for day in whole),
        duplicates=sum(day.duplicates for day in whole),
        rejected=sum(day.rejected for day in whole),
        days=tuple(whole),
        write_keys=row.write_keys if row else (),
    )


def _state(is_enabled: bool, seen: datetime | None, now: datetime) -> str:
    if not is_enabled:
        return "off"
    if seen is None:
        return "waiting"
    return "live" if now - seen <= _IS_LIVE_FOR else "quiet"


def _first_day(now: datetime) -> date:
    return now.astimezone(UTC).date() - timedelta(days=DAYS - 1)


def _every_day(slug: str, days: Iterable[Day], now: datetime) -> list[Day]:
    known = {day.date: day for day in days}
    first = _first_day(now)
    dates = [first + timedelta(days=number) for number in range(DAYS)]
    return [known.get(one) or Day(slug, one, 0, 0, 0, 0) for one in dates]


def _by_source(days: Iterable[Day]) -> dict[str, list[Day]]:
    found: dict[str, list[Day]] = {}
    for day in days:
        found.setdefault(day.source, []).append(day)
    return found


def _logged(lake: Lake) -> dict[str, _InLog]:
    """How much the log holds of each source, and when the newest of it arrived.

    It takes a look at the whole log. Where that takes long, the answer is kept for twenty times as long, however much
    is recorded meanwhile.
    """
    known = _counted.get(lake.root)
    if known is not None and time.monotonic() < known.until:
        return known.found
    began = time.monotonic()
    found = lake.remember("sources in the log", lambda: _count_logged(lake))
    took = time.monotonic() - began
    if took > _SECONDS_THAT_ARE_LONG:
        _counted[lake.root] = _Counted(found, time.monotonic() + 20 * took)
    return found


def _count_logged(lake: Lake) -> dict[str, _InLog]:
    lake.public()  # what public authors say came from somewhere too
    found = lake.sql(
        "select source, count(*) as interactions, max(received_at) as last_at from ("
        "select source, received_at from interactions union all select source, received_at from public_voice"
        ") group by 1"
    )
    return {row["source"]: _InLog(row["interactions"], row["last_at"]) for row in found.to_pylist()}


def _days_in_log(lake: Lake, since: date) -> list[Day]:
    """Rows of the log and rejected rows by the day they arrived, for sources that nobody counts as they come."""
    question = "days in the log", since, lake.delta("rejected").version()
    return lake.remember(question, lambda: _count_days(lake, since))


def _count_days(lake: Lake, since: date) -> list[Day]:
    lake.rejected()
    found = lake.sql(
        "select source, received_at::date as date, count(*) filter (is_stored) as stored, "
        "count(*) filter (not is_stored) as rejected from ("
        "select source, received_at, true as is_stored from interactions union all "
        "select source, received_at, false from rejected"
        ") where received_at >= $1::date group by 1, 2 order by 1, 2",
        [since],
    )
    return [
        Day(row["source"], row["date"], row["stored"] + row["rejected"], row["stored"], 0, row["rejected"])
        for row in found.to_pylist()
    ]
