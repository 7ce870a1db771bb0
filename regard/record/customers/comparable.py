"""What is known of each customer that can be compared with what is known of others, one text per trait."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec
import pyarrow as pa

from regard.analytics.matching import KEY, Trait
from regard.foundation.lake.api import Lake

TRAITS = (
    Trait("given_name", "name"),
    Trait("family_name", "name"),
    Trait("email", "email"),
    Trait("phone", "phone"),
    Trait("birth_date", "date"),
    Trait("street", "text"),
    Trait("postcode", "code"),
    Trait("city", "text"),
)

# Under which names sources tell a trait, the first that is there counts. A dot leads into an object.
TOLD_AS: dict[str, tuple[str, ...]] = {
    "given_name": ("first_name", "firstName", "given_name", "givenName"),
    "family_name": ("last_name", "lastName", "family_name", "familyName", "surname"),
    "email": ("email",),
    "phone": ("phone", "mobile", "telephone"),
    "birth_date": ("birthday", "birth_date", "birthDate", "date_of_birth", "dateOfBirth"),
    "street": ("address.street", "street", "address_1", "address1", "address"),
    "postcode": ("address.postalCode", "address.postal_code", "postcode", "postal_code", "postalCode", "zip"),
    "city": ("address.city", "city", "suburb", "town"),
}


def comparable_records(*, lake: Lake) -> pa.Table:
    """One row per customer with a profile: `record_id` is the customer id; each trait as told last, null if never."""
    lake.interactions_here()
    told = lake.connection().sql(
        "select customer_id, properties from interactions where kind = 'Profile Updated' order by time, id"
    )
    known: dict[str, dict[str, str]] = {}
    for batch in told.to_arrow_reader(50_000):
        for customer_id, properties in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            known.setdefault(customer_id, {}).update(read_traits(msgspec.json.decode(properties)))
    ids = sorted(known)
    columns = {trait.name: pa.array([known[one].get(trait.name) for one in ids], pa.string()) for trait in TRAITS}
    return pa.table({KEY: pa.array(ids, pa.string()), **columns})


def read_traits(told: Mapping[str, Any]) -> dict[str, str]:
    """The comparable traits in a profile, each in one form.

    >>> read_traits({"name": "Ann  Marie FJELL", "phone": "+49 (30) 123", "address": {"postalCode": "10 115"}})
    {'given_name': 'ann', 'family_name': 'fjell', 'phone': '4930123', 'postcode': '10115'}
    """
    found = {}
    words = _plain(told.get("name")).split()
    if len(words) > 1:
        found = {"given_name": words[0], "family_name": words[-1]}
    for trait, names in TOLD_AS.items():
        value = next((plain for name in names if (plain := _plain(_at(told, name)))), "")
        value = _FORMS.get(trait, str)(value)
        if value:
            found[trait] = value
    return found


def _at(told: Any, name: str) -> object:
    for part in name.split("."):
        told = told.get(part) if isinstance(told, Mapping) else None
    return told


def _plain(value: object) -> str:
    return " ".join(str(value).lower().split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""


_FORMS = {
    "phone": lambda value: re.sub(r"\D", "", value).lstrip("0"),
    "birth_date": lambda value: re.sub(r"\D", "", value[:10]),
    "postcode": lambda value: re.sub(r"\W", "", value),
}
