"""Recovery: what the customer did and said after what a case rests on. Without it no case is closed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from regard.engage.cases.models import OPEN_STATES, Case, Evidence
from regard.engage.cases.signals import Answer
from regard.engage.cases.steps import step_of, take_steps

POSITIVE = 0.75  # where on its scale an answer to another question lies at least, to speak of recovery
WORDS = {
    "score": "a better score",
    "answer": "a positive answer",
    "purchase": "bought again",
    "confirmed": "confirmed by the customer",
}


@transaction.atomic
def take_answers(*, answers: Iterable[Answer], now: datetime) -> int:
    """Hold what customers did against their cases; returns how many were closed by it."""
    by_customer: dict[str, list[Answer]] = {}
    for one in answers:
        by_customer.setdefault(one.customer_id, []).append(one)
    if not by_customer:
        return 0
    cases = Case.objects.select_for_update().filter(customer_id__in=list(by_customer)).exclude(state="dismissed")
    touched = list(cases.filter(next_score=None) | cases.filter(state__in=OPEN_STATES))
    metrics = _metrics_of(touched)
    steps = []
    closed = 0
    for case in touched:
        told = sorted(by_customer[case.customer_id], key=lambda one: (one.at, one.interaction_id))
        _note_next(case, told, metrics.get(case.pk, set()))
        kind, found = _recovery(case, told, metrics.get(case.pk, set()))
        if found is not None and case.state in OPEN_STATES and case.recovery is None:
            case.recovery = recovery_of(kind, found)
            steps.append(step_of(case, "recovery", at=now, evidence=found.interaction_id, recovery=kind))
        if case.state == "unproven" and case.recovery:
            closed += 1
            steps.append(close(case, now))
    Case.objects.bulk_update(touched, ["recovery", "next_score", "state", "ended_at"])
    take_steps(steps)
    return closed


def close(case: Case, now: datetime) -> Any:
    """Close a case that has its evidence; returns the step to take."""
    case.state, case.ended_at = "closed", now
    recovery = case.recovery or {}
    return step_of(case, "closed", at=now, recovery=recovery.get("kind"), evidence=recovery.get("interaction_id"))


def recovery_of(kind: str, answer: Answer) -> dict[str, Any]:
    """As a case keeps it."""
    return {
        "kind": kind,
        "interaction_id": answer.interaction_id,
        "at": answer.at.isoformat(),
        "metric": answer.metric,
        "score": answer.score,
    }


def _metrics_of(cases: list[Case]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    rows = Evidence.objects.filter(case__in=cases).exclude(metric="").values_list("case_id", "metric")
    for case_id, metric in rows:
        found.setdefault(case_id, set()).add(metric)
    return found


def _note_next(case: Case, told: list[Answer], metrics: set[str]) -> None:
    """The next score of the same kind after the one that opened the case: the measure of recovery."""
    for one in told:
        is_next = one.at > case.first_at and not one.is_purchase and one.metric in metrics
        known = case.next_score
        if is_next and (known is None or one.at < datetime.fromisoformat(known["at"])):
            case.next_score = {
                "interaction_id": one.interaction_id,
                "at": one.at.isoformat(),
                "metric": one.metric,
                "score": one.score,
                "is_low": one.is_low,
            }
            return


def _recovery(case: Case, told: list[Answer], metrics: set[str]) -> tuple[str, Answer | None]:
    """The first thing after the newest evidence that shows recovery: a purchase only where contact was made before it."""
    for one in told:
        if one.at <= case.last_at or one.is_low:
            continue
        if one.is_purchase:
            if case.contacted_at is not None and one.at > case.contacted_at:
                return "purchase", one
        elif one.metric in metrics:
            return "score", one
        elif (one.place or 0) >= POSITIVE:
            return "answer", one
    return "", None
