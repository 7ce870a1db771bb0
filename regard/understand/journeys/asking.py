"""What every question about journeys starts from: the histories of a scope, out of the index."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import ibis.expr.types as ir
import numpy as np

from regard.analytics.journeys.histories import (
    DAY,
    MICROSECONDS,
    Histories,
    Integers,
    Keys,
    Places,
    Span,
    held_in,
    keys_in,
)
from regard.analytics.journeys.matching import JourneyError, Matcher, is_counted
from regard.analytics.journeys.sparse import is_own
from regard.analytics.scope import Scope, customers_with_trait, traits
from regard.foundation.lake.api import Lake, Recent, part_of_log
from regard.understand.journeys.index.keeping import Index, journey_index
from regard.understand.journeys.index.keeping_rows import kept_rows

T = TypeVar("T")
_segments = Recent(24)
UNKNOWN = "unknown"
EVERYBODY = "all"
GRAINS = {"month": "datetime64[M]", "week": "datetime64[W]", "year": "datetime64[Y]"}
OF_A_STEP = ("kind", "touchpoint", "stage", "channel", "actor")


@dataclass(frozen=True)
class Asked:
    """The log's histories and the part of them a question is about."""

    lake: Lake
    scope: Scope
    index: Index

    @classmethod
    def of(cls, *, lake: Lake, scope: Scope) -> "Asked":
        """The newest histories."""
        return cls(lake, scope, journey_index(lake=lake))

    @property
    def span(self) -> Span:
        """The scope's period."""
        return Span.of_days(self.scope.since, self.scope.until)

    @cached_property
    def as_of(self) -> int:
        """Up to when the log is known, in microseconds."""
        last = self.lake.last_at()
        return 0 if last is None else round(last.timestamp() * MICROSECONDS)

    @cached_property
    def histories(self) -> Histories:
        """Of the scope's segment, or of everybody."""
        return self._narrowed(("histories",), lambda: self.index.histories)

    @property
    def own_days(self) -> Histories:
        """Of them the first row of each day on which a customer did something of their own accord."""
        return self._narrowed(("own days",), lambda: kept_rows(lake=self.lake, index=self.index, of="days"))

    @property
    def orders(self) -> Histories:
        """Of them the orders."""
        return self._narrowed(("orders",), lambda: kept_rows(lake=self.lake, index=self.index, of="orders"))

    def _narrowed(self, which: Hashable, whole: Callable[[], Histories]) -> Histories:
        """Some histories with only the segment's customers counting: flags, worked out once for a version of both."""
        if self.scope.segment is None:
            return whole()
        of_whom = (self.lake.root, self.index.manifest.token, self.scope.segment, self.scope.members_as_of)
        members = _segments.get(of_whom, self._members)
        return _segments.get((*of_whom, which), lambda: whole().of(members))

    def _members(self) -> Keys:
        """The customers of the scope's segment, ascending."""
        trait = self.scope.trait()
        if trait is not None:
            return keys_of(customers_with_trait(self._profiles(), *trait))
        if self.scope.members is None:
            raise JourneyError(f"Who is in {self.scope.segment!r} has not been looked up.")
        return keys_of(self.scope.members())

    @property
    def whole(self) -> Histories:
        """The same, as metrics ask for it."""
        return self.histories

    @property
    def counted(self) -> Places:
        """The steps at the scope's places that are no bookkeeping, as a table."""
        return self.histories.table(lambda step: 0 if is_counted(step, self.scope) else -1)

    @property
    def own(self) -> Places:
        """Of them what customers did of their own accord, as a table."""
        return self.histories.table(lambda step: 0 if is_own(step) and is_counted(step, self.scope) else -1)

    @property
    def is_anywhere(self) -> bool:
        """Whether the scope names no place."""
        return not (self.scope.channels or self.scope.stage or self.scope.touchpoint)

    @property
    def done_by_customers(self) -> Places:
        """Of them what customers did themselves, as a table."""
        return self.histories.table(lambda step: 0 if step.actor == "customer" and is_counted(step, self.scope) else -1)

    def table_of(self, matcher: Matcher) -> Places:
        """The steps at the scope's places that count for a matcher. Raises JourneyError for what does not occur."""
        matcher.must_occur(self.histories.steps)
        return self.histories.table(lambda one: 0 if matcher.holds(one) and is_counted(one, self.scope) else -1)

    def remember(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question about these histories, worked out once per process."""
        return self.lake.remember(("journeys", self.index.manifest.token, self.scope, question), answer)

    def groups(self, by: str | None, *, customers: Keys, steps: Integers, at: Integers) -> tuple[list[str], Integers]:
        """The names of groups, and the group of each row, given as customer, step and moment."""
        if by is None:
            return [EVERYBODY], np.zeros(len(customers), np.int64)
        if by in OF_A_STEP:
            told = [one.told(by) for one in self.histories.steps]
            names = sorted(set(told))
            return names, np.array([names.index(name) for name in told], dtype=np.int64)[steps]
        if by in GRAINS:
            moments = at.astype("datetime64[us]").astype(GRAINS[by])
            days, group = np.unique(moments, return_inverse=True)
            return [str(day) for day in days.astype("datetime64[D]")], group
        if by.startswith("trait."):
            return self._by_trait(by.removeprefix("trait."), customers)
        raise JourneyError(
            f"Nothing can be grouped by {by[:40]!r}. Use {', '.join((*OF_A_STEP, *GRAINS))} or trait.NAME."
        )

    def _profiles(self) -> ir.Table:
        return part_of_log(lake=self.lake, families=("profiles",))

    def _by_trait(self, name: str, customers: Keys) -> tuple[list[str], Integers]:
        found = traits(self._profiles(), name).to_pyarrow()
        told = found.column("trait").to_pylist()
        names = [*sorted(set(told)), UNKNOWN]
        keys = keys_in(found.column("customer_id"))
        order, places = np.argsort(keys), {name: number for number, name in enumerate(names)}
        values = np.array([places[value] for value in told] or [0], dtype=np.int64)
        place, known = held_in(keys[order], customers)
        group = np.full(len(customers), len(names) - 1, dtype=np.int64)
        group[known] = values[order][place[known]]
        return names, group


def keys_of(members: ir.Table) -> Keys:
    """The customers of a table, ascending."""
    return np.unique(keys_in(members.select("customer_id").to_pyarrow().column(0)))


def longest(days: float, what: str) -> int:
    """A number of days in microseconds. Raises JourneyError for what is none."""
    if not 0 < days <= 36_500:
        raise JourneyError(f"{what} is between 0 and 36,500 days, not {days:g}.")
    return round(days * DAY)
