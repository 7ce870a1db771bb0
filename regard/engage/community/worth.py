"""What those who want something are worth, and how many of them may leave: from what the log has on each."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from regard.analytics.metrics.estimates import NOTHING, Numbers
from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.scope import Scope
from regard.engage.community.persons import Supporter
from regard.engage.community.recording import SOURCE
from regard.engage.community.shapes import Demand
from regard.foundation.lake.api import Lake
from regard.understand.risk.api import RiskNotMade, list_chances, list_names
from regard.understand.value.api import Terms, list_values_of, value_in

YEAR = timedelta(days=365)
SPENT = (PURCHASE, "Subscription Renewed")
Z = 1.96
_KNOWN = "select distinct customer_id from interactions where list_contains(?, customer_id) and source <> ?"
_SPENT = (
    "select customer_id, sum(value)::double as spent from interactions where list_contains(?, customer_id) "
    "and list_contains(?, kind) and time > ? and value is not null and coalesce(currency, '') = ? group by customer_id"
)
_CURRENCY = (
    "select coalesce(currency, '') as currency from interactions where list_contains(?, kind) and value is not null "
    "group by 1 order by count(*) desc, 1 limit 1"
)


@dataclass(frozen=True)
class Worths:
    """What is known of some customers, by id."""

    currency: str = ""
    risk: str = ""
    known: frozenset[str] = frozenset()
    spent: Mapping[str, float] = field(default_factory=dict)
    to_come: Mapping[str, float] = field(default_factory=dict)
    chances: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def worths_of(*, lake: Lake, customer_ids: Collection[str]) -> Worths:
    """What the log knows of some customers, in the currency most is paid in."""
    wanted, last_at = sorted(set(customer_ids)), lake.last_at()
    if last_at is None or not wanted:
        return Worths()
    currency = lake.remember("community currency", lambda: _usual_currency(lake))
    known = lake.sql(_KNOWN, [wanted, SOURCE])["customer_id"].to_pylist()
    spent = lake.sql(_SPENT, [wanted, list(SPENT), last_at - YEAR, currency]).to_pylist()
    risk, chances = _chances(lake, wanted)
    return Worths(
        currency,
        risk,
        frozenset(known),
        {row["customer_id"]: row["spent"] for row in spent},
        _to_come(lake, wanted, currency),
        chances,
    )


def demand_of(supporters: Mapping[str, Supporter], worths: Worths) -> Demand:
    """One idea's demand, of those who want it."""
    ids = supporters.keys()
    spent = [worths.spent[one] for one in ids if one in worths.spent]
    to_come = [worths.to_come[one] for one in ids if one in worths.to_come]
    chances = [worths.chances[one] for one in ids if one in worths.chances]
    return Demand(
        people=len(supporters),
        voters=sum(one.is_voter for one in supporters.values()),
        requesters=sum(bool(one.requests) for one in supporters.values()),
        known=len(ids & worths.known),
        revenue=_sum(spent),
        to_come=_sum(to_come),
        leaving=_expected([chance for chance, _ in chances]),
        stake=_sum([chance * worth for chance, worth in chances]),
    )


def _sum(values: list[float]) -> Numbers:
    """A total over those of whom it is known; it is counted, not estimated, and has no interval."""
    return Numbers(sum(values), len(values), None, None) if values else NOTHING


def _expected(chances: list[float]) -> Numbers:
    """How many of them will leave, where each does with a chance of their own."""
    if not chances:
        return NOTHING
    total, n = sum(chances), len(chances)
    half = Z * sum(one * (1 - one) for one in chances) ** 0.5
    return Numbers(total, n, max(0.0, total - half), min(float(n), total + half))


def _usual_currency(lake: Lake) -> str:
    found = lake.sql(_CURRENCY, [list(SPENT)])["currency"].to_pylist()
    return str(found[0]) if found else ""


def _to_come(lake: Lake, wanted: list[str], currency: str) -> dict[str, float]:
    terms = Terms()
    if value_in(lake=lake, scope=Scope(), terms=terms).currency != currency:
        return {}
    found = list_values_of(lake=lake, scope=Scope(), terms=terms, customer_ids=wanted)
    return {one.customer_id: one.worth.value for one in found if one.worth.value is not None}


def _chances(lake: Lake, wanted: list[str]) -> tuple[str, dict[str, tuple[float, float]]]:
    for name in list_names(lake=lake):
        try:
            return name, list_chances(lake=lake, name=name, customer_ids=wanted)
        except RiskNotMade:
            continue
    return "", {}
