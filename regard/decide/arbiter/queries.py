"""What the arbiter decided."""

from dataclasses import dataclass
from datetime import datetime

from regard.decide.arbiter.models import Verdict
from regard.decide.arbiter.operations import REASONS


@dataclass(frozen=True)
class VerdictRow:
    """One decision."""

    endpoint: str
    purpose: str
    subject: str
    is_allowed: bool
    reason: str
    sentence: str
    decided_at: datetime


def list_verdicts(
    *, endpoint: str | None = None, subject: str | None = None, is_allowed: bool | None = None, limit: int = 100
) -> list[VerdictRow]:
    """Decisions, the newest first."""
    found = Verdict.objects.order_by("-decided_at", "-pk")
    if endpoint is not None:
        kind, _, value = endpoint.partition(":")
        found = found.filter(kind=kind, value=value)
    if subject is not None:
        found = found.filter(subject=subject)
    if is_allowed is not None:
        found = found.filter(is_allowed=is_allowed)
    return [_row(one) for one in found[: max(1, min(limit, 1_000))]]


def _row(one: Verdict) -> VerdictRow:
    sentence = REASONS.get(one.reason, one.reason)
    return VerdictRow(
        f"{one.kind}:{one.value}", one.purpose, one.subject, one.is_allowed, one.reason, sentence, one.decided_at
    )
