"""A scope: the part of the log a question is about."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import ibis
import ibis.expr.types as ir

from regard.analytics.errors import RegardError
from regard.analytics.schema.interactions import STAGES

CUSTOMERS, PUBLIC = VOICES = ("customers", "public")


class ScopeError(RegardError):
    """Raised when a filter or a dimension names something that cannot be."""

    code = "scope_invalid"
    status = 422


@dataclass(frozen=True)
class Scope:
    """Filters over interactions; what is not named is not filtered.

    `since` is inclusive, `until` exclusive, both days in UTC. `segment` is `trait:NAME=VALUE`, or
    `segment:SLUG` for a saved one, whose customers `members` gives (column customer_id); `members_as_of` is what
    changes when they do. `members` may be given for a trait as well: who has it, looked up once for many questions.
    """

    since: date | None = None
    until: date | None = None
    channels: tuple[str, ...] = ()
    stage: str | None = None
    touchpoint: str | None = None
    segment: str | None = None
    members: Callable[[], ir.Table] | None = field(default=None, compare=False, repr=False)
    members_as_of: str = ""
    voices: str = CUSTOMERS  # whose words a question about words is about: customers', or those of public authors

    def __post_init__(self) -> None:
        if self.since and self.until and self.since >= self.until:
            raise ScopeError(f"The period {self.since} to {self.until} is empty: `until` must lie after `since`.")
        if self.stage and self.stage not in STAGES:
            raise ScopeError(f"There is no stage {self.stage!r}. Stages are {', '.join(STAGES)}.")
        if self.voices not in VOICES:
            raise ScopeError(f"There are no voices {self.voices[:40]!r}. Voices are {' and '.join(VOICES)}.")
        if self.segment and not self.saved():
            self.trait()

    @staticmethod
    def day(name: str, value: date | str | None) -> date | None:
        """A day from YYYY-MM-DD. Raises ScopeError, which names the filter.

        >>> Scope.day("since", "2026-07-01")
        datetime.date(2026, 7, 1)
        """
        if not isinstance(value, str):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ScopeError(f"`{name}` is {value[:40]!r}, which is not a day. Write it as YYYY-MM-DD.") from None

    @staticmethod
    def names(value: str | Iterable[str] | None) -> tuple[str, ...]:
        """Several names from a comma list.

        >>> Scope.names("web, app")
        ('web', 'app')
        """
        listed = value.split(",") if isinstance(value, str) else value or ()
        return tuple(name.strip() for name in listed if name.strip())

    def saved(self) -> str | None:
        """The slug of the saved segment, None where it is none."""
        found = re.fullmatch(r"segment:([a-z0-9][a-z0-9-]{0,63})", self.segment or "")
        return found[1] if found else None

    def trait(self) -> tuple[str, str] | None:
        """The (name, value) a customer's trait must have, None without such a segment."""
        if not self.segment or self.saved():
            return None
        kind, _, condition = self.segment.partition(":")
        name, equals, value = condition.partition("=")
        if kind != "trait" or not name or not equals:
            raise ScopeError(f"The segment {self.segment!r} is not of the form trait:NAME=VALUE or segment:SLUG.")
        return name, value

    def rows(self, log: ir.Table) -> ir.Table:
        """The rows of `log` in this scope."""
        return self.at_places(self.in_period(self.of_segment(log)))

    def in_period(self, log: ir.Table) -> ir.Table:
        """The rows between `since` and `until`."""
        if self.since:
            log = log.filter(log.time >= instant(self.since))
        if self.until:
            log = log.filter(log.time < instant(self.until))
        return log

    def at_places(self, log: ir.Table) -> ir.Table:
        """The rows on the channels, stage and touchpoint."""
        if self.channels:
            log = log.filter(log.channel.isin(self.channels))
        if self.stage:
            log = log.filter(log.stage == self.stage)
        if self.touchpoint:
            log = log.filter(log.touchpoint == self.touchpoint)
        return log

    def of_segment(self, log: ir.Table) -> ir.Table:
        """The rows of the segment's customers."""
        if self.members is not None:
            return log.semi_join(self.members(), "customer_id")
        if self.saved():
            raise ScopeError(f"Who is in {self.segment!r} has not been looked up.")
        trait = self.trait()
        if trait is None:
            return log
        return log.semi_join(customers_with_trait(log, *trait), "customer_id")

    def shifted(self, days: int) -> "Scope":
        """The same scope, its period moved by whole days."""
        move = timedelta(days=days)
        return replace(
            self,
            since=self.since + move if self.since else None,
            until=self.until + move if self.until else None,
        )

    def over(self, *, since: date | None, until: date | None) -> "Scope":
        """The same scope over another period."""
        return replace(self, since=since, until=until)

    def previous(self) -> "Scope | None":
        """The period of the same kind just before, None where this one is open at an end.

        Whole months are followed back by whole months, so that Q3 is compared with Q2.

        >>> Scope(since=date(2026, 7, 1), until=date(2026, 10, 1)).previous().since
        datetime.date(2026, 4, 1)
        """
        if not self.since or not self.until:
            return None
        if self.since.day == 1 and self.until.day == 1:
            months = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month
            return replace(self, since=months_before(self.since, months), until=self.since)
        return self.shifted(-(self.until - self.since).days)


PERIODS = 8
OPEN_PERIOD = timedelta(days=91)


def course_edges(scope: Scope, as_of: datetime) -> list[date]:
    """The bounds of eight periods as long as the scope's own, the last of them the scope itself."""
    until = scope.until or as_of.date() + timedelta(days=1)
    since = scope.since if scope.since and scope.until else until - OPEN_PERIOD
    if since.day == 1 and until.day == 1:
        months = (until.year - since.year) * 12 + until.month - since.month
        return [months_before(until, months * back) for back in range(PERIODS, -1, -1)]
    length = until - since
    return [until - length * back for back in range(PERIODS, -1, -1)]


def months_before(day: date, months: int) -> date:
    """The first of the month that many months earlier."""
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def instant(day: date) -> ir.Scalar:
    """Midnight UTC as an expression."""
    return cast(ir.Scalar, ibis.literal(datetime(day.year, day.month, day.day, tzinfo=UTC), type="timestamp('UTC', 6)"))


def member_of(properties: ir.StringColumn, name: str) -> ir.StringColumn:
    """A top-level member of a JSON text as a string: unquoted, null where absent.

    Raises ScopeError for a name that no property has in practice (quotes, brackets, over 100 characters).
    """
    if not re.fullmatch(r"[\w .:/-]{1,100}", name):
        raise ScopeError(f"{name[:100]!r} is not a property name. Use letters, digits, spaces and . : / - _ only.")
    text = cast(ir.StringColumn, cast(ir.JSONColumn, properties.cast("json"))[name].cast("string"))
    return cast(
        ir.StringColumn,
        ibis.cases((text == "null", ibis.null("string")), else_=text.re_replace(r'^"(.*)"$', r"\1")),
    )


def traits(log: ir.Table, name: str) -> ir.Table:
    """The newest value of a trait per customer: columns customer_id, trait."""
    told = log.filter(log.kind == "Profile Updated")
    told = told.mutate(trait=member_of(told.properties, name))
    told = told.filter(told.trait.notnull() & (told.trait != ""))
    return told.group_by("customer_id").agg(trait=told.trait.argmax(ibis.struct({"time": told.time, "id": told.id})))


def customers_with_trait(log: ir.Table, name: str, value: str) -> ir.Table:
    """Customers whose trait is `value` now: column customer_id."""
    found = traits(log, name)
    return found.filter(found.trait == value).select("customer_id")
