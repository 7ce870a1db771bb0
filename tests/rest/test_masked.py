"""What customers wrote leaves masked for those without the right to read it whole, whatever operation is added next."""

from typing import Any

from regard.foundation.accounts.words import MARK
from tests.docs.reference import contract

WORDY = {"text", "texts", "quote", "raw", "answers", "properties", "subject", "body", "comment", "aspect", "excerpt"}
# Fields of those names that no customer wrote: settings, keys, what staff noted down, what is sent in.
OTHERS = {
    *("AuditEntry.subject", "ContactVerdict.subject", "PlanOut.subject", "RowSummaryOut.text", "PainPointOut.raw"),
    *("ImprovementOut.subject", "KindChoice.properties", "GatewayOut.body"),
    *("MomentOut.text", "CaseStepOut.text", "ImprovementStepOut.text", "IdeaStepOut.text"),
    *("SourceKey.text", "MadeKey.text", "MadeSecret.text", "TrialInteraction.text", "TrialInteraction.properties"),
}
GATED = {"SentenceOut.text"}  # masked where its opinions' places are known


def answered(schemas: dict[str, Any], described: dict[str, Any]) -> set[str]:
    """The names of schemas that answers consist of."""
    found: set[str] = set()
    waiting = [
        answer.get("content", {})
        for path in described["paths"].values()
        for operation in path.values()
        for status, answer in operation["responses"].items()
        if status.startswith("2")
    ]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting += one
        elif isinstance(one, dict):
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(schemas[name])
            waiting += one.values()
    return found


def is_marked(field: Any) -> bool:
    """Whether a field goes through the gate."""
    if isinstance(field, list):
        return any(is_marked(one) for one in field)
    return isinstance(field, dict) and (MARK in field or any(is_marked(one) for one in field.values()))


def test_answers__that_hold_words__go_through_the_gate() -> None:
    described = contract()
    schemas = described["components"]["schemas"]
    wrong = {
        f"{name}.{field}"
        for name in answered(schemas, described)
        for field, told in schemas[name].get("properties", {}).items()
        if field in WORDY and "integer" not in str(told) and not is_marked(told)
    }
    unmarked = sorted(wrong - OTHERS - GATED)
    assert unmarked == [], f"Type {unmarked} as CustomerWords of regard.foundation.accounts.api, or say why not."
