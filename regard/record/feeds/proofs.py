"""Proving that a public author is a customer, and taking that back.

There are two ways. *Code*: a customer, whom we know by an address or an account, is given a code and posts it under the
public name; that the code went to the one and came from the other proves that both are one. It is good for one author, once,
for a week. *Told*: somebody of the staff, or a program of the company's own, knows it and says how. Either becomes a decision
like any other about who is who: it is listed on the customer's page, and undoing it puts everything back.
"""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction

from regard.analytics.errors import RegardError
from regard.analytics.identity import PUBLIC_ID, anchor_of
from regard.foundation.audit.api import note
from regard.foundation.lake.api import Lake, LakeWriter, settle_public
from regard.record.customers.api import (
    list_former_ids,
    list_reassigned,
    list_strongest_identifiers,
    merge_customers,
    undo_decision,
)
from regard.record.feeds.models import Proof
from regard.record.feeds.observing import author_of
from regard.record.feeds.reading.entries import Entry

DAYS_A_CODE_HOLDS = 7
MOST_OPEN = 5  # codes for one author at once
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE = re.compile(rf"regard-([{_LETTERS}]{{5}}(?:-[{_LETTERS}]{{5}}){{2}})")
WAIT_SECONDS = 30.0


class ProofRefused(RegardError):
    """A proof cannot be asked for or taken as given."""

    code = "proof_refused"
    status = 422


class NoProof(RegardError):
    """There is no such proof."""

    code = "proof_unknown"
    status = 404


@dataclass(frozen=True)
class ProofRow:
    """A proof as it stands. `state` is open, expired, proved or undone."""

    id: int
    author: str
    customer: str
    way: str
    state: str
    asked_by: str
    asked_at: datetime
    expires_at: datetime | None
    proved_at: datetime | None
    evidence: str
    decision: int | None


@dataclass(frozen=True)
class NewCode:
    """A code just made, to be given to the customer alone. It can be read here and never again."""

    id: int
    code: str
    expires_at: datetime


def ask_for_code(*, author: str, customer: str, by: str, now: datetime | None = None) -> NewCode:
    """Make the code that a customer is to post as a public author. Raises ProofRefused."""
    _check(author, customer)
    now = now or datetime.now(UTC)
    open_ones = Proof.objects.filter(author=author, way="code", proved_at=None, expires_at__gt=now)
    if open_ones.count() >= MOST_OPEN:
        raise ProofRefused(f"There are {MOST_OPEN} open codes for this author already. They end by themselves.")
    code = "regard-" + "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(3))
    made = Proof.objects.create(
        author=author,
        customer=customer,
        digest=_digest(code),
        way="code",
        asked_by=by,
        asked_at=now,
        expires_at=now + timedelta(days=DAYS_A_CODE_HOLDS),
    )
    note(verb="asked for proof", subject=f"customer:{customer}", detail={"author": author, "proof": made.pk})
    assert made.expires_at is not None
    return NewCode(made.pk, code, made.expires_at)


def take_word(*, lake: Lake, author: str, customer: str, by: str, evidence: str) -> ProofRow:
    """Take it from somebody who knows that a public author is a customer. Raises ProofRefused, AlreadyOne, KeptApart."""
    _check(author, customer)
    said = " ".join(evidence.split())[:2000]
    if len(said) < 10:
        raise ProofRefused("Say how it is known that they are one, in a sentence that others can check later.")
    now = datetime.now(UTC)
    made = Proof(author=author, customer=customer, way="told", asked_by=by, asked_at=now, evidence=said)
    _join(lake, made, by, now)
    return _row(made, now)


def prove_by_codes(*, lake: Lake, kind: str, entries: Iterable[Entry], now: datetime) -> int:
    """Take the codes that entries of a feed hold; returns how many authors were proved to be customers."""
    proved = 0
    for entry in entries:
        codes = [] if entry.email else [f"regard-{found}" for found in _CODE.findall(entry.text.lower())[:5]]
        if not codes:
            continue
        anchor = anchor_of(("external_id", author_of(entry=entry, kind=kind)))
        for code in codes:
            wanted = Proof.objects.filter(author=anchor, digest=_digest(code), proved_at=None, expires_at__gt=now)
            for proof in wanted:
                proof.evidence = f"The code was posted at {entry.url or entry.key}."[:2000]
                try:
                    _join(lake, proof, proof.asked_by, now)
                except RegardError as error:
                    Proof.objects.filter(pk=proof.pk).update(evidence=str(error)[:2000], expires_at=now)
                    continue
                proved += 1
    return proved


def undo_proof(*, lake: Lake, proof_id: int, by: str) -> ProofRow:
    """Take a proof back: what the author said is public voice again. Raises NoProof."""
    proof = Proof.objects.filter(pk=proof_id).exclude(decision=None).filter(undone_at=None).first()
    if proof is None or proof.decision is None:
        raise NoProof(f"There is no proof {proof_id} in force.")
    undo_decision(lake=lake, decision_id=proof.decision, by=by)
    proof.undone_at = datetime.now(UTC)
    proof.save(update_fields=["undone_at"])
    settle(lake=lake)
    return _row(proof, proof.undone_at)


def settle(*, lake: Lake) -> int:
    """Put what public authors said where it belongs now, whoever decided about them; returns how many rows moved."""
    moved = [anchor for anchor, _ in list_reassigned() if anchor.startswith(PUBLIC_ID)]
    if not moved:
        return 0
    formers = {former for author in moved for former in list_former_ids(customer_id=author)}
    with LakeWriter(lake, wait_seconds=WAIT_SECONDS) as writer:
        return settle_public(writer=writer, former_ids=formers)


def list_proofs(*, author: str | None = None, now: datetime | None = None) -> list[ProofRow]:
    """The newest hundred proofs, of one author or of all."""
    found = Proof.objects.filter(author=author) if author else Proof.objects.all()
    return [_row(one, now or datetime.now(UTC)) for one in found.order_by("-asked_at", "-pk")[:100]]


def _join(lake: Lake, proof: Proof, by: str, now: datetime) -> None:
    reason = "A public author proved to be this customer: " + (proof.evidence or "by a code.")
    decided = merge_customers(lake=lake, one=proof.customer, other=proof.author, by=by, reason=reason[:500])
    with transaction.atomic():
        proof.decision, proof.proved_at = decided.id, now
        proof.save()
        note(
            verb="proved", subject=f"customer:{proof.customer}", detail={"author": proof.author, "decision": decided.id}
        )
    settle(lake=lake)


def _check(author: str, customer: str) -> None:
    known = list_strongest_identifiers(customer_ids=[author, customer])
    if not author.startswith(PUBLIC_ID) or author not in known:
        raise ProofRefused(f"There is no public author {author[:40]!r}. The list of mentions names them, as pub_….")
    if customer.startswith(PUBLIC_ID) or customer not in known:
        raise ProofRefused(f"There is no customer {customer[:40]!r}.")


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _row(one: Proof, now: datetime) -> ProofRow:
    is_over = one.expires_at is not None and one.expires_at <= now
    state = "undone" if one.undone_at else "proved" if one.proved_at else "expired" if is_over else "open"
    return ProofRow(
        one.pk,
        one.author,
        one.customer,
        one.way,
        state,
        one.asked_by,
        one.asked_at,
        one.expires_at,
        one.proved_at,
        one.evidence,
        one.decision,
    )
