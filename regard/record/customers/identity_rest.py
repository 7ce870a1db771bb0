"""Who is who over REST: the evidence, and merging and splitting by hand."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router
from pydantic import Field

from regard.foundation.rest.api import Schema, lake, who
from regard.record.customers.decisions import Decided, merge_customers, split_customer, undo_decision
from regard.record.customers.evidence import CustomerEvidence, Why, get_evidence, why
from regard.record.customers.lookup import current_id
from regard.record.customers.proposals import (
    Proposed,
    PropositionPage,
    accept_proposal,
    list_proposals,
    propose_merges,
    reject_proposal,
)

router = Router(tags=["customers"])

CustomerId = Path[Annotated[str, Field(max_length=40)]]
Named = Annotated[str, Field(min_length=1, max_length=300)]
Number = Path[Annotated[int, Field(ge=1, le=2**63 - 1)]]


class KnownOut(Schema):
    """An identifier, and the customer it belongs to."""

    kind: str
    value: str
    customer_id: str
    is_shared: bool = Field(description="Seen with too many others, so that it joins nobody.")


class StepOut(Schema):
    """What speaks for two identifiers being one customer, and whether it joins them."""

    one: KnownOut
    other: KnownOut
    rule: str = Field(description="seen_together, or decided by a person.")
    outcome: str = Field(description="joins, shared, limit or apart.")
    because: str
    at: datetime
    source: str | None
    message_id: str | None = Field(description="The earliest message that carried both.")
    decision_id: int | None
    by: str | None


class DecisionOut(Schema):
    """What a person decided of two identifiers."""

    id: int
    kind: str = Field(description="join or apart.")
    one: str
    other: str
    reason: str
    evidence: dict[str, Any]
    decided_by: str
    decided_at: datetime
    undone_by: str | None
    undone_at: datetime | None
    customer_ids: list[str] = Field(description="Whose the two are now.")


class EvidenceOut(Schema):
    """What one customer is made of, what was left out of it, and what people decided about it."""

    customer_id: str
    identifiers: list[KnownOut]
    steps: list[StepOut]
    decisions: list[DecisionOut]


class WhyOut(Schema):
    """Whether two are one customer, and the steps that lead from one to the other."""

    is_one: bool
    customer_ids: list[str]
    sentence: str
    steps: list[StepOut]


class WhyQuery(Schema):
    """Two customers or identifiers."""

    one: Named
    other: Named


class MergeIn(Schema):
    """Whom to merge with, and why."""

    other: Named = Field(description="A customer id, or an identifier as kind:value.")
    reason: str = Field("", max_length=1000)


class SplitIn(Schema):
    """What to take out of the customer, and why. Without an identifier the latest merge is undone."""

    identifier: Named | None = None
    reason: str = Field("", max_length=1000)


class AnswerIn(Schema):
    """Why a proposal is accepted or rejected."""

    reason: str = Field("", max_length=1000)


class ProposalPart(Schema):
    """What one trait adds to the weight."""

    trait: str
    one: str | None
    other: str | None
    found: str = Field(description="equal, alike, different or not known.")
    weight: float = Field(description="log2 of how much likelier this is of one person than of two.")


class ProposalOut(Schema):
    """Two customers who may be one: 2 to the power of `weight` to 1 are the odds."""

    id: int
    one: str
    other: str
    one_name: str | None
    other_name: str | None
    weight: float = Field(description="`start` and the weights of the parts added up.")
    probability: float
    start: float = Field(description="The weight before anything is compared: most pairs are two people.")
    parts: list[ProposalPart]
    state: str
    proposed_at: datetime
    decision_id: int | None


class ProposalPage(Schema):
    """A page of proposals."""

    total: int
    rows: list[ProposalOut]


class ProposalQuery(Schema):
    """Which proposals, and where in the list."""

    state: Literal["open", "accepted", "rejected"] = "open"
    skip: int = Field(0, ge=0, le=100_000)
    limit: int = Field(50, ge=1, le=200)


class ProposedOut(Schema):
    """What came of comparing customers."""

    compared: int
    found: int
    proposed: int = Field(description="Pairs that are new in the queue.")


@router.get("/customers/{customer_id}/evidence", response=EvidenceOut)
def get_customer_evidence(request: HttpRequest, customer_id: CustomerId) -> CustomerEvidence:
    """Why this is one customer: what links its identifiers, what was left out and why, and what people decided."""
    return get_evidence(customer_id=current_id(customer_id=customer_id))


@router.get("/identity/why", response=WhyOut)
def get_why(request: HttpRequest, query: Query[WhyQuery]) -> Why:
    """Whether two customers or identifiers are one customer, and why or why not."""
    return why(one=query.one, other=query.other)


@router.post("/customers/{customer_id}/merge", response=DecisionOut)
def merge_customer(request: HttpRequest, customer_id: CustomerId, wanted: MergeIn) -> Decided:
    """Say that this customer and another are one. Nothing is lost: undoing it restores both."""
    return merge_customers(
        lake=lake(), one=customer_id, other=wanted.other, by=signed_in(request), reason=wanted.reason
    )


@router.post("/customers/{customer_id}/split", response=DecisionOut)
def split_one_customer(request: HttpRequest, customer_id: CustomerId, wanted: SplitIn) -> Decided:
    """Take an identifier out of this customer, or undo its latest merge."""
    return split_customer(
        lake=lake(), customer=customer_id, identifier=wanted.identifier, by=signed_in(request), reason=wanted.reason
    )


@router.post("/identity/decisions/{decision_id}/undo", response=DecisionOut)
def undo_one_decision(request: HttpRequest, decision_id: Number) -> Decided:
    """Undo a merge or a keep-apart."""
    return undo_decision(lake=lake(), decision_id=decision_id, by=signed_in(request))


@router.get("/identity/proposals", response=ProposalPage)
def get_proposals(request: HttpRequest, query: Query[ProposalQuery]) -> PropositionPage:
    """Customers who may be one, the weightiest evidence first."""
    return list_proposals(lake=lake(), state=query.state, limit=query.limit, skip=query.skip)


@router.post("/identity/proposals", response=ProposedOut)
def find_proposals(request: HttpRequest) -> Proposed:
    """Compare all customers who have a profile and queue the pairs that may be one. Nobody is merged."""
    return propose_merges(lake=lake())


@router.post("/identity/proposals/{proposal_id}/accept", response=DecisionOut)
def accept_one_proposal(request: HttpRequest, proposal_id: Number, answer: AnswerIn) -> Decided:
    """Merge the two, with the proposal as evidence."""
    return accept_proposal(lake=lake(), proposal_id=proposal_id, by=signed_in(request), reason=answer.reason)


@router.post("/identity/proposals/{proposal_id}/reject", response=DecisionOut)
def reject_one_proposal(request: HttpRequest, proposal_id: Number, answer: AnswerIn) -> Decided:
    """Keep the two apart; they are not proposed again."""
    return reject_proposal(lake=lake(), proposal_id=proposal_id, by=signed_in(request), reason=answer.reason)


def signed_in(request: HttpRequest) -> str:
    """Who decides: the e-mail address of the person, or of the person whose key it is."""
    return who(request=request) or "somebody"
