"""Traits of one customer: what each is now, which source and message said so, when, and what was said before."""

from regard.analytics.traits import Trait, profile_of
from regard.foundation.lake.api import Lake


def list_traits(*, lake: Lake, customer_id: str) -> tuple[Trait, ...]:
    """The customer's traits by name; none for a customer nobody said anything about."""
    log = lake.interactions_here()
    told = log.filter((log.kind == "Profile Updated") & (log.customer_id == customer_id))
    rows = told.select("id", "source", "message_id", "time", "properties").to_pyarrow().to_pylist()
    return profile_of(rows)
