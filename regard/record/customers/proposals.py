"""Proposals: customers who may be one though nothing links them, for a person to accept or reject."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from regard.analytics.errors import RegardError
from regard.analytics.matching import find_matches
from regard.foundation.lake.api import Lake
from regard.record.customers import graph
from regard.record.customers.comparable import TRAITS, comparable_records
from regard.record.customers.decisions import AlreadyOne, Decided, keep_apart, merge_customers, utc_now
from regard.record.customers.models import Decision, Proposal
from regard.record.customers.profiles import list_names

MOST_PROPOSED = 10_000
LEAST_PROBABILITY = 0.9


class NoProposal(RegardError):
    """Raised for a proposal that is unknown or was answered already."""

    code = "proposal_unknown"
    status = 404


@dataclass(frozen=True)
class Proposed:
    """What came of comparing customers: how many have a profile, pairs found, and pairs that are new in the queue."""

    compared: int
    found: int
    proposed: int


@dataclass(frozen=True)
class Proposition:
    """A proposal: two customers, the weight of the evidence and what it is made of. 2^weight to 1 are the odds."""

    id: int
    one: str
    other: str
    one_name: str | None
    other_name: str | None
    weight: float
    probability: float
    start: float
    parts: list[dict[str, Any]]
    state: str
    proposed_at: datetime
    decision_id: int | None


@dataclass(frozen=True)
class PropositionPage:
    """Proposals, the weightiest first."""

    total: int
    rows: list[Proposition]


def propose_merges(
    *, lake: Lake, least: float = LEAST_PROBABILITY, clock: Callable[[], datetime] = utc_now
) -> Proposed:
    """Compare all customers with a profile and queue the pairs that are one person with at least `least` probability.

    Nobody is merged. A pair that was proposed before, or that somebody keeps apart, is not proposed again.
    """
    records = comparable_records(lake=lake)
    matches = find_matches(records=records, traits=TRAITS, least=least)[:MOST_PROPOSED]
    apart = _kept_apart()
    fresh = [
        Proposal(
            one=match.one,
            other=match.other,
            weight=match.weight,
            probability=match.probability,
            start=match.start,
            parts=[asdict(part) for part in match.parts],
            proposed_at=clock(),
        )
        for match in matches
        if frozenset((match.one, match.other)) not in apart
    ]
    with transaction.atomic():
        before = Proposal.objects.count()
        Proposal.objects.bulk_create(fresh, ignore_conflicts=True)
        return Proposed(records.num_rows, len(matches), Proposal.objects.count() - before)


def list_proposals(*, lake: Lake, state: str = Proposal.OPEN, limit: int = 50, skip: int = 0) -> PropositionPage:
    """Proposals in a state; of the open ones those whose two are still two."""
    found = Proposal.objects.filter(state=state)
    if state == Proposal.OPEN:
        found = found.exclude(id__in=_already_one())
    rows = list(found.order_by("-weight", "id")[skip : skip + limit])
    now = graph.customers_of([end for row in rows for end in (row.one, row.other)])
    names = list_names(lake=lake, customer_ids=sorted(set(now.values())))
    return PropositionPage(found.count(), [_proposition(row, now, names) for row in rows])


def accept_proposal(*, lake: Lake, proposal_id: int, by: str, reason: str = "") -> Decided:
    """Merge the two, with the proposal as evidence. Raises NoProposal, or what `merge_customers` raises."""
    found = _open_proposal(proposal_id)
    try:
        made = merge_customers(
            lake=lake, one=found.one, other=found.other, by=by, reason=reason, evidence=_evidence(found)
        )
    except AlreadyOne:
        _answer(found, Proposal.ACCEPTED, None)
        raise
    _answer(found, Proposal.ACCEPTED, made.id)
    return made


def reject_proposal(*, lake: Lake, proposal_id: int, by: str, reason: str = "") -> Decided:
    """Keep the two apart from now on. Raises NoProposal, or what `keep_apart` raises."""
    found = _open_proposal(proposal_id)
    made = keep_apart(lake=lake, one=found.one, other=found.other, by=by, reason=reason, evidence=_evidence(found))
    _answer(found, Proposal.REJECTED, made.id)
    return made


def _open_proposal(proposal_id: int) -> Proposal:
    found = Proposal.objects.filter(id=proposal_id, state=Proposal.OPEN).first()
    if found is None:
        raise NoProposal(
            f"There is no open proposal {proposal_id}. `regard customers proposals` lists those there are."
        )
    return found


def _answer(proposal: Proposal, state: str, decision_id: int | None) -> None:
    Proposal.objects.filter(id=proposal.id).update(state=state, decision_id=decision_id)


def _evidence(proposal: Proposal) -> dict[str, Any]:
    return {
        "proposal": proposal.id,
        "weight": proposal.weight,
        "probability": proposal.probability,
        "start": proposal.start,
        "parts": proposal.parts,
    }


def _kept_apart() -> set[frozenset[str]]:
    pairs = list(Decision.objects.filter(kind=Decision.APART, undone_at=None).values_list("one", "other"))
    now = graph.customers_of([anchor for pair in pairs for anchor in pair])
    return {frozenset((now[one], now[other])) for one, other in pairs}


def _already_one() -> list[int]:
    return [
        row[0]
        for row in graph.rows_of(
            "select p.id from customers_proposal p join customers_identifier one on one.anchor = p.one "
            "join customers_identifier other on other.anchor = p.other "
            "where p.state = 'open' and one.customer_id = other.customer_id"
        )
    ]


def _proposition(row: Proposal, now: dict[str, str], names: dict[str, str]) -> Proposition:
    one, other = now.get(row.one, row.one), now.get(row.other, row.other)
    return Proposition(
        id=row.id,
        one=one,
        other=other,
        one_name=names.get(one),
        other_name=names.get(other),
        weight=row.weight,
        probability=row.probability,
        start=row.start,
        parts=row.parts,
        state=row.state,
        proposed_at=row.proposed_at,
        decision_id=row.decision_id,
    )
