"""Door to customers."""

from regard.record.customers.operations import (
    KINDS,
    Assignment,
    Bundle,
    Placement,
    anchor_alone,
    assign_customers,
    list_reassigned,
)
from regard.record.customers.profiles import list_names

__all__ = [
    "KINDS",
    "Assignment",
    "Bundle",
    "Placement",
    "anchor_alone",
    "assign_customers",
    "list_names",
    "list_reassigned",
]
