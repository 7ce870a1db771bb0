"""What the log says against contacting somebody: a ticket that is not settled, a case that is not closed."""

from collections.abc import Iterable, Sequence

from regard.foundation.lake.api import Lake

_TICKETS = ("Ticket Opened", "Ticket Reopened"), ("Ticket Solved", "Ticket Closed")
_CASES = ("Case Opened",), ("Case Closed", "Case Dismissed")
_LAST = """
select distinct customer_id from (
    select customer_id, arg_max(kind, (time, id)) as last from interactions
    where list_contains(?, customer_id) and list_contains(?, kind) and not list_contains(?, coalesce({matter}, ''))
    group by customer_id, {matter}
) where list_contains(?, last)
"""


def who_complains(*, lake: Lake, customer_ids: Iterable[str], besides: Iterable[str] = ()) -> set[str]:
    """Those of the customers who have a ticket that is not settled, `besides` these tickets."""
    return _who(lake, customer_ids, "matter_id", *_TICKETS, besides)


def who_has_open_case(*, lake: Lake, customer_ids: Iterable[str]) -> set[str]:
    """Those of the customers whom somebody is following up on."""
    return _who(lake, customer_ids, "json_extract_string(properties, '$.case_id')", *_CASES)


def _who(
    lake: Lake,
    customer_ids: Iterable[str],
    matter: str,
    begin: Sequence[str],
    end: Sequence[str],
    besides: Iterable[str] = (),
) -> set[str]:
    wanted = sorted(set(customer_ids))
    if not wanted:
        return set()
    found = lake.sql(_LAST.format(matter=matter), [wanted, [*begin, *end], sorted(set(besides)), list(begin)])
    return set(found["customer_id"].to_pylist())
