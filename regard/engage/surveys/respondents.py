"""Who answered, as the log knows them: their customer ids, and the segments they are in now."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from regard.engage.surveys.models import Response
from regard.foundation.lake.api import Lake
from regard.record.customers.api import list_known
from regard.record.segments.api import list_memberships


def customers_of(*, responses: Iterable[Response]) -> dict[UUID, str]:
    """The customer of each response that somebody invited gave; whoever only had the link is left out."""
    invited = {one.pk: (one.kind, one.value) for one in responses if one.kind and one.value}
    known = list_known(identifiers={(kind, value) for kind, value in invited.values()})
    return {response: known[endpoint] for response, endpoint in invited.items() if endpoint in known}


def segments_of(*, lake: Lake, responses: Iterable[Response]) -> Mapping[UUID, tuple[str, ...]]:
    """The segments that the customer of each response is in now; who is in none, or unknown, is left out."""
    customers = customers_of(responses=responses)
    within = list_memberships(lake=lake, customer_ids=customers.values())
    return {response: within[customer] for response, customer in customers.items() if customer in within}
