"""What a metric reads of the log: of a large one only the rows it looks at, which are kept apart, or arrays of them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regard.analytics.journeys.histories import Histories as Lives
from regard.analytics.metrics.metric import TRAIT, Metric, answered
from regard.analytics.metrics.opinions import OPINIONS
from regard.analytics.schema.families import TICKETS
from regard.analytics.scope import Scope, ScopeError, customers_with_trait
from regard.analytics.tickets.histories import Histories
from regard.analytics.tickets.histories import read_histories as read_tickets
from regard.analytics.tickets.ledger import Ledger
from regard.foundation.lake.api import Lake, Recent, extract, is_small, part_of_log
from regard.understand.journeys.api import Asked
from regard.understand.metrics.tickets import ticket_histories, tickets_token
from regard.understand.voice.api import opinion_log, opinion_token

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ledgers = Recent(2)
_members = Recent(8)


@dataclass(frozen=True)
class Kept:
    """What the customers of a scope's segment went through, as arrays; each is opened when it is asked for."""

    lake: Lake
    scope: Scope

    @cached_property
    def _asked(self) -> Asked:
        return Asked.of(lake=self.lake, scope=self.scope)

    @property
    def whole(self) -> Lives:
        """All of it."""
        return self._asked.histories

    @property
    def own_days(self) -> Lives:
        """The first row of each day on which they did something of their own accord."""
        return self._asked.own_days

    @property
    def orders(self) -> Lives:
        """Their orders."""
        return self._asked.orders

    @property
    def ledger(self) -> Ledger:
        """What became of their tickets by now."""
        as_of = self.lake.last_at() or EPOCH
        token = str(self.lake.version) if self.lake.on_spark is not None else tickets_token(lake=self.lake)
        key = (token, self.lake.root, as_of, self.scope.segment, self.scope.members_as_of)
        return _ledgers.get(key, lambda: Ledger(self._tickets(as_of)))

    def _tickets(self, as_of: datetime) -> Histories:
        if self.lake.on_spark is not None:
            log = part_of_log(lake=self.lake, families=(TICKETS, "profiles"))
            return read_tickets(self.scope.of_segment(log), as_of)
        return ticket_histories(lake=self.lake, as_of=as_of, members=self._members())

    def _members(self) -> pa.Array | None:
        """The customers of the scope's segment; None where it has none."""
        if self.scope.segment is None:
            return None
        profiles = extract(lake=self.lake, families=("profiles",))
        if self.scope.members:
            members = self.scope.members()
        elif trait := self.scope.trait():
            members = customers_with_trait(profiles, *trait)
        else:
            raise ScopeError(f"Who is in {self.scope.segment!r} has not been looked up.")
        return answered(members, profiles)["customer_id"].combine_chunks()


def narrowed(*, lake: Lake, scope: Scope) -> Scope:
    """The scope of a large log with the customers of its trait looked up, once for all questions about a version."""
    trait = scope.trait()
    if trait is None or scope.members is not None or is_small(lake=lake):
        return scope

    def look_up() -> pa.Table:
        profiles = extract(lake=lake, families=("profiles",))
        return customers_with_trait(profiles, *trait).to_pyarrow()

    found = _members.get((lake.root, lake.version, scope.segment), look_up)
    return replace(scope, members=lambda: ibis.memtable(found))


def kept_for(*, lake: Lake, scope: Scope) -> Kept | None:
    """What is kept of a large log as arrays; None for a small one."""
    return None if is_small(lake=lake) else Kept(lake, scope)


def log_for(*, lake: Lake, metric: Metric, scope: Scope, by: str | None = None) -> ir.Table:
    """The rows of the log that a metric looks at over a scope, by a dimension.

    The metric's own definition answers from them, so the answer is the one it gives on the whole log.
    """
    if metric.reads is None:
        return lake.interactions()
    is_by_trait = (scope.members is None and scope.trait() is not None) or (by or "").startswith(TRAIT)
    if OPINIONS in metric.reads:
        return opinion_log(lake=lake, with_profiles=is_by_trait)
    return part_of_log(lake=lake, families=(*metric.reads, *(("profiles",) if is_by_trait else ())))


def token_for(*, lake: Lake, metric: Metric) -> str:
    """What changes, beside the log's version, whenever a metric's answer may: texts are read after they are recorded."""
    return opinion_token(lake=lake) if metric.reads and OPINIONS in metric.reads else ""
