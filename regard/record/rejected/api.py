"""Door to rejected rows."""

from regard.record.rejected.queries import Reason, RejectedPage, RejectedRow, Wanted, list_reasons, list_rejected

__all__ = ["Reason", "RejectedPage", "RejectedRow", "Wanted", "list_reasons", "list_rejected"]
