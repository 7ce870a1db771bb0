"""Questions about segments: which there are, whom one would hold, in which a customer is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import ibis

from regard.analytics.segments.conditions import AnyCondition
from regard.analytics.segments.evaluating import members
from regard.analytics.segments.reading import check_size, read_condition, write_condition
from regard.analytics.segments.words import describe
from regard.foundation.lake.api import Lake, State, current_rows, folder_of, read_state
from regard.record.customers import api as customers
from regard.record.segments.definitions import expanded, get_segment, read_written
from regard.record.segments.models import Segment, SegmentDay
from regard.record.segments.moments import moment_of

SAMPLE = 8


@dataclass(frozen=True)
class SegmentRow:
    """One saved segment: what it means, and how many it holds. None where it was not worked out yet."""

    slug: str
    name: str
    sentence: str
    condition: dict[str, Any]
    version: int
    owner: str
    created_at: datetime
    changed_at: datetime
    n: int | None
    share: float | None
    n_before: int | None
    before_date: date | None
    built_at: datetime | None
    as_of: datetime | None


@dataclass(frozen=True)
class Count:
    """How many customers a condition holds for, of how many, and some of them, last seen first."""

    sentence: str
    n: int
    customers: int
    as_of: datetime
    sample: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Membership:
    """A segment a customer is in, and since when, where that was seen."""

    slug: str
    name: str
    entered_at: datetime | None


def list_segments(*, lake: Lake) -> list[SegmentRow]:
    """All saved segments by name."""
    state, saved = read_state(lake=lake), list(Segment.objects.order_by("name", "slug"))
    names = {one.slug: one.name for one in saved}
    return [_row(one, state, names, _before(one)) for one in saved]


def find_segment(*, lake: Lake, slug: str) -> SegmentRow:
    """One saved segment. Raises NoSegment."""
    one = get_segment(slug)
    return _row(one, read_state(lake=lake), _names(), _before(one))


def count_customers(*, lake: Lake, condition: AnyCondition) -> Count:
    """Whom a condition holds for now. Raises ConditionRefused."""
    written = read_written()
    whole = expanded(check_size(condition), written)
    asked = str(write_condition(whole))
    return lake.remember(("segment count", asked, len(written)), lambda: _count(lake, condition, whole))


def memberships_of(*, lake: Lake, customer_id: str) -> list[Membership]:
    """The segments one customer is in, by name."""
    state = read_state(lake=lake)
    if state is None:
        return []
    rows = current_rows(lake=lake, state=state)
    found = rows.filter(rows.customer_id == customer_id).to_pyarrow().to_pylist()
    if not found:
        return []
    entered = _entered(lake, customer_id)
    within = [(slug, built) for slug, built in state.segments.items() if found[0][built.column]]
    return sorted(
        (Membership(slug, built.name, entered.get(slug)) for slug, built in within), key=lambda one: one.name.lower()
    )


def list_memberships(*, lake: Lake, customer_ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each of these customers the segments they are in now, as slugs; who is in none is left out."""
    state, wanted = read_state(lake=lake), sorted(set(customer_ids))
    if state is None or not wanted:
        return {}
    rows = current_rows(lake=lake, state=state)
    found = rows.semi_join(ibis.memtable({"customer_id": wanted}), "customer_id").to_pyarrow().to_pylist()
    within = {
        row["customer_id"]: tuple(slug for slug, one in state.segments.items() if row[one.column]) for row in found
    }
    return {customer_id: slugs for customer_id, slugs in within.items() if slugs}


def _entered(lake: Lake, customer_id: str) -> dict[str, datetime]:
    files = [str(file) for file in sorted((folder_of(lake=lake) / "changes").glob("*.parquet"))]
    if not files:
        return {}
    notes = lake.engine().read_parquet(files, table_name="segment_notes")
    found = notes.filter((notes.customer_id == customer_id) & notes.is_in)
    last = found.group_by("segment").agg(at=found["at"].max())
    return {row["segment"]: row["at"] for row in last.to_pyarrow().to_pylist()}


def _count(lake: Lake, condition: AnyCondition, whole: AnyCondition) -> Count:
    now = moment_of(lake=lake)
    everybody = customers.customer_table(lake=lake)
    found = members(lake.interactions(), whole, now=now, customers=everybody).to_pyarrow()
    shown = everybody.semi_join(ibis.memtable(found), "customer_id")
    shown = shown.order_by([ibis.desc("last_at"), "customer_id"]).limit(SAMPLE)
    rows = shown.select("customer_id", "name", "last_at").to_pyarrow().to_pylist()
    total = int(everybody.count().to_pyarrow().as_py())
    names = _names()
    return Count(
        describe(condition, name_of=lambda slug: names.get(slug, slug)), found.num_rows, total, now, tuple(rows)
    )


def _names() -> dict[str, str]:
    return dict(Segment.objects.values_list("slug", "name"))


def _before(one: Segment) -> SegmentDay | None:
    """The oldest day of the last week on which the segment meant what it means now."""
    days = one.days.filter(version=one.version).order_by("-date")
    newest = days.first()
    if newest is None:
        return None
    return days.filter(date__lt=newest.date, date__gte=newest.date - timedelta(days=7)).last()


def _row(one: Segment, state: State | None, names: dict[str, str], before: SegmentDay | None) -> SegmentRow:
    built = state.segments.get(one.slug) if state else None
    return SegmentRow(
        slug=one.slug,
        name=one.name,
        sentence=describe(read_condition(one.condition), name_of=lambda slug: names.get(slug, slug)),
        condition=one.condition,
        version=one.version,
        owner=one.owner,
        created_at=one.created_at,
        changed_at=one.changed_at,
        n=built.n if built else None,
        share=built.n / state.customers if built and state and state.customers else None,
        n_before=before.n if before else None,
        before_date=before.date if before else None,
        built_at=state.built_at if built and state else None,
        as_of=state.now if built and state else None,
    )
