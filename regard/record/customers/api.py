"""Door to customers."""

from regard.record.customers.operations import Bundle, Placement, assign_customers, list_reassigned

__all__ = ["Bundle", "Placement", "assign_customers", "list_reassigned"]
