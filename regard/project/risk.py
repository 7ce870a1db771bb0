"""Risk in Python: `log.risk`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from regard.analytics.scope import Scope
from regard.foundation.lake.api import Lake
from regard.understand.risk.api import (
    USUAL,
    CustomerRisk,
    Foreseen,
    RiskOf,
    find_customer_risk,
    list_at_risk,
    list_foreseen,
    make_risk,
    risk_in,
    terms_of,
)


@dataclass(frozen=True)
class Risk:
    """Who is likely to leave. `name` is contracts, orders or visits; segments are "trait:NAME=VALUE" or "segment:SLUG"."""

    lake: Lake
    scope: Callable[[dict[str, Any]], Scope]

    def make(self, name: str, **terms: Any) -> RiskOf:
        """Learn from the log and score everybody; the scores are kept beside the log.

        Terms are kind (what ends it, or what shows that somebody is there), days, bound and left_out (traits never looked at).
        Raises CannotForesee or RiskRefused.
        """
        make_risk(lake=self.lake, name=name, terms=terms_of(name=name, **terms))
        return self.show(name)

    def show(self, name: str, *, segment: str | None = None) -> RiskOf:
        """How good the scores are and what they come to. Raises RiskNotMade."""
        return risk_in(lake=self.lake, name=name, scope=self.scope({"segment": segment}))

    def customers(
        self, name: str, *, by: str = "stake", segment: str | None = None, limit: int = 50
    ) -> list[CustomerRisk]:
        """The customers with most at stake (`stake`), most likely to leave (`chance`) or to stay (`health`), with reasons."""
        return list_at_risk(lake=self.lake, name=name, scope=self.scope({"segment": segment}), by=by, limit=limit)

    def customer(self, name: str, customer_id: str) -> CustomerRisk:
        """One customer. Raises CustomerNotScored."""
        return find_customer_risk(lake=self.lake, name=name, customer_id=customer_id)

    def foreseen(
        self, name: str, *, cut: date | str, low: float = 0.0, high: float = 1.0, limit: int = 50
    ) -> list[Foreseen]:
        """Who was given a chance between two at a back-test, and whether they left."""
        day = Scope.day("cut", cut)
        assert day is not None
        return list_foreseen(lake=self.lake, name=name, scope=self.scope({}), cut=day, low=low, high=high, limit=limit)

    @property
    def names(self) -> tuple[str, ...]:
        """The risks there are."""
        return tuple(USUAL)
