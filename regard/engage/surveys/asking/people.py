"""Who somebody is whom to ask: which customer, where they are, and what stands against asking them now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from regard.analytics.errors import RegardError
from regard.decide.arbiter.api import who_complains, who_has_open_case
from regard.engage.surveys.asking.sms.numbers import as_number
from regard.foundation.lake.api import Lake
from regard.record.consents.api import Endpoint
from regard.record.customers.api import KINDS, anchor_alone, list_addresses, list_current_ids

KIND_OF = {"email": "email", "sms": "phone"}  # where a channel leads
NOWHERE = "customer_id"  # stands for the address of a customer who has none
ZONES = """
select customer_id, arg_max(json_extract_string(properties, '$.context.timezone'), (time, id)) as zone
from interactions where list_contains(?, customer_id) and properties like '%"timezone"%' group by customer_id
"""


class AskingRefused(RegardError):
    """People cannot be asked so."""

    code = "asking_refused"
    status = 422


@dataclass(frozen=True)
class Person:
    """Somebody to ask, about one occasion. Without a value it is a customer who has no address for the channel."""

    value: str  # an e-mail address, or a telephone number
    occasion: str
    customer_id: str = ""
    zone: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """What is known of the people of one round."""

    zones: Mapping[str, str]
    addresses: Mapping[str, Sequence[tuple[str, str]]]
    complaining: frozenset[str]
    followed_up: frozenset[str]

    def also(self, customer_id: str, endpoint: Endpoint) -> list[Endpoint]:
        """The other addresses of the same customer, whose contacts count as well."""
        found = [Endpoint(kind, value) for kind, value in self.addresses.get(customer_id, ())]
        return [one for one in found if one != endpoint]


def endpoint_of(channel: str, value: str) -> Endpoint:
    """Where a channel reaches somebody. Raises AskingRefused for what is no address of it."""
    if channel == "sms":
        return Endpoint("phone", as_number(value))
    try:
        validate_email(value.strip())
    except ValidationError:
        raise AskingRefused(f"{value[:80]!r} is no e-mail address.") from None
    return Endpoint.read(f"email:{value}")


def reaches(channel: str, value: str) -> bool:
    """Whether this is an address of the channel."""
    try:
        endpoint_of(channel, value)
    except RegardError:
        return False
    return True


def known_customers(people: Sequence[Person], channel: str) -> list[Person]:
    """The same people with the customers they are, as far as they are known."""
    kind = KIND_OF[channel]
    anchors = {one.value: _anchor(kind, one.value) or "" for one in people if not one.customer_id}
    ids = list_current_ids(customer_ids=[anchor for anchor in anchors.values() if anchor])
    return [replace(one, customer_id=one.customer_id or ids.get(anchors.get(one.value, ""), "")) for one in people]


def facts_about(*, lake: Lake, customer_ids: Sequence[str], looks_at_cases: bool) -> Facts:
    """What is known of customers that decides whether they are asked now."""
    wanted = sorted({one for one in customer_ids if one})
    rows = lake.sql(ZONES, [wanted]).to_pylist() if wanted else []
    return Facts(
        zones={row["customer_id"]: row["zone"] or "" for row in rows},
        addresses=list_addresses(customer_ids=wanted) if wanted else {},
        complaining=frozenset(who_complains(lake=lake, customer_ids=wanted)),
        followed_up=frozenset(who_has_open_case(lake=lake, customer_ids=wanted)) if looks_at_cases else frozenset(),
    )


def _anchor(kind: str, value: str) -> str | None:
    told = value.strip().lower() if kind == "email" else as_number(value)
    return anchor_alone(values=[told if one == kind else None for one in KINDS])
