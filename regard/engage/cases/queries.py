"""Questions about cases: which there are, and everything about one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from regard.engage.cases.context import OpenTicket, list_open_tickets
from regard.engage.cases.models import OPEN_STATES, Case
from regard.engage.cases.operations import CaseRefused, get_case
from regard.foundation.lake.api import Lake
from regard.record.customers.api import current_id, list_names
from regard.understand.voice.api import sentences_of

STATES = ("open", "contacted", "unproven", "closed", "dismissed")
MOST_ROWS = 200
MOST_SAID, LONGEST_SAID = 50, 1_000


@dataclass(frozen=True)
class CaseRow:
    """A case as lists show it, with the lowest score it rests on.

    `state` is open, contacted, unproven (not closed: no evidence of recovery), closed or dismissed.
    """

    number: int
    customer_id: str
    name: str | None
    cause: str
    rule: str
    state: str
    owner: str
    opened_at: datetime
    last_at: datetime
    due_at: datetime
    is_overdue: bool
    contacted_at: datetime | None
    contact_minutes: float | None
    clock: str
    concluded_at: datetime | None
    conclusion: str
    root_cause: str
    recovery: dict[str, Any] | None
    next_score: dict[str, Any] | None
    ended_at: datetime | None
    evidence: int
    metric: str
    score: float | None
    scale_max: float | None


@dataclass(frozen=True)
class EvidenceRow:
    """One interaction a case rests on."""

    interaction_id: str
    kind: str
    at: datetime
    channel: str
    touchpoint: str
    metric: str
    score: float | None
    scale_max: float | None
    said: str | None  # what was written there, masked; None before it was read, and where nothing was


@dataclass(frozen=True)
class StepRow:
    """One thing that was done."""

    kind: str
    at: datetime
    by: str
    text: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class CasePage:
    """One case: what it rests on, newest first, what was done, in order, the customer's other cases and open tickets."""

    case: CaseRow
    evidence: list[EvidenceRow]
    steps: list[StepRow]
    others: list[CaseRow]
    tickets: list[OpenTicket]


@dataclass(frozen=True)
class CaseList:
    """Some cases of a list, and how many there are in all."""

    rows: list[CaseRow]
    n: int
    owners: list[str]
    causes: list[str]


def list_cases(
    *,
    lake: Lake,
    state: str = "running",
    owner: str | None = None,
    cause: str | None = None,
    customer_id: str | None = None,
    is_overdue: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> CaseList:
    """Cases, what is due first; `state` is one of STATES, running (all that are not over) or all. Raises CaseRefused."""
    if state not in (*STATES, "running", "all"):
        raise CaseRefused(f"{state[:40]!r} is no state. States are running, {', '.join(STATES)} and all.")
    found = Case.objects.all()
    if state == "running":
        found = found.filter(state__in=OPEN_STATES)
    elif state != "all":
        found = found.filter(state=state)
    if owner is not None:
        found = found.filter(owner=owner)
    if cause is not None:
        found = found.filter(cause=cause)
    if customer_id is not None:
        found = found.filter(customer_id=current_id(customer_id=customer_id))
    if is_overdue:
        found = found.filter(overdue(timezone.now()))
    limit = max(1, min(limit, MOST_ROWS))
    ordered = found.order_by(F("contacted_at").asc(nulls_first=True), "due_at", "pk")
    if state in ("closed", "dismissed"):
        ordered = found.order_by("-ended_at", "-pk")
    return CaseList(
        rows_of(lake, ordered[offset : offset + limit]),
        found.count(),
        _chosen("owner"),
        _chosen("cause"),
    )


def find_case(*, lake: Lake, number: int) -> CasePage:
    """One case. Raises NoCase."""
    case = get_case(number)
    others = Case.objects.filter(customer_id=case.customer_id).exclude(pk=number).order_by("-opened_at")[:20]
    row, *rest = rows_of(lake, Case.objects.filter(pk=number)) + rows_of(lake, others)
    pieces = list(case.evidence.order_by("-at", "-pk"))
    words = sentences_of(lake=lake, interaction_ids=[one.interaction_id for one in pieces[:MOST_SAID]])
    evidence = [
        EvidenceRow(
            one.interaction_id,
            one.kind,
            one.at,
            one.channel,
            one.touchpoint,
            one.metric,
            one.score,
            one.scale_max,
            words[one.interaction_id].text[:LONGEST_SAID] if one.interaction_id in words else None,
        )
        for one in pieces
    ]
    steps = [StepRow(one.kind, one.at, one.by, one.text, one.detail) for one in case.steps.order_by("pk")]
    tickets = list_open_tickets(lake=lake, customer_id=case.customer_id)
    return CasePage(row, evidence, steps, rest, tickets)


def overdue(now: datetime) -> Q:
    """Nobody has been in touch, and the time for it is over."""
    return Q(state="open", contacted_at=None, due_at__lt=now)


def rows_of(lake: Lake, cases: QuerySet[Case]) -> list[CaseRow]:
    """Cases as lists show them, in their order."""
    found = list(cases.annotate(pieces=Count("evidence")).prefetch_related("evidence"))
    names = list_names(lake=lake, customer_ids=list({case.customer_id for case in found}))
    now = timezone.now()
    return [_row(case, names.get(case.customer_id), now) for case in found]


def _row(case: Case, name: str | None, now: datetime) -> CaseRow:
    told = [one for one in case.evidence.all() if one.score is not None and one.scale_max]
    worst = min(told, key=lambda one: (one.score or 0) / (one.scale_max or 1), default=None)
    return CaseRow(
        number=case.pk,
        customer_id=case.customer_id,
        name=name,
        cause=case.cause,
        rule=case.rule,
        state=case.state,
        owner=case.owner,
        opened_at=case.opened_at,
        last_at=case.last_at,
        due_at=case.due_at,
        is_overdue=case.state == "open" and case.contacted_at is None and case.due_at < now,
        contacted_at=case.contacted_at,
        contact_minutes=case.contact_minutes,
        clock=case.clock,
        concluded_at=case.concluded_at,
        conclusion=case.conclusion,
        root_cause=case.root_cause,
        recovery=case.recovery,
        next_score=case.next_score,
        ended_at=case.ended_at,
        evidence=len(case.evidence.all()),
        metric=worst.metric if worst else "",
        score=worst.score if worst else None,
        scale_max=worst.scale_max if worst else None,
    )


def _chosen(column: str) -> list[str]:
    found = Case.objects.exclude(**{column: ""}).values_list(column, flat=True)
    return list(found.order_by(column).distinct()[:200])
