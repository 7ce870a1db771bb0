"""Door to customers."""

from regard.record.customers.operations import (
    KINDS,
    Assignment,
    Bundle,
    Placement,
    anchor_alone,
    assign_customers,
)
from regard.record.customers.profiles import list_names
from regard.record.customers.reassignment import list_former_ids, list_reassigned, publish_reassigned

__all__ = [
    "KINDS",
    "Assignment",
    "Bundle",
    "Placement",
    "anchor_alone",
    "assign_customers",
    "list_former_ids",
    "list_names",
    "list_reassigned",
    "publish_reassigned",
]
