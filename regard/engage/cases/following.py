"""Following the log: what is new opens cases and shows recovery, at a cost that follows what is new."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from regard.engage.cases.hearing import read_so_far, unheard, words_now, words_since
from regard.engage.cases.models import OPEN_STATES, Case, Evidence, Follow, Step
from regard.engage.cases.opening import Taken, count_opening, fresh_of, take_signals
from regard.engage.cases.recovery import take_answers
from regard.engage.cases.rules import RuleRefused, get_rule, rules_by_name
from regard.engage.cases.signals import COLUMNS, OPINIONS, TELLING, Signal, answers_in, is_low, signal_of, signals_in
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake, rows_added, rows_where
from regard.record.customers.api import list_current_ids

MOST_AT_ONCE = 20_000


@dataclass(frozen=True)
class Followed:
    """What a look came to."""

    opened: int = 0
    added: int = 0
    closed: int = 0


@transaction.atomic
def follow(*, lake: Lake, now: datetime | None = None) -> Followed:
    """Take in what came into the log since the last look. Looking twice changes nothing.

    Where it is read up to is kept in the transaction that opens the cases, so that a crash repeats all of it or nothing.
    """
    rows, moved = lake.snapshot("interactions"), lake.snapshot("reassigned").version
    seen = Follow.objects.select_for_update().first()
    rules = rules_by_name()
    read = read_so_far(lake=lake, seen=seen.opinions if seen else "") if rules[OPINIONS].is_on else ""
    if seen is not None and (seen.version, seen.moved, seen.opinions) == (rows.version, moved, read):
        return Followed()
    now = now or timezone.now()
    if seen is not None and seen.moved != moved:
        adopt_current_ids(now=now)
    taken, closed, heard = Taken(), 0, Taken()
    if any(rule.is_on for rule in rules.values()) or Case.objects.exists():
        found = _new_rows(lake, seen.version if seen else None, rows.version)
        taken = take_signals(signals=signals_in(found, rules), now=now)
        thresholds = {name: rule.threshold for name, rule in rules.items()}
        closed = take_answers(answers=answers_in(_of_known(found), thresholds), now=now)
    if read and (seen is None or seen.opinions != read):
        words = words_now(lake=lake, rule=rules[OPINIONS], now=now)
        heard = take_signals(signals=unheard(signals=words), now=now)
    seen = seen or Follow()
    seen.version, seen.moved, seen.opinions = rows.version, moved, read
    seen.save()
    return Followed(taken.opened + heard.opened, taken.added + heard.added, closed)


@dataclass(frozen=True)
class Preview:
    """What looking back would come to: signals that no case rests on yet, of how many people, and the cases it would open."""

    signals: int
    customers: int
    opens: int


def preview_rule(*, lake: Lake, name: str, since: date, now: datetime | None = None) -> Preview:
    """What a rule would open for what is in the log already, from a day on. Nothing is opened. Raises NoRule, RuleRefused."""
    found, _ = _signals_since(lake, name, since, now or timezone.now())
    fresh = fresh_of(signals=found)
    return Preview(len(fresh), len({one.customer_id for one in fresh}), count_opening(signals=fresh))


def backfill(*, lake: Lake, name: str, since: date, now: datetime | None = None) -> Taken:
    """Open cases by one rule for what is in the log already, from a day on: only where somebody asks for it.

    Where the customer said something better since, that counts as their next score at once. Raises NoRule, RuleRefused.
    """
    now = now or timezone.now()
    low, read = _signals_since(lake, name, since, now)
    if len(low) > MOST_AT_ONCE:
        raise RuleRefused(
            f"That would take in {len(low):,}, more than {MOST_AT_ONCE:,} at once. Begin with a later day."
        )
    with transaction.atomic():
        taken = take_signals(signals=low, now=now, text=f"Asked for, back to {since}.")
        thresholds = {each: one.threshold for each, one in rules_by_name().items()}
        take_answers(answers=answers_in(_of_known(read), thresholds), now=now)
        note(verb="backfilled", subject=f"case_rule:{name}", detail={"since": str(since), "opened": taken.opened})
    return taken


def _signals_since(lake: Lake, name: str, since: date, now: datetime) -> tuple[list[Signal], pa.Table]:
    """What one rule finds from a day on, and the rows that may show recovery since."""
    rule = get_rule(name)
    if since > now.date():
        raise RuleRefused(f"{since} lies ahead. Give a day that has been.")
    read = rows_where(lake=lake, columns=COLUMNS, where=f"({TELLING}) and time >= timestamptz '{since} 00:00:00+00'")
    if name == OPINIONS:
        began = datetime.combine(since, time(), UTC)
        return unheard(signals=words_since(lake=lake, began=began, sentiment=rule.threshold)), read
    low = [
        signal_of(row)
        for row in read.to_pylist()
        if row["metric"] == name and row["actor"] == "customer" and is_low(row, rule.threshold)
    ]
    return low, read


def adopt_current_ids(*, now: datetime) -> None:
    """After people were merged or split: cases belong to whom their customer is now; two of one cause become one."""
    cases = list(Case.objects.select_for_update().filter(state__in=OPEN_STATES).order_by("opened_at", "pk"))
    current = list_current_ids(customer_ids={case.customer_id for case in cases})
    kept: dict[tuple[str, str], Case] = {}
    for case in cases:
        new_id = current.get(case.customer_id, case.customer_id)
        older = kept.setdefault((new_id, case.cause), case)
        if older is not case:
            _fold(case, older, now)
    for case in kept.values():
        new_id = current.get(case.customer_id, case.customer_id)
        if new_id != case.customer_id:
            _give(case, new_id)


def _fold(case: Case, older: Case, now: datetime) -> None:
    """One open case of a customer and a cause is enough: the later one's evidence goes to the older."""
    held = set(older.evidence.values_list("interaction_id", flat=True))
    case.evidence.exclude(interaction_id__in=held).update(case=older, customer_id=older.customer_id)
    older.first_at, older.last_at = min(older.first_at, case.first_at), max(older.last_at, case.last_at)
    older.due_at = min(older.due_at, case.due_at)
    older.save()
    case.state, case.ended_at, case.conclusion = "dismissed", now, "joined"
    case.save()
    Step.objects.create(
        case=older, customer_id=older.customer_id, kind="joined", at=now, text=f"Case {case.pk} is of the same person."
    )


def _give(case: Case, customer_id: str) -> None:
    Case.objects.filter(pk=case.pk).update(customer_id=customer_id)
    Evidence.objects.filter(case=case).update(customer_id=customer_id)
    Step.objects.filter(case=case).update(customer_id=customer_id)


def _new_rows(lake: Lake, after: int | None, until: int) -> pa.Table:
    if after is not None:
        found = rows_added(lake=lake, after=after, until=until, columns=COLUMNS, where=TELLING)
        if found is not None:
            return found
    # the log no longer says what came when: read what could matter; what is known already changes nothing
    begins = [rule.since for rule in rules_by_name().values() if rule.is_on and rule.since]
    begins += Case.objects.filter(state__in=OPEN_STATES).order_by("first_at").values_list("first_at", flat=True)[:1]
    if not begins:
        return pa.table({name: [] for name in COLUMNS})
    since = min(begins).isoformat()
    return rows_where(lake=lake, columns=COLUMNS, where=f"({TELLING}) and time >= timestamptz '{since}'")


def _of_known(rows: pa.Table) -> pa.Table:
    """The rows of customers who have a case."""
    told = rows.column("customer_id").unique().to_pylist()
    known = set[str]()
    for start in range(0, len(told), 10_000):
        part = told[start : start + 10_000]
        known |= set(Case.objects.filter(customer_id__in=part).values_list("customer_id", flat=True))
    mask = pa.array([one in known for one in rows.column("customer_id").to_pylist()], pa.bool_())
    return rows.filter(mask)
