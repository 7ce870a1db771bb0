"""What people decide about who is who: merging, taking apart, and undoing either.

A decision is stored beside the links and weighs in whenever the graph is resolved, so that undoing it gives what would
be without it. The database changes first, then the log's `reassigned` follows, both under the log's writing lock; where
the second step is cut off, whoever writes next makes up for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from regard.analytics.errors import RegardError
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake, LakeWriter
from regard.record.customers import graph
from regard.record.customers.lookup import find_identifier
from regard.record.customers.models import Decision, Identifier
from regard.record.customers.reassignment import publish_reassigned

WAIT_SECONDS = 30.0


class AlreadyOne(RegardError):
    """Raised where two to be merged are one customer already."""

    code = "customers_already_one"
    status = 409


class KeptApart(RegardError):
    """Raised where a decision keeps apart what is to be merged."""

    code = "customers_kept_apart"
    status = 409


class NothingToSplit(RegardError):
    """Raised where there is nothing that a split could take apart."""

    code = "nothing_to_split"
    status = 409


class NoDecision(RegardError):
    """Raised for a decision that is unknown or undone already."""

    code = "decision_unknown"
    status = 404


@dataclass(frozen=True)
class Decided:
    """A decision as it stands: what it says of two identifiers, who made it, and whether it was undone."""

    id: int
    kind: str
    one: str
    other: str
    reason: str
    evidence: dict[str, Any]
    decided_by: str
    decided_at: datetime
    undone_by: str | None
    undone_at: datetime | None
    customer_ids: tuple[str, ...]  # whose the two are now


def utc_now() -> datetime:
    """The clock, read at the edge."""
    return datetime.now(UTC)


def merge_customers(
    *,
    lake: Lake,
    one: str,
    other: str,
    by: str,
    reason: str = "",
    evidence: dict[str, Any] | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Decided:
    """Say that two are one customer. Each is named by a customer id or an identifier (`kind:value` or a value).

    Raises AlreadyOne, KeptApart, or what `find_identifier` raises.
    """
    first, second = find_identifier(text=one), find_identifier(text=other)

    def decide() -> Decision:
        here, there = _current(first.anchor), _current(second.anchor)
        if here == there:
            raise AlreadyOne(f"{one} and {other} are one customer already, {here}.")
        made = Decision.objects.create(
            kind=Decision.JOIN,
            one=here,
            other=there,
            reason=reason.strip(),
            evidence=evidence or {},
            decided_by=by,
            decided_at=clock(),
        )
        graph.resolve_around({here, there})
        if _current(here) != _current(there):
            raise KeptApart(_who_keeps_apart(here, there))
        note(verb="merged", subject=f"customer:{here}", detail={"decision": made.id, "with": there})
        return made

    return _change(lake, decide)


def split_customer(
    *,
    lake: Lake,
    customer: str,
    by: str,
    identifier: str | None = None,
    reason: str = "",
    clock: Callable[[], datetime] = utc_now,
) -> Decided:
    """Take a customer apart: undo the latest merge, or keep `identifier` apart from what the customer is known by.

    Raises NothingToSplit, or what `find_identifier` raises.
    """
    whole = find_identifier(text=customer)
    gone = find_identifier(text=identifier) if identifier else None

    def decide() -> Decision:
        own = _current(whole.anchor)
        if gone is None:
            return _undo(_latest_merge(own), by, clock())
        if _current(gone.anchor) != own:
            raise NothingToSplit(f"{gone} does not belong to {customer}. `regard customers why` says to whom and why.")
        if gone.anchor == own:
            raise NothingToSplit(
                f"{gone} is what this customer is known by, so it stays. Name the identifier that should go instead."
            )
        made = Decision.objects.create(
            kind=Decision.APART, one=own, other=gone.anchor, reason=reason.strip(), decided_by=by, decided_at=clock()
        )
        graph.resolve_around({own, gone.anchor})
        note(verb="split", subject=f"customer:{own}", detail={"decision": made.id, "from": gone.anchor})
        return made

    return _change(lake, decide)


def keep_apart(
    *,
    lake: Lake,
    one: str,
    other: str,
    by: str,
    reason: str = "",
    evidence: dict[str, Any] | None = None,
    clock: Callable[[], datetime] = utc_now,
) -> Decided:
    """Say that two are not one customer, whatever links may say later."""
    first, second = find_identifier(text=one), find_identifier(text=other)

    def decide() -> Decision:
        here, there = _current(first.anchor), _current(second.anchor)
        if here == there:
            raise AlreadyOne(f"{one} and {other} are one customer, {here}. Split them first: `regard customers split`.")
        made = Decision.objects.create(
            kind=Decision.APART,
            one=here,
            other=there,
            reason=reason.strip(),
            evidence=evidence or {},
            decided_by=by,
            decided_at=clock(),
        )
        note(verb="kept apart", subject=f"customer:{here}", detail={"decision": made.id, "from": there})
        return made

    return _change(lake, decide)


def undo_decision(*, lake: Lake, decision_id: int, by: str, clock: Callable[[], datetime] = utc_now) -> Decided:
    """Undo a merge or a keep-apart: everything is as the links and the other decisions say. Raises NoDecision."""

    def decide() -> Decision:
        found = Decision.objects.filter(id=decision_id, undone_at=None).first()
        if found is None:
            raise NoDecision(f"There is no decision {decision_id} in force. The customer's page lists those there are.")
        return _undo(found, by, clock())

    return _change(lake, decide)


def list_decisions(*, customer_id: str) -> list[Decided]:
    """Every decision that names an identifier of this customer or of one kept apart from it, newest first."""
    own = list(Identifier.objects.filter(customer_id=customer_id).values_list("anchor", flat=True))
    found = Decision.objects.filter(one__in=own) | Decision.objects.filter(other__in=own)
    return [_decided(decision) for decision in found.order_by("-id")[:200]]


def _change(lake: Lake, decide: Callable[[], Decision]) -> Decided:
    with LakeWriter(lake, wait_seconds=WAIT_SECONDS) as writer:
        try:
            with transaction.atomic():
                graph.lock()
                decision = decide()
        finally:
            publish_reassigned(writer=writer)  # also what an earlier change left unsaid
    return _decided(decision)


def _undo(decision: Decision, by: str, now: datetime) -> Decision:
    decision.undone_by, decision.undone_at = by, now
    decision.save(update_fields=["undone_by", "undone_at"])
    graph.resolve_around({decision.one, decision.other})
    note(verb="undid", subject=f"customer:{decision.one}", detail={"decision": decision.id, "kind": decision.kind})
    return decision


def _latest_merge(customer_id: str) -> Decision:
    own = Identifier.objects.filter(customer_id=customer_id).values("anchor")
    merges = Decision.objects.filter(kind=Decision.JOIN, undone_at=None, one__in=own, other__in=own)
    latest = merges.order_by("-id").first()
    if latest is None:
        raise NothingToSplit(
            "Nobody merged this customer by hand, so there is no merge to undo. Name the identifier to take out."
        )
    return latest


def _current(anchor: str) -> str:
    return graph.customers_of([anchor])[anchor]


def _who_keeps_apart(one: str, other: str) -> str:
    ours, theirs = (Identifier.objects.filter(customer_id=customer).values("anchor") for customer in (one, other))
    between = Q(one__in=ours, other__in=theirs) | Q(one__in=theirs, other__in=ours)
    decision = Decision.objects.filter(between, kind=Decision.APART, undone_at=None).order_by("id").first()
    if decision is None:
        return "Earlier decisions keep these two apart. The customer's page lists them."
    return (
        f"{decision.decided_by} decided on {decision.decided_at:%-d %b %Y} that these are two customers. "
        f"Undo that first: `regard customers undo {decision.id}`."
    )


def _decided(decision: Decision) -> Decided:
    owners = graph.customers_of([decision.one, decision.other])
    return Decided(
        id=decision.id,
        kind=decision.kind,
        one=decision.one,
        other=decision.other,
        reason=decision.reason,
        evidence=decision.evidence,
        decided_by=decision.decided_by,
        decided_at=decision.decided_at,
        undone_by=decision.undone_by or None,
        undone_at=decision.undone_at,
        customer_ids=tuple(dict.fromkeys(owners[anchor] for anchor in (decision.one, decision.other))),
    )
