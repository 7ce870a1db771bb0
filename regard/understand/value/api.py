"""Door to value and risk."""

from regard.analytics.value.customer_value import Terms, Value
from regard.analytics.value.customers import CustomerValue
from regard.analytics.value.fitting import Fit
from regard.analytics.value.holdout import Holdout
from regard.analytics.value.survival import Curve, Survival
from regard.understand.value.queries import (
    find_customer_value,
    hold_out,
    list_customer_values,
    list_values_of,
    survival_in,
    value_in,
)

__all__ = [
    "Curve",
    "CustomerValue",
    "Fit",
    "Holdout",
    "Survival",
    "Terms",
    "Value",
    "find_customer_value",
    "hold_out",
    "list_customer_values",
    "list_values_of",
    "survival_in",
    "value_in",
]
