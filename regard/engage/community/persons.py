"""Who is the same person: whatever the log has learnt of two identifiers counts here as well."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from regard.analytics.identity import anchor_of
from regard.engage.community.models import Member, Request, Vote
from regard.record.customers.api import list_current_ids

Who = tuple[str, str]  # kind and value of an identifier


@dataclass
class Supporter:
    """One person who wants an idea: by votes, by asking for it elsewhere, or both."""

    customer_id: str
    first_at: datetime
    is_voter: bool = False
    requests: set[str] = field(default_factory=set)  # ids of interactions
    identifiers: list[Who] = field(default_factory=list)


def customers_of(whos: Iterable[Who]) -> dict[Who, str]:
    """The customer each identifier belongs to now; one the log has not seen yet stands for itself."""
    anchors = {who: anchor_of(who) for who in whos}
    current = list_current_ids(customer_ids=set(anchors.values()))
    return {who: current.get(anchor, anchor) for who, anchor in anchors.items()}


def supporters_of(*, tops: Iterable[int]) -> dict[int, dict[str, Supporter]]:
    """Who wants each idea with all that was merged into it: by customer id, each person once. The banned do not count."""
    wanted = list(tops)
    banned = set(Member.objects.filter(is_banned=True).values_list("kind", "value"))
    votes = [
        (top, (kind, value), at)
        for top, kind, value, at in Vote.objects.filter(idea__top__in=wanted).values_list(
            "idea__top_id", "kind", "value", "at"
        )
        if top is not None and (kind, value) not in banned
    ]
    asked = list(
        Request.objects.filter(idea__top__in=wanted, is_counted=True).values_list(
            "idea__top_id", "customer_id", "interaction_id", "said_at"
        )
    )
    found: dict[int, dict[str, Supporter]] = {top: {} for top in wanted}
    customers = customers_of({who for _, who, _ in votes})
    current = list_current_ids(customer_ids={one for _, one, _, _ in asked})
    for top, who, at in votes:
        one = _supporter(found[top], customers[who], at)
        one.is_voter = True
        one.identifiers.append(who)
    for asked_of, customer_id, interaction_id, at in asked:
        _supporter(found[asked_of or 0], current.get(customer_id, customer_id), at).requests.add(interaction_id)
    return found


def _supporter(known: dict[str, Supporter], customer_id: str, at: datetime) -> Supporter:
    one = known.setdefault(customer_id, Supporter(customer_id, at))
    one.first_at = min(one.first_at, at)
    return one
