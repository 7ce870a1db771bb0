"""Door to customers.

What needs the database's models is loaded when it is asked for: a dry run and the simulator use the rest of this door
without setting Django up.
"""

from typing import TYPE_CHECKING

from regard.foundation.doors.api import opened_late
from regard.record.customers.operations import (
    KINDS,
    Assignment,
    Bundle,
    Placement,
    anchor_alone,
    assign_customers,
)
from regard.record.customers.profiles import customer_table, list_names

if TYPE_CHECKING:
    from regard.record.customers.decisions import (
        Decided,
        keep_apart,
        list_decisions,
        merge_customers,
        split_customer,
        undo_decision,
    )
    from regard.record.customers.dump import dump
    from regard.record.customers.evidence import CustomerEvidence, Known, Step, Why, get_evidence, why
    from regard.record.customers.histories import history_of, name_told, view_history
    from regard.record.customers.lookup import (
        current_id,
        list_addresses,
        list_current_ids,
        list_known,
        list_strongest_identifiers,
    )
    from regard.record.customers.proposals import (
        Proposed,
        Proposition,
        PropositionPage,
        accept_proposal,
        list_proposals,
        propose_merges,
        reject_proposal,
    )
    from regard.record.customers.reassignment import (
        list_former_ids,
        list_reassigned,
        publish_reassigned,
        resolve_customers,
    )

__all__ = [
    "KINDS",
    "Assignment",
    "Bundle",
    "CustomerEvidence",
    "Decided",
    "Known",
    "Placement",
    "Proposed",
    "Proposition",
    "PropositionPage",
    "Step",
    "Why",
    "accept_proposal",
    "anchor_alone",
    "assign_customers",
    "current_id",
    "customer_table",
    "dump",
    "get_evidence",
    "history_of",
    "keep_apart",
    "list_addresses",
    "list_current_ids",
    "list_decisions",
    "list_former_ids",
    "list_known",
    "list_names",
    "list_proposals",
    "list_reassigned",
    "list_strongest_identifiers",
    "merge_customers",
    "name_told",
    "propose_merges",
    "publish_reassigned",
    "reject_proposal",
    "resolve_customers",
    "split_customer",
    "undo_decision",
    "view_history",
    "why",
]

_LATE = ("decisions", "dump", "evidence", "histories", "lookup", "proposals", "reassignment")
__getattr__ = opened_late(package="regard.record.customers", names=__all__, modules=_LATE)
