"""Families of interactions: the few that most metrics look at, told apart from the many they do not.

Every row is in one family at most. A row with a score is in `scores` whatever its kind, so who looks at another family
looks at that one as well.
"""

from collections.abc import Iterable

SCORES = "scores"
TICKETS = "tickets"
TICKET_PREFIX = "Ticket "
COSTS = "costs"
KINDS: dict[str, tuple[str, ...]] = {
    "orders": ("Order Completed", "Subscription Started", "Subscription Renewed", "Subscription Cancelled"),
    "contacts": ("Call Started", "Live Chat Conversation Started"),
    "surveys": ("Survey Sent", "Survey Answered"),
    "referrals": ("Invite Sent", "Product Shared", "Cart Shared"),
    "profiles": ("Profile Updated",),
}
ADS = ("Ad Viewed", "Ad Clicked", "Install Attributed")
FAMILIES = (SCORES, TICKETS, COSTS, *KINDS)


def family_sql() -> str:
    """The family of a row of the log as an expression of DuckDB's SQL, null for a row in none."""
    cases = [
        ("score is not null", SCORES),
        (f"starts_with(kind, '{TICKET_PREFIX}')", TICKETS),
        (f"kind in {ADS} and contains(properties, '\"cost\"')", COSTS),
        *((f"kind in {_listed(kinds)}", name) for name, kinds in KINDS.items()),
    ]
    return "case " + " ".join(f"when {condition} then '{name}'" for condition, name in cases) + " end"


def _listed(kinds: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{kind}'" for kind in kinds) + ")"
