"""Questions about consents: what holds now at an endpoint, and how it came to be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from regard.record.consents.models import Consent
from regard.record.consents.operations import Endpoint

MOST_ENDPOINTS = 200


@dataclass(frozen=True)
class ConsentRow:
    """One statement, and whether it is the one that holds now."""

    endpoint: Endpoint
    purpose: str
    status: str
    at: datetime
    source: str
    proof: dict[str, Any]
    is_current: bool


def is_allowed(*, endpoint: Endpoint, purpose: str, at: datetime | None = None) -> bool:
    """Whether the purpose was granted at this endpoint, and not withdrawn, as of `at` (now without it).

    Where nothing was ever said the answer is no.
    """
    found = Consent.objects.filter(kind=endpoint.kind, value=endpoint.value, purpose=purpose)
    if at is not None:
        found = found.filter(at__lte=at)
    newest = found.order_by("-at", "-pk").values_list("status", flat=True).first()
    return newest == "granted"


def list_consents(*, endpoints: Iterable[Endpoint]) -> list[ConsentRow]:
    """Everything that was ever said at these endpoints, newest first."""
    wanted = sorted(set(endpoints))
    seen: set[tuple[Endpoint, str]] = set()
    rows = []
    for start in range(0, len(wanted), MOST_ENDPOINTS):
        part = wanted[start : start + MOST_ENDPOINTS]
        found = Consent.objects.filter(reduce(or_, (Q(kind=one.kind, value=one.value) for one in part)))
        for one in found.order_by("-at", "-pk"):
            endpoint = Endpoint(one.kind, one.value)
            is_current = (endpoint, one.purpose) not in seen
            seen.add((endpoint, one.purpose))
            rows.append(ConsentRow(endpoint, one.purpose, one.status, one.at, one.source, one.proof, is_current))
    return sorted(rows, key=lambda row: row.at, reverse=True)


def current_statuses(*, endpoints: Iterable[Endpoint]) -> dict[tuple[Endpoint, str], str]:
    """The status that holds now, by endpoint and purpose."""
    return {(row.endpoint, row.purpose): row.status for row in list_consents(endpoints=endpoints) if row.is_current}
