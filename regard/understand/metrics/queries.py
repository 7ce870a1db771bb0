"""Questions about metrics, asked of a lake."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import ibis.expr.types as ir

from regard.analytics.metrics.comparing import Compared, Standing, compare, rank
from regard.analytics.metrics.estimates import Change, Numbers, change
from regard.analytics.metrics.measure import CATALOGUE, Estimate, Period, find_metric, measure, series
from regard.analytics.metrics.metric import Metric, Threads
from regard.analytics.metrics.moments import log_as_of, read_moment
from regard.analytics.scope import Scope, ScopeError, course_edges
from regard.analytics.tickets.opening_hours import ServiceTerms
from regard.foundation.lake.api import Lake
from regard.understand.metrics.reading import kept_for, log_for, narrowed, token_for
from regard.understand.metrics.shelf import decode_terms, terms_token

HEADLINES = ("nps", "csat", "ces", "retention", "repeat_purchase", "first_contact_resolution")
SPARE = ("stars", "experience", "order_value", "reopen_rate", "first_reply_hours", "resolution_hours")


@dataclass(frozen=True)
class Tile:
    """One headline: its numbers now, the change, and eight periods, the last of them now."""

    metric: Metric
    numbers: Numbers
    change: Change | None
    series: tuple[Period, ...]


@dataclass(frozen=True)
class ScoreCard:
    """The headlines of a scope, and the period each is compared with (None for the whole log)."""

    scope: Scope
    previous: Scope | None
    tiles: tuple[Tile, ...]


def list_metrics() -> list[Metric]:
    """All metrics of the catalogue, headlines first."""
    return sorted(CATALOGUE.values(), key=lambda metric: metric.name not in HEADLINES)


def measure_metric(
    *,
    lake: Lake,
    name: str,
    scope: Scope,
    by: str | None = None,
    as_of: datetime | str | None = None,
    as_known: bool = False,
) -> list[Estimate]:
    """One metric over `scope`, by a dimension, as it stood at `as_of`; `as_known` as it was known then.

    Raises UnknownMetric, ScopeError; NoSchedule or NoTarget where business time or targets are needed and missing.
    """
    metric, moment = find_metric(name), read_moment(as_of)
    scope = scope if moment else narrowed(lake=lake, scope=scope)
    token = terms_token(lake=lake) if metric.needs_terms else b""
    question = ("metric", name, scope, by, moment, as_known, token, token_for(lake=lake, metric=metric))
    return lake.remember(question, lambda: _measure(lake, name, scope, by, moment, as_known, token))


def compare_metric(
    *,
    lake: Lake,
    name: str,
    scope: Scope,
    before: Scope | None = None,
    by: str | None = None,
    as_of: datetime | str | None = None,
    as_known: bool = False,
) -> Compared:
    """One metric in a period and in the one before it (or `before`), its change, and why it moved.

    Raises as `measure_metric`, and ScopeError for a period without a beginning or an end.
    """
    metric, moment = find_metric(name), read_moment(as_of)
    scope = scope if moment else narrowed(lake=lake, scope=scope)
    then = before or scope.previous()
    if then is None:
        raise ScopeError("A comparison needs a period. Give both its first day and the day after its last.")
    token = terms_token(lake=lake) if metric.needs_terms else b""

    def answer() -> Compared:
        known = _known(lake, metric, scope, by, moment, as_known, token)
        return compare(
            known.log,
            name,
            scope=scope,
            before=then,
            as_of=known.as_of,
            by=by,
            terms=known.terms,
            threads=known.threads,
        )

    told = token_for(lake=lake, metric=metric)
    return lake.remember(("compared", name, scope, then, by, moment, as_known, token, told), answer)


def rank_groups(
    *,
    lake: Lake,
    name: str,
    scope: Scope,
    by: str,
    as_of: datetime | str | None = None,
    as_known: bool = False,
) -> list[Standing]:
    """The groups of a dimension, each compared with all others and corrected for their number, the best first.

    Raises as `measure_metric`.
    """
    metric, moment = find_metric(name), read_moment(as_of)
    scope = scope if moment else narrowed(lake=lake, scope=scope)
    token = terms_token(lake=lake) if metric.needs_terms else b""

    def answer() -> list[Standing]:
        known = _known(lake, metric, scope, by, moment, as_known, token)
        return rank(known.log, name, scope=scope, by=by, as_of=known.as_of, terms=known.terms)

    told = token_for(lake=lake, metric=metric)
    return lake.remember(("ranked", name, scope, by, moment, as_known, token, told), answer)


@dataclass(frozen=True)
class _Known:
    """What was there at the moment asked about."""

    log: ir.Table
    as_of: datetime
    terms: ServiceTerms
    threads: Threads | None = None


def _known(
    lake: Lake, metric: Metric, scope: Scope, by: str | None, moment: datetime | None, as_known: bool, token: bytes
) -> _Known:
    log, as_of, terms = (
        log_for(lake=lake, metric=metric, scope=scope, by=by),
        lake.last_at() or _EPOCH,
        decode_terms(token),
    )
    if moment is None:
        threads = kept_for(lake=lake, scope=scope)
        return _Known(log, as_of, terms, threads)
    as_of = min(moment, as_of)
    terms = terms.as_noted_by(as_of) if as_known else terms
    return _Known(log_as_of(log, as_of, as_known=as_known), as_of, terms)


def _measure(
    lake: Lake, name: str, scope: Scope, by: str | None, moment: datetime | None, as_known: bool, token: bytes
) -> list[Estimate]:
    known = _known(lake, find_metric(name), scope, by, moment, as_known, token)
    return measure(known.log, name, scope=scope, as_of=known.as_of, by=by, terms=known.terms, threads=known.threads)


def score_card(*, lake: Lake, scope: Scope) -> ScoreCard:
    """The six headlines with their change and their course over eight periods."""
    return lake.remember(("score_card", scope), lambda: _score_card(lake, scope))


def _score_card(lake: Lake, scope: Scope) -> ScoreCard:
    def tile(name: str) -> Tile:
        return tile_of(lake=lake, scope=scope, name=name)

    return ScoreCard(scope, scope.previous(), _those_that_speak([tile(name) for name in HEADLINES], tile))


def tile_of(*, lake: Lake, scope: Scope, name: str) -> Tile:
    """One metric with its change and its course over eight periods, worked out and not remembered."""
    metric, as_of = find_metric(name), lake.last_at() or _EPOCH
    scope = narrowed(lake=lake, scope=scope)
    token = terms_token(lake=lake) if metric.needs_terms else b""
    known = _known(lake, metric, scope, None, None, False, token)
    told: dict[str, Any] = {"as_of": as_of, "terms": known.terms, "threads": known.threads}
    course = tuple(series(known.log, name, scope=scope, edges=course_edges(scope, as_of), **told))
    if scope.previous() is not None:
        return Tile(metric, course[-1].numbers, change(course[-1].numbers, course[-2].numbers), course)
    whole = measure(known.log, name, scope=scope, **told)[0]
    return Tile(metric, Numbers(whole.value, whole.n, whole.low, whole.high), None, course)


def _those_that_speak(headlines: list[Tile], tile: Callable[[str], Tile]) -> tuple[Tile, ...]:
    """The headlines; one that this log never says anything of gives its place to the next spare that does."""
    spares = (found for found in (tile(name) for name in SPARE) if not _is_silent(found))
    shown = [one if not _is_silent(one) else next(spares, one) for one in headlines]
    return tuple(sorted(shown, key=_is_silent))


def _is_silent(tile: Tile) -> bool:
    return tile.numbers.n == 0 and all(period.numbers.n == 0 for period in tile.series)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
