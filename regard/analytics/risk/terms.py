"""What it means to leave, and how far one looks ahead."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from regard.analytics.errors import RegardError
from regard.analytics.metrics.loyalty import PURCHASE
from regard.analytics.value.survival import CANCELLED

MOST_DAYS = 366
LONGEST_NAME = 100
MOST_LEFT_OUT = 50
VISIT = "visit"  # anything the customer did of their own accord


class RiskRefused(RegardError):
    """Raised for terms that say nothing sensible."""

    code = "risk_terms_refused"
    status = 422


class CannotForesee(RegardError):
    """Raised where a log holds too little to learn from, with what is lacking."""

    code = "risk_not_foreseeable"
    status = 409


@dataclass(frozen=True)
class Terms:
    """When a customer counts as having left.

    `leaves` is `cancels`: an interaction of `kind` within `days` (for subscriptions, of one that runs); or `silent`: no
    interaction of `kind` (`visit`: nothing of their own accord) for `days`. `bound` is the area under the curve under which
    the foresight counts as none. Traits in `left_out` are never looked at.
    """

    leaves: str = "cancels"
    kind: str = CANCELLED
    days: int = 30
    bound: float = 0.6
    left_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.leaves not in ("cancels", "silent"):
            raise RiskRefused(f"Customers leave in no way {self.leaves[:40]!r}. Use cancels or silent.")
        if not self.kind or len(self.kind) > LONGEST_NAME:
            raise RiskRefused(f"The kind of interaction is a name of 1 to {LONGEST_NAME} characters.")
        if not 1 <= self.days <= MOST_DAYS:
            raise RiskRefused(f"{self.days} days cannot be looked ahead. Use 1 to {MOST_DAYS}.")
        if not 0.5 <= self.bound < 1:
            raise RiskRefused(f"The bound {self.bound} is no area under a curve. Use 0.5 (chance) up to 1.")
        if len(self.left_out) > MOST_LEFT_OUT:
            raise RiskRefused(f"At most {MOST_LEFT_OUT} traits can be left out.")

    @property
    def outcome(self) -> str:
        """What is foreseen, in words.

        >>> Terms("silent", "Order Completed", 90).outcome
        'no Order Completed for 90 days'
        """
        if self.leaves == "cancels":
            return f"{self.kind} within {self.days} days"
        return f"{'nothing of their own accord' if self.kind == VISIT else f'no {self.kind}'} for {self.days} days"


# The ways to leave that are looked at where nobody says otherwise.
USUAL: dict[str, Terms] = {
    "contracts": Terms("cancels", CANCELLED, 30),
    "orders": Terms("silent", PURCHASE, 90),
    "visits": Terms("silent", VISIT, 90),
}


def terms_named(name: str) -> Terms:
    """One of the usual terms. Raises RiskRefused."""
    if name not in USUAL:
        raise RiskRefused(f"There is no risk {name[:40]!r}. Use {', '.join(USUAL)}.")
    return USUAL[name]


def terms_of(
    *,
    name: str,
    kind: str | None = None,
    days: int | None = None,
    bound: float | None = None,
    left_out: tuple[str, ...] | list[str] = (),
) -> Terms:
    """The usual terms with what was said otherwise. Raises RiskRefused."""
    usual = terms_named(name)
    return Terms(
        usual.leaves, kind or usual.kind, days or usual.days, usual.bound if bound is None else bound, tuple(left_out)
    )


def midnight_after(moment: datetime) -> datetime:
    """The end of a moment's day in UTC.

    >>> midnight_after(datetime(2026, 1, 1, tzinfo=UTC)).isoformat()
    '2026-01-02T00:00:00+00:00'
    """
    return moment_of(moment.astimezone(UTC).date() + timedelta(days=1))


def moment_of(day: date) -> datetime:
    """Midnight UTC at the beginning of a day."""
    return datetime.combine(day, time(), UTC)
