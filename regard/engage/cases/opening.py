"""Opening cases from signals: at most one open for a customer and a cause, later evidence is added to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from regard.analytics.tickets.clocks import BUSINESS
from regard.engage.cases.models import OPEN_STATES, Case, Evidence, Rule, Step
from regard.engage.cases.rules import rules_by_name
from regard.engage.cases.signals import MINUTES, Signal
from regard.engage.cases.steps import step_of, take_steps
from regard.understand.metrics.api import due_after

OPENING_LOCK = 5_117_023_401  # whoever opens cases waits for others that do


@dataclass(frozen=True)
class Taken:
    """What became of signals: cases opened, and pieces of evidence added to open ones. The rest was known."""

    opened: int = 0
    added: int = 0


@transaction.atomic
def take_signals(*, signals: Iterable[Signal], now: datetime, by: str = "", text: str = "") -> Taken:
    """Open a case for each signal, or add it to the open one of the same customer and cause; each signal once."""
    fresh = fresh_of(signals=sorted(signals, key=lambda one: (one.at, one.interaction_id)))
    if not fresh:
        return Taken()
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [OPENING_LOCK])
    fresh = fresh_of(signals=fresh)
    held = {
        (case.customer_id, case.cause): case
        for case in Case.objects.select_for_update().filter(
            customer_id__in={one.customer_id for one in fresh}, state__in=OPEN_STATES
        )
    }
    before, rules = set(held), rules_by_name()
    new = [held.setdefault(_key(one), _case(one, rules, now)) for one in fresh if _key(one) not in held]
    Case.objects.bulk_create(new)
    steps = [step_of(case, "opened", at=now, by=by, text=text, evidence=_first(fresh, case)) for case in new]
    added = 0
    for one in fresh:
        case = held[_key(one)]
        if _key(one) in before:
            steps += _add(case, one, rules, now, by)
            added += 1
        case.first_at, case.last_at = min(case.first_at, one.at), max(case.last_at, one.at)
    Evidence.objects.bulk_create([evidence_of(held[_key(one)], one) for one in fresh])
    Case.objects.bulk_update(held.values(), ["state", "due_at", "first_at", "last_at", "recovery", "concluded_at"])
    take_steps(steps)
    return Taken(len(new), added)


def evidence_of(case: Case, signal: Signal) -> Evidence:
    """A signal as evidence of a case."""
    return Evidence(
        case=case,
        customer_id=case.customer_id,
        interaction_id=signal.interaction_id,
        kind=signal.kind,
        at=signal.at,
        channel=signal.channel[:40],
        touchpoint=signal.touchpoint,
        metric=signal.metric,
        score=signal.score,
        scale_max=signal.scale_max,
    )


def count_opening(*, signals: Sequence[Signal]) -> int:
    """How many cases signals would open that no case rests on yet."""
    wanted = {_key(one) for one in signals}
    running = Case.objects.filter(customer_id__in={customer for customer, _ in wanted}, state__in=OPEN_STATES)
    return len(wanted - set(running.values_list("customer_id", "cause")))


def fresh_of(*, signals: Sequence[Signal]) -> list[Signal]:
    """Those that no case rests on yet, each once."""
    once = {one.interaction_id: one for one in signals}
    known = set(Evidence.objects.filter(interaction_id__in=list(once)).values_list("interaction_id", flat=True))
    return [one for key, one in once.items() if key not in known]


def _key(signal: Signal) -> tuple[str, str]:
    return signal.customer_id, signal.cause


def _first(signals: Sequence[Signal], case: Case) -> str:
    return next(one.interaction_id for one in signals if _key(one) == (case.customer_id, case.cause))


def _case(signal: Signal, rules: dict[str, Rule], now: datetime) -> Case:
    rule = rules.get(signal.rule)
    clock = rule.clock if rule else BUSINESS
    return Case(
        customer_id=signal.customer_id,
        cause=signal.cause,
        rule=signal.rule,
        owner=rule.owner if rule else "",
        clock=clock,
        opened_at=now,
        first_at=signal.at,
        last_at=signal.at,
        due_at=due_after(start=now, minutes=rule.minutes if rule else MINUTES, clock=clock),
    )


def _add(case: Case, signal: Signal, rules: dict[str, Rule], now: datetime, by: str) -> list[Step]:
    """More evidence: what was taken for recovery before it counts no more, and a concluded case is open again."""
    steps = [step_of(case, "evidence", at=now, by=by, evidence=signal.interaction_id)]
    if case.recovery and datetime.fromisoformat(case.recovery["at"]) < signal.at:
        case.recovery = None
    if case.state == "unproven" and signal.at > case.last_at:
        rule = rules.get(case.rule)
        case.state, case.concluded_at = "open", None
        case.due_at = due_after(start=now, minutes=rule.minutes if rule else MINUTES, clock=case.clock)
        steps.append(step_of(case, "reopened", at=now, by=by, evidence=signal.interaction_id))
    return steps
