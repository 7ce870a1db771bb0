"""Working out who is in which segment: all customers in one pass, or only those whom something new concerns."""

from collections.abc import Mapping
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from regard.analytics.segments.evaluating import evaluate
from regard.foundation.lake.api import Built, Lake, State, read_state
from regard.record.segments.definitions import Definition, read_definitions
from regard.record.segments.looking_again import key_of, look_again, stock_shelves
from regard.record.segments.models import Segment, SegmentDay
from regard.record.segments.moments import moment_of
from regard.record.segments.store import forget_old_changes, write_changes, write_state, writing


def refresh(*, lake: Lake, whole: bool = False, wait: bool = True) -> State | None:
    """Bring all segments up to the log's version; return the state, None without segments. Raises SegmentsBusy."""
    with writing(lake=lake, wait=wait):
        definitions, before = read_definitions(), read_state(lake=lake)
        if not definitions and before is None:
            return None
        if before is not None and not whole and is_current(before, definitions, version=lake.version):
            return before
        after = None if whole or before is None else look_again(lake=lake, definitions=definitions, before=before)
        if after is None:
            after = _work_out(lake, definitions, before)
            write_changes(lake=lake, before=before, after=after)
        write_state(lake=lake, state=after)
        forget_old_changes(lake=lake, now=after.built_at)
    note_sizes(state=after)
    return after


def prepare(*, lake: Lake, least_customers: int = 0) -> None:
    """Make ready what looking again needs, so that the next refresh is quick."""
    state = read_state(lake=lake)
    if state is not None and state.customers >= least_customers:
        with writing(lake=lake, wait=False):
            stock_shelves(lake=lake, definitions=read_definitions(), state=state)


def is_current(state: State, definitions: Mapping[str, Definition], *, version: int) -> bool:
    """Whether the state is of this version of the log and of these segments."""
    meant = {slug: (one.name, one.fingerprint) for slug, one in definitions.items()}
    return state.version == version and meant == {
        slug: (built.name, built.definition) for slug, built in state.segments.items()
    }


def _work_out(lake: Lake, definitions: Mapping[str, Definition], before: State | None) -> State:
    version, now, built_at = lake.version, moment_of(lake=lake), timezone.now()
    read, key = tuple(lake.snapshot("interactions").uris()), key_of(lake=lake, definitions=definitions)
    columns = {f"s{index}": one for index, one in enumerate(definitions.values())}
    conditions = {column: one.expanded for column, one in columns.items()}
    name = f"whole-{uuid4().hex[:12]}.parquet"
    file = lake.root / "derived" / "segments" / name
    table = evaluate(lake.interactions(), conditions, now=now)
    lake.save(table.order_by("customer_id"), file)
    counts = count_columns(lake=lake, source=f"read_parquet('{file}')", columns=list(columns))
    segments = {
        one.slug: Built(column, one.name, one.fingerprint, counts[column], _since(one, before, built_at))
        for column, one in columns.items()
    }
    return State(version, now, built_at, name, None, counts["customers"], segments, read, key)


def count_columns(*, lake: Lake, source: str, columns: list[str]) -> dict[str, int]:
    """How many rows each column of yes and no holds, and how many there are."""
    counted = ", ".join(["count(*) as customers", *[f"count(*) filter ({name}) as {name}" for name in columns]])
    found: dict[str, int] = lake.connection().sql(f"select {counted} from {source}").to_arrow_table().to_pylist()[0]
    return found


def _since(one: Definition, before: State | None, now: datetime) -> datetime:
    known = before.segments.get(one.slug) if before else None
    return known.since if known and known.definition == one.fingerprint else now


@transaction.atomic
def note_sizes(*, state: State) -> None:
    """Write down how many each segment holds today."""
    saved = {row.slug: row for row in Segment.objects.filter(slug__in=list(state.segments))}
    SegmentDay.objects.bulk_create(
        [
            SegmentDay(segment=saved[slug], date=state.built_at.date(), version=saved[slug].version, n=built.n)
            for slug, built in state.segments.items()
            if slug in saved
        ],
        update_conflicts=True,
        unique_fields=["segment", "date"],
        update_fields=["n", "version"],
    )
