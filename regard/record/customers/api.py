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

__all__ = ["KINDS", "Assignment", "Bundle", "Placement", "anchor_alone", "assign_customers", "list_reassigned"]
