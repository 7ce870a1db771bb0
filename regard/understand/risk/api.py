"""Door to risk."""

from regard.analytics.risk.judging import Judged
from regard.analytics.risk.terms import USUAL, CannotForesee, RiskRefused, Terms, terms_of
from regard.analytics.risk.verdict import BackTest, Verdict
from regard.understand.risk.making import make_risk
from regard.understand.risk.queries import (
    CustomerRisk,
    Foreseen,
    Reason,
    RiskOf,
    find_customer_risk,
    list_at_risk,
    list_chances,
    list_foreseen,
    list_names,
    risk_in,
)
from regard.understand.risk.store import Card, RiskNotMade

__all__ = [
    "USUAL",
    "BackTest",
    "CannotForesee",
    "Card",
    "CustomerRisk",
    "Foreseen",
    "Judged",
    "Reason",
    "RiskNotMade",
    "RiskOf",
    "RiskRefused",
    "Terms",
    "Verdict",
    "find_customer_risk",
    "list_at_risk",
    "list_chances",
    "list_foreseen",
    "list_names",
    "make_risk",
    "risk_in",
    "terms_of",
]
