"""Door to cases."""

from regard.engage.cases.figures import Figures, Group, figures_of
from regard.engage.cases.following import Followed, Preview, backfill, follow, preview_rule
from regard.engage.cases.opening import Taken, take_signals
from regard.engage.cases.operations import (
    CONCLUSIONS,
    CaseRefused,
    NoCase,
    assign_case,
    conclude_case,
    confirm_recovery,
    contact_customer,
    dismiss_case,
    move_deadline,
    note_case,
    open_case,
)
from regard.engage.cases.queries import (
    CaseList,
    CasePage,
    CaseRow,
    EvidenceRow,
    StepRow,
    find_case,
    list_cases,
)
from regard.engage.cases.rules import NoRule, RuleRefused, RuleRow, change_rule, list_rules
from regard.engage.cases.signals import Signal

__all__ = [
    "CONCLUSIONS",
    "CaseList",
    "CasePage",
    "CaseRefused",
    "CaseRow",
    "EvidenceRow",
    "Figures",
    "Followed",
    "Group",
    "NoCase",
    "NoRule",
    "Preview",
    "RuleRefused",
    "RuleRow",
    "Signal",
    "StepRow",
    "Taken",
    "assign_case",
    "backfill",
    "change_rule",
    "conclude_case",
    "confirm_recovery",
    "contact_customer",
    "dismiss_case",
    "figures_of",
    "find_case",
    "follow",
    "list_cases",
    "list_rules",
    "move_deadline",
    "note_case",
    "open_case",
    "preview_rule",
    "take_signals",
]
