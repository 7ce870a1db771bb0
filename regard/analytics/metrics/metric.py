"""What a metric is, and how the log is grouped for it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, cast

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from regard.analytics.journeys.histories import Histories
from regard.analytics.metrics.estimates import Numbers
from regard.analytics.schema.vocabulary import ANSWERS, BOOKKEEPING
from regard.analytics.scope import Scope, ScopeError, instant, member_of, traits
from regard.analytics.tickets.ledger import Ledger
from regard.analytics.tickets.opening_hours import ServiceTerms

HORIZON_DAYS = 90
_one_at_a_time = threading.Lock()
GROUP = "group"
ALL = "all"
TRAIT = "trait."
COLUMNS = ("channel", "stage", "touchpoint", "kind", "source", "actor", "currency")
GRAINS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}


class Threads(Protocol):
    """What the customers of a scope's segment went through, as arrays."""

    @property
    def whole(self) -> Histories:
        """All of it."""

    @property
    def own_days(self) -> Histories:
        """The first row of each day on which they did something of their own accord."""

    @property
    def orders(self) -> Histories:
        """Their orders."""

    @property
    def ledger(self) -> Ledger:
        """What became of their tickets by the moment that questions are asked of."""


@dataclass(frozen=True)
class Question:
    """A log, the part asked about, how it is grouped, and the moment up to which the log is known."""

    log: ir.Table
    scope: Scope
    by: str | None
    as_of: datetime
    edges: tuple[date, ...] = ()  # with these, groups are the periods between them, named by their index
    terms: ServiceTerms | None = None  # schedules and targets, for metrics that need them
    threads: Threads | None = None  # the same rows as arrays, where somebody keeps them

    def grouped(self, rows: ir.Table) -> ir.Table:
        """`rows` with a column `group`, a string."""
        return grouped(rows, self.by, self.edges, self.log)


@dataclass(frozen=True)
class Metric:
    """One definition; the CLI, REST, Python, the console and the docs all follow from it.

    `aggregate` turns a question into a small table with the column `group` and the additive aggregates;
    `estimate` turns one of its rows into numbers; `rows` gives the interactions behind it.
    """

    name: str
    label: str
    description: str
    unit: str
    direction: str  # up: more is better | down
    aggregate: Callable[[Question], ir.Table]
    estimate: Callable[[Mapping[str, Any]], Numbers]
    rows: Callable[[ir.Table, Scope], ir.Table]
    minimum_n: int = 30
    horizon_days: int = 0  # periods are moved back by this, so that what follows is known
    family: str = "experience"  # experience | service | loyalty | value | ease | volume
    needs_terms: bool = False  # schedules or targets
    amount: Callable[[ir.Table], Any] | None = None  # what each row of `rows` adds to a mean in the metric's unit
    kernel: Callable[[Threads, Question], list[dict[str, Any]] | None] | None = None  # gives the rows of `aggregate`
    reads: tuple[str, ...] | None = None  # the families of rows that `aggregate` and `rows` look at; None: all rows


def aggregates(metric: Metric, question: Question) -> list[dict[str, Any]]:
    """The rows of a metric's `aggregate`: from arrays where somebody keeps them and they tell, else from the log."""
    if metric.kernel is not None and question.threads is not None:
        found = metric.kernel(question.threads, question)
        if found is not None:
            return found
    rows = answered(metric.aggregate(question), question.log).to_pylist()
    return sorted(rows, key=lambda row: [str(row.get(name) or "") for name in ("group", "currency", "variant")])


def answered(found: ir.Table, log: ir.Table) -> pa.Table:
    """The rows of `found`, from the engine of the log.

    What is made of arrays alone, as the figures of tickets are, names no engine. Ibis would then take the one that all
    threads of a program share, and DuckDB refuses whoever comes while it is busy.
    """
    engine = log.get_backend()
    if engine.name == "duckdb":
        return engine.to_pyarrow(found)
    with _one_at_a_time:
        return found.to_pyarrow()


def grouped(rows: ir.Table, by: str | None, edges: tuple[date, ...], log: ir.Table) -> ir.Table:
    """`rows` with the column `group`: the dimension's value as a string, 'unknown' where there is none."""
    if edges:
        cases = [(rows.time < instant(edge), str(index)) for index, edge in enumerate(edges[1:])]
        return rows.filter((rows.time >= instant(edges[0])) & (rows.time < instant(edges[-1]))).mutate(
            group=ibis.cases(*cases, else_="")
        )
    if by is None:
        return rows.mutate(group=ibis.literal(ALL))
    if by.startswith(TRAIT):
        told = traits(log, by.removeprefix(TRAIT))
        joined = rows.left_join(told, "customer_id").drop("customer_id_right")
        return joined.mutate(group=joined.trait.fill_null("unknown")).drop("trait")
    return rows.mutate(group=_dimension(rows, by).fill_null("unknown"))


def check_dimension(by: str) -> None:
    """Whether anything can be grouped by a name. Raises ScopeError."""
    named = (*COLUMNS, *GRAINS, "quarter")
    if by not in named and not by.startswith(("trait.", "properties.")):
        raise ScopeError(f"Nothing can be grouped by {by!r}. Use {', '.join(named)}, trait.NAME or properties.NAME.")


def _dimension(rows: ir.Table, by: str) -> ir.StringColumn:
    check_dimension(by)
    if by in COLUMNS:
        return cast(ir.StringColumn, rows[by])
    if by in GRAINS:
        return rows.time.strftime(GRAINS[by])
    if by == "quarter":
        return rows.time.year().cast("string") + "-Q" + rows.time.quarter().cast("string")
    return member_of(cast(ir.StringColumn, rows.properties), by.removeprefix("properties."))


def active(log: ir.Table) -> ir.Table:
    """What customers did of their own accord: no bookkeeping, and no answers to what the company sent."""
    return log.filter((log.actor == "customer") & log.kind.notin((*BOOKKEEPING, *ANSWERS)))
