"""The log in Python: `regard.open("data")`. Reads only; needs no server and no database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import ibis.expr.types as ir

from regard.analytics.journeys.stages import Journey
from regard.analytics.metrics.comparing import Compared, Standing
from regard.analytics.metrics.measure import CATALOGUE, Estimate
from regard.analytics.scope import Scope
from regard.analytics.watching.course import Course
from regard.analytics.watching.readings import Grain
from regard.analytics.watching.thresholds import limits_for
from regard.decide.drivers.api import Drivers, list_drivers
from regard.decide.fix_first.api import FixFirst, FoundInWords, list_fix_first, list_pain_in_words
from regard.foundation.lake.api import Lake, with_members
from regard.project.journeys import Journeys
from regard.project.loop import Loop
from regard.project.risk import Risk
from regard.project.voice import Said
from regard.understand.journeys.api import journey_of
from regard.understand.metrics.api import EffortFound, compare_metric, find_effort, measure_metric, rank_groups
from regard.understand.value.api import (
    CustomerValue,
    Holdout,
    Survival,
    Terms,
    Value,
    hold_out,
    list_customer_values,
    survival_in,
    value_in,
)
from regard.understand.watch.courses import course_of, whole_days_until


@dataclass(frozen=True)
class Log:
    """The interactions in one data folder.

    Every metric is a method: `log.nps(by="channel", since="2026-01-01")` gives a list of estimates, each with
    metric, group, value, n, low, high (95 %) and unit. Filters are since, until (days, YYYY-MM-DD or date; until is
    exclusive), channel (one or several), stage, touchpoint and segment ("trait:NAME=VALUE" or "segment:SLUG").
    """

    lake: Lake

    @classmethod
    def open(cls, data: str | Path) -> "Log":
        """Open a data folder for reading. Raises NoLog where it holds no log."""
        return cls(Lake.open(data, create=False))

    @property
    def interactions(self) -> ir.Table:
        """The log as an Ibis table on DuckDB, or on Spark where ENGINE_URL says so.

        `.to_pandas()`, `.to_pyarrow()` and `.to_polars()` materialise it.
        """
        return self.lake.interactions()

    def measure(
        self,
        metric: str,
        *,
        by: str | None = None,
        as_of: datetime | str | None = None,
        as_known: bool = False,
        **filters: Any,
    ) -> list[Estimate]:
        """Any metric of the catalogue by name, as it stood at `as_of`. Raises UnknownMetric or ScopeError.

        `as_of` is a moment, or a day, which counts to its end. `as_known` leaves out what was received later.
        """
        return measure_metric(
            lake=self.lake, name=metric, scope=self._scope(filters), by=by, as_of=as_of, as_known=as_known
        )

    def compare(
        self, metric: str, *, by: str | None = None, before: tuple[date | str, date | str] | None = None, **filters: Any
    ) -> Compared:
        """A metric between `since` and `until` and in the period before, or `before`; why it moved. Raises as `measure`."""
        scope = self._scope(filters)
        other = before and scope.over(since=Scope.day("since", before[0]), until=Scope.day("until", before[1]))
        return compare_metric(lake=self.lake, name=metric, scope=scope, before=other or None, by=by)

    def rank(self, metric: str, *, by: str, **filters: Any) -> list[Standing]:
        """The groups of a dimension, each compared with all others and corrected for their number, the best first."""
        return rank_groups(lake=self.lake, name=metric, scope=self._scope(filters), by=by)

    def journey(self, **filters: Any) -> Journey:
        """The stages of the journey with volume, drop-off and experience."""
        return journey_of(lake=self.lake, scope=self._scope(filters))

    @property
    def journeys(self) -> Journeys:
        """Funnels, paths, flow, sessions, retention, goals and credits: `log.journeys.funnel("A > B")`."""
        return Journeys(self.lake, self._scope)

    def expected(
        self,
        metric: str,
        *,
        watch_from: date | str | None = None,
        grain: str = "day",
        country: str = "",
        false_alarms: float = 1.0,
        **filters: Any,
    ) -> Course:
        """What was expected of a metric day by day, made of the days before, and where it left that.

        `bands` has day, value, n, expected, low and high; `deviations` since, noticed, until and size. Raises UnknownMetric,
        ScopeError, UnknownCountry or RateRefused.
        """
        scope = self._scope(filters)
        until = whole_days_until(lake=self.lake, now=datetime.now(UTC))
        found, _ = course_of(
            lake=self.lake,
            name=metric,
            scope=scope,
            since=scope.since,
            until=min(until, scope.until or until),
            limits=limits_for(false_alarms=false_alarms, grain=Grain(grain)),
            grain=Grain(grain),
            country=country,
            watch_from=Scope.day("watch_from", watch_from),
        )
        return found

    def effort(self, **filters: Any) -> EffortFound:
        """The share that found it easy: of those who answered, predicted of the others, and of everybody."""
        return find_effort(lake=self.lake, scope=self._scope(filters))

    @property
    def risk(self) -> Risk:
        """Who is likely to leave: `log.risk.make("orders")`, then `log.risk.customers("orders")`."""
        return Risk(self.lake, self._scope)

    @property
    def voice(self) -> Said:
        """What people say: `log.voice.topics(since="2026-07-01")`, then `log.voice.sentences(topic_id)`."""
        return Said(self.lake, self._scope)

    def fix_first(self, *, moves: str | None = None, **filters: Any) -> FixFirst:
        """What to fix first: pain points ranked by what they cost."""
        return list_fix_first(lake=self.lake, scope=self._scope(filters), moves=moves)

    def pain_in_words(self, *, moves: str | None = None, **filters: Any) -> FoundInWords:
        """What hurts in people's own words: topics, by whom they hurt and how badly, each with masked sentences."""
        return list_pain_in_words(lake=self.lake, scope=self._scope(filters), moves=moves)

    @property
    def loop(self) -> Loop:
        """Cases and improvements, which PostgreSQL holds: `log.loop.cases()`, `log.loop.improvement(3)`. Reads only."""
        return Loop(self.lake, self._scope)

    def drivers(self, **filters: Any) -> Drivers:
        """What each friction does to scores, to buying again (or coming back) and to spend, and how each is known."""
        return list_drivers(lake=self.lake, scope=self._scope(filters))

    def value(
        self,
        *,
        model: str = "bg_nbd",
        weeks: int = 52,
        discount: float = 0.1,
        margin: float = 1.0,
        currency: str | None = None,
        **filters: Any,
    ) -> Value:
        """Who is still active, what they will buy in so many weeks and what that is worth, discounted by the year.

        `until` looks from an earlier day; `since` takes customers whose first order came on that day or later.
        """
        terms = Terms(model, weeks, discount, margin, currency)
        return value_in(lake=self.lake, scope=self._scope(filters), terms=terms)

    def value_customers(
        self,
        *,
        by: str = "worth",
        limit: int = 50,
        model: str = "bg_nbd",
        weeks: int = 52,
        discount: float = 0.1,
        margin: float = 1.0,
        currency: str | None = None,
        **filters: Any,
    ) -> list[CustomerValue]:
        """The customers with the most to come, or those with much to come who may have left (`by="slipping"`)."""
        terms = Terms(model, weeks, discount, margin, currency)
        return list_customer_values(lake=self.lake, scope=self._scope(filters), terms=terms, by=by, limit=limit)

    def value_holdout(self, *, split: date | str | None = None, model: str = "bg_nbd", **filters: Any) -> Holdout:
        """Fit on what came before `split`, predict the rest, and lay both side by side."""
        day = Scope.day("split", split)
        return hold_out(lake=self.lake, scope=self._scope(filters), terms=Terms(model), split=day)

    def survival(self, *, by: str | None = None, **filters: Any) -> Survival:
        """How long contracts last, by a trait (`by="trait.plan"`): Kaplan and Meier's curves with medians."""
        return survival_in(lake=self.lake, scope=self._scope(filters), by=by)

    def _scope(self, filters: dict[str, Any]) -> Scope:
        return with_members(lake=self.lake, scope=scope_of(**filters))

    def __getattr__(self, name: str) -> Callable[..., list[Estimate]]:
        if name not in CATALOGUE:
            raise AttributeError(f"A log has no {name!r}. Its metrics are {', '.join(CATALOGUE)}.")
        return lambda **filters: self.measure(name, **filters)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *CATALOGUE]


def scope_of(
    *,
    since: date | str | None = None,
    until: date | str | None = None,
    channel: str | tuple[str, ...] | list[str] | None = None,
    stage: str | None = None,
    touchpoint: str | None = None,
    segment: str | None = None,
) -> Scope:
    """A scope from what people write: days as YYYY-MM-DD, channels as a comma list."""
    return Scope(
        since=Scope.day("since", since),
        until=Scope.day("until", until),
        channels=Scope.names(channel),
        stage=stage,
        touchpoint=touchpoint,
        segment=segment,
    )
